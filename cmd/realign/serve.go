package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/realign/realign/docs/queries"
	"github.com/realign/realign/exporters/jsonl"
	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/internal/server"
	"github.com/realign/realign/internal/server/playground"
	"github.com/realign/realign/loaders"
	"github.com/realign/realign/resolvers"
	"github.com/realign/realign/web"
)

const serveHelp = `Answers GraphQL, offers the explorer and a playground in the browser, and loads
the datasets: at the start, and then by their schedules.

  realign serve
  realign serve --listen 127.0.0.1:0      take a free port and print it
  REALIGN_NEO4J_PASSWORD=… realign serve --store neo4j://127.0.0.1:7687

It listens on loopback unless told otherwise, since it asks nobody who they are.
SIGTERM and Ctrl-C let requests under way come to their end; a second one does not.`

type serveFlags struct {
	listen   string
	load     bool
	schedule bool
	timeout  time.Duration
	maxBody  int64
}

func serveCommand(c *config, s streams) *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer GraphQL and offer an explorer and a playground",
		Long:  serveHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := c.logger(s)
			if err != nil {
				return err
			}
			return c.serve(cmd.Context(), s, log, f)
		},
	}
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	cmd.Flags().BoolVar(&f.load, "load", true, "load all datasets at the start")
	cmd.Flags().BoolVar(&f.schedule, "schedule", true, "load datasets by their schedules")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 30*time.Second, "how long one question may take")
	cmd.Flags().Int64Var(&f.maxBody, "max-body", 1<<20, "`bytes` that one request may have")
	return cmd
}

// check refuses what nobody can mean, such as limits under which no question
// could be answered.
func (f serveFlags) check() error {
	if f.listen == "" {
		// Go would listen on every address of the machine.
		return usageError{errors.New(`--listen "": write an address, such as 127.0.0.1:8080`)}
	}
	if f.timeout <= 0 {
		return usageError{fmt.Errorf("--timeout %s: write a duration, such as 30s", f.timeout)}
	}
	if f.maxBody <= 0 {
		return usageError{fmt.Errorf("--max-body %d: write a number of bytes, such as 1048576", f.maxBody)}
	}
	return nil
}

func (c *config) serve(ctx context.Context, s streams, log *slog.Logger, f serveFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	store, err := c.openStore(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	// Before the load, so that an address in use shows at once; who connects
	// meanwhile waits.
	listener, err := server.Listen(ctx, f.listen)
	if err != nil {
		return fmt.Errorf("%w; choose another with --listen", err)
	}
	defer listener.Close() // closed twice where it was served, which does no harm
	loader := c.loader(store, log)
	if f.load {
		c.loadAll(ctx, loader, log)
	}
	scheduler, err := c.scheduler(loader, log, f.schedule)
	if err != nil {
		return err
	}
	handler, err := newHandler(store, ask.Options{NextLoad: scheduler.NextRun}, log, server.Limits{Timeout: f.timeout, Body: f.maxBody})
	if err != nil {
		return err
	}
	scheduler.Start()
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		defer cancel()
		err = errors.Join(err, scheduler.Stop(stop))
	}()
	fmt.Fprintf(s.out, "Realign answers at http://%[1]s/ (playground: http://%[1]s/graphql, store: %[2]s)\n", listener.Addr(), c.store)
	return server.Run(ctx, listener, handler, log)
}

// loadAll loads what it can. A dataset that fails leaves what was loaded of it
// before, and the others.
func (c *config) loadAll(ctx context.Context, loader *loaders.Loader, log *slog.Logger) {
	datasets, problems, err := c.readDatasets()
	if err != nil {
		log.Error("the datasets cannot be read; what is in the store is served", "error", err)
		return
	}
	for _, p := range problems {
		log.Warn("a dataset is left out", "problem", p.String())
	}
	for _, d := range datasets {
		logLoad(ctx, loader, d.ID, log)
	}
}

// logLoad loads a dataset and logs what was left out of it; how it went, the
// loader logs itself.
func logLoad(ctx context.Context, loader *loaders.Loader, id graph.DatasetID, log *slog.Logger) {
	load, _, _ := loader.Load(ctx, id, loaders.Options{})
	for _, r := range load.Rejections {
		log.Warn("row left out", "dataset", id, "at", loaders.Place{File: r.File, Line: r.Line, Column: r.Column}.String(), "message", r.Message, "remedy", r.Remedy)
	}
}

func (c *config) scheduler(loader *loaders.Loader, log *slog.Logger, on bool) (*loaders.Scheduler, error) {
	var datasets []loaders.Declared
	if on {
		var err error
		if datasets, _, err = c.readDatasets(); err != nil {
			log.Error("nothing is scheduled", "error", err)
		}
	}
	return loaders.NewScheduler(datasets, func(ctx context.Context, id graph.DatasetID) { logLoad(ctx, loader, id, log) }, nil, log)
}

// newHandler wires the API over a store.
func newHandler(store graph.Reader, o ask.Options, log *slog.Logger, limits server.Limits) (http.Handler, error) {
	questions, err := queries.All()
	if err != nil {
		return nil, err
	}
	log = slog.New(server.LogHandler(log.Handler()))
	examples := make([]playground.Example, len(questions))
	for i, q := range questions {
		examples[i] = playground.Example{Name: q.Name, Title: q.Title, Query: q.Text, Variables: q.Variables}
	}
	o.Exporters = []ask.Exporter{jsonl.New()}
	asker := ask.New(store, o)
	presumer, _ := store.(server.Presumer)
	return server.New(server.Options{
		Presumer:     presumer,
		Schema:       resolvers.NewExecutableSchema(asker),
		Asker:        asker,
		PresentError: resolvers.PresentError(log),
		Examples:     examples,
		Explorer:     web.Dist(),
		Ready:        func(ctx context.Context) error { _, err := store.Head(ctx); return err },
		Limits:       limits,
		Logger:       log,
	})
}
