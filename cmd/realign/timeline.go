package main

import (
	"context"

	"github.com/spf13/cobra"
)

const timelineHelp = `Prints what happened in one actor's ties, or in those of a pair, in the order in
which it happened; then the ties themselves; and, of a pair, the days on which no
source says anything of ties between the two.

  realign timeline sdf damascus --from 2025-03-01 --to 2026-01-21
  realign timeline wikidata:Q19829199 --kind allegiance

Days without a source are silence, never to be read as neutrality.`

const timelineQuestion = `query Timeline(
  $from: Date, $to: Date, $knownAt: DateTime, $perspective: Perspective, $certainty: Certainty, $view: ID,
  $actor: ID!, $with: ID, $pair: [ID!]!, $isPair: Boolean!, $kinds: [RelationKind!], $first: Int, $changesAfter: String, $spellsAfter: String
) {
  history(from: $from, to: $to, knownAt: $knownAt, perspective: $perspective, certainty: $certainty, view: $view) {
    from to knownAt view notices
    timeline(actor: $actor, with: $with, kinds: $kinds) {
      actor ` + actorFields + `
      with ` + actorFields + `
      changes(first: $first, after: $changesAfter) { ` + pageFields + ` nodes ` + changeFields + ` }
      spells(first: $first, after: $spellsAfter) { ` + pageFields + ` nodes ` + tieFields + ` }
    }
    evidenceGaps(actors: $pair) @include(if: $isPair) { start end earliestStart latestEnd }
  }
}`

type timelineData struct {
	History struct {
		From     *string  `json:"from"`
		To       *string  `json:"to"`
		KnownAt  string   `json:"knownAt"`
		View     string   `json:"view"`
		Notices  []string `json:"notices"`
		Timeline struct {
			Actor   actor              `json:"actor"`
			With    *actor             `json:"with"`
			Changes connection[change] `json:"changes"`
			Spells  connection[tie]    `json:"spells"`
		} `json:"timeline"`
		// Of a pair only; there nil is "not asked", and none is an empty list.
		EvidenceGaps *[]gap `json:"evidenceGaps,omitempty"`
	} `json:"history"`
}

type gap struct {
	Start         *string `json:"start"`
	End           *string `json:"end"`
	EarliestStart *string `json:"earliestStart"`
	LatestEnd     *string `json:"latestEnd"`
}

type timelineFlags struct {
	viewFlags
	kinds []string
}

func timelineCommand(c *config, s streams) *cobra.Command {
	var f timelineFlags
	cmd := &cobra.Command{
		Use:   "timeline ACTOR [WITH]",
		Short: "Print what happened in an actor's ties, or a pair's",
		Long:  timelineHelp,
		Args:  between(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			which, err := f.which(args)
			if err != nil {
				return err
			}
			names := viewArguments(map[string]string{"from": "--from", "to": "--to", "actor": "ACTOR", "with": "WITH"})
			return c.answering(cmd.Context(), s, names, func(a *asker) (*page, error) {
				return f.answer(cmd.Context(), a, f.opening(cmd), which)
			})
		},
	}
	f.register(cmd)
	kindFlag(cmd, &f.kinds)
	cmd.Flags().String("known-at", "", "as known at that `instant`; a day means its end, UTC")
	cmd.Flags().String("from", "", "the first `day`; open if left out")
	cmd.Flags().String("to", "", "the last `day`; open if left out")
	return cmd
}

// which are the variables that say whose timeline it is, on every page of it.
func (f *timelineFlags) which(args []string) (variables, error) {
	v := variables{"actor": args[0], "pair": args, "isPair": len(args) > 1}
	if len(args) > 1 {
		v["with"] = args[1]
	}
	of, err := kinds(f.kinds)
	v.list("kinds", of)
	return v, err
}

// opening are the variables that open the view.
func (f *timelineFlags) opening(cmd *cobra.Command) variables {
	v := f.variables()
	v.set(cmd, "from", "from")
	v.set(cmd, "to", "to")
	v.set(cmd, "knownAt", "known-at")
	return v
}

func (f *timelineFlags) answer(ctx context.Context, a *asker, opening, which variables) (*page, error) {
	next := func(d *timelineData) variables {
		t := &d.History.Timeline
		if !t.Changes.PageInfo.HasNextPage && !t.Spells.PageInfo.HasNextPage {
			return nil
		}
		return which.and(variables{"view": d.History.View, "changesAfter": t.Changes.PageInfo.EndCursor, "spellsAfter": t.Spells.PageInfo.EndCursor})
	}
	d, err := whole(ctx, a, timelineQuestion, which.and(opening), next, func(all, page *timelineData) {
		all.History.Timeline.Changes.add(&page.History.Timeline.Changes)
		all.History.Timeline.Spells.add(&page.History.Timeline.Spells)
	})
	if err != nil {
		return nil, err
	}
	p := &page{notices: d.History.Notices}
	if f.asJSON {
		return p, p.json(d)
	}
	return p, d.write(p, f.certain)
}

func (d *timelineData) write(p *page, certain bool) error {
	t := &d.History.Timeline
	p.linef("%s, %s, as known at %s\n", d.whose(), d.days(), d.History.KnownAt)
	if len(t.Changes.Nodes) == 0 {
		p.linef("No source says%s that a tie began or ended.", forCertain(certain))
	} else if err := changeTable(t.Changes.Nodes).writeTo(p); err != nil {
		return err
	}
	if len(t.Spells.Nodes) > 0 {
		p.linef("\n%s\n", counted(t.Spells.Nodes))
		if err := tieTable(t.Spells.Nodes).writeTo(p); err != nil {
			return err
		}
	}
	if gaps := d.History.EvidenceGaps; gaps != nil && len(*gaps) > 0 {
		p.linef("\nNo source says anything of ties between the two on these days, which is no word of neutrality:\n")
		for _, g := range *gaps {
			p.linef("%s", span(g.EarliestStart, g.LatestEnd))
		}
	}
	return nil
}

// whose names the actor or the pair.
func (d *timelineData) whose() string {
	t := &d.History.Timeline
	if t.With == nil {
		return cell(t.Actor.Name)
	}
	return cell(t.Actor.Name) + " and " + cell(t.With.Name)
}

func (d *timelineData) days() string {
	if d.History.From == nil && d.History.To == nil {
		return "all days"
	}
	return span(d.History.From, d.History.To)
}

// span writes days from one to another, both inclusive.
func span(first, last *string) string {
	switch {
	case first == nil && last == nil:
		return "always"
	case first == nil:
		return "up to " + *last
	case last == nil:
		return "from " + *first + " on"
	case *first == *last:
		return *first
	default:
		return *first + " to " + *last
	}
}
