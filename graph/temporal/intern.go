package temporal

import (
	"hash/maphash"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// internName returns the number of a text, which it gets if it has none.
func (b *Builder) internName(text string) uint32 {
	if text == "" {
		return 0
	}
	no := b.name(text)
	if no == 0 {
		no = b.names.push(name{text: text})
		hashOf := func(no uint32) uint64 { return maphash.String(b.seed, b.names.at(no).text) }
		b.nameTable.put(hashOf(no), no, never, hashOf)
	}
	return no
}

// internKey returns the number of a tie's key, which it gets if it has none.
func (b *Builder) internKey(text graph.TieKey) uint32 {
	if text == "" {
		return 0
	}
	no := b.key(text)
	if no == 0 {
		no = b.keys.push(key{text: string(text)})
		hashOf := func(no uint32) uint64 { return maphash.String(b.seed, b.keys.at(no).text) }
		b.keyTable.put(hashOf(no), no, never, hashOf)
	}
	return no
}

// internText returns the number of a relation's text for one of its ends.
func (b *Builder) internText(text string) uint32 {
	date, err := edtf.Parse(text)
	if err != nil {
		date = edtf.Date{} // such as ".."; only dates of claims are asked for as dates
	}
	return b.internDate(text, date)
}

// internDate returns the number of a written date, which it gets if it has
// none.
func (b *Builder) internDate(text string, date edtf.Date) uint32 {
	if text == "" {
		return 0
	}
	hashOf := func(no uint32) uint64 { return maphash.String(b.seed, b.dates.at(no).text) }
	hash := maphash.String(b.seed, text)
	no := b.dateTable.find(hash, func(no uint32) bool { return b.dates.at(no).text == text })
	if no == 0 {
		no = b.dates.push(written{text, date})
		b.dateTable.put(hash, no, never, hashOf)
	}
	return no
}
