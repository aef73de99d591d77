package storetest

import (
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/realign/realign/graph"
)

var update = flag.Bool("update", false, "write the model's answers into the scripts")

func newModel(_ testing.TB, clock func() time.Time) Harness {
	m := NewModel(clock)
	return Harness{Store: m, Reopen: func(testing.TB) graph.Store { return m }}
}

// TestModel holds the oracle itself to the suite. What the scripts say it must
// answer was read and judged by people; -update only spares the typing.
func TestModel(t *testing.T) {
	if *update {
		runScripts(t, newModel, func(name string, data []byte) {
			if err := os.WriteFile(name, data, 0o644); err != nil {
				t.Fatal(err)
			}
		})
		return
	}
	Run(t, newModel)
}

// A revision that never was has no answers: those of the newest would pass for
// its own, and be others after the next load.
func TestModelKnowsNoOtherRevision(t *testing.T) {
	b := open(t, newModel)
	b.load(t, small(t, "x", twoClaims))
	for _, rev := range []graph.RevNo{-1, 2, graph.Forever} {
		for what, err := range readings(t, b.Store, rev) {
			if !errors.Is(err, graph.ErrNotFound) {
				t.Errorf("%s of revision %d: %v", what, rev, err)
			}
		}
	}
	for what, err := range readings(t, b.Store, 0) {
		if err != nil {
			t.Errorf("%s of the empty store: %v", what, err)
		}
	}
}

// readings asks everything that is asked of a revision, for the errors.
func readings(t testing.TB, s graph.Store, rev graph.RevNo) map[string]error {
	_, relations := s.Relations(t.Context(), rev, about(graph.Always))
	_, claims := s.Claims(t.Context(), rev, graph.ClaimQuery{Days: graph.Always})
	_, actors := s.Actors(t.Context(), rev, graph.ActorQuery{})
	_, sources := s.Sources(t.Context(), rev, graph.SourceQuery{})
	_, stats := s.Stats(t.Context(), rev, nil)
	_, census := s.Census(t.Context(), rev, about(graph.Always))
	_, changed := s.Changed(t.Context(), rev, rev)
	return map[string]error{"relations": relations, "census": census, "claims": claims, "actors": actors, "sources": sources, "stats": stats, "changed": changed}
}
