package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/realign/realign/graph"
)

// Permalink is where the same view is found later, below the address of the
// server.
func (g *Graph) Permalink() string { return permalink(g.v.token()) }

// Permalink is where the same diff is found later.
func (d *Diff) Permalink() string { return permalink(d.token) }

func permalink(token string) string { return "/view/" + token }

// Citation says what was asked, of what state of knowledge, on whose word, of
// which data under which licence, and where it is found again. It is the same
// later, whatever was loaded since.
func (g *Graph) Citation() (string, error) {
	v := g.v
	what := fmt.Sprintf("who stood with whom on %s", *v.From)
	if len(v.Sub) > 0 {
		what += ", a part of it"
	}
	return v.cite(what, v.knowledge(), g.Permalink())
}

// Citation is that of a graph, for a diff.
func (d *Diff) Citation() (string, error) {
	what := fmt.Sprintf("what changed after %s and up to %s", *d.from.From, *d.to.From)
	if d.spec.Actors != nil {
		what += fmt.Sprintf(" in ties of %s", strings.Join(texts(d.spec.Actors), ", "))
	}
	if d.spec.Kinds != nil {
		what += fmt.Sprintf(" (%s)", strings.Join(words(d.spec.Kinds), ", "))
	}
	knowledge := d.to.knowledge()
	if !d.sameKnowledge() {
		knowledge = fmt.Sprintf("%s, against that %s", knowledge, d.from.knowledge())
	}
	return d.to.cite(what, knowledge, d.Permalink())
}

// knowledge says what the view knows.
func (v *view) knowledge() string {
	if v.Perspective != nil && v.Perspective.Clock == graph.Published {
		return fmt.Sprintf("published by %s and recorded by revision r%d", v.knownAt().Format(time.RFC3339), v.Rev)
	}
	if v.Rev == 0 {
		return "known when nothing was recorded"
	}
	return fmt.Sprintf("known at %s (revision r%d)", v.knownAt().Format(time.RFC3339), v.Rev)
}

func (v *view) cite(what, knowledge, link string) (string, error) {
	data, err := v.data()
	if err != nil {
		return "", err
	}
	parts := []string{"Realign: " + what, "as " + knowledge}
	if v.Certain {
		parts = append(parts, "certain ties only")
	}
	if v.Since != nil {
		parts = append(parts, fmt.Sprintf("spoken of on %s or later", *v.Since))
	}
	parts = append(parts, onWhoseWord(v.Perspective))
	return fmt.Sprintf("%s. Data: %s. %s", strings.Join(parts, ", "), data, link), nil
}

// data names the datasets that the view draws upon, with the licences that they
// were under then.
func (v *view) data() (string, error) {
	loads, err := v.loads()
	if err != nil {
		return "", err
	}
	byID := map[graph.DatasetID]graph.Load{}
	for _, l := range slices.Backward(loads) {
		isSeen := l.Revision != 0 && l.Revision <= v.Rev
		isAsked := v.Perspective == nil || v.Perspective.Datasets == nil || slices.Contains(v.Perspective.Datasets, l.Dataset)
		if isSeen && isAsked {
			byID[l.Dataset] = l
		}
	}
	var out []string
	for _, l := range byID {
		out = append(out, fmt.Sprintf("%s (%s, %s)", cmp.Or(l.Title, string(l.Dataset)), l.Dataset, cmp.Or(l.License, "no licence stated")))
	}
	if len(out) == 0 {
		return "none", nil
	}
	slices.Sort(out)
	return strings.Join(out, "; "), nil
}

// onWhoseWord says what a perspective lets pass, argument by argument.
func onWhoseWord(p *graph.Perspective) string {
	if p == nil {
		return "on everyone's word"
	}
	var out []string
	add := func(argument string, isGiven bool, list []string) {
		if isGiven {
			out = append(out, fmt.Sprintf("%s: [%s]", argument, strings.Join(list, ", ")))
		}
	}
	add("sources", p.Sources != nil, texts(p.Sources))
	add("excludeSources", p.ExcludeSources != nil, texts(p.ExcludeSources))
	add("claimants", p.Claimants != nil, texts(p.Claimants))
	add("excludeClaimants", p.ExcludeClaimants != nil, texts(p.ExcludeClaimants))
	add("datasets", p.Datasets != nil, texts(p.Datasets))
	add("voices", p.Voices != nil, words(p.Voices))
	add("withMembers", p.WithMembers, []string{"true"})
	add("worstReliability", p.WorstReliability != 0, []string{p.WorstReliability.String()})
	add("worstCredibility", p.WorstCredibility != 0, []string{fmt.Sprint(p.WorstCredibility)})
	add("ungraded", p.RefuseUngraded, []string{"false"})
	if len(out) == 0 {
		return "on everyone's word"
	}
	return "on the word of {" + strings.Join(out, ", ") + "}"
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

func words[T fmt.Stringer](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = x.String()
	}
	return out
}
