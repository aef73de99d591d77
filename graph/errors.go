package graph

import (
	"errors"
	"fmt"
)

// The errors of the domain. Callers test for them with errors.Is; what a
// person may do about one stands in its text.
var (
	// ErrInvalid is a record or an argument that breaks a rule of the domain.
	ErrInvalid = errors.New("invalid")
	// ErrNotFound is an id that names nothing in the view.
	ErrNotFound = errors.New("not found")
	// ErrNothingRecorded is a knowledge instant before the first load.
	ErrNothingRecorded = errors.New("nothing recorded by then")
	// ErrLoadRunning is a second load while one is under way.
	ErrLoadRunning = errors.New("a load is under way")
	// ErrConflict is a load that another one has overtaken.
	ErrConflict = errors.New("overtaken by another load")
	// ErrUnavailable is a store that cannot be reached.
	ErrUnavailable = errors.New("the store cannot be reached")
)

// Flaw is what is wrong with one field of a record, and what to do about it.
// It is an [ErrInvalid].
type Flaw struct {
	Field   string // the field of the record, such as "held"; empty for the whole of it
	Problem string
	Remedy  string
}

func (f *Flaw) Error() string {
	if f.Field == "" {
		return f.Problem + ": " + f.Remedy
	}
	return f.Field + ": " + f.Problem + ": " + f.Remedy
}

// Is makes every flaw an ErrInvalid.
func (f *Flaw) Is(target error) bool { return target == ErrInvalid }

func flaw(field, remedy, problem string, args ...any) *Flaw {
	return &Flaw{Field: field, Problem: fmt.Sprintf(problem, args...), Remedy: remedy}
}
