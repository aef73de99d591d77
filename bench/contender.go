package main

import (
	"context"
	"time"
)

// Workload is what is asked, by its letter in docs/performance.md.
type Workload string

// The workloads that are questions. Those that are not (loading, opening,
// memory) are fields of [LoadReport] and [StartReport].
const (
	Allies    Workload = "a"  // names of an actor's allies on a day
	Ties      Workload = "b"  // an actor's ties on a day: id, kind, start, end, the other's name
	Counts    Workload = "c"  // counts of a whole snapshot: ties by kind, and actors
	Snapshot  Workload = "d"  // all ties of a snapshot, as in (b) with both ends
	Download  Workload = "d'" // the same by download
	DiffWeek  Workload = "e"  // what changed between two days a week apart
	Path      Workload = "f"  // shortest chain between two actors on a day
	CampsOf   Workload = "k"  // camps of a snapshot
	LeaveOut  Workload = "l"  // (b) in a perspective that leaves one source out
	Unchanged Workload = "h"  // the same load again; timed by LoadReport, never asked
)

// Question is one question of a workload. Days are written YYYY-MM-DD.
type Question struct {
	Workload Workload
	Actor    string // its id, as in the data
	Other    string // of a path: the other end
	Day      string
	Day2     string // of a diff: the later day
}

// Data is where the generated data of one size lies.
type Data struct {
	Name      string // such as "x11"
	Folder    string // a dataset's folder for Realign: edges.csv, actors.csv, sources.yaml beside datasets.yaml
	Edges     string // edges.csv: id,source,target,kind,start,end; ids of actors; both days inclusive
	Actors    string // actors.csv: id,name
	Relations int
	Synthetic bool // a generator stood in for the real events
}

// LoadReport is how a load into an empty store went.
type LoadReport struct {
	Took  time.Duration // until it is durable and can be asked
	Save  time.Duration // of a peer that saves apart from loading; else 0
	Again time.Duration // the same load once more, unchanged; 0 if there is no such thing
	Peak  int64         // bytes of resident memory, at the most, while loading
	Disk  int64         // bytes on disk when done
}

// StartReport is how opening an existing store went.
type StartReport struct {
	Took     time.Duration // until the first question can be answered
	Resident int64         // bytes of resident memory once it is open
	Empty    int64         // the same of a server with nothing loaded; 0: not measured
}

// Contender is a store with a server over it, or what stands in for one. Its
// methods are called in the order they stand here, by one goroutine, but for
// Ask of an Asker.
type Contender interface {
	// Name is short and stable: it heads a column.
	Name() string
	// Load makes a new store of the data. It is not running afterwards.
	Load(ctx context.Context, data Data) (LoadReport, error)
	// Start opens what Load made and serves it on loopback.
	Start(ctx context.Context) (StartReport, error)
	// Asker returns how a workload is asked; nil if the contender has no such
	// thing.
	Asker(w Workload) Asker
	// Stop ends what Start began.
	Stop() error
}

// Asker asks the questions of one workload. Ask is called by many goroutines.
type Asker interface {
	// Ask asks and reads the answer to its end, without looking into it but for
	// what tells an error from an answer.
	Ask(ctx context.Context, q Question) error
	// Answer asks and returns the answer in a form that contenders share: see
	// answers.go.
	Answer(ctx context.Context, q Question) ([]string, error)
}

// Changer is a contender that can load the data again with an actor's lifetime
// changed, all else as it was. It is not running before nor afterwards.
type Changer interface {
	Change(ctx context.Context, actor string) (time.Duration, error)
}

// Weighed is a contender that can tell the bytes of memory that its server
// takes now.
type Weighed interface {
	Resident() (int64, error)
}
