package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/loaders"
)

const loadHelp = `Loads datasets into the store, once: for cron, systemd, or by hand. Without
names it loads all that are declared.

  realign load                   load the curated data that the binary carries
  realign load --plan            show what would change, and change nothing
  realign load syria --datasets seed/datasets.yaml --strict

Rows that cannot be read are left out and listed, of very many the first;
everything else is loaded, what is in doubt with a warning.
What a dataset no longer says is retracted, and nothing is ever deleted: the
graph as it was known before stays there to be asked.`

type loadFlags struct {
	plan, strict, confirmShrink bool
}

func loadCommand(c *config, s streams) *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use:   "load [dataset ...]",
		Short: "Load datasets once",
		Long:  loadHelp,
		RunE: func(cmd *cobra.Command, ids []string) error {
			log, err := c.logger(s)
			if err != nil {
				return err
			}
			return c.load(cmd.Context(), s, log, ids, f)
		},
	}
	cmd.Flags().BoolVar(&f.plan, "plan", false, "show what would change, by claim with file and line, and change nothing")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "exit with 3 if rows were left out")
	cmd.Flags().BoolVar(&f.confirmShrink, "confirm-shrink", false, "retract more than half of a dataset if the files say so")
	return cmd
}

func (c *config) load(ctx context.Context, s streams, log *slog.Logger, ids []string, f loadFlags) (err error) {
	store, err := c.openToLoad(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	loader := c.loader(store, log)
	if len(ids) == 0 {
		if ids, err = c.declared(); err != nil {
			return err
		}
	}
	var failed []error
	for _, id := range ids {
		load, plan, err := loader.Load(ctx, graph.DatasetID(id), loaders.Options{
			DryRun: f.plan, Strict: f.strict, ConfirmShrink: f.confirmShrink, Progress: progress(s.err),
		})
		if err := report(s, load, plan, f.plan); err != nil {
			return err
		}
		if errors.Is(err, loaders.ErrRejections) {
			err = fmt.Errorf("%w: %w", errRejections, err)
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

func (c *config) loader(store graph.Store, log *slog.Logger) *loaders.Loader {
	fsys, file := c.files()
	return &loaders.Loader{Store: store, FS: fsys, File: file, Log: log}
}

// declared lists the ids of the datasets that can be loaded.
func (c *config) declared() ([]string, error) {
	datasets, problems, err := c.readDatasets()
	if err != nil {
		return nil, err
	}
	for _, p := range problems {
		if !p.Warning() {
			return nil, fmt.Errorf("%w: %s", errRejections, p)
		}
	}
	ids := make([]string, len(datasets))
	for i, d := range datasets {
		ids[i] = string(d.ID)
	}
	return ids, nil
}

func (c *config) readDatasets() ([]loaders.Declared, []loaders.Problem, error) {
	fsys, file := c.files()
	return loaders.ReadDatasets(fsys, file)
}

// report prints the plan, or how the load went, and what was left out or is in
// doubt. Of a load that could not begin there is nothing to tell but the error.
func report(s streams, load graph.Load, plan *loaders.Plan, planned bool) error {
	if load.Status == graph.LoadRunning {
		return nil
	}
	for _, r := range load.Rejections {
		fmt.Fprintf(s.err, "%s: %s %s\n", loaders.Place{File: r.File, Line: r.Line, Column: r.Column}, r.Message, r.Remedy)
	}
	if planned && plan != nil {
		return plan.WriteText(s.out)
	}
	revision, leftOut, warned, kept := "no new revision", len(load.Rejections), 0, 0
	if plan != nil {
		leftOut, warned, kept = plan.Rejected(), plan.Warned(), plan.KeptClaims
		reportDoubts(s.err, plan)
	}
	if load.Revision != 0 {
		revision = fmt.Sprintf("revision r%d", load.Revision)
	}
	_, err := fmt.Fprintf(s.out, "%s: %s, %s: claims: %d created, %d retracted, %d unchanged; actors and sources changed: %d; rows left out: %d; warnings: %d; kept unread: %d\n",
		load.Dataset, load.Status, revision, load.Created, load.Retracted, load.Unchanged, load.Changed, leftOut, warned, kept)
	return err
}

// reportDoubts prints the warnings, of very many the first of each sort, and
// which claims count as unchanged only because something cannot be read.
func reportDoubts(w io.Writer, plan *loaders.Plan) {
	for _, p := range plan.Warnings() {
		fmt.Fprintf(w, "%s: warning: %s %s\n", p.Place, p.Message, p.Remedy)
	}
	if plan.KeptClaims > 0 {
		fmt.Fprintf(w, "%s: %d of the unchanged claims are kept although no readable row says them. Mend what cannot be read, and load again.\n", plan.Dataset.ID, plan.KeptClaims)
	}
	for _, at := range plan.KeptFor {
		fmt.Fprintf(w, "%s: nothing is retracted or withdrawn, because %s cannot be read.\n", plan.Dataset.ID, at)
	}
}

// progress draws a line that counts, where a person watches and the load is
// long enough to be watched.
func progress(w io.Writer) func(done, total int) {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	began, last := time.Now(), time.Now()
	return func(done, total int) {
		now := time.Now()
		if now.Sub(began) < time.Second || done < total && now.Sub(last) < 200*time.Millisecond {
			return
		}
		last = now
		fmt.Fprintf(f, "\r%d of %d records", done, total)
		if done >= total {
			fmt.Fprintln(f)
		}
	}
}
