package ask

import (
	"errors"
	"testing"
)

// Whatever the first reading came to, nobody after it sees anything else: least
// of all an empty answer where it broke off.
func TestOnce(t *testing.T) {
	type outcome struct {
		n     int
		err   error
		broke any
	}
	reads := 0
	get := func(o *once[int], read func() (int, error)) (out outcome) {
		defer func() { out.broke = recover() }()
		out.n, out.err = o.get(func() (int, error) { reads++; return read() })
		return out
	}
	gone := errors.New("gone")
	var value, failed, broken once[int]
	for range 3 {
		if got := get(&value, func() (int, error) { return 7, nil }); got != (outcome{n: 7}) {
			t.Errorf("a value: %+v", got)
		}
		if got := get(&failed, func() (int, error) { return 0, gone }); got != (outcome{err: gone}) {
			t.Errorf("an error: %+v", got)
		}
		if got := get(&broken, func() (int, error) { panic("broken") }); got != (outcome{broke: "broken"}) {
			t.Errorf("a panic: %+v", got)
		}
	}
	if reads != 3 {
		t.Errorf("three were read %d times", reads)
	}
}
