package temporal

import "strings"

// chunkSize is how many bytes a chunk of texts holds, unless one text is longer.
const chunkSize = 64 << 10

// texts keeps texts end to end in large chunks, where each would be a thing of
// its own to the garbage collector, with a header beside it. Who knows where a
// text begins must know where it ends. What was kept never changes; thawed
// copies share it.
type texts struct {
	chunks []string
	open   *strings.Builder // holds the last chunk, to which this copy may add; nil if it may not yet
}

// ref is where a text is kept.
type ref struct{ chunk, at uint32 }

// from returns what is kept from a place to the end of its chunk.
func (t *texts) from(at ref) string { return t.chunks[at.chunk][at.at:] }

// add keeps a text.
func (t *texts) add(text []byte) ref {
	last := len(t.chunks) - 1
	switch {
	case last < 0 || len(t.chunks[last])+len(text) > chunkSize:
		t.open = &strings.Builder{}
		if last >= 0 {
			t.open.Grow(max(chunkSize, len(text))) // where one was filled, another will be
		}
		t.chunks = append(t.chunks, "")
		last++
	case t.open == nil:
		// Another copy may add to the same chunk.
		t.open = &strings.Builder{}
		t.open.WriteString(t.chunks[last])
	}
	at := ref{uint32(last), uint32(t.open.Len())}
	t.open.Write(text)
	t.chunks[last] = t.open.String()
	return at
}

// thaw returns a copy that may be added to.
func (t *texts) thaw() texts { return texts{chunks: append([]string(nil), t.chunks...)} }

// freeze returns t as it stands, not to be added to any more.
func (t *texts) freeze() texts { return texts{chunks: t.chunks} }
