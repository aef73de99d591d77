package ask

import (
	"fmt"

	"github.com/realign/realign/graph"
)

// notices are what a reader should know lest an answer mislead.
func (v *view) notices() ([]string, error) {
	out := []string{}
	if v.Rev == 0 {
		return append(out, "Nothing had been recorded by then: the answer is empty for want of data, not of ties."), nil
	}
	stats, err := v.store.Stats(v.ctx, v.Rev, v.lens)
	if err != nil {
		return nil, err
	}
	if stats.Claims == 0 {
		out = append(out, "No claim lies inside this view's perspective: the answer is empty for want of evidence, not of ties.")
	}
	days := v.days()
	if !stats.Named.Empty() && days.Until > stats.Named.Until && days.First >= stats.Named.Until {
		out = append(out, fmt.Sprintf("No source speaks of a day after %s: ties shown on a later day are assumed to go on because nobody ends them.", stats.Named.Last()))
	}
	if !stats.Named.Empty() && days.Until <= stats.Named.First {
		out = append(out, fmt.Sprintf("No source names a day before %s.", stats.Named.First))
	}
	if v.Perspective != nil {
		more, err := v.perspectiveNotices()
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func (v *view) perspectiveNotices() ([]string, error) {
	var out []string
	if len(v.Perspective.Claimants) > 0 {
		out = append(out, "What the claimants of this perspective are reported to say counts as said, not as alleged.")
	}
	if v.Perspective.Clock != graph.Published {
		return out, nil
	}
	sources, err := v.store.Sources(v.ctx, v.Rev, graph.SourceQuery{})
	if err != nil {
		return nil, err
	}
	undated := 0
	for _, s := range sources {
		if s.PublishedOn.IsZero() {
			undated++
		}
	}
	if undated > 0 {
		out = append(out, fmt.Sprintf("%d of %d sources have no known day of publication: the last day that they speak of stands in for it.", undated, len(sources)))
	}
	return out, nil
}
