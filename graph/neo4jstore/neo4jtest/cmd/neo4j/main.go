// Command neo4j runs a Neo4j Community server on this machine until it is
// interrupted, and says how to point Realign at it. scripts/neo4j/run.sh fetches
// the server and starts this command.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "neo4j:", err)
		os.Exit(1)
	}
}

func run() error {
	var opt neo4jtest.Options
	flag.StringVar(&opt.Dir, "data", "", "keep the data in this `folder`, for another run (default: a temporary one, deleted at the end)")
	flag.IntVar(&opt.Port, "port", 0, "listen on this `port` of 127.0.0.1 (default: a free one)")
	flag.IntVar(&opt.HeapMB, "heap", 512, "Java heap, in `megabytes`")
	flag.IntVar(&opt.PageCacheMB, "page-cache", 64, "page cache, in `megabytes`")
	flag.Parse()
	if flag.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q; see -help", flag.Arg(0))
	}
	if os.Getenv("REALIGN_NEO4J_URI") != "" {
		return errors.New("REALIGN_NEO4J_URI names a server that runs already; unset it to start one")
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fmt.Fprintln(os.Stderr, "Starting Neo4j, which takes about ten seconds ...")
	server, err := neo4jtest.Start(ctx, opt)
	if err != nil {
		if ctx.Err() != nil {
			return errors.New("interrupted before Neo4j answered")
		}
		return err
	}
	kept := "deleted when it stops"
	if opt.Dir != "" {
		kept = "kept in " + opt.Dir
	}
	fmt.Printf(`Neo4j %[1]s answers; its data is %[2]s.

  URI       %[3]s
  user      %[4]s
  password  %[5]s

To have Realign use it:

  REALIGN_NEO4J_USER=%[4]s REALIGN_NEO4J_PASSWORD=%[5]s \
    go run ./cmd/realign serve --store %[3]s

Ctrl-C stops it.
`, server.Version(), kept, server.URI(), server.User(), server.Password())

	select {
	case <-ctx.Done():
		stop() // a second Ctrl-C ends this at once
		fmt.Fprintln(os.Stderr, "Stopping Neo4j ...")
		return server.Stop()
	case <-server.Ended():
		err := fmt.Errorf("Neo4j ended by itself\n%s", server.Said())
		return errors.Join(err, server.Stop())
	}
}
