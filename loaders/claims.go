package loaders

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
)

var (
	claimsFileKeys = []string{"ties", "leftOut"}
	tieKeys        = []string{"tie", "kind", "form", "from", "to", "members", "mediators", "parties", "regarding", "claims"}
	claimKeys      = []string{"source", "at", "quote", "start", "end", "when", "held", "stance", "voice", "claimant",
		"form", "outcome", "reliability", "credibility", "marking", "note"}
	leftOutKeys = []string{"source", "at", "why", "quote"}
)

// maxMembers of a tie: each pair of them is a tie with all the claims.
const maxMembers = 200

// tieRow is an entry of a file of claims.
type tieRow struct {
	*row
	key       graph.TieKey
	kind      graph.Kind
	form      string
	regarding graph.TieKey
	parties   []graph.Party // in the order written
	written   []string      // the paths where the parties stand
	claims    []*recordRow[graph.Claim]
	read      int // claims, right or wrong
}

// pair is a tie of its own within a row: the row's, or one of those that many
// members make.
type pair struct {
	key     graph.TieKey
	parties []graph.Party // in canonical order
}

func (r *Rows) readClaimsFile(name string, n *yaml.Node) {
	if target(n).Kind == yaml.SequenceNode {
		r.eachEntry(name, n, "ties", r.readTie)
		return
	}
	whole := &row{Place: placeOf(r.path(name), n), subject: "The file"}
	f := whole.readMap("", n, claimsFileKeys)
	f.list("ties", func(_ string, n *yaml.Node) {
		r.entries++
		r.readTie(whole.File, n)
	})
	f.list("leftOut", func(_ string, n *yaml.Node) {
		r.entries++
		r.readLeftOut(whole.File, n)
	})
	for _, p := range whole.problems {
		r.lose(p)
	}
}

func (r *Rows) readTie(file string, n *yaml.Node) {
	t := &tieRow{row: &row{Place: placeOf(file, n), subject: named("tie", peek(n, "tie"))}}
	f := t.readMap("", n, tieKeys)
	f.need("tie", "claims")
	t.key, t.form, t.regarding = graph.TieKey(f.text("tie")), f.form("form"), graph.TieKey(f.text("regarding"))
	f.word("kind", &t.kind)
	for _, side := range []struct {
		key  string
		role graph.Role
	}{{"from", graph.From}, {"to", graph.To}} {
		if id := f.text(side.key); id != "" {
			t.addParty(side.role, id, side.key)
		}
	}
	for _, list := range []struct {
		key  string
		role graph.Role
	}{{"members", graph.Member}, {"mediators", graph.Mediator}, {"parties", graph.PartyTo}} {
		for i, id := range texts[string](f, list.key) {
			t.addParty(list.role, id, fmt.Sprintf("%s[%d]", list.key, i+1))
		}
	}
	if f.has("claims") && target(f.values["claims"]).Kind == yaml.SequenceNode && len(target(f.values["claims"]).Content) == 0 {
		f.fail("claims", RuleShape, "the list is empty", "write who says so, or remove the tie")
	}
	// The tie's own rules, which need neither sources nor dates, come first: an
	// undated denial breaks no other.
	if len(t.problems) == 0 {
		t.checkShape()
	}
	f.list("claims", func(_ string, n *yaml.Node) { r.readClaim(t, n) })
	if len(t.problems) > 0 {
		if last := &t.problems[len(t.problems)-1]; len(t.claims) > 0 {
			last.Message += fmt.Sprintf(" What is right of its claims (%d) is left out with it.", len(t.claims))
		}
		r.keep.tie(t.key, t.Place)
		r.drop(t.row)
		r.dropped += len(t.claims)
		return
	}
	r.ties = append(r.ties, t)
}

// form reads a word of the vocabulary of forms.
func (f fields) form(key string) string {
	s := f.text(key)
	if s == "" {
		return ""
	}
	form, _ := f.row.form(f.prefix+key, s)
	return form.Name
}

// form reads a form that stands at a path of the row.
func (r *row) form(path, s string) (graph.Form, bool) {
	form, ok := graph.FormNamed(s)
	if ok {
		return form, true
	}
	remedy := "take one from the vocabulary in docs/formats/curated.md"
	var names []string
	for _, f := range graph.Forms() {
		names = append(names, f.Name)
	}
	if near := nearest(s, names); near != "" {
		remedy = "write " + near + " if that is meant, or " + remedy
	}
	r.fail(path, RuleWord, fmt.Sprintf("the form %q is not in the vocabulary", clip(s)), remedy)
	return form, false
}

func (t *tieRow) addParty(role graph.Role, id, path string) {
	t.parties = append(t.parties, graph.Party{Actor: graph.ActorID(id), Role: role})
	t.written = append(t.written, path)
}

func (t *tieRow) checkShape() {
	for i, p := range t.parties {
		if j := slices.IndexFunc(t.parties, func(o graph.Party) bool { return o.Actor == p.Actor }); j < i {
			t.fail(t.written[i], RuleRecord, fmt.Sprintf("%s takes part twice", p.Actor), "name different actors")
			return
		}
	}
	if len(t.parties) > maxMembers {
		t.fail("members", RuleRecord, fmt.Sprintf("it has %d members, more than %d", len(t.parties), maxMembers), "divide the tie")
		return
	}
	c := graph.Claim{Tie: t.key, Kind: t.kind, Form: t.form, Parties: t.pairs()[0].parties, Regarding: t.regarding, Stance: graph.Denies, Voice: graph.Own}
	t.flaws(RuleRecord, c.Check(&graph.Source{})...)
}

// pairs are the ties that the row makes: one, or one for each pair of more than
// two members, over which the claims are repeated.
func (t *tieRow) pairs() []pair {
	onlyMembers := !slices.ContainsFunc(t.parties, func(p graph.Party) bool { return p.Role != graph.Member })
	if len(t.parties) <= 2 || !onlyMembers {
		parties := slices.Clone(t.parties)
		graph.SortParties(parties)
		return []pair{{t.key, parties}}
	}
	members := slices.Clone(t.parties)
	graph.SortParties(members)
	var out []pair
	for i, a := range members {
		for _, b := range members[i+1:] {
			out = append(out, pair{t.key + graph.TieKey("/"+a.Actor+"+"+b.Actor), []graph.Party{a, b}})
		}
	}
	return out
}

// readClaim reads one source's word on a tie. What is the tie's own is filled
// in when the row is held against the others.
func (r *Rows) readClaim(t *tieRow, n *yaml.Node) {
	r.entries++
	t.read++
	row := &row{Place: placeOf(t.File, n), subject: claimSubject(peek(n, "source"), t.key, peek(n, "at"))}
	f := row.readMap("", n, claimKeys)
	f.need("source")
	c := &graph.Claim{
		Tie: t.key, Kind: t.kind, Form: cmp.Or(f.form("form"), t.form), Regarding: t.regarding,
		Stance: graph.Asserts, Voice: graph.Own, Dating: f.dating(),
		Source: graph.SourceID(f.text("source")), Claimant: graph.ActorID(f.text("claimant")),
		Quote: f.text("quote"), Locator: f.text("at"), Note: f.text("note"),
		Dataset: r.Dataset.ID, Seq: t.read - 1,
	}
	if c.Claimant != "" {
		c.Voice = graph.Attributed
	}
	f.word("stance", &c.Stance)
	f.word("voice", &c.Voice)
	f.word("outcome", &c.Outcome)
	f.word("reliability", &c.Reliability)
	f.word("marking", &c.Marking)
	c.Credibility = f.credibility("credibility")
	if len(row.problems) > 0 {
		r.dropClaim(row, c)
		return
	}
	t.claims = append(t.claims, &recordRow[graph.Claim]{row, c})
}

func claimSubject(source string, tie graph.TieKey, at string) string {
	s := "Claim of " + cmp.Or(source, "nobody") + " on " + cmp.Or(clip(string(tie)), "a tie without a key")
	if at != "" {
		s += " at " + at
	}
	return s
}

func (r *Rows) dropClaim(bad *row, c *graph.Claim) {
	r.drop(bad)
	r.keep.tie(c.Tie, bad.Place)
	r.keep.claims[addressOf(c)] = true
}

func (f fields) credibility(key string) graph.Credibility {
	s := f.text(key)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 6 {
		f.fail(key, RuleWord, fmt.Sprintf("%q is no grade of credibility", clip(s)), "write 1 (confirmed by others) to 5 (improbable), or 6 (cannot be judged)")
		return 0
	}
	return graph.Credibility(n)
}

func (r *Rows) readLeftOut(file string, n *yaml.Node) {
	row := &row{Place: placeOf(file, n), subject: strings.TrimSpace("What was left out of " + cmp.Or(peek(n, "source"), "a source") + " " + peek(n, "at"))}
	f := row.readMap("", n, leftOutKeys)
	f.need("source", "why")
	l := LeftOut{row.Place, graph.SourceID(f.text("source")), f.text("at"), f.text("why"), f.text("quote")}
	if len(row.problems) > 0 {
		r.drop(row)
		return
	}
	r.LeftOut = append(r.LeftOut, l)
}
