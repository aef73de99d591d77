package direct

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
)

func quoted(s string) string {
	var b bytes.Buffer
	graphql.MarshalString(s).MarshalGQL(&b)
	return b.String()
}

func TestStringsAreQuotedAsGqlgenDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "plain", `"`, `\`, "سوريا", "<&>\u2028", "\xff\xc3", "a\x00\x1f\x7fb"}
	for b := range 256 {
		texts = append(texts, string([]byte{'a', byte(b), 'z'}))
		for i := range 17 { // where words of eight bytes begin, end and meet
			text := []byte("a text of 17 byte")
			text[i] = byte(b)
			texts = append(texts, string(text), string(text[:i+1]))
		}
	}
	for range 1000 {
		text := make([]byte, r.IntN(20))
		for i := range text {
			text[i] = byte(r.IntN(256))
		}
		texts = append(texts, string(text))
	}
	for _, s := range texts {
		if got, want := string(appendQuoted(nil, s)), quoted(s); got != want {
			t.Errorf("%q is written %s, and by gqlgen %s", s, got, want)
		}
	}
}

// What is longer than one buffer comes out whole, into whatever it is written.
func TestLongAnswers(t *testing.T) {
	w := &Writer{}
	var want strings.Builder
	for i := range 50_000 {
		w.Element(i)
		w.Int(i)
		if i > 0 {
			want.WriteString(",")
		}
		graphql.MarshalInt(i).MarshalGQL(&want)
	}
	if len(w.full) == 0 {
		t.Fatal("one buffer was enough")
	}
	var buffer bytes.Buffer
	var other strings.Builder
	w.MarshalGQL(&buffer)
	w.MarshalGQL(&other)
	if buffer.String() != want.String() || other.String() != want.String() {
		t.Error("what came out is not what was written")
	}
}
