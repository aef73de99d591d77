package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Everything is measured in a network that only this program and its children
// are in: whatever a peer listens on, nobody else can reach it, and no question
// of the load generator can reach anybody else. What comes from outside is
// installed before.

// preparer is a contender that needs something installed.
type preparer interface {
	install(ctx context.Context) error
}

// marksAlone is set for the program that has such a network.
const marksAlone = "REALIGN_BENCH_ALONE"

func isAlone() bool { return os.Getenv(marksAlone) == "1" }

// prepare installs what the contenders need. Who cannot have it says so when it
// is its turn to load.
func prepare(ctx context.Context, env Env, names []string) error {
	all, err := chosen(env, names)
	if err != nil {
		return err
	}
	for _, c := range all {
		if p, ok := c.(preparer); ok {
			if err := p.install(ctx); err != nil {
				fmt.Fprintf(env.Log, "%s cannot be installed: %v\n", c.Name(), err)
			}
		}
	}
	return ctx.Err()
}

// again runs this program once more, in a network of its own.
func again(ctx context.Context, args []string, out, errs io.Writer) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Stdout, cmd.Stderr = out, errs
	cmd.Env = append(os.Environ(), marksAlone+"=1")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = time.Minute // for it to stop its servers
	if err := inNetworkOfItsOwn(cmd); err != nil {
		return err
	}
	return cmd.Run()
}
