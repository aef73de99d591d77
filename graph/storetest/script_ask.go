package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// question asks a store about a revision and writes the answer.
type question func(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error)

// ofRevisions are the questions that are asked of a revision, ofNow those that
// speak of now.
var (
	ofRevisions = map[string]question{
		"relations": askRelations,
		"claims":    askClaims,
		"actors":    askActors,
		"sources":   askSources,
		"stats":     askStats,
		"diff":      askDiff,
		"timeline":  askTimeline,
		"gaps":      askGaps,
		"activity":  askActivity,
		"camps":     askCamps,
		"balance":   askBalance,
		"paths":     askPaths,
		"citation":  askCitation,
		"changed":   askChanged,
	}
	ofNow = map[string]question{
		"head":        askHead,
		"revision":    askRevision,
		"revision-at": askRevisionAt,
		"datasets":    askDatasets,
		"loads":       askLoads,
		"state":       askState,
	}
)

func ofRevision(what string) bool { return ofRevisions[what] != nil }

// answer asks the store; an error of the domain is an answer too.
func (r *runner) answer(t testing.TB, words []string) (graph.RevNo, string, error) {
	t.Helper()
	if len(words) == 0 {
		return 0, "", errors.New("ask what?")
	}
	o := optionsOf(words[1:])
	ask := ofNow[words[0]]
	var rev graph.Revision
	var err error
	if ofRevision(words[0]) {
		ask = ofRevisions[words[0]]
		if rev, err = r.at(t, o); err != nil {
			return 0, "", err
		}
	}
	if ask == nil {
		return 0, "", fmt.Errorf("unknown question %q", words[0])
	}
	answer, err := ask(r, t, rev, o)
	for _, known := range []error{graph.ErrNotFound, graph.ErrInvalid, graph.ErrConflict} {
		if errors.Is(err, known) {
			answer, err = "error: "+known.Error()+"\n", nil
		}
	}
	if err == nil {
		err = o.rest()
	}
	return rev.No, answer, err
}

// at takes the revision to ask: its number, an instant at which it was the
// newest, or the newest there is.
func (r *runner) at(t testing.TB, o *options) (graph.Revision, error) {
	text := o.take("at")
	if text == "" {
		return r.Head(t.Context())
	}
	if no, err := strconv.ParseInt(text, 10, 64); err == nil {
		return r.Revision(t.Context(), graph.RevNo(no))
	}
	return r.RevisionAt(t.Context(), instant(text))
}

// days takes the days to look at: always, one day, or a window.
func days(o *options, text string) graph.Span {
	if text == "always" {
		return graph.Always
	}
	first, last, isWindow := strings.Cut(text, "..")
	if !isWindow {
		last = first
	}
	return graph.Days(day(o, first, graph.MinDay), day(o, last, graph.MaxDay))
}

func day(o *options, text string, none graph.Day) graph.Day {
	if text == "" {
		return none
	}
	d, err := edtf.ParseDay(text)
	if err != nil {
		o.fail("%v", err)
	}
	return d
}

// since takes the option that leaves out what no source speaks of from a day
// on.
func since(o *options) *graph.Day {
	text := o.take("since")
	if text == "" {
		return nil
	}
	d := day(o, text, graph.MinDay)
	return &d
}

// lens takes the options of a perspective. Memberships are those of the
// revision's actors.
func (r *runner) lens(t testing.TB, rev graph.Revision, o *options) (*graph.Lens, error) {
	p := graph.Perspective{
		Sources:          list[graph.SourceID](o, "sources"),
		ExcludeSources:   list[graph.SourceID](o, "notsources"),
		Claimants:        list[graph.ActorID](o, "claimants"),
		ExcludeClaimants: list[graph.ActorID](o, "notclaimants"),
		Datasets:         list[graph.DatasetID](o, "datasets"),
		Voices:           enums[graph.Voice](o, "voices"),
		WithMembers:      o.flag("members"),
		RefuseUngraded:   o.flag("graded"),
	}
	o.enum(&p.WorstReliability, o.take("reliability"))
	if grade := o.take("credibility"); grade != "" {
		p.WorstCredibility = graph.Credibility(o.number(grade))
	}
	knownAt := rev.At
	if text := o.take("published"); text != "" {
		p.Clock, knownAt = graph.Published, instant(text)
	}
	return newLens(t, r.Store, rev.No, p, knownAt)
}

// newLens makes a perspective ready with what the revision says of members.
func newLens(t testing.TB, s graph.Store, rev graph.RevNo, p graph.Perspective, knownAt time.Time) (*graph.Lens, error) {
	if p.Everyone() {
		return nil, nil
	}
	actors, err := s.Actors(t.Context(), rev, graph.ActorQuery{})
	if err != nil {
		return nil, err
	}
	var members []graph.Membership
	for _, a := range actors {
		for _, f := range a.Affiliations {
			members = append(members, graph.Membership{Member: a.ID, Whole: f.Whole, Days: f.Span.Lifetime().Outer()})
		}
	}
	return graph.NewLens(p, knownAt, members), nil
}

var orders = map[string]graph.RelationOrder{
	"": graph.ByKey, "key": graph.ByKey, "start": graph.ByStart, "start-desc": graph.ByStartDesc, "attested-desc": graph.ByLastAttestedDesc,
}

// askRelations asks page after page, if there is a limit.
func askRelations(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	lens, err := r.lens(t, rev, o)
	if err != nil {
		return "", err
	}
	q := graph.RelationQuery{
		Lens:          lens,
		Days:          days(o, o.next()),
		Keys:          list[graph.TieKey](o, "keys"),
		Kinds:         enums[graph.Kind](o, "kinds"),
		Forms:         list[string](o, "forms"),
		Status:        statuses(o),
		Actors:        list[graph.ActorID](o, "actors"),
		With:          list[graph.ActorID](o, "with"),
		Within:        list[graph.ActorID](o, "within"),
		CertainOnly:   o.flag("certain"),
		AttestedSince: since(o),
		Turning:       turning(o),
		After:         relationPlace(o),
		Limit:         limit(o),
	}
	order, known := orders[o.take("order")]
	if q.Order = order; !known {
		o.fail("unknown order")
	}
	full := o.flag("full")
	var w strings.Builder
	for {
		page, err := r.Relations(t.Context(), rev.No, q)
		if err != nil {
			return "", err
		}
		for i := range page.Relations {
			if full {
				w.WriteString("relation" + Render(page.Relations[i]))
			} else {
				w.WriteString(relationLine(&page.Relations[i], q.Days) + "\n")
			}
		}
		if q.Limit > 0 {
			fmt.Fprintf(&w, "(%d of %d, more: %v)\n", len(page.Relations), page.Total, page.More)
		}
		if !page.More || len(page.Relations) == 0 {
			return w.String(), nil
		}
		place := q.PlaceOf(&page.Relations[len(page.Relations)-1])
		q.After = &place
	}
}

func limit(o *options) int {
	if text := o.take("limit"); text != "" {
		return o.number(text)
	}
	return 0
}

// relationPlace takes after=key, or after=key@day in an order by days.
func relationPlace(o *options) *graph.RelationPlace {
	text := o.take("after")
	if text == "" {
		return nil
	}
	key, at, _ := strings.Cut(text, "@")
	return &graph.RelationPlace{Key: graph.TieKey(key), Day: day(o, at, 0)}
}

func statuses(o *options) []graph.Status {
	if !o.has("status") {
		return nil
	}
	all := []graph.Status{graph.Uncontested, graph.Contested, graph.Alleged, graph.Denied}
	out := []graph.Status{}
	for _, w := range list[string](o, "status") {
		i := slices.IndexFunc(all, func(s graph.Status) bool { return s.String() == w })
		if i < 0 {
			o.fail("unknown status %q", w)
			return nil
		}
		out = append(out, all[i])
	}
	return out
}

// relationLine writes what a reader of scripts looks for: the tie, how it
// stands in the days asked for, and its two ends, both days inclusive.
func relationLine(r *graph.Relation, in graph.Span) string {
	p := r.Period
	words := []string{string(r.Key), cmpOr(r.Form, r.Kind.String()), partiesText(r.Parties),
		r.Certainty(in).String(), r.Attestation(in).String(), r.Status(in).String(),
		"start " + window(p.EarliestStart, p.LatestStart), "end " + window(p.LastEarliestEnd(), p.LastLatestEnd())}
	if r.StartText != "" || r.EndText != "" {
		words = append(words, fmt.Sprintf("text %q %q", r.StartText, r.EndText))
	}
	for _, f := range []struct {
		is   bool
		word string
	}{{r.Outcome != 0, r.Outcome.String()}, {r.Nominal, "nominal"}, {r.Status(in) != graph.Denied && r.Status(in) != graph.Alleged && r.IsAlleged(in), "hearsay"},
		{r.Regarding != "", "regarding " + string(r.Regarding)}} {
		if f.is {
			words = append(words, f.word)
		}
	}
	return strings.Join(words, " ")
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return "(" + b + ")"
}

func partiesText(parties []graph.Party) string {
	var left, right []string
	mark := ":"
	for i, p := range parties {
		switch p.Role {
		case graph.From:
			mark = ">"
		case graph.Member:
			mark = "--"
		}
		if p.Role == graph.From || p.Role == graph.Mediator || p.Role == graph.Member && i == 0 {
			left = append(left, string(p.Actor))
		} else {
			right = append(right, string(p.Actor))
		}
	}
	return strings.Join(left, ",") + mark + strings.Join(right, ",")
}
