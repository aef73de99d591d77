// Command cmd serves the floor under the API: gqlgen with constant data.
//
//	cmd -edges edges.csv -actors actors.csv -listen 127.0.0.1:0
//
// It prints one line with its address once it can answer, and ends on an
// interrupt.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/realign/realign/bench/floor"
	"github.com/realign/realign/internal/server"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "floor:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("floor", flag.ContinueOnError)
	flags.SetOutput(errs)
	edges := flags.String("edges", "edges.csv", "`file` of relations: id,source,target,kind,start,end")
	actors := flags.String("actors", "actors.csv", "`file` of actors: id,name")
	listen := flags.String("listen", "127.0.0.1:0", "`address` to listen on")
	if err := flags.Parse(args); err != nil {
		return err
	}
	data, err := floor.Read(*edges, *actors)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	handler, err := floor.NewHandler(data, log)
	if err != nil {
		return err
	}
	listener, err := server.Listen(ctx, *listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "gqlgen alone answers at http://%s/graphql\n", listener.Addr())
	return server.Run(ctx, listener, handler, log)
}
