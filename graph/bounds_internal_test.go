package graph

import (
	"testing"

	"pgregory.net/rapid"
)

// accounts says what it does in a sentence about sets of windows and does it
// in two passes; here it is held to the sentence.
func TestAccountsAgainstSubsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ws := rapid.SliceOfN(anyWindow(), 1, 7).Draw(t, "windows")
		got, agree := accounts(ws)
		want, wantAgree := accountsBySubsets(ws)
		if got != want || agree != wantAgree {
			t.Fatalf("%v: got %v, %v, want %v, %v", ws, got, agree, want, wantAgree)
		}
	})
}

// anyWindow may be open on either side.
func anyWindow() *rapid.Generator[window] {
	return rapid.Custom(func(t *rapid.T) window {
		a, b := Day(rapid.IntRange(0, 9).Draw(t, "a")), Day(rapid.IntRange(0, 9).Draw(t, "b"))
		w := window{min(a, b), max(a, b)}
		switch rapid.IntRange(0, 5).Draw(t, "open") {
		case 0:
			w.first = MinDay
		case 1:
			w.last = MaxDay
		}
		return w
	})
}

// accountsBySubsets takes the hull of the intersections of all sets of windows
// that agree and to which no other window can be added.
func accountsBySubsets(ws []window) (window, bool) {
	out := window{MaxDay, MinDay}
	everything := 1<<len(ws) - 1
	for set := 1; set <= everything; set++ {
		w, ok := intersection(ws, set)
		if !ok || canGrow(ws, set) {
			continue
		}
		if set == everything {
			return w, true
		}
		out = window{min(out.first, w.first), max(out.last, w.last)}
	}
	return out, false
}

func intersection(ws []window, set int) (window, bool) {
	out := window{MinDay, MaxDay}
	for i, w := range ws {
		if set&(1<<i) != 0 {
			out = window{max(out.first, w.first), min(out.last, w.last)}
		}
	}
	return out, out.first <= out.last
}

func canGrow(ws []window, set int) bool {
	for i := range ws {
		if set&(1<<i) != 0 {
			continue
		}
		if _, ok := intersection(ws, set|1<<i); ok {
			return true
		}
	}
	return false
}
