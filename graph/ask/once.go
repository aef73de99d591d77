package ask

import "sync"

// once keeps what a reading gave for all who ask for it. Its zero value is
// ready, and costs nothing until somebody asks.
type once[T any] struct {
	started sync.Once
	value   T
	err     error
	broke   any // what the reading panicked with
}

// get reads at the first call, and gives the same at every other: a value, an
// error or a panic.
func (o *once[T]) get(read func() (T, error)) (T, error) {
	o.started.Do(func() {
		defer func() { o.broke = recover() }()
		o.value, o.err = read()
	})
	if o.broke != nil {
		panic(o.broke)
	}
	return o.value, o.err
}
