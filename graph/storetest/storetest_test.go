package storetest

import (
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
