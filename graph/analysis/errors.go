package analysis

import "errors"

// ErrTooLarge is work that was given up, or not begun, because it is too much
// for one answer. Callers test for it with errors.Is; what was too many stands
// in the text, and apart in a [TooLarge].
var ErrTooLarge = errors.New("too large for one answer")

// TooLarge says what was too many, and how to ask for less. It is an
// [ErrTooLarge].
type TooLarge struct {
	Problem string
	Remedy  string
}

func (e *TooLarge) Error() string { return e.Problem + ": " + e.Remedy }

// Is makes every TooLarge an ErrTooLarge.
func (e *TooLarge) Is(target error) bool { return target == ErrTooLarge }
