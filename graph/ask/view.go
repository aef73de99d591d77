package ask

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// semantics is the version of what a view's token means. A token of another
// version is refused rather than answered differently.
const semantics = 1

type viewKind string

const (
	graphView   viewKind = "graph"
	historyView viewKind = "history"
)

// spec is a view's resolved arguments: what its token holds.
type spec struct {
	Semantics   int                `json:"s"`
	Kind        viewKind           `json:"k"`
	From        *graph.Day         `json:"f,omitempty"` // inclusive
	To          *graph.Day         `json:"t,omitempty"` // inclusive
	Today       *graph.Day         `json:"d,omitempty"` // names are those of this day where To is open
	Rev         graph.RevNo        `json:"r"`
	KnownAt     *time.Time         `json:"a,omitempty"` // where it is not the revision's instant
	Perspective *graph.Perspective `json:"p,omitempty"`
	Certain     bool               `json:"c,omitempty"`
	Since       *graph.Day         `json:"as,omitempty"`
	Sub         []subgraph         `json:"g,omitempty"`
}

// view is the graph fixed at a day or window, a revision, a perspective and a
// certainty.
type view struct {
	*reader
	spec
	rev    graph.Revision
	lens   *graph.Lens
	within []graph.ActorID // nil: all
	kinds  []graph.Kind
	forms  []string

	written   once[string]
	everybody once[[]*graph.Actor]
	question  once[string]
}

// open resolves what is left out and fixes the revision.
func (r *reader) open(s spec, knownAt *time.Time, p *Perspective, c *graph.Certainty) (*view, error) {
	var rev graph.Revision
	var err error
	published := p != nil && p.Clock != nil && *p.Clock == graph.Published
	if knownAt == nil || published {
		rev, err = r.store.Head(r.ctx)
	} else {
		rev, err = r.store.RevisionAt(r.ctx, *knownAt)
	}
	if err != nil {
		return nil, fmt.Errorf("opening a view: %w", err)
	}
	s.Semantics, s.Rev = semantics, rev.No
	s.Certain = c != nil && *c == graph.Certain
	if knownAt != nil && (published || rev.No == 0) {
		s.KnownAt = knownAt
	}
	if s.To == nil {
		today := r.asker.today()
		s.Today = &today
	}
	if p != nil {
		if s.Perspective, err = r.perspective(rev.No, p); err != nil {
			return nil, err
		}
	}
	return r.view(s, rev)
}

// viewOf opens the view of a token. Certainty has a default, so that POSSIBLE
// may be nobody's wish; to answer CERTAIN with what is only possible would
// mislead.
func (r *reader) viewOf(token string, kind viewKind, c *graph.Certainty) (*view, error) {
	var s spec
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	const remedy = "take the token from the field view of an earlier answer"
	var any struct {
		Kind viewKind `json:"k"`
	}
	if json.Unmarshal(raw, &any) == nil && any.Kind == diffView {
		return nil, invalid("view", "ask diff(view:) instead", "this is the token of a diff")
	}
	switch {
	case err != nil:
		return nil, &Error{Code: InvalidArgument, Argument: "view", Message: "this is not the token of a view", Remedy: remedy, Err: err}
	case s.Semantics != semantics:
		return nil, invalid("view", "ask again with the view's arguments", "the token is of version %d, and this server answers version %d", s.Semantics, semantics)
	case !s.wellFormed():
		return nil, invalid("view", remedy, "this is not the token of a view")
	case s.Kind != kind:
		return nil, invalid("view", fmt.Sprintf("ask %s(view:) instead", s.Kind), "this is the token of a %s", s.Kind)
	case c != nil && *c == graph.Certain && !s.Certain:
		return nil, errViewAndOthers()
	}
	rev, err := r.revision("view", s.Rev)
	if err != nil {
		return nil, err
	}
	return r.view(s, rev)
}

// wellFormed reports whether open could have made s. A token comes back from
// outside, and nothing below looks at its parts again.
func (s *spec) wellFormed() bool {
	for _, d := range []*graph.Day{s.From, s.To, s.Today, s.Since} {
		if d != nil && (*d < earliest || *d > latest) {
			return false
		}
	}
	backwards := s.From != nil && s.To != nil && *s.To < *s.From
	switch {
	case s.Kind == graphView && (s.From == nil || s.To == nil || *s.From != *s.To),
		s.Kind == historyView && (backwards || s.To == nil && s.Today == nil),
		s.Kind != graphView && s.Kind != historyView,
		s.Perspective != nil && s.Perspective.Clock > graph.Published,
		len(s.Sub) > maxSubgraphs:
		return false
	}
	return !slices.ContainsFunc(s.Sub, func(sub subgraph) bool { return sub.Hops < 0 || sub.Hops > maxHops })
}

// The days that can be asked for: those of years with four digits.
var earliest, latest = edtf.Civil(0, 1, 1), edtf.Civil(9999, 12, 31)

// revision finds the revision that an argument names.
func (r *reader) revision(argument string, no graph.RevNo) (graph.Revision, error) {
	rev, err := r.store.Revision(r.ctx, no)
	if errors.Is(err, graph.ErrNotFound) {
		return rev, notFound(argument, "ask the server that gave it", "revision r%d is not in this store", no)
	}
	return rev, err
}

func (r *reader) view(s spec, rev graph.Revision) (*view, error) {
	v := &view{reader: r, spec: s, rev: rev}
	if !s.plain() {
		if _, err := v.written.get(s.token); err != nil {
			return nil, err
		}
	}
	if s.Perspective != nil {
		members, err := v.memberships(s.Perspective)
		if err != nil {
			return nil, err
		}
		v.lens = graph.NewLens(*s.Perspective, v.knownAt(), members)
	}
	for _, sub := range s.Sub {
		if err := v.narrow(sub); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// pinned is the view at the revision that the cursor of a page pins. A cursor of
// a later one is refused: nothing recorded later shows below a view.
func (v *view) pinned(p page) (*view, error) {
	if p.after == nil || p.after.Rev == v.Rev {
		return v, nil
	}
	no := p.after.Rev
	if no > v.Rev {
		return nil, invalid("after", "go on in the view that gave the cursor", "the cursor is of revision r%d, and the view of r%d", no, v.Rev)
	}
	rev, err := v.revision("after", no)
	if err != nil {
		return nil, err
	}
	s := v.spec
	s.Rev = no
	return v.reader.view(s, rev)
}

// plain reports whether s holds days alone, which are sure to have a token.
func (s *spec) plain() bool { return s.KnownAt == nil && s.Perspective == nil && len(s.Sub) == 0 }

func (s *spec) token() (string, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

// token is all of the view's arguments, made when it is first asked for: few
// questions do. There is one, or there would be no view.
func (v *view) token() string {
	token, _ := v.written.get(v.spec.token)
	return token
}

// allOf are the actors of the revision.
func (v *view) allOf() ([]*graph.Actor, error) {
	return v.everybody.get(func() ([]*graph.Actor, error) { return v.store.Actors(v.ctx, v.Rev, graph.ActorQuery{}) })
}

// same is sameAs, made out once.
func (v *view) same() string {
	name, _ := v.question.get(func() (string, error) { return v.sameAs(), nil })
	return name
}

// sameAs names what the view asks, whatever the revision: a list goes on in it
// from a cursor, though a load has changed the graph meanwhile.
func (s spec) sameAs() string {
	s.Rev, s.Today = 0, nil
	return digest(s)
}

func (v *view) days() graph.Span {
	w := graph.Always
	if v.From != nil {
		w.First = *v.From
	}
	if v.To != nil {
		w.Until = graph.OneDay(*v.To).Until
	}
	return w
}

// lastDay is the day that names are those of.
func (v *view) lastDay() graph.Span {
	if v.To != nil {
		return graph.OneDay(*v.To)
	}
	return graph.OneDay(*v.Today)
}

func (v *view) knownAt() time.Time {
	if v.spec.KnownAt != nil {
		return v.spec.KnownAt.UTC()
	}
	return v.rev.At.UTC()
}

// query is a selection of what the view holds.
func (v *view) query() graph.RelationQuery {
	q := graph.RelationQuery{
		Lens: v.lens, Days: v.days(), Kinds: v.kinds, Forms: v.forms, Within: v.within,
		CertainOnly: v.Certain, AttestedSince: v.Since, Order: graph.ByStart,
	}
	return q
}

// filter narrows a selection by the arguments that lists of relations share.
func filter(q *graph.RelationQuery, kinds []graph.Kind, forms []string, status []graph.Status) error {
	for _, f := range forms {
		if _, ok := graph.FormNamed(f); !ok {
			return invalid("forms", "take one from the vocabulary in docs/formats/curated.md", "%q is no form", f)
		}
	}
	q.Kinds = both(q.Kinds, kinds)
	q.Forms = both(q.Forms, forms)
	q.Status = status
	return nil
}

// both is what two filters let pass; nil does not filter.
func both[T comparable](a, b []T) []T {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	out := []T{}
	for _, x := range a {
		if slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	return out
}

// memberships are who could speak for whom, where the perspective needs it.
func (v *view) memberships(p *graph.Perspective) ([]graph.Membership, error) {
	if !p.WithMembers {
		return nil, nil
	}
	actors, err := v.allOf()
	if err != nil {
		return nil, err
	}
	var out []graph.Membership
	for _, a := range actors {
		for _, f := range a.Affiliations {
			out = append(out, graph.Membership{Member: a.ID, Whole: f.Whole, Days: f.Span.Lifetime().Outer()})
		}
	}
	slices.SortFunc(out, func(a, b graph.Membership) int {
		return cmp.Or(cmp.Compare(a.Member, b.Member), cmp.Compare(a.Whole, b.Whole))
	})
	return out, nil
}
