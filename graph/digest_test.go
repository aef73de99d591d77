package graph_test

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// plainDigest is the digest as it is defined: every text with its length, one
// after the other, hashed and written in base 32.
func plainDigest(c *graph.Claim) graph.ClaimID {
	h := sha256.New()
	put := func(s string) {
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(len(s))))
		h.Write([]byte(s))
	}
	put(string(c.Dataset))
	put(string(c.Tie))
	put(c.Kind.String())
	put(c.Form)
	for _, p := range c.Parties {
		put(p.Role.String() + ":" + string(p.Actor))
	}
	put(string(c.Regarding))
	put(c.Stance.String())
	put(c.Voice.String())
	put(c.Outcome.String())
	for _, d := range []edtf.Date{c.Dating.Start, c.Dating.End, c.Dating.When, c.Dating.Held} {
		put(d.String())
	}
	ongoing := byte(0)
	if c.Dating.Ongoing {
		ongoing = 1
	}
	put(string([]byte{ongoing, byte(c.Reliability), byte(c.Credibility), byte(c.Marking)}))
	put(string(c.Source))
	put(string(c.Claimant))
	put(c.Quote)
	put(c.Locator)
	put(c.Note)
	return graph.ClaimID(strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)[:15])))
}

func TestDigestIsAsDefined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return rapid.String().Draw(t, name) }
		c := &graph.Claim{
			Dataset: graph.DatasetID(text("dataset")), Tie: graph.TieKey(text("tie")), Form: text("form"), Regarding: graph.TieKey(text("regarding")),
			Kind: graph.Kind(rapid.IntRange(0, 3).Draw(t, "kind")), Stance: graph.Asserts, Voice: graph.Hedged,
			Parties: []graph.Party{{Actor: graph.ActorID(text("a")), Role: graph.From}, {Actor: graph.ActorID(text("b")), Role: graph.To}},
			Dating:  graph.Dating{Start: edtf.MustParse("2026-01"), Ongoing: rapid.Bool().Draw(t, "ongoing")},
			Source:  graph.SourceID(text("source")), Claimant: graph.ActorID(text("claimant")), Marking: graph.Marking(rapid.IntRange(0, 5).Draw(t, "marking")),
			Quote: strings.Repeat(text("quote"), rapid.IntRange(1, 40).Draw(t, "times")), Locator: text("at"), Note: text("note"),
		}
		id := c.Digest()
		if want := plainDigest(c); id != want {
			t.Fatalf("%s, want %s", id, want)
		}
		if sum, ok := id.Sum(); !ok || sum != c.Sum() || sum.ID() != id {
			t.Fatalf("%s is the id of %v, %v", id, sum, ok)
		}
	})
}

func TestSumOfOtherIDs(t *testing.T) {
	for _, id := range []graph.ClaimID{"", "c1", "1SN7K1MBLSULP6C081QB9VLR", "1sn7k1mblsulp6c081qb9vl", "1sn7k1mblsulp6c081qb9vlrr", "1sn7k1mblsulp6c081qb9vlw", "1sn7k1mblsulp6c081qb9vl\n"} {
		if _, ok := id.Sum(); ok {
			t.Errorf("%q is taken for a digest", id)
		}
	}
}

// edge is a claim as an edge list makes it.
var edge = &graph.Claim{
	Dataset: "events", Tie: "events/e000123456", Kind: graph.Hostility, Form: "enmity", Stance: graph.Asserts, Voice: graph.Own,
	Parties: []graph.Party{{Actor: "police-india", Role: graph.From}, {Actor: "protester-india", Role: graph.To}},
	Dating:  graph.Dating{Start: edtf.MustParse("2014-06-05"), End: edtf.MustParse("2014-07-04")}, Source: "icews14-first",
}

func TestSumAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { edge.Sum() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDigest(b *testing.B) {
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plainDigest(edge)
		}
	})
	b.Run("id", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			edge.Digest()
		}
	})
	b.Run("sum", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			edge.Sum()
		}
	})
	b.Run("check", func(b *testing.B) {
		src := &graph.Source{SpeaksOf: edtf.MustParse("2026-01-01")}
		b.ReportAllocs()
		for b.Loop() {
			edge.Check(src)
		}
	})
}
