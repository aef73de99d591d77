package temporal

import "iter"

// marks are the units that a revision touched.
type marks struct{ pages [][]mark }

// mark says whether a unit was touched, and whether it has new claims.
type mark uint8

const (
	touched mark = 1 << iota
	hasNew
)

const markPage = 4096

// add marks a unit.
func (m *marks) add(unitNo uint32, how mark) {
	page := int(unitNo / markPage)
	for len(m.pages) <= page {
		m.pages = append(m.pages, nil)
	}
	if m.pages[page] == nil {
		m.pages[page] = make([]mark, markPage)
	}
	m.pages[page][unitNo%markPage] |= touched | how
}

// all yields the units that are marked, in order.
func (m *marks) all() iter.Seq2[uint32, mark] {
	return func(yield func(uint32, mark) bool) {
		for i, page := range m.pages {
			for j, how := range page {
				if how != 0 && !yield(uint32(i*markPage+j), how) {
					return
				}
			}
		}
	}
}
