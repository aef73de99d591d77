package ask

import (
	"context"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// Options set an Asker up.
type Options struct {
	// Clock tells what "today" is; time.Now if nil.
	Clock func() time.Time
	// NextLoad tells when a dataset is loaded again; nil if nothing is scheduled.
	NextLoad func(graph.DatasetID) (time.Time, bool)
	// Exporters write views as files, each in another format; none if nil.
	Exporters []Exporter
}

// Asker answers questions from one store. It is safe for concurrent use.
type Asker struct {
	store     graph.Reader
	clock     func() time.Time
	nextLoad  func(graph.DatasetID) (time.Time, bool)
	exporters []Exporter
}

// New returns an Asker over a store.
func New(store graph.Reader, o Options) *Asker {
	a := &Asker{store: store, clock: o.Clock, nextLoad: o.NextLoad, exporters: o.Exporters}
	if a.clock == nil {
		a.clock = time.Now
	}
	if a.nextLoad == nil {
		a.nextLoad = func(graph.DatasetID) (time.Time, bool) { return time.Time{}, false }
	}
	return a
}

func (a *Asker) today() graph.Day { return edtf.DayOf(a.clock()) }

// GraphArgs are the arguments of a graph. Nil is "left out".
type GraphArgs struct {
	AsOf          *graph.Day
	KnownAt       *time.Time
	Perspective   *Perspective
	Certainty     *graph.Certainty
	AttestedSince *graph.Day
	View          *string
}

// Graph opens the graph as of a day.
func (a *Asker) Graph(ctx context.Context, args GraphArgs) (*Graph, error) {
	r := a.reader(ctx)
	if args.View != nil {
		if args.AsOf != nil || args.KnownAt != nil || args.Perspective != nil || args.AttestedSince != nil {
			return nil, errViewAndOthers()
		}
		v, err := r.viewOf(*args.View, graphView, args.Certainty)
		if err != nil {
			return nil, err
		}
		return &Graph{v}, nil
	}
	day := a.today()
	if args.AsOf != nil {
		day = *args.AsOf
	}
	s := spec{Kind: graphView, From: &day, To: &day, Since: args.AttestedSince}
	v, err := r.open(s, args.KnownAt, args.Perspective, args.Certainty)
	if err != nil {
		return nil, err
	}
	return &Graph{v}, nil
}

// HistoryArgs are the arguments of a history. Nil is "left out".
type HistoryArgs struct {
	From, To    *graph.Day
	KnownAt     *time.Time
	Perspective *Perspective
	Certainty   *graph.Certainty
	View        *string
}

// History opens a window of days.
func (a *Asker) History(ctx context.Context, args HistoryArgs) (*History, error) {
	r := a.reader(ctx)
	if args.View != nil {
		if args.From != nil || args.To != nil || args.KnownAt != nil || args.Perspective != nil {
			return nil, errViewAndOthers()
		}
		v, err := r.viewOf(*args.View, historyView, args.Certainty)
		if err != nil {
			return nil, err
		}
		return &History{v}, nil
	}
	if args.From != nil && args.To != nil && *args.To < *args.From {
		return nil, invalid("to", "give the later day last; both days are part of the window", "the window ends on %s, before it starts on %s", *args.To, *args.From)
	}
	v, err := r.open(spec{Kind: historyView, From: args.From, To: args.To}, args.KnownAt, args.Perspective, args.Certainty)
	if err != nil {
		return nil, err
	}
	return &History{v}, nil
}

func errViewAndOthers() error {
	return invalid("view", "leave out the others", "a view stands for all other arguments")
}

// Now is the graph as of today, as known now, on everyone's word.
func (a *Asker) Now(ctx context.Context) (*Graph, error) { return a.Graph(ctx, GraphArgs{}) }

// reader is what the values of one request share.
type reader struct {
	// ctx is kept since the values are plain data to those who walk them, and
	// live no longer than the request.
	ctx         context.Context
	asker       *Asker
	store       graph.Reader
	allDatasets once[map[graph.DatasetID]graph.Dataset]
	allLoads    once[[]graph.Load]
}

func (a *Asker) reader(ctx context.Context) *reader {
	return &reader{ctx: ctx, asker: a, store: a.store}
}

func (r *reader) datasets() (map[graph.DatasetID]graph.Dataset, error) {
	return r.allDatasets.get(r.readDatasets)
}

func (r *reader) loads() ([]graph.Load, error) { return r.allLoads.get(r.readLoads) }
