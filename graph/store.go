package graph

import (
	"context"
	"fmt"
	"iter"
	"time"
)

// Store keeps actors, sources and claims by revision and answers for every
// revision there was. Two stores that were given the same loads and the same
// clock answer alike to the byte; graph/storetest holds them to it.
//
// Every reading call names the revision it reads, so that the parts of one
// answer agree whatever is loaded meanwhile. Revision 0 is the empty store; one
// that never was, negative or beyond the head, is ErrNotFound, since an answer
// from any other would pass for one from it. Lists are in canonical order.
type Store interface {
	Reader
	Writer
	Close() error
}

// Reader answers for one revision at a time.
type Reader interface {
	// Head returns the newest revision; number 0 with a zero instant if nothing
	// was loaded.
	Head(ctx context.Context) (Revision, error)
	// RevisionAt returns the newest revision known at an instant (number 0 if
	// there was none).
	RevisionAt(ctx context.Context, at time.Time) (Revision, error)
	// Revision returns a revision by number, a zero instant for number 0;
	// ErrNotFound if it never was.
	Revision(ctx context.Context, no RevNo) (Revision, error)

	// Relations folds and selects relations.
	Relations(ctx context.Context, rev RevNo, q RelationQuery) (RelationPage, error)
	// Census counts the relations that Relations would select, whatever page is
	// asked for.
	Census(ctx context.Context, rev RevNo, q RelationQuery) (Census, error)
	// Claims selects claims.
	Claims(ctx context.Context, rev RevNo, q ClaimQuery) (ClaimPage, error)
	// Changed returns, in order, each once, the keys of all ties known to one of
	// two revisions that upTo may fold otherwise than after does, in whatever
	// perspective: those of every unit (see [Unit]) of which a claim came or went,
	// a party's lifetime changed, or a cited source's day, grade or original.
	// Affiliations, which a perspective with members looks at, are left to the
	// caller. It may name others, so that stores need not name the same; none if
	// upTo is not later than after.
	Changed(ctx context.Context, after, upTo RevNo) ([]TieKey, error)
	// Actors returns actors as of the revision, by id.
	Actors(ctx context.Context, rev RevNo, q ActorQuery) ([]*Actor, error)
	// Sources returns sources as of the revision, by id.
	Sources(ctx context.Context, rev RevNo, q SourceQuery) ([]*Source, error)
	// Stats counts claims in the view: how many the lens admits, and the first
	// and last day that they name.
	Stats(ctx context.Context, rev RevNo, lens *Lens) (Stats, error)

	// Datasets returns what is known of every dataset, by id. It has no
	// revision: it speaks of now.
	Datasets(ctx context.Context) ([]Dataset, error)
	// Loads returns loads, newest first.
	Loads(ctx context.Context, q LoadQuery) (LoadPage, error)
}

// Writer takes loads.
type Writer interface {
	// State returns what the store's newest revision holds of a dataset, to plan
	// against, and what others say of some ties.
	State(ctx context.Context, dataset DatasetID, ties ...TieKey) (*DatasetState, error)
	// Roll returns the same without the claims themselves, for a load of more
	// than one wants to hold.
	Roll(ctx context.Context, dataset DatasetID) (*Roll, error)
	// Apply makes the changes visible at once, or not at all, as the next
	// revision, and records the load. Without changes it records the load and
	// makes no revision. While another load is under way it waits for as long as
	// ctx allows, then fails with ErrLoadRunning; what a dead load left behind is
	// swept first. It fails with ErrConflict if the changes were planned against
	// a state that is gone.
	Apply(ctx context.Context, load Load, changes Changes) (Load, error)
	// RecordFailure records a load that came to nothing.
	RecordFailure(ctx context.Context, load Load) (Load, error)
}

// ActorQuery selects actors. Nil lists do not filter; empty ones match nothing.
type ActorQuery struct {
	// Refs are ids, former ids, or identifiers as scheme:value. What no actor
	// answers to is simply not in the answer.
	Refs    []string
	Kinds   []ActorKind
	Dataset DatasetID
	Search  string // already folded; a part of any name, short name or id
}

// SourceQuery selects sources. Nil lists do not filter; empty ones match
// nothing.
type SourceQuery struct {
	Refs   []string // ids or former ids
	Search string   // already folded; a part of title, publisher, author or id
}

// Stats counts what a view's claims are.
type Stats struct {
	Claims            int
	Named             Span // first to last day that they name
	LatestPublication Day  // of their sources; MinDay if none
}

// Dataset is claims loaded together.
type Dataset struct {
	ID       DatasetID
	Title    string
	License  string
	Schedule string // cron, five fields, UTC; empty if none
	LastLoad *Load  // the newest that is no dry run
}

// LoadStatus is how a load went.
type LoadStatus uint8

// The statuses of loads.
const (
	LoadRunning LoadStatus = iota + 1
	LoadSucceeded
	LoadSucceededWithRejections
	LoadFailed
)

var loadStatusWords = words{"", "running", "succeeded", "succeeded-with-rejections", "failed"}

// String returns the word for s.
func (s LoadStatus) String() string { return loadStatusWords.name(int(s)) }

// MarshalText writes the word for s.
func (s LoadStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word for a status.
func (s *LoadStatus) UnmarshalText(b []byte) error {
	return loadStatusWords.read(b, "status of a load", (*uint8)(s))
}

// Load is one run of a dataset's load.
type Load struct {
	No         int64 // set by the store, from 1
	Dataset    DatasetID
	Title      string // of the dataset, as declared when it was loaded
	License    string
	Schedule   string
	StartedAt  time.Time
	FinishedAt time.Time // zero while it runs; the revision's instant if it made one
	Status     LoadStatus
	DryRun     bool
	Error      string
	// Created, Retracted and Unchanged count claims; Changed counts actors and
	// sources of which a new version was made or an old one withdrawn.
	Created, Changed, Retracted, Unchanged int
	Rejections                             []Rejection
	Revision                               RevNo // 0 if it changed nothing
}

// Rejection is a row that was left out, and what to do about it.
type Rejection struct {
	File         string
	Line, Column int // from 1; 0 if it is about the whole file
	Message      string
	Remedy       string
}

// LoadQuery selects loads.
type LoadQuery struct {
	Nos     []int64   // nil: all
	Dataset DatasetID // empty: all
	Before  int64     // only loads with a smaller number; 0: from the newest
	Limit   int       // 0: all
}

// LoadPage is a part of a selection of loads.
type LoadPage struct {
	Loads []Load
	Total int
	More  bool
}

// DatasetState is what the newest revision holds of a dataset.
type DatasetState struct {
	Base    RevNo // the revision it was read at
	Actors  map[ActorID]*Actor
	Sources map[SourceID]*Source
	Claims  map[ClaimID]*Claim
	// Others is what the other datasets hold, to check references against.
	Others Others
}

// Others is what a dataset's rows may refer to and must not redefine.
type Others struct {
	Actors  map[ActorID]*Actor
	Sources map[SourceID]*Source
	// Ties are, of the keys asked for, those that other datasets use, with the
	// first of their claims.
	Ties map[TieKey]*Claim
	// Named and Cited are the dataset's own actors and sources that claims of
	// other datasets refer to, with the first tie on which one does.
	Named map[ActorID]TieKey
	Cited map[SourceID]TieKey
}

// Roll names what the newest revision holds of a dataset.
type Roll struct {
	Base    RevNo // the revision it was read at
	Actors  map[ActorID]*Actor
	Sources map[SourceID]*Source
	Claims  []ClaimID // in order
	Others  Others    // without ties
}

// Changes is what a load makes of the store.
type Changes struct {
	Base RevNo // the revision that they were planned against
	// Actors and Sources are new versions, which close those of the same ids.
	Actors  []*Actor
	Sources []*Source
	// Claims are new ones, and so are those that More yields, MoreClaims in
	// number: too many to be held at once. A store ranges over More once, may
	// keep what it hands out, and fails with the error that it yields.
	Claims     []*Claim
	More       iter.Seq2[*Claim, error]
	MoreClaims int
	// Retract closes old claims; what replaces one, if anything does, stands
	// beside its id.
	Retract         []Retraction
	WithdrawActors  []ActorID
	WithdrawSources []SourceID
	// Progress, if set, is told how many records were staged of how many.
	Progress func(done, total int)
}

// Retraction closes a claim.
type Retraction struct {
	Claim      ClaimID
	ReplacedBy ClaimID // empty if nothing took its place
}

// Empty reports whether there is nothing to do.
func (c *Changes) Empty() bool { return c.Len() == 0 }

// Len counts the records.
func (c *Changes) Len() int {
	return len(c.Actors) + len(c.Sources) + len(c.Claims) + c.MoreClaims + len(c.Retract) + len(c.WithdrawActors) + len(c.WithdrawSources)
}

// NewClaims yields Claims and then More. If these are not as many as announced,
// it yields an error last: a load that came short must not pass for whole. So it
// is to be ranged over to its end.
func (c *Changes) NewClaims() iter.Seq2[*Claim, error] {
	return func(yield func(*Claim, error) bool) {
		for _, claim := range c.Claims {
			if !yield(claim, nil) {
				return
			}
		}
		n := 0
		if c.More != nil {
			for claim, err := range c.More {
				if n++; err == nil && n > c.MoreClaims {
					break
				}
				if !yield(claim, err) || err != nil {
					return
				}
			}
		}
		if n != c.MoreClaims {
			yield(nil, fmt.Errorf("%w: %d more claims were announced, and %d or more came", ErrInvalid, c.MoreClaims, n))
		}
	}
}
