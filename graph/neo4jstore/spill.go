package neo4jstore

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"maps"
	"os"
	"slices"

	"github.com/realign/realign/graph"
)

// spill keeps the claims that a load brings of fold units that nobody spoke of
// before, until they are folded: the database need not be asked for them. They
// come in any order and may be too many to be held, so they are parted by their
// units, and each part is written to a temporary file whenever there is a chunk
// of it. A load of little makes no file. It is of no use after the load, nor to
// anybody after a crash.
type spill struct {
	chunk  int // how many bytes of a part are held
	parts  [spillParts]part
	file   *os.File
	name   string // of the file, where it could not be removed while it is open
	length int64
}

// A part of a load of ten million claims is a few ten megabytes.
const spillParts, spillChunk = 256, 16 << 10

// part is the claims of some units: what lies in the file, and what is held.
type part struct {
	written []stretch
	held    []byte
}

// stretch is a piece of the file.
type stretch struct {
	at, length int64
}

var errSpill = errors.New("keeping claims in a temporary file until they are folded: see that the folder for temporary files has room")

// add keeps a claim of a unit, as JSON.
func (s *spill) add(u graph.Unit, body string) error {
	hash := fnv.New32a()
	io.WriteString(hash, string(u)) // never fails
	p := &s.parts[hash.Sum32()%spillParts]
	p.held = append(binary.AppendUvarint(p.held, uint64(len(body))), body...)
	if len(p.held) < s.chunk {
		return nil
	}
	if err := s.write(p); err != nil {
		return fmt.Errorf("%w: %w", errSpill, err)
	}
	return nil
}

// write moves what is held of a part to the file.
func (s *spill) write(p *part) error {
	if s.file == nil {
		file, err := os.CreateTemp("", "realign-load-*")
		if err != nil {
			return err
		}
		s.file = file
		// Where an open file can be removed, nothing is left after a crash.
		if os.Remove(file.Name()) != nil {
			s.name = file.Name()
		}
	}
	n, err := s.file.WriteAt(p.held, s.length)
	if err != nil {
		return err
	}
	p.written = append(p.written, stretch{s.length, int64(n)})
	s.length += int64(n)
	p.held = p.held[:0]
	return nil
}

// units yields the claims of each unit, in the same order whenever the same
// claims were added. It holds one part at a time.
func (s *spill) units() iter.Seq2[[]*graph.Claim, error] {
	return func(yield func([]*graph.Claim, error) bool) {
		for i := range s.parts {
			claims, err := s.read(&s.parts[i])
			if err != nil {
				yield(nil, fmt.Errorf("%w: %w", errSpill, err))
				return
			}
			said := byUnit(claims)
			for _, u := range slices.Sorted(maps.Keys(said)) {
				if !yield(said[u], nil) {
					return
				}
			}
		}
	}
}

// read reads the claims of a part, in the order in which they were added.
func (s *spill) read(p *part) ([]*graph.Claim, error) {
	var text []byte
	for _, w := range p.written {
		piece := make([]byte, w.length)
		if _, err := s.file.ReadAt(piece, w.at); err != nil {
			return nil, err
		}
		text = append(text, piece...)
	}
	in := bytes.NewBuffer(append(text, p.held...))
	var out []*graph.Claim
	for in.Len() > 0 {
		n, err := binary.ReadUvarint(in)
		if err != nil {
			return nil, err
		}
		c := new(graph.Claim)
		if err := json.Unmarshal(in.Next(int(n)), c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// close gives up all that is kept.
func (s *spill) close() {
	if s.file == nil {
		return
	}
	_ = s.file.Close() // it is not to be read again
	if s.name != "" {
		_ = os.Remove(s.name)
	}
}
