package resolvers

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Questions for one field each, of every type that a question can get to: where
// one fails, nothing before it did.

// fieldQuestions goes through the types, each by the shortest way to it.
func fieldQuestions(schema *ast.Schema, ids map[string][]string) []question {
	var out []question
	way := map[string]string{schema.Query.Name: "{ "}
	for queue := []*ast.Definition{schema.Query}; len(queue) > 0; queue = queue[1:] {
		of := queue[0]
		reach := func(d *ast.Definition, by string) {
			if way[d.Name] == "" {
				way[d.Name] = way[of.Name] + by
				queue = append(queue, d)
			}
		}
		for _, d := range schema.GetPossibleTypes(of) {
			reach(d, "... on "+d.Name+" { ")
		}
		for _, f := range of.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			call, below := f.Name+needed(f, ids), schema.Types[f.Type.Name()]
			text := way[of.Name] + call
			if below.IsCompositeType() {
				reach(below, call+" { ")
				text += " { __typename }"
			}
			out = append(out, question{text: text + strings.Repeat(" }", strings.Count(text, "{")-strings.Count(text, "}"))})
		}
	}
	return out
}

// needed are arguments that let a field say something.
func needed(f *ast.FieldDefinition, ids map[string][]string) string {
	var parts []string
	for _, a := range f.Arguments {
		switch {
		case a.Type.NamedType == "Date" && a.Name == "from":
			parts = append(parts, `from: "2025-12-01"`)
		case a.Type.NamedType == "Date" && a.Name == "to":
			parts = append(parts, `to: "2026-01-20"`)
		case a.Name == "first":
			parts = append(parts, "first: 20")
		case a.Type.NonNull:
			id := "usa"
			switch sort := sortOf(f.Name, a.Name); {
			case sort == "any":
				id = ids["claim"][0]
			case sort != "actor":
				id = ids[sort][0]
			case a.Name != "to":
				id = "israel"
			}
			parts = append(parts, fmt.Sprintf("%s: %q", a.Name, id)) // of a list, its only element
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
