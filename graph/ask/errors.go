package ask

import (
	"context"
	"errors"
	"fmt"

	"github.com/realign/realign/graph"
)

// Code classifies errors for programs.
type Code string

// The codes.
const (
	InvalidArgument Code = "INVALID_ARGUMENT"
	NotFound        Code = "NOT_FOUND"
	TooLarge        Code = "TOO_LARGE"
	Unavailable     Code = "UNAVAILABLE"
	Timeout         Code = "TIMEOUT"
	Internal        Code = "INTERNAL"
)

// Error is an error that the one who asked can understand, and often mend.
type Error struct {
	Code     Code
	Argument string // the argument it is about, empty if none
	Message  string
	Remedy   string
	Err      error // the cause, for logs
}

func (e *Error) Error() string { return e.Message }

func (e *Error) Unwrap() error { return e.Err }

// Explain makes an Error of any error.
func Explain(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	switch {
	case errors.Is(err, context.Canceled):
		return &Error{Code: Timeout, Message: "the question was given up", Remedy: "ask again", Err: err}
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{Code: Timeout, Message: "the question took longer than this server allows", Remedy: "ask for less at a time", Err: err}
	case errors.Is(err, graph.ErrUnavailable):
		return &Error{Code: Unavailable, Message: "the store cannot be reached", Remedy: "try again; if it lasts, look at the server's log", Err: err}
	case errors.Is(err, graph.ErrNotFound):
		return &Error{Code: NotFound, Message: err.Error(), Remedy: "check the id", Err: err}
	default:
		return &Error{Code: Internal, Message: "something went wrong", Remedy: "look in the server's log for the id that the header X-Request-Id has", Err: err}
	}
}

func invalid(argument, remedy, format string, args ...any) error {
	return &Error{Code: InvalidArgument, Argument: argument, Message: fmt.Sprintf(format, args...), Remedy: remedy}
}

func notFound(argument, remedy, format string, args ...any) error {
	return &Error{Code: NotFound, Argument: argument, Message: fmt.Sprintf(format, args...), Remedy: remedy}
}
