// Command realign keeps a dated, sourced graph of who stands with whom and
// answers questions about it over GraphQL. One file holds one verb; only this
// package knows stores, loaders, resolvers and the server at once, and wires
// them.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/realign/realign/graph"
)

// The exit codes, as `realign help exit-codes` lists them.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUsage       = 2
	exitRejections  = 3
	exitUnavailable = 4
	exitBusy        = 5
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal drains; a second one ends at once, as is the custom.
	context.AfterFunc(ctx, stop)
	code := run(ctx, os.Args[1:], streams{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run is main without the process: tests call it.
func run(ctx context.Context, args []string, s streams) int {
	root := rootCommand(s)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	fmt.Fprintln(s.err, "realign:", err)
	return exitCode(err)
}

// errRejections says that rows were left out and the caller asked to be strict.
var errRejections = errors.New("rows were rejected")

// usageError is a command line that makes no sense.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func exitCode(err error) int {
	var usage usageError
	switch {
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, errRejections):
		return exitRejections
	case errors.Is(err, graph.ErrUnavailable):
		return exitUnavailable
	case errors.Is(err, graph.ErrLoadRunning), errors.Is(err, graph.ErrConflict):
		return exitBusy
	default:
		return exitFailure
	}
}
