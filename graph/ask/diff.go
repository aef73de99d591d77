package ask

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/analysis"
)

const diffView viewKind = "diff"

// DiffArgs are the arguments of a diff. Nil is "left out".
type DiffArgs struct {
	From, To               *graph.Day
	FromKnownAt, ToKnownAt *time.Time
	Perspective            *Perspective
	Certainty              *graph.Certainty
	Actors                 []string
	Kinds                  []graph.Kind
	View                   *string
}

// diffSpec is what the token of a diff holds. Nil lists do not filter; they stay
// apart from empty ones in JSON.
type diffSpec struct {
	Semantics int             `json:"s"`
	Kind      viewKind        `json:"k"`
	From      spec            `json:"f"`
	To        spec            `json:"t"`
	Actors    []graph.ActorID `json:"a"`
	Kinds     []graph.Kind    `json:"n"`
}

// Diff is what changed between two views: of two days, of two states of
// knowledge, or of both.
type Diff struct {
	spec     diffSpec
	from, to *view
	// hinge is the earlier day as the later knowledge has it: what differs
	// between it and to is the world's change, the rest is of knowledge.
	hinge   *view
	token   string
	changes func() (*changes, error)          // all of them
	turning func() ([]graph.Relation, error)  // the ties that turn between the days
	turned  func() ([]analysis.Change, error) // those that formed and ended
	world   func() ([]analysis.Change, error) // all changes of the world
	known   func() ([]analysis.Change, error) // all changes of knowledge
	named   func() ([]graph.Relation, error)  // see FirstNamed
}

// Diff opens the difference between two days. What changed by knowledge is told
// apart where the two instants differ: the knowledge of the later one is held
// fixed for what changed in the world.
func (a *Asker) Diff(ctx context.Context, args DiffArgs) (*Diff, error) {
	r := a.reader(ctx)
	if args.View != nil {
		return r.diffOf(&args)
	}
	s, err := r.resolveDiff(&args)
	if err != nil {
		return nil, err
	}
	return r.diff(s)
}

// resolveDiff fixes what is left out: the last day is today, the later
// knowledge is now's, and the earlier is the same.
func (r *reader) resolveDiff(args *DiffArgs) (diffSpec, error) {
	none := diffSpec{}
	to := r.asker.today()
	if args.To != nil {
		to = *args.To
	}
	from := to
	switch {
	case args.From != nil:
		from = *args.From
	case args.FromKnownAt == nil:
		return none, invalid("from", "say after which day, or, for what was learnt of one day, since when with fromKnownAt", "the diff has no beginning")
	}
	if to < from {
		return none, invalid("to", "give the later day last", "the diff ends on %s, before it begins on %s", to, from)
	}
	s := diffSpec{Semantics: semantics, Kind: diffView, Kinds: args.Kinds}
	later, err := r.openSides(&s, from, to, args)
	if err != nil {
		return none, err
	}
	if s.Actors, err = r.resolveActors(later.Rev, "actors", args.Actors); err != nil {
		return none, err
	}
	return s, nil
}

// openSides fixes what both sides know, and returns the later one.
func (r *reader) openSides(s *diffSpec, from, to graph.Day, args *DiffArgs) (*view, error) {
	earlier := args.FromKnownAt
	if earlier == nil {
		earlier = args.ToKnownAt
	}
	if earlier != nil {
		// First the earlier one: a load may land before the next line. The ids of
		// the perspective are the later one's, who may know more of them.
		clock := &Perspective{}
		if args.Perspective != nil {
			clock.Clock = args.Perspective.Clock
		}
		v, err := r.open(spec{Kind: graphView, From: &from, To: &from}, earlier, clock, args.Certainty)
		if err != nil {
			return nil, err
		}
		s.From = v.spec
	}
	later, err := r.open(spec{Kind: graphView, From: &to, To: &to}, args.ToKnownAt, args.Perspective, args.Certainty)
	if err != nil {
		return nil, err
	}
	s.To, s.From.Perspective = later.spec, later.Perspective
	p := later.Perspective
	switch {
	case earlier == nil:
		s.From = later.spec
		s.From.From, s.From.To = &from, &from
	case p != nil && p.Clock == graph.Published:
		s.From.Rev = later.Rev // that clock does not look at loads
		if args.ToKnownAt != nil && earlier.After(*args.ToKnownAt) {
			return nil, errKnownBackwards()
		}
	case s.From.Rev > later.Rev:
		return nil, errKnownBackwards()
	}
	return later, nil
}

func errKnownBackwards() error {
	return invalid("fromKnownAt", "give the earlier instant as fromKnownAt; what was known later is compared with it", "fromKnownAt is later than toKnownAt")
}

// diffOf opens the diff of a token.
func (r *reader) diffOf(args *DiffArgs) (*Diff, error) {
	if args.From != nil || args.To != nil || args.FromKnownAt != nil || args.ToKnownAt != nil || args.Perspective != nil || args.Actors != nil || args.Kinds != nil {
		return nil, errViewAndOthers()
	}
	const remedy = "take the token from the field view of an earlier diff"
	var s diffSpec
	raw, err := base64.RawURLEncoding.DecodeString(*args.View)
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	switch {
	case err != nil:
		return nil, &Error{Code: InvalidArgument, Argument: "view", Message: "this is not the token of a diff", Remedy: remedy, Err: err}
	case s.Semantics != semantics:
		return nil, invalid("view", "ask again with the diff's arguments", "the token is of version %d, and this server answers version %d", s.Semantics, semantics)
	case s.Kind != diffView:
		return nil, invalid("view", remedy, "this is not the token of a diff")
	case !s.wellFormed():
		return nil, invalid("view", remedy, "this is not the token of a diff")
	case args.Certainty != nil && *args.Certainty == graph.Certain && !s.To.Certain:
		return nil, errViewAndOthers()
	}
	return r.diff(s)
}

// wellFormed reports whether resolveDiff could have made s.
func (s *diffSpec) wellFormed() bool {
	from, to := &s.From, &s.To
	return from.Semantics == semantics && to.Semantics == semantics && from.Kind == graphView && to.Kind == graphView && from.wellFormed() && to.wellFormed() &&
		*from.From <= *to.From && from.Rev <= to.Rev && from.Certain == to.Certain && from.Since == nil && to.Since == nil &&
		len(from.Sub) == 0 && len(to.Sub) == 0
}

// diff opens the views of a diff.
func (r *reader) diff(s diffSpec) (*Diff, error) {
	d := &Diff{spec: s}
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	d.token = base64.RawURLEncoding.EncodeToString(raw)
	if d.to, err = r.viewAt(s.To); err != nil {
		return nil, err
	}
	if d.from, err = r.viewAt(s.From); err != nil {
		return nil, err
	}
	hinge := s.To
	hinge.From, hinge.To, hinge.Today = s.From.From, s.From.To, s.From.Today
	if d.hinge, err = r.viewAt(hinge); err != nil {
		return nil, err
	}
	if d.sameKnowledge() {
		d.hinge = d.from
	}
	d.turning = sync.OnceValues(func() ([]graph.Relation, error) { return d.to.turning(d.window(), d.spec.Actors) })
	d.changes = sync.OnceValues(func() (*changes, error) { return d.find(func(analysis.ChangeKind) bool { return true }) })
	d.turned, d.world = sync.OnceValues(d.findTurned), sync.OnceValues(d.findWorld)
	d.known, d.named = sync.OnceValues(d.learnt), sync.OnceValues(d.firstNamed)
	return d, nil
}

func (r *reader) viewAt(s spec) (*view, error) {
	rev, err := r.revision("view", s.Rev)
	if err != nil {
		return nil, err
	}
	return r.view(s, rev)
}

// sameKnowledge reports whether both sides know the same.
func (d *Diff) sameKnowledge() bool {
	return d.from.Rev == d.to.Rev && d.from.knownAt().Equal(d.to.knownAt())
}

// View is all of it in one token.
func (d *Diff) View() string { return d.token }

// From is the graph of the earlier day.
func (d *Diff) From() *Graph { return &Graph{d.from} }

// To is the graph of the later day.
func (d *Diff) To() *Graph { return &Graph{d.to} }

// window is the window of what changed in the world.
func (d *Diff) window() analysis.Window { return analysis.Between(*d.from.From, *d.to.From) }

// days are the days that it is about, both of its own inclusive.
func (d *Diff) days() graph.Span { return graph.Days(*d.from.From, *d.to.From) }

// sameAs names what the diff asks, whatever the revisions.
func (s diffSpec) sameAs() string {
	s.From.Rev, s.From.Today, s.To.Rev, s.To.Today = 0, nil, 0, nil
	return digest(s)
}

// pinned is the diff up to the revision that the cursor of a page pins. A side
// that knew no more than the later one goes on knowing the same.
func (d *Diff) pinned(p page) (*Diff, error) {
	if p.after == nil || p.after.Rev == d.to.Rev {
		return d, nil
	}
	if _, err := d.to.pinned(p); err != nil {
		return nil, err
	}
	s := d.spec
	if s.From.Rev == s.To.Rev || s.From.Rev > p.after.Rev {
		s.From.Rev = p.after.Rev
	}
	s.To.Rev = p.after.Rev
	return d.to.reader.diff(s)
}

// FirstNamed are the ties in the later graph and not in the earlier one that no
// source is known to say began between: silence before is not their absence.
func (d *Diff) FirstNamed(first *int, after *string) (*RelationConnection, error) {
	p, err := pageOf(listOf("diff.firstNamed", d.spec.sameAs()), first, after)
	if err != nil {
		return nil, err
	}
	if d, err = d.pinned(p); err != nil {
		return nil, err
	}
	named, err := d.named()
	if err != nil {
		return nil, err
	}
	rows, more := cut(p, named)
	c := &RelationConnection{TotalCount: len(named), Edges: make([]*RelationEdge, len(rows))}
	for i, r := range d.to.relations(rows).values() {
		c.Edges[i] = &RelationEdge{Node: r, place: p.at(d.to.Rev, i)}
	}
	c.PageInfo = p.info(len(rows), more, func(i int) cursor { return p.at(d.to.Rev, i) })
	return c, nil
}

func (d *Diff) firstNamed() ([]graph.Relation, error) {
	turning, err := d.turning()
	if err != nil {
		return nil, err
	}
	lives, err := d.to.lives(turning)
	if err != nil {
		return nil, err
	}
	q := d.to.query()
	q.Kinds = d.spec.Kinds
	return slices.DeleteFunc(analysis.FirstNamed(turning, d.window(), lives), func(r graph.Relation) bool {
		return !q.Match(&r) || d.spec.Actors != nil && !slices.ContainsFunc(d.spec.Actors, r.Has)
	}), nil
}

// Notices are what a reader should know lest the answer mislead: those of both
// graphs, and how many ties came into the later one without a change.
func (d *Diff) Notices() ([]string, error) {
	out, err := d.from.notices()
	if err != nil {
		return nil, err
	}
	later, err := d.to.notices()
	if err != nil {
		return nil, err
	}
	out = distinct(append(out, later...))
	named, err := d.named()
	if err != nil {
		return nil, err
	}
	if len(named) > 0 {
		out = append(out, fmt.Sprintf("%d ties of the later graph are first spoken of between the two days, and no source says that they began then: they are no changes, and stand in firstNamed.", len(named)))
	}
	return out, nil
}
