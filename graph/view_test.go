package graph_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

// What selections mean; stores may answer faster and must answer the same.

const viewWorld = `
	source s speaks=2026-01-31
	k/backing backing usa>sdf source=s start=2025-01-01 end=2025-06-01
	k/clash clash sdf&turkey source=s when=2026-01-10
	k/denied backing iran>sdf source=s denies held=2026-01-10
	k/rumour attack turkey>sdf source=s when=2026-01-10 hedged
	k/talks mediated-talks usa|sdf+turkey source=s when=2026-01`

func TestRelationQuery(t *testing.T) {
	type (
		actors = []graph.ActorID
		query  = graph.RelationQuery
	)
	eleventh := day(t, "2026-01-11")
	january := window(t, "2026-01-01..2026-01-31")
	always := graph.Always
	june, tenth, first := graph.OneDay(day(t, "2025-06-02")), graph.OneDay(day(t, "2026-01-10")), graph.OneDay(day(t, "2025-06-01"))
	for _, c := range []struct {
		rule string
		q    query
		want string
	}{
		{"what touches the days, but for the denied", query{Days: january}, " clash rumour talks"},
		{"all days", query{Days: always}, " backing clash rumour talks"},
		{"the denied if asked for", query{Days: january, Status: []graph.Status{graph.Denied}}, " denied"},
		{"by status", query{Days: always, Status: []graph.Status{graph.Alleged}}, " rumour"},
		{"no status matches nothing", query{Days: always, Status: []graph.Status{}}, ""},
		{"by key", query{Days: always, Keys: []graph.TieKey{"k/talks"}}, " talks"},
		{"by kind", query{Days: always, Kinds: []graph.Kind{graph.Hostility}}, " clash rumour"},
		{"by form", query{Days: always, Forms: []string{"clash", "backing"}}, " backing clash"},
		{"an actor is a party", query{Days: always, Actors: actors{"turkey"}}, " clash rumour talks"},
		{"no actors match nothing", query{Days: always, Actors: actors{}}, ""},
		{"one with another", query{Days: always, Actors: actors{"usa"}, With: actors{"turkey"}}, " talks"},
		{"one is not with itself", query{Days: always, Actors: actors{"usa"}, With: actors{"usa"}}, ""},
		{"all parties within", query{Days: always, Within: actors{"sdf", "turkey"}}, " clash rumour"},
		{"certain only", query{Days: graph.OneDay(day(t, "2026-01-10")), CertainOnly: true}, " clash"},
		{"certain in the window", query{Days: january, CertainOnly: true}, " clash talks"},
		{"named since", query{Days: always, AttestedSince: &eleventh}, " talks"},
		{"began or may have begun", query{Days: always, Turning: &tenth}, " clash rumour talks"},
		{"over from that day on", query{Days: always, Turning: &june}, " backing"},
		{"on its last day a tie is not over", query{Days: always, Turning: &first}, ""},
		{"what turned and is gone from the days", query{Days: january, Turning: &june}, ""},
		{"no days to turn in", query{Days: always, Turning: &graph.Span{}}, ""},
		{"by start, newest first", query{Days: always, Order: graph.ByStartDesc}, " clash rumour talks backing"},
		{"by start", query{Days: always, Order: graph.ByStart}, " backing talks clash rumour"},
		{"by last day named", query{Days: always, Order: graph.ByLastAttestedDesc}, " talks clash rumour backing"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			all := declare(t, viewWorld).fold(nil)
			page := c.q.Page(all)
			if got := keysOf(page.Relations); got != c.want || page.Total != len(page.Relations) || page.More {
				t.Errorf("got%s (%d, more %v), want%s", got, page.Total, page.More, c.want)
			}
			checkPages(t, c.q, all, page)
		})
	}
}

// checkPages walks a selection one at a time and expects what one page has.
func checkPages(t *testing.T, q graph.RelationQuery, all []graph.Relation, whole graph.RelationPage) {
	t.Helper()
	var walked []graph.Relation
	q.Limit = 1
	for range len(all) + 1 {
		page := q.Page(all)
		if page.Total != whole.Total {
			t.Fatalf("a page counts %d, want %d", page.Total, whole.Total)
		}
		walked = append(walked, page.Relations...)
		if !page.More {
			break
		}
		place := q.PlaceOf(&walked[len(walked)-1])
		q.After = &place
	}
	if got, want := keysOf(walked), keysOf(whole.Relations); got != want {
		t.Errorf("page by page it is%s, at once%s", got, want)
	}
}

func TestClaimQuery(t *testing.T) {
	w := declare(t, `
		source s speaks=2026-01-31
		source other speaks=2026-01-31
		k/a war usa&iran source=s start=2026-01-10 end=2026-01-20
		k/a war usa&iran source=other by=iran held=2026-01-12
		k/b backing usa>sdf source=s denies`)
	w.claims[0].Quote = "Krieg am Ölhafen"
	versions := []graph.ClaimVersion{
		{Claim: w.claims[0], From: 1, To: 3},
		{Claim: w.claims[0], From: 4, To: graph.Forever},
		{Claim: w.claims[1], From: 2, To: graph.Forever},
		{Claim: w.claims[2], From: 2, To: 5},
	}
	voices := graph.NewLens(graph.Perspective{Voices: []graph.Voice{graph.Own}}, time.Time{}, nil)
	type query = graph.ClaimQuery
	for _, c := range []struct {
		rule string
		rev  graph.RevNo
		q    query
		want string // of each claim its place among those written
	}{
		{"what is known", 2, query{}, "0 1 2"},
		{"and not retracted", 3, query{}, "1 2"},
		{"nothing yet", 0, query{}, ""},
		{"all: the retracted too", 3, query{All: true}, "0 1 2"},
		{"all: nothing of what comes later", 1, query{All: true}, "0"},
		{"one version of what was loaded again", 4, query{All: true}, "0 1 2"},
		{"inside the perspective", 4, query{Lens: voices}, "0 2"},
		{"all: outside of it too", 4, query{Lens: voices, All: true}, "0 1 2"},
		{"by tie", 4, query{Ties: []graph.TieKey{"k/b"}}, "2"},
		{"no ties match nothing", 4, query{Ties: []graph.TieKey{}}, ""},
		{"by id", 4, query{IDs: []graph.ClaimID{w.claims[1].ID}}, "1"},
		{"by source", 4, query{Sources: []graph.SourceID{"other"}}, "1"},
		{"by claimant", 4, query{Claimants: []graph.ActorID{"iran"}}, "1"},
		{"by party", 4, query{Actors: []graph.ActorID{"sdf"}}, "2"},
		{"by stance", 4, query{Stance: graph.Denies}, "2"},
		{"by the days it allows", 4, query{Days: window(t, "2026-01-21")}, "1 2"},
		{"by its folded text", 4, query{Search: graph.FoldText("ÖLHAFEN")}, "0"},
	} {
		if c.q.Days == (graph.Span{}) {
			c.q.Days = graph.Always
		}
		if got := seqs(c.q.Page(versions, c.rev, w)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.rule, got, c.want)
		}
	}
	first := query{Days: graph.Always, Limit: 2}
	page := first.Page(versions, 4, w)
	last := page.Claims[1]
	first.After = &graph.ClaimPlace{Tie: last.Tie, Dataset: last.Dataset, Seq: last.Seq, ID: last.ID}
	rest := first.Page(versions, 4, w)
	if seqs(page) != "0 1" || !page.More || page.Total != 3 || seqs(rest) != "2" || rest.More || rest.Total != 3 {
		t.Errorf("two pages are %q (%v) and %q (%v)", seqs(page), page.More, seqs(rest), rest.More)
	}
}

func seqs(page graph.ClaimPage) string {
	var s []string
	for _, v := range page.Claims {
		s = append(s, string(rune('0'+v.Seq)))
	}
	return strings.Join(s, " ")
}

// From an older revision nothing of a later retraction shows.
func TestClaimVersionAsOf(t *testing.T) {
	at := day(t, "2026-01-31").Time()
	v := graph.ClaimVersion{Claim: &graph.Claim{}, From: 2, To: 5, RecordedAt: at, RetractedAt: at, ReplacedBy: "newer"}
	if got := v.AsOf(4); got.To != graph.Forever || !got.RetractedAt.IsZero() || got.ReplacedBy != "" || !got.RecordedAt.Equal(at) {
		t.Errorf("before it was retracted it is %+v", got)
	}
	if got := v.AsOf(5); got != v {
		t.Errorf("once retracted it is %+v", got)
	}
	known := slices.DeleteFunc([]graph.RevNo{1, 2, 4, 5}, func(r graph.RevNo) bool { return !v.KnownAt(r) })
	if !slices.Equal(known, []graph.RevNo{2, 4}) {
		t.Errorf("it is known at %v", known)
	}
}

// What a store answers from days, kinds and parties alone asks for no more than
// these: a field that is added to a selection counts as more until it is listed
// here.
func TestWhatTellsASelection(t *testing.T) {
	outside := []string{"Lens", "Days", "Keys", "Kinds", "Actors", "With", "Within", "Order", "After", "Limit"}
	days := []string{"Lens", "Days", "Kinds", "Order", "After", "Limit"}
	for i := range reflect.TypeFor[graph.RelationQuery]().NumField() {
		var q graph.RelationQuery
		name, v := reflect.TypeOf(q).Field(i).Name, reflect.ValueOf(&q).Elem().Field(i)
		switch v.Kind() {
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
		case reflect.Bool:
			v.SetBool(true)
		}
		if got, want := q.LooksInside(), !slices.Contains(outside, name); got != want {
			t.Errorf("%s: looks inside: %t", name, got)
		}
		if got, want := q.IsOfDays(), slices.Contains(days, name); got != want {
			t.Errorf("%s: of days: %t", name, got)
		}
	}
}
