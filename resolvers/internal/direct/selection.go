package direct

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Selection is what a question selects of objects of one type, made out once for
// all of them.
type Selection struct {
	Fields []Field
	Of     []*Selection // of an interface instead: those of its types, in the order of the generated code
}

// Field is a selected field.
type Field struct {
	graphql.CollectedField
	Key   string         // what comes before the value: `{"alias":`, or `,"alias":`
	No    int            // which of the type's fields it is; 0 is __typename
	Args  map[string]any // as gqlgen reads them
	Below *Selection     // nil where its values have no fields
}

// Select makes out a selection of objects that are of all these types. Known
// fills in a field, and reports false if it cannot be written; nil is then
// returned.
func (w *Writer) Select(set ast.SelectionSet, types []string, known func(*Field) bool) *Selection {
	collected := w.collect(set, types)
	s := &Selection{Fields: make([]Field, len(collected))}
	for i, c := range collected {
		f := &s.Fields[i]
		f.CollectedField = c
		if s.named(c.Alias, i) || hasDirective(c.Field) || !known(f) {
			return nil
		}
		f.Key = key(c.Alias, i)
	}
	return s
}

// collect is graphql.CollectFields. Most selections are of fields alone, each
// once and without a condition, for which there is nothing to find out.
func (w *Writer) collect(set ast.SelectionSet, types []string) []graphql.CollectedField {
	fields := make([]graphql.CollectedField, len(set))
	for i, s := range set {
		f, ok := s.(*ast.Field)
		again := ok && slices.ContainsFunc(fields[:i], func(c graphql.CollectedField) bool { return c.Alias == f.Alias })
		if !ok || again || len(f.Directives) > 0 {
			return graphql.CollectFields(graphql.GetOperationContext(w.Context), set, types)
		}
		fields[i] = graphql.CollectedField{Field: f, Selections: f.SelectionSet}
	}
	return fields
}

// named reports whether one of the first n fields has that alias. Of such the
// standard executor resolves all and writes one.
func (s *Selection) named(alias string, n int) bool {
	for i := range s.Fields[:n] {
		if s.Fields[i].Alias == alias {
			return true
		}
	}
	return false
}

// hasDirective reports whether a field carries a directive that may have code to
// run around it. The others have said by now whether it is selected.
func hasDirective(f *ast.Field) bool {
	return slices.ContainsFunc(f.Directives, func(d *ast.Directive) bool { return d.Name != "skip" && d.Name != "include" })
}

func key(alias string, i int) string {
	before := ","
	if i == 0 {
		before = "{"
	}
	return before + string(appendQuoted(nil, alias)) + ":"
}
