package main

import (
	_ "embed"
	"path/filepath"
	"text/template"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// directly is a plugin of gqlgen that generates the writers of objects.
type directly struct{}

//go:embed direct.gotpl
var directTemplate string

// Name names the plugin in gqlgen's errors.
func (directly) Name() string { return "direct" }

// GenerateCode writes direct.go beside the executable schema.
func (directly) GenerateCode(data *codegen.Data) error {
	exec := data.Config.Exec
	return templates.Render(templates.Options{
		PackageName:     exec.Package,
		Template:        directTemplate,
		Filename:        filepath.Join(exec.Dir(), "direct.go"),
		GeneratedHeader: true,
		Data:            data,
		Packages:        data.Config.Packages,
		PruneOptions:    data.Config.GetPruneOptions(),
		Funcs: template.FuncMap{
			"plain": plain, "writable": writable, "hasFields": hasFields, "isAbstract": isAbstract, "fast": fast,
		},
	})
}

// plain reports whether a field can be written by calling it: nothing resolves
// it but a member of the Go type, and nothing stands around that.
func plain(f *codegen.Field) bool {
	for _, a := range f.Args {
		if len(a.Directives) > 0 {
			return false
		}
	}
	called := f.IsVariable() || f.IsMethod() && !f.MethodHasContext && !f.VOkFunc
	around := f.HasHaser || f.IsBatch() || f.HasDirectives()
	return called && !f.IsResolver && !f.IsReserved() && !around && writable(f.TypeReference)
}

// writable reports whether the template knows how values of a type are written.
func writable(t *config.TypeReference) bool {
	for ; t.IsSlice(); t = t.Elem() {
	}
	return !t.IsRoot && !t.IsPtrToPtr() && !t.IsPtrToSlice() && !t.IsPtrToIntf() &&
		(hasFields(t) || t.IsMarshaler || t.Marshaler != nil)
}

// hasFields reports whether something is selected below values of a type.
func hasFields(t *config.TypeReference) bool {
	return t.Definition.Kind == ast.Object || isAbstract(t)
}

func isAbstract(t *config.TypeReference) bool {
	return t.Definition.Kind == ast.Interface || t.Definition.Kind == ast.Union
}

// fast is the method of direct.Writer that does what gqlgen's function for a
// scalar does; empty if there is none.
func fast(t *config.TypeReference) string {
	if t.Marshaler == nil {
		return ""
	}
	return map[string]string{
		"github.com/99designs/gqlgen/graphql.MarshalString":  "String",
		"github.com/99designs/gqlgen/graphql.MarshalID":      "String",
		"github.com/99designs/gqlgen/graphql.MarshalInt":     "Int",
		"github.com/99designs/gqlgen/graphql.MarshalBoolean": "Bool",
	}[t.Marshaler.FullName()]
}
