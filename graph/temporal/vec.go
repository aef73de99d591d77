package temporal

const pageSize = 256

// vec is an array in pages. A frozen one is never written to again; thawed
// copies of it copy the pages that they write to, and share the others. Number
// 0 stands for "none" wherever numbers are kept, so every vec begins with a
// zero element.
type vec[T any] struct {
	pages []*[pageSize]T
	owned []bool // which pages this copy may write to; nil if frozen
	n     uint32
}

// at returns an element to read.
func (v *vec[T]) at(i uint32) *T { return &v.pages[i/pageSize][i%pageSize] }

// last is the number of the newest element.
func (v *vec[T]) last() uint32 { return max(v.n, 1) - 1 }

// thaw returns a copy that may be written to.
func (v *vec[T]) thaw() vec[T] {
	t := vec[T]{pages: append([]*[pageSize]T(nil), v.pages...), owned: make([]bool, len(v.pages)), n: v.n}
	if t.n == 0 {
		var none T
		t.push(none)
	}
	return t
}

// freeze returns v as it stands, not to be written to any more.
func (v *vec[T]) freeze() vec[T] { return vec[T]{pages: v.pages, n: v.n} }

// mut returns an element to write to.
func (v *vec[T]) mut(i uint32) *T {
	page := i / pageSize
	if !v.owned[page] {
		fresh := *v.pages[page]
		v.pages[page], v.owned[page] = &fresh, true
	}
	return &v.pages[page][i%pageSize]
}

// push appends an element and returns its number.
func (v *vec[T]) push(x T) uint32 {
	i := v.n
	if int(i/pageSize) == len(v.pages) {
		v.pages, v.owned = append(v.pages, new([pageSize]T)), append(v.owned, true)
	}
	v.n++
	*v.mut(i) = x
	return i
}

// list is a chain of postings, newest first.
type list struct{ head, n uint32 }

// posting is a link of a list.
type posting struct{ no, next uint32 }
