// Package realign_test holds what is tested of the module as a whole.
package realign_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/realign/realign"

// layer says what the files of a package may import beside the standard
// library and the package itself. A path that ends in /... stands for itself
// and all below it.
type layer struct {
	path    string
	may     []string // packages of this module
	outside []string // other modules, by the beginning of their paths
	tests   []string // what its test files may import besides: packages of this module; their other modules are free
	why     string
}

const (
	anything = "*" // any other module but gqlgen, which is always named
	gqlgen   = "github.com/99designs/gqlgen"
)

// everything is for tests that need a whole Realign to ask.
var everything = []string{"graph/...", "loaders/...", "exporters/...", "resolvers/...", "internal/...", "seed", "docs/queries"}

// layers is the architecture: arrows point downwards only. The first line that
// matches a package holds.
var layers = []layer{
	{path: "graph/edtf",
		why: "dates know nothing of the graph, so that others may use them alone"},
	{path: "graph", may: []string{"graph/edtf"}, outside: []string{"golang.org/x/text/"},
		why: "the domain is pure: no store, no transport; x/text folds names"},
	{path: "graph/analysis", may: []string{"graph", "graph/edtf"}, outside: []string{"gonum.org/v1/gonum/"}, tests: []string{"graph/storetest"},
		why: "stores select and analysis computes: one algorithm for every store"},
	{path: "graph/temporal", may: []string{"graph", "graph/edtf"}, tests: []string{"graph/storetest"},
		why: "the index is built from records, wherever they are kept"},
	{path: "graph/temporal/temporaltest", may: []string{"graph", "graph/temporal"},
		why: "how tests ask the index alone"},
	{path: "graph/storetest", may: []string{"graph", "graph/edtf", "graph/analysis", "graph/ask"}, outside: []string{anything},
		why: "the suite knows the contract and how it is asked, and no store that is held to it"},
	{path: "graph/sqlitestore", may: []string{"graph", "graph/edtf", "graph/temporal"}, outside: []string{"modernc.org/sqlite"},
		tests: []string{"graph/storetest"},
		why:   "a store knows the domain and its own engine, and no other store"},
	{path: "graph/neo4jstore", may: []string{"graph", "graph/edtf"}, outside: []string{"github.com/neo4j/neo4j-go-driver/", "github.com/fxamacker/cbor/"},
		tests: []string{"graph/storetest", "graph/neo4jstore/neo4jtest"},
		why:   "a store knows the domain, its own engine and how it writes records, and no other store"},
	{path: "graph/neo4jstore/neo4jtest", outside: []string{"github.com/neo4j/neo4j-go-driver/", "golang.org/x/sys/"},
		why: "it starts servers for tests and knows nothing of what they hold"},
	{path: "graph/neo4jstore/neo4jtest/cmd/...", may: []string{"graph/neo4jstore/neo4jtest"},
		why: "a command to start such a server by hand"},
	{path: "graph/ask", may: []string{"graph", "graph/edtf", "graph/analysis"},
		tests: everything, // questions are tested on the curated data, in a real store
		why:   "questions are asked of the contract, never of one store, and know no transport"},
	{path: "loaders/...", may: []string{"graph", "graph/edtf"}, outside: []string{anything}, tests: []string{"graph/storetest", "seed"},
		why: "a loader turns a format into claims; which store takes them is for cmd to say"},
	{path: "exporters/...", may: []string{"graph", "graph/edtf", "graph/analysis", "graph/ask"}, outside: []string{anything},
		why: "an exporter writes the answers to questions; it reads no store"},
	{path: "resolvers/internal/direct", outside: []string{gqlgen, "github.com/vektah/gqlparser/"},
		why: "how answers are written, whatever the schema; the generated code calls it"},
	{path: "resolvers/internal/gen", outside: []string{gqlgen, "github.com/vektah/gqlparser/"},
		why: "it generates code and is in no program"},
	{path: "resolvers/internal/exec", may: []string{"graph", "graph/edtf", "graph/analysis", "graph/ask", "resolvers/scalar", "resolvers/internal/direct"},
		outside: []string{gqlgen, "github.com/vektah/gqlparser/"},
		why:     "generated code; no other package but resolvers sees it"},
	{path: "resolvers/scalar", may: []string{"graph", "graph/edtf"}, outside: []string{gqlgen},
		why: "how values of the domain are written in GraphQL"},
	{path: "resolvers", may: []string{"graph", "graph/edtf", "graph/analysis", "graph/ask", "resolvers/..."},
		outside: []string{gqlgen, "github.com/vektah/gqlparser/"},
		tests:   everything, // answers are tested on the curated data, in a real store
		why:     "resolvers translate between GraphQL and questions; they know no store, loader or exporter"},
	{path: "internal/server/browsertest", outside: []string{"github.com/chromedp/"},
		why: "it starts a browser for tests and knows nothing of what is served"},
	{path: "internal/server/assets",
		why: "files of a built folder and how they are sent, whoever serves them"},
	{path: "internal/server/assets/assetstest", may: []string{"internal/server/assets"},
		why: "how tests hold a built folder against its manifest"},
	{path: "internal/server/playground", may: []string{"internal/server/assets"},
		tests: []string{"internal/server/browsertest", "internal/server/assets/assetstest"},
		why:   "a page and its scripts"},
	{path: "internal/server/...", may: []string{"graph", "graph/edtf", "graph/ask", "internal/server/...", "docs/queries"},
		outside: []string{anything, gqlgen}, // it runs the executable schema that cmd hands it
		tests:   []string{"internal/server/browsertest"},
		why:     "the only owner of HTTP is handed what it serves: no store, no loader, no resolver"},
	{path: "web", tests: []string{"internal/server/assets/assetstest"},
		why: "the explorer talks GraphQL only; code only embeds it"},
	{path: "seed",
		why: "curated data; code only embeds it"},
	{path: "docs/queries", tests: everything, // each question is asked on the curated data
		why: "texts of questions; code only embeds them"},
	{path: "cmd/...", may: append([]string{"cmd/...", "web/..."}, everything...), outside: []string{anything, gqlgen},
		why: "only cmd wires stores, loaders, exporters, resolvers and the server together"},
	{path: "bench/floor/internal/exec", may: []string{"graph", "graph/edtf", "graph/ask", "resolvers/scalar", "bench/floor/model"},
		outside: []string{gqlgen, "github.com/vektah/gqlparser/"},
		why:     "generated code of a floor"},
	{path: "bench/...", may: append([]string{"bench/..."}, everything...), outside: []string{anything, gqlgen},
		why: "what measures may wire anything together; nothing imports it"},
	{path: ".", tests: everything,
		why: "the module's root has tests only"},
}

func TestImports(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && leftOutOfBuilds(d.Name()):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".go"):
			files++
			checkFile(t, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Error("no file was looked at")
	}
}

// leftOutOfBuilds names the folders in which no package of the module lies.
func leftOutOfBuilds(folder string) bool {
	return strings.HasPrefix(folder, ".") || strings.HasPrefix(folder, "_") || folder == "testdata" || folder == "node_modules" || folder == "vendor"
}

func checkFile(t *testing.T, name string) {
	t.Helper()
	pkg := path.Dir(name)
	i := slices.IndexFunc(layers, func(l layer) bool { return covers(l.path, pkg) })
	if i < 0 {
		t.Errorf("%s: package %s is in no layer: add it to the table in imports_test.go, with what it may import and why", name, pkg)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if !layers[i].allows(pkg, imported, strings.HasSuffix(name, "_test.go")) {
			t.Errorf("%s may not import %s: %s", name, imported, layers[i].why)
		}
	}
}

// allows reports whether a file of pkg may import a package. Files of tests
// may use any other module, but for gqlgen, which stays where it is.
func (l layer) allows(pkg, imported string, inTest bool) bool {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		return true // the standard library
	}
	if rest, ok := strings.CutPrefix(imported, module+"/"); ok {
		may := func(p string) bool { return covers(p, rest) }
		return rest == pkg || slices.ContainsFunc(l.may, may) || inTest && slices.ContainsFunc(l.tests, may)
	}
	return slices.ContainsFunc(l.outside, func(prefix string) bool { return strings.HasPrefix(imported, prefix) }) ||
		(inTest || slices.Contains(l.outside, anything)) && !strings.HasPrefix(imported, gqlgen)
}

// covers reports whether a path of the table stands for a package.
func covers(pattern, pkg string) bool {
	if tree, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == tree || strings.HasPrefix(pkg, tree+"/")
	}
	return pkg == pattern
}

// The table is held to what it must refuse, since a rule that lets all pass
// would never be missed.
func TestImportsRefused(t *testing.T) {
	for _, c := range []struct {
		pkg, imported string
		inTest        bool
		want          bool
	}{
		{"graph", module + "/graph/edtf", false, true},
		{"graph", "golang.org/x/text/cases", false, true},
		{"graph", "gonum.org/v1/gonum/graph", false, false},
		{"graph", module + "/graph/ask", false, false},
		{"graph", module + "/graph/storetest", true, false},
		{"graph/edtf", module + "/graph", false, false},
		{"graph/edtf", "golang.org/x/text/cases", false, false},
		{"graph/edtf", "github.com/sfomuseum/go-edtf/parser", true, true},
		{"graph/temporal", module + "/graph/analysis", false, false},
		{"graph/analysis", module + "/graph/ask", false, false},
		{"graph/ask", module + "/graph/sqlitestore", false, false},
		{"graph/ask", module + "/graph/sqlitestore", true, true},
		{"graph/ask", gqlgen + "/graphql", false, false},
		{"graph/ask", gqlgen + "/graphql", true, false},
		{"graph/sqlitestore", module + "/graph/neo4jstore", false, false},
		{"graph/sqlitestore", module + "/loaders", true, false},
		{"graph/neo4jstore", module + "/graph/neo4jstore/neo4jtest", false, false},
		{"graph/neo4jstore", module + "/graph/neo4jstore/neo4jtest", true, true},
		{"loaders", module + "/graph/sqlitestore", false, false},
		{"loaders", gqlgen + "/graphql", false, false},
		{"loaders/acled", module + "/loaders", false, false},
		{"exporters", module + "/loaders", false, false},
		{"resolvers", module + "/graph/sqlitestore", false, false},
		{"resolvers", module + "/loaders", true, true},
		{"resolvers", gqlgen + "/graphql", false, true},
		{"internal/server", module + "/resolvers", false, false},
		{"internal/server", module + "/graph/sqlitestore", false, false},
		{"resolvers", module + "/internal/server", false, false},
		{"internal/server/playground", module + "/internal/server", false, false},
		{"web", module + "/internal/server/assets", false, false},
		{"web", module + "/graph", true, false},
		{"cmd/realign", module + "/internal/server", false, true},
		{"cmd/realign", module + "/graph/neo4jstore", false, true},
	} {
		i := slices.IndexFunc(layers, func(l layer) bool { return covers(l.path, c.pkg) })
		if i < 0 {
			t.Errorf("%s is in no layer", c.pkg)
		} else if got := layers[i].allows(c.pkg, c.imported, c.inTest); got != c.want {
			t.Errorf("%s importing %s (in a test: %v) is let pass: %v, want %v", c.pkg, c.imported, c.inTest, got, c.want)
		}
	}
}
