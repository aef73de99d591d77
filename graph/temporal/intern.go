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

// recent are the texts of the last claim or relation, which most often are those
// of the next one.
type recent struct{ dataset, source, claimant, form known }

// known is a text and its number.
type known struct {
	text string
	no   uint32
}

// again is internName for a text that was most likely asked for just before.
func (b *Builder) again(last *known, text string) uint32 {
	if text != last.text {
		*last = known{text, b.internName(text)}
	}
	return last.no
}

// internKey returns the number of a tie's key, which it gets if it has none.
func (b *Builder) internKey(text graph.TieKey) uint32 {
	if text == "" {
		return 0
	}
	hash := maphash.String(b.seed, string(text))
	no := b.keyTable.find(hash, func(no uint32) bool { return b.keyText(no) == string(text) })
	if no == 0 {
		p := packer{b.scratch[:0]}
		p.text(string(text))
		b.scratch = p.buf
		no = b.keys.push(key{text: b.texts.add(p.buf)})
		b.keyTable.put(hash, no, never, b.hashKey)
	}
	return no
}

func (b *Builder) hashKey(no uint32) uint64 { return maphash.String(b.seed, b.keyText(no)) }

// internText returns the number of a relation's text for one of its ends.
func (b *Builder) internText(text string) uint32 {
	if no := b.date(text); no != 0 || text == "" {
		return no
	}
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
	no := b.date(text)
	if no == 0 {
		no = b.dates.push(written{text, date})
		hashOf := func(no uint32) uint64 { return maphash.String(b.seed, b.dates.at(no).text) }
		b.dateTable.put(hashOf(no), no, never, hashOf)
	}
	return no
}

// date returns the number of a written date, 0 if it has none.
func (ix *Index) date(text string) uint32 {
	return ix.dateTable.find(maphash.String(ix.seed, text), func(no uint32) bool { return ix.dates.at(no).text == text })
}
