package loaders

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// The errors of a load that a caller may want to tell apart.
var (
	// ErrShrinks is a load that would retract more than half of a dataset and
	// was not told to. Nothing was changed.
	ErrShrinks = errors.New("the load would retract most of the dataset")
	// ErrRejections is a strict load that left rows out. What was right is
	// loaded.
	ErrRejections = errors.New("rows were left out")
)

// Store is what a loader needs of a store. What stands below Roll is asked for
// edge lists only.
type Store interface {
	State(ctx context.Context, dataset graph.DatasetID, ties ...graph.TieKey) (*graph.DatasetState, error)
	Roll(ctx context.Context, dataset graph.DatasetID) (*graph.Roll, error)
	Claims(ctx context.Context, rev graph.RevNo, q graph.ClaimQuery) (graph.ClaimPage, error)
	Datasets(ctx context.Context) ([]graph.Dataset, error)
	Apply(ctx context.Context, load graph.Load, changes graph.Changes) (graph.Load, error)
	RecordFailure(ctx context.Context, load graph.Load) (graph.Load, error)
}

// Loader loads datasets from files into a store. It may be used by several
// goroutines: loads of one dataset wait for each other.
type Loader struct {
	Store Store
	FS    fs.FS
	File  string           // declares the datasets, such as datasets.yaml
	Now   func() time.Time // the real clock if nil
	Log   *slog.Logger     // silent if nil

	mu      sync.Mutex
	loading map[graph.DatasetID]chan struct{} // holds a token while a load is under way
}

// Options of one load.
type Options struct {
	// DryRun plans and changes nothing. The load is recorded as a dry run with
	// RecordDryRun only; else it has no number.
	DryRun, RecordDryRun bool
	// ConfirmShrink lets a load retract more than half of the dataset.
	ConfirmShrink bool
	// Strict makes a load with rejections return ErrRejections, after it loaded
	// all that is right.
	Strict bool
	// Progress is told how many records were staged of how many.
	Progress func(done, total int)
}

// attempts to plan anew when another load was faster.
const attempts = 5

// Load loads a dataset: it reads the files, plans against what the store has,
// applies the plan and records the load. A load that comes to nothing is
// recorded as failed. The plan is nil if there came to be none.
func (l *Loader) Load(ctx context.Context, id graph.DatasetID, o Options) (graph.Load, *Plan, error) {
	load := graph.Load{Dataset: id, StartedAt: l.now(), Status: graph.LoadRunning, DryRun: o.DryRun}
	log := l.log().With("dataset", string(id))
	declared, err := l.declared(id)
	if err != nil {
		log.Error("load cannot begin", "error", err)
		return load, nil, err
	}
	load.Title, load.License, load.Schedule = declared.Title, declared.License, declared.Schedule
	release, err := l.acquire(ctx, id)
	if err != nil {
		log.Error("load cannot begin", "error", err)
		return load, nil, err
	}
	defer release()
	log.Info("load begins", "dryRun", o.DryRun)
	load.StartedAt = l.now()
	done, plan, err := l.run(ctx, load, declared, o)
	rejected, warned, kept := len(done.Rejections), 0, 0
	if plan != nil {
		rejected, warned, kept = plan.Rejected(), plan.Warned(), plan.KeptClaims
	}
	switch {
	case errors.Is(err, ErrRejections):
		log.Warn("load ends with rejections", "load", done.No, "rejections", rejected, "warnings", warned, "kept", kept)
	case err != nil:
		done, err = l.fail(ctx, done, err)
		log.Error("load failed", "load", done.No, "error", err)
	default:
		log.Info("load ends", "load", done.No, "revision", int64(done.Revision), "created", done.Created, "changed", done.Changed,
			"retracted", done.Retracted, "unchanged", done.Unchanged, "rejections", rejected, "warnings", warned, "kept", kept)
	}
	return done, plan, err
}

// declared finds a dataset in the file that declares them.
func (l *Loader) declared(id graph.DatasetID) (Declared, error) {
	datasets, problems, err := ReadDatasets(l.FS, l.File)
	if err != nil {
		return Declared{}, err
	}
	ids := make([]graph.DatasetID, len(datasets))
	for i, d := range datasets {
		if d.ID == id {
			return d, nil
		}
		ids[i] = d.ID
	}
	if len(problems) > 0 {
		return Declared{}, fmt.Errorf("%w: dataset %s is not declared in %s, of which not all rows can be read. %s: %s %s",
			graph.ErrNotFound, id, l.File, problems[0].Place, problems[0].Message, problems[0].Remedy)
	}
	if near := nearest(id, ids); near != "" {
		return Declared{}, fmt.Errorf("%w: no dataset %s is declared in %s; write %s if that is meant", graph.ErrNotFound, id, l.File, near)
	}
	return Declared{}, fmt.Errorf("%w: no dataset %s is declared in %s", graph.ErrNotFound, id, l.File)
}

// acquire waits until no other load of the dataset is under way here.
func (l *Loader) acquire(ctx context.Context, id graph.DatasetID) (release func(), err error) {
	l.mu.Lock()
	if l.loading == nil {
		l.loading = map[graph.DatasetID]chan struct{}{}
	}
	token := l.loading[id]
	if token == nil {
		token = make(chan struct{}, 1)
		l.loading[id] = token
	}
	l.mu.Unlock()
	select {
	case token <- struct{}{}:
		return func() { <-token }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", graph.ErrLoadRunning, ctx.Err())
	}
}

// run reads, plans and applies, and plans anew if another load was faster.
func (l *Loader) run(ctx context.Context, load graph.Load, declared Declared, o Options) (graph.Load, *Plan, error) {
	planAnew, problems, err := l.read(declared, o)
	if err != nil {
		load.Rejections = Rejections(problems)
		return load, nil, err
	}
	var plan *Plan
	for attempt := 1; ; attempt++ {
		if plan, err = planAnew(ctx); err != nil {
			return load, plan, err
		}
		plan.Count(&load)
		done, err := l.apply(ctx, load, plan, o)
		if errors.Is(err, graph.ErrConflict) && attempt < attempts && ctx.Err() == nil {
			l.log().Info("another load was faster, planning anew", "dataset", string(declared.ID), "attempt", attempt)
			continue
		}
		return done, plan, err
	}
}

// read reads the files of a dataset, and returns how to plan their load against
// what the store has then. The problems say why nothing can be loaded at all.
func (l *Loader) read(declared Declared, o Options) (plan func(context.Context) (*Plan, error), problems []Problem, err error) {
	if declared.Format == EdgesFormat {
		list, err := readEdgeList(l.FS, declared)
		if err != nil {
			return nil, nil, err
		}
		return func(ctx context.Context) (*Plan, error) { return list.plan(ctx, l.Store, edtf.DayOf(l.now()), o) }, nil, nil
	}
	rows, err := Read(l.FS, declared)
	if err != nil {
		if rows != nil {
			problems = rows.Problems
		}
		return nil, problems, err
	}
	return func(ctx context.Context) (*Plan, error) {
		state, err := l.Store.State(ctx, declared.ID, rows.Ties()...)
		if err != nil {
			return nil, err
		}
		return NewPlan(rows.Validate(state, edtf.DayOf(l.now())), state), nil
	}, nil, nil
}

func (l *Loader) apply(ctx context.Context, load graph.Load, plan *Plan, o Options) (graph.Load, error) {
	changes := plan.Changes()
	changes.Progress = o.Progress
	if o.DryRun {
		changes = graph.Changes{Base: plan.Base}
		load.Status = statusOf(load)
		load.FinishedAt = l.now()
		if !o.RecordDryRun {
			return load, strict(load, plan, o)
		}
	} else if retracted, stored, confirm := plan.Shrinks(); confirm && !o.ConfirmShrink {
		return load, fmt.Errorf("%w: %d of %d claims of %s are no longer in the files. If that is meant, load it again with the shrinking confirmed", ErrShrinks, retracted, stored, load.Dataset)
	}
	done, err := l.Store.Apply(ctx, load, changes)
	if err != nil {
		return load, err
	}
	return done, strict(done, plan, o)
}

func statusOf(load graph.Load) graph.LoadStatus {
	if len(load.Rejections) > 0 {
		return graph.LoadSucceededWithRejections
	}
	return graph.LoadSucceeded
}

func strict(load graph.Load, plan *Plan, o Options) error {
	if o.Strict && len(load.Rejections) > 0 {
		first := load.Rejections[0]
		return fmt.Errorf("%w: %d; the first: %s: %s %s", ErrRejections, plan.Rejected(),
			Place{first.File, first.Line, first.Column}, first.Message, first.Remedy)
	}
	return nil
}

// fail records a failed load, also if it failed because its context ended. A
// dry run is not recorded.
func (l *Loader) fail(ctx context.Context, load graph.Load, cause error) (graph.Load, error) {
	load.Status, load.Error, load.FinishedAt = graph.LoadFailed, cause.Error(), l.now()
	load.Created, load.Changed, load.Retracted, load.Unchanged = 0, 0, 0, 0
	if load.DryRun {
		return load, cause
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	recorded, err := l.Store.RecordFailure(ctx, load)
	if err != nil {
		return load, errors.Join(cause, fmt.Errorf("and the failed load was not recorded: %w", err))
	}
	return recorded, cause
}

func (l *Loader) now() time.Time {
	if l.Now == nil {
		return time.Now().UTC()
	}
	return l.Now().UTC()
}

func (l *Loader) log() *slog.Logger {
	if l.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return l.Log
}
