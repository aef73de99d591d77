package graph

import (
	"testing"

	"pgregory.net/rapid"
)

// The short way for texts without any other letters says what the long way says.
func TestFoldASCII(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.ByteMax(0x7f)).Draw(t, "text"))
		if got, want := foldASCII(text), foldUnicode(text); got != want {
			t.Errorf("%q is folded to %q, and the long way to %q", text, got, want)
		}
	})
}

func BenchmarkFoldText(b *testing.B) {
	const name = "Syrian Democratic Forces"
	for _, way := range []struct {
		name string
		fold func(string) string
	}{{"ascii", foldASCII}, {"unicode", foldUnicode}} {
		b.Run(way.name, func(b *testing.B) {
			for b.Loop() {
				way.fold(name)
			}
		})
	}
}
