package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/realign/realign/exporters/jsonl"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/loaders"
	"github.com/realign/realign/resolvers/internal/exec"
	"github.com/realign/realign/seed"
)

// curated is a store with the curated data.
func curated(tb testing.TB) graph.Reader {
	tb.Helper()
	store, err := sqlitestore.Open(tb.Context(), filepath.Join(tb.TempDir(), "store.db"), sqlitestore.Options{Clock: today})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = store.Close() })
	declared, _, err := loaders.ReadDatasets(seed.Files, seed.Datasets)
	if err != nil {
		tb.Fatal(err)
	}
	loader := &loaders.Loader{Store: store, FS: seed.Files, File: seed.Datasets, Now: today}
	for _, d := range declared {
		if _, _, err := loader.Load(tb.Context(), d.ID, loaders.Options{Strict: true}); err != nil {
			tb.Fatal(err)
		}
	}
	return store
}

func today() time.Time { return time.Date(2026, 1, 25, 12, 0, 0, 0, time.UTC) }

// idsOf are ids of some of everything by their sort, as the API writes them and
// as people do.
func idsOf(tb testing.TB, store graph.Reader) map[string][]string {
	tb.Helper()
	ctx := tb.Context()
	head, err := store.Head(ctx)
	actors, err2 := store.Actors(ctx, head.No, graph.ActorQuery{})
	sources, err3 := store.Sources(ctx, head.No, graph.SourceQuery{})
	claims, err4 := store.Claims(ctx, head.No, graph.ClaimQuery{Days: graph.Always})
	if err := errors.Join(err, err2, err3, err4); err != nil {
		tb.Fatal(err)
	}
	ids := map[string][]string{"dataset": {"dataset:syria", "syria"}, "load": {"load:1"}}
	for i, a := range actors {
		id := string(a.ID)
		if i%2 == 0 {
			id = "actor:" + id
		}
		ids["actor"] = append(ids["actor"], id)
	}
	for i := 0; i < len(sources); i += 4 {
		ids["source"] = append(ids["source"], "source:"+string(sources[i].ID))
	}
	for i := 0; i < len(claims.Claims); i += 20 {
		ids["claim"] = append(ids["claim"], "claim:"+string(claims.Claims[i].ID))
		ids["relation"] = append(ids["relation"], "relation:"+string(claims.Claims[i].Tie))
	}
	return ids
}

// faulty is a store of which some calls fail, or panic.
type faulty struct {
	graph.Reader
	relations, claims, sources, datasets func() error
}

func (f faulty) Relations(ctx context.Context, rev graph.RevNo, q graph.RelationQuery) (graph.RelationPage, error) {
	if err := call(f.relations); err != nil {
		return graph.RelationPage{}, err
	}
	return f.Reader.Relations(ctx, rev, q)
}

func (f faulty) Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error) {
	if err := call(f.claims); err != nil {
		return graph.ClaimPage{}, err
	}
	return f.Reader.Claims(ctx, rev, q)
}

func (f faulty) Sources(ctx context.Context, rev graph.RevNo, q graph.SourceQuery) ([]*graph.Source, error) {
	if err := call(f.sources); err != nil {
		return nil, err
	}
	return f.Reader.Sources(ctx, rev, q)
}

func (f faulty) Datasets(ctx context.Context) ([]graph.Dataset, error) {
	if err := call(f.datasets); err != nil {
		return nil, err
	}
	return f.Reader.Datasets(ctx)
}

func call(f func() error) error {
	if f == nil {
		return nil
	}
	return f()
}

// faults are ways for a store to be faulty.
func faults(store graph.Reader) map[string]graph.Reader {
	fails := func() error { return fmt.Errorf("no line: %w", graph.ErrUnavailable) }
	panics := func() error { panic("no such luck") }
	return map[string]graph.Reader{
		"sound":           store,
		"no claims":       faulty{Reader: store, claims: fails},
		"no sources":      faulty{Reader: store, sources: fails},
		"no datasets":     faulty{Reader: store, datasets: fails},
		"no relations":    faulty{Reader: store, relations: fails},
		"claims panic":    faulty{Reader: store, claims: panics},
		"datasets panic":  faulty{Reader: store, datasets: panics},
		"relations panic": faulty{Reader: store, relations: panics},
	}
}

// pair are executors of the same schema over the same store, one of which may
// not take the shortcut.
type pair struct{ standard, direct *executor.Executor }

func newPair(store graph.Reader) pair {
	asker := ask.New(store, ask.Options{Clock: today, Exporters: []ask.Exporter{jsonl.New()}})
	standard := exec.NewExecutableSchema(exec.Config{Resolvers: &Resolver{asker}, Complexity: complexity()})
	return pair{newExecutor(standard), newExecutor(NewExecutableSchema(asker))}
}

// newExecutor is set up as the server does.
func newExecutor(schema graphql.ExecutableSchema) *executor.Executor {
	e := executor.New(schema)
	e.SetErrorPresenter(PresentError(slog.New(slog.DiscardHandler)))
	e.SetRecoverFunc(func(_ context.Context, p any) error { return fmt.Errorf("panic: %v", p) })
	return e
}

// respond answers a question; nil if it breaks the rules of GraphQL.
func respond(tb testing.TB, e *executor.Executor, q question) *graphql.Response {
	tb.Helper()
	ctx := graphql.StartOperationTrace(tb.Context())
	op, errs := e.CreateOperationContext(ctx, &graphql.RawParams{Query: q.text, Variables: q.variables})
	if len(errs) > 0 {
		return nil
	}
	next, ctx := e.DispatchOperation(ctx, op)
	return next(ctx)
}
