package loaders

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/jonboulle/clockwork"

	"github.com/realign/realign/graph"
)

// Scheduler loads datasets when their schedules say so: five cron fields, UTC,
// one load of a dataset at a time. A run that would begin while the last one
// still goes is left out.
type Scheduler struct {
	cron   gocron.Scheduler
	jobs   map[graph.DatasetID]gocron.Job
	ctx    context.Context // of the loads that are under way
	cancel context.CancelFunc

	// gocron tells of its end once, so that it is asked to end once.
	stop    sync.Once
	stopped chan struct{} // closed when it has, and stopErr is set
	stopErr error
}

// LoadFunc loads a dataset; what it says of the load is logged by itself.
type LoadFunc func(ctx context.Context, id graph.DatasetID)

// NewScheduler makes a scheduler for the datasets that have a schedule; it
// begins with [Scheduler.Start]. The clock is the real one if nil; the log may
// be nil.
func NewScheduler(datasets []Declared, load LoadFunc, clock clockwork.Clock, log *slog.Logger) (*Scheduler, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if clock == nil {
		clock = clockwork.NewRealClock()
	}
	// Stop bounds the wait, not gocron.
	const patience = 24 * time.Hour
	cron, err := gocron.NewScheduler(gocron.WithLocation(time.UTC), gocron.WithClock(clock), gocron.WithLogger(log), gocron.WithStopTimeout(patience))
	if err != nil {
		return nil, fmt.Errorf("the scheduler cannot be made: %w", err)
	}
	s := &Scheduler{cron: cron, jobs: map[graph.DatasetID]gocron.Job{}, stopped: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	for _, d := range datasets {
		if d.Schedule == "" {
			continue
		}
		job, err := cron.NewJob(gocron.CronJob(d.Schedule, false), gocron.NewTask(func() { s.run(load, d.ID, log) }),
			gocron.WithName(string(d.ID)), gocron.WithSingletonMode(gocron.LimitModeReschedule))
		if err != nil {
			s.cancel()
			return nil, fmt.Errorf("%s: the schedule %q of %s: %w", d.Place, d.Schedule, d.ID, err)
		}
		s.jobs[d.ID] = job
	}
	return s, nil
}

// run loads, and lets no panic of one load end the schedule of all.
func (s *Scheduler) run(load LoadFunc, id graph.DatasetID, log *slog.Logger) {
	defer func() {
		if r := recover(); r != nil {
			log.Error("scheduled load panicked", "dataset", string(id), "panic", r)
		}
	}()
	if s.ctx.Err() == nil {
		load(s.ctx, id)
	}
}

// Start lets the schedules run.
func (s *Scheduler) Start() { s.cron.Start() }

// NextRun is when a dataset is loaded next; false if it has no schedule, or
// the scheduler does not run.
func (s *Scheduler) NextRun(id graph.DatasetID) (time.Time, bool) {
	job := s.jobs[id]
	if job == nil {
		return time.Time{}, false
	}
	at, err := job.NextRun()
	return at.UTC(), err == nil && !at.IsZero()
}

// Stop begins no further load and waits for those under way; when ctx ends
// they are broken off, and Stop waits no longer than it takes them to notice.
// A stopped scheduler stays stopped; stopping it again waits for the same end.
func (s *Scheduler) Stop(ctx context.Context) error {
	s.stop.Do(func() {
		go func() {
			defer close(s.stopped)
			s.stopErr = s.cron.ShutdownWithContext(context.Background())
		}()
	})
	defer s.cancel()
	select {
	case <-s.stopped:
		return s.stopErr
	case <-ctx.Done():
		s.cancel()
	}
	const grace = 5 * time.Second
	select {
	case <-s.stopped:
	case <-time.After(grace):
	}
	return fmt.Errorf("scheduled loads were broken off: %w", ctx.Err())
}
