package floor_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// Whatever the floor's schema has stands in the project's with the same types,
// arguments and defaults: else the two would be asked different things.
func TestSchemaIsThePart(t *testing.T) {
	whole := schemaOf(t, filepath.Join("..", "..", "schema", "*.graphqls"))
	part := schemaOf(t, "schema.graphqls")
	for name, mine := range part.Types {
		if strings.HasPrefix(name, "__") || mine.BuiltIn {
			continue
		}
		theirs := whole.Types[name]
		if theirs == nil {
			t.Errorf("schema/ has no %s", name)
			continue
		}
		if mine.Kind != theirs.Kind || strings.Join(mine.Interfaces, " ") != strings.Join(theirs.Interfaces, " ") {
			t.Errorf("%s is another sort of thing in schema/", name)
		}
		for _, f := range mine.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			want := theirs.Fields.ForName(f.Name)
			if want == nil || fieldText(want) != fieldText(f) {
				t.Errorf("%s.%s is %s; in schema/ it is %s", name, f.Name, fieldText(f), fieldText(want))
			}
		}
		if mine.Kind == ast.Enum && valueText(mine) != valueText(theirs) || mine.Kind == ast.InputObject && len(mine.Fields) != len(theirs.Fields) {
			t.Errorf("%s lacks something that it has in schema/", name)
		}
	}
}

func schemaOf(t *testing.T, pattern string) *ast.Schema {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	var sources []*ast.Source
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: f, Input: string(text)})
	}
	schema, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func fieldText(f *ast.FieldDefinition) string {
	if f == nil {
		return "absent"
	}
	text := f.Type.String()
	if f.DefaultValue != nil {
		text += " = " + f.DefaultValue.String()
	}
	for _, a := range f.Arguments {
		text += ", " + a.Name + ": " + a.Type.String()
		if a.DefaultValue != nil {
			text += " = " + a.DefaultValue.String()
		}
	}
	return text
}

func valueText(d *ast.Definition) string {
	var names []string
	for _, v := range d.EnumValues {
		names = append(names, v.Name)
	}
	return strings.Join(names, " ")
}
