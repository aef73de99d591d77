package server

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/realign/realign/graph/ask"
)

// documentLimit refuses documents that are short and yet much to read: whose
// fragments double with each level, or that ask for one field of an answer again
// and again. Validation compares all of these with each other, and neither it nor
// what counts depth and cost ends with the question's time. So it looks at
// a document before all of them, once, and none of them follows more fragments
// than it allows.
type documentLimit struct {
	tokens  int // of a document, and selections once its fragments are written out
	nesting int // of selections in each other, once fragments are written out
	valid   graphql.Cache[*ast.QueryDocument]
}

// pairsCompared is how many pairs of fields may stand for the same field of an
// answer. Comparing so many takes some tenths of a second. Two fragments spread in
// one place are compared too, which takes as long as some pairs of fields.
const (
	pairsCompared    = 1_000_000
	pairsOfFragments = 4
)

// ExtensionName names the extension.
func (*documentLimit) ExtensionName() string { return "DocumentLimit" }

// Validate has nothing to check.
func (*documentLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters refuses what is too much to read. What cannot be
// parsed is left to those who parse it again.
func (l *documentLimit) MutateOperationParameters(ctx context.Context, params *graphql.RawParams) *gqlerror.Error {
	if _, known := l.valid.Get(ctx, params.Query); known {
		return nil
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, l.tokens)
	if err != nil {
		return nil
	}
	return l.check(doc)
}

func (l *documentLimit) check(doc *ast.QueryDocument) *gqlerror.Error {
	r := &reading{documentLimit: l, fragments: map[string]*ast.FragmentDefinition{}, met: map[*ast.FragmentDefinition]reached{}}
	for _, f := range doc.Fragments {
		if r.fragments[f.Name] == nil {
			r.fragments[f.Name] = f
		}
	}
	for _, op := range doc.Operations {
		if err := r.read(op.SelectionSet, &place{}, 0); err != nil {
			return err
		}
	}
	for _, f := range doc.Fragments {
		if r.met[f] != unmet {
			continue
		}
		r.met[f] = within
		if err := r.read(f.SelectionSet, &place{}, 0); err != nil {
			return err
		}
		r.met[f] = passed
	}
	return nil
}

// reading is what was read of a document so far.
type reading struct {
	*documentLimit
	fragments         map[string]*ast.FragmentDefinition
	met               map[*ast.FragmentDefinition]reached
	selections, pairs int
}

// reached says how a fragment was met.
type reached uint8

const (
	unmet reached = iota
	within
	passed
)

// place is a field of the answer, for which several of the document may stand.
type place struct {
	asked  int
	spread int // how many fragments were spread in it
	below  map[string]*place
}

// read reads the selections of a place, and ends with the first that is too much.
func (r *reading) read(set ast.SelectionSet, at *place, depth int) *gqlerror.Error {
	if depth > r.nesting {
		return tooMuch("take fragments out of one another", "selections stand in one another more than %d deep", r.nesting)
	}
	for _, s := range set {
		if r.selections++; r.selections > r.tokens {
			return tooMuch("spread fragments less often, or ask in several operations, each on its own",
				"with its fragments written out, the document has more than %d selections", r.tokens)
		}
		var err *gqlerror.Error
		switch s := s.(type) {
		case *ast.Field:
			err = r.field(s, at, depth)
		case *ast.InlineFragment:
			err = r.read(s.SelectionSet, at, depth+1)
		case *ast.FragmentSpread:
			err = r.spread(s, at, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) field(f *ast.Field, at *place, depth int) *gqlerror.Error {
	to := at.below[f.Alias] // the name, if there is no other
	if to == nil {
		if at.below == nil {
			at.below = map[string]*place{}
		}
		to = &place{}
		at.below[f.Alias] = to
	}
	if r.pairs += to.asked; r.pairs > pairsCompared {
		return tooMuch("ask for each field once", "fields are asked for again and again, such as %s", f.Alias)
	}
	to.asked++
	return r.read(f.SelectionSet, to, depth+1)
}

// spread reads a fragment. One that stands in itself has no end, and is refused
// as validation would refuse it; one that is not there is left to validation.
func (r *reading) spread(s *ast.FragmentSpread, at *place, depth int) *gqlerror.Error {
	f := r.fragments[s.Name]
	if f == nil {
		return nil
	}
	if r.met[f] == within {
		err := gqlerror.ErrorPosf(s.Position, "fragment %s is spread within itself", s.Name)
		errcode.Set(err, errcode.ValidationFailed)
		return err
	}
	if r.pairs += pairsOfFragments * at.spread; r.pairs > pairsCompared {
		return tooMuch("spread fewer fragments in one place", "too many fragments are spread in one place, such as %s", s.Name)
	}
	at.spread++
	r.met[f] = within
	err := r.read(f.SelectionSet, at, depth+1)
	r.met[f] = passed
	return err
}

func tooMuch(remedy, format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": string(ask.TooLarge), "remedy": remedy}
	return err
}
