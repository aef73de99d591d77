package resolvers

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Random questions that the schema takes, most of them: with aliases, fields that
// merge, fragments of both sorts on objects and interfaces, conditions with
// literals and variables, arguments that fit and some that do not.

// questioner makes one question.
type questioner struct {
	*rand.Rand
	schema    *ast.Schema
	ids       map[string][]string // of things that there are, by their sort
	fragments []fragment
	aliases   int
}

type fragment struct{ name, on, text string }

// question is a document with its variables.
type question struct {
	text      string
	variables map[string]any
}

func newQuestion(seed uint64, schema *ast.Schema, ids map[string][]string) question {
	q := &questioner{Rand: rand.New(rand.NewPCG(seed, 7)), schema: schema, ids: ids}
	body := q.selection(schema.Query, 2+q.IntN(5))
	for _, f := range q.fragments {
		body += fmt.Sprintf("\nfragment %s on %s %s", f.name, f.on, f.text)
	}
	given := map[string]any{"no": q.chance(20), "id": q.id("actor")}
	if q.chance(50) {
		given["few"] = q.IntN(4)
	}
	if q.chance(30) {
		given["text"] = "a"
	}
	var declared []string
	for _, v := range []string{"yes: Boolean = true", "no: Boolean!", "few: Int = 2", "id: ID!", "text: String"} {
		// Variables that nobody uses are against the rules.
		if name, _, _ := strings.Cut(v, ":"); strings.Contains(body, "$"+name) {
			declared = append(declared, "$"+v)
		}
	}
	head := "query "
	if len(declared) > 0 {
		head = "query (" + strings.Join(declared, ", ") + ") "
	}
	return question{head + body, given}
}

func (q *questioner) chance(percent int) bool { return q.IntN(100) < percent }

func pick[T any](q *questioner, list []T) T { return list[q.IntN(len(list))] }

// id is one that there is, or with a chance one that there is not.
func (q *questioner) id(sort string) string {
	switch {
	case q.chance(2):
		return pick(q, []string{"nobody", "claim:none", "", "actor:"})
	case len(q.ids[sort]) == 0: // anything's
		sort = pick(q, []string{"actor", "claim", "dataset", "load", "relation", "source"})
	}
	return pick(q, q.ids[sort])
}

// sorts are those of the ids that an argument takes, where it is not an actor's.
var sorts = map[string]string{
	"node": "any", "nodes": "any", "claim": "claim", "relation": "relation", "source": "source",
	"forms": "forms", "sources": "source", "excludeSources": "source", "dataset": "dataset", "datasets": "dataset",
}

// sortOf is the sort of the ids of a field's argument.
func sortOf(field, argument string) string {
	if argument == "id" || argument == "ids" {
		argument = field
	}
	return cmp.Or(sorts[argument], "actor")
}

// selection selects of a type, so many levels deep.
func (q *questioner) selection(of *ast.Definition, depth int) string {
	var parts []string
	var heads []string // fields with something below, and their types
	for range 1 + q.IntN(4) {
		switch n := q.IntN(100); {
		case n < 10:
			parts = append(parts, pick(q, []string{"__typename", "kind_of: __typename"})+q.condition())
		case n < 22:
			parts = append(parts, q.inline(of, depth))
		case n < 32:
			parts = append(parts, q.spread(of, depth))
		case n < 42 && len(heads) > 0: // again, to be merged
			head := pick(q, heads)
			name, _, _ := strings.Cut(head[strings.Index(head, ":")+1:], "(")
			below := q.schema.Types[of.Fields.ForName(strings.TrimSpace(name)).Type.Name()]
			parts = append(parts, head+q.condition()+q.selection(below, depth-1))
		default:
			if text, head := q.field(of, depth); text != "" {
				parts = append(parts, text)
				if head != "" {
					heads = append(heads, head)
				}
			}
		}
	}
	if len(parts) == 0 {
		parts = []string{"__typename"}
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

// field is one of a type's, and what it begins with if something is below.
func (q *questioner) field(of *ast.Definition, depth int) (text, head string) {
	var known []*ast.FieldDefinition
	for _, f := range of.Fields {
		if strings.HasPrefix(f.Name, "__") || depth <= 0 && q.schema.Types[f.Type.Name()].IsCompositeType() {
			continue
		}
		known = append(known, f)
	}
	if len(known) == 0 {
		return "", ""
	}
	f := pick(q, known)
	args := q.arguments(f)
	text = f.Name + args
	if args != "" || q.chance(20) {
		q.aliases++
		text = fmt.Sprintf("%s_%d: %s", f.Name, q.aliases, text)
	}
	below := q.schema.Types[f.Type.Name()]
	if !below.IsCompositeType() {
		return text + q.condition(), ""
	}
	return text + q.condition() + q.selection(below, depth-1), text
}

// condition is a directive, most often none.
func (q *questioner) condition() string {
	if !q.chance(15) {
		return " "
	}
	return pick(q, []string{
		" @skip(if: true) ", " @skip(if: false) ", " @include(if: false) ", " @include(if: true) ",
		" @skip(if: $no) ", " @include(if: $yes) ", " @include(if: $no) ", " @skip(if: $no) @include(if: $yes) ",
	})
}

// narrower are the types that a fragment below a type can be on.
func (q *questioner) narrower(of *ast.Definition) []string {
	names := append([]string{of.Name}, of.Interfaces...)
	if of.IsAbstractType() {
		for _, d := range q.schema.GetPossibleTypes(of) {
			names = append(names, d.Name)
		}
	}
	return names
}

func (q *questioner) inline(of *ast.Definition, depth int) string {
	if q.chance(20) {
		return "..." + q.condition() + q.selection(of, depth)
	}
	on := pick(q, q.narrower(of))
	return "... on " + on + q.condition() + q.selection(q.schema.Types[on], depth)
}

// spread names a fragment, a new one or one that is there.
func (q *questioner) spread(of *ast.Definition, depth int) string {
	fits := q.narrower(of)
	for _, f := range q.fragments {
		if depth > 2 && slices.Contains(fits, f.on) && q.chance(50) {
			return "..." + f.name + q.condition()
		}
	}
	on := pick(q, fits)
	text := q.selection(q.schema.Types[on], min(depth, 2)) // before its name, so that none is in itself
	f := fragment{fmt.Sprintf("F%d", len(q.fragments)), on, text}
	q.fragments = append(q.fragments, f)
	return "..." + f.name + q.condition()
}

func (q *questioner) arguments(f *ast.FieldDefinition) string {
	var parts []string
	for _, d := range f.Arguments {
		switch {
		case d.Name == "first":
			parts = append(parts, "first: "+pick(q, []string{"0", "1", "2", "3", "4", "$few"}))
			if q.chance(1) {
				parts[len(parts)-1] = "first: " + pick(q, []string{"-1", "20000"})
			}
		case d.Name == "view" || d.Name == "after":
			if q.chance(1) {
				parts = append(parts, d.Name+`: "bogus"`)
			}
		case d.Type.NonNull || q.chance(25):
			parts = append(parts, d.Name+": "+q.value(d.Type, sortOf(f.Name, d.Name)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// value is one of a type; sort is that of ids, and "forms" of strings that name
// forms.
func (q *questioner) value(t *ast.Type, sort string) string {
	if !t.NonNull && q.chance(8) {
		return "null"
	}
	if t.Elem != nil {
		var parts []string
		for range q.IntN(3) {
			parts = append(parts, q.value(t.Elem, sort))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	switch d := q.schema.Types[t.NamedType]; d.Kind {
	case ast.Enum:
		return pick(q, d.EnumValues).Name
	case ast.InputObject:
		var parts []string
		for _, f := range d.Fields {
			if f.Type.NonNull || q.chance(15) {
				parts = append(parts, f.Name+": "+q.value(f.Type, sortOf("", f.Name)))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return q.scalar(t, sort)
}

func (q *questioner) scalar(t *ast.Type, sort string) string {
	switch t.NamedType {
	case "ID":
		if sort == "actor" && q.chance(15) {
			return "$id"
		}
		return fmt.Sprintf("%q", q.id(sort))
	case "Int":
		return pick(q, []string{"0", "1", "2", "5"})
	case "Float":
		return pick(q, []string{"0.5", "1", "1.5", "-1"})
	case "Boolean":
		return pick(q, []string{"true", "false", "$no"})
	case "Date":
		if q.chance(2) {
			return `"yesterday"`
		}
		return pick(q, []string{`"2025-03-10"`, `"2026-01-05"`, `"2026-01-20"`, `"2026-02-01"`, `"0312-01-01"`})
	case "DateTime":
		if q.chance(5) {
			return `"noon"`
		}
		return pick(q, []string{`"2026-01-25T12:00:00Z"`, `"2030-01-01"`, `"2026-01-27"`})
	}
	if sort == "forms" {
		return pick(q, []string{`"alliance"`, `"arms-supply"`, `"clash"`, `"ceasefire"`, `"condemnation"`})
	}
	if !t.NonNull && q.chance(20) {
		return "$text"
	}
	return pick(q, []string{`"en"`, `"ar"`, `"sdf"`, `"a"`, `"alliance"`, `"\"<\\>\u0007"`})
}
