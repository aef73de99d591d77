package ask

import (
	"encoding/base64"
	"encoding/json"
	"hash/fnv"
	"strconv"

	"github.com/realign/realign/graph"
)

// Page sizes of lists.
const (
	DefaultFirst = 50
	MaxFirst     = 10000
)

// PageInfo says where a page stands in its list (Relay cursor connections).
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	rows                         int
	place                        func(no int) cursor // of one of them
}

// StartCursor is the place of the first row; nil if there is none.
func (i *PageInfo) StartCursor() *string { return i.cursor(0) }

// EndCursor is the place of the last row; nil if there is none.
func (i *PageInfo) EndCursor() *string { return i.cursor(i.rows - 1) }

func (i *PageInfo) cursor(no int) *string {
	if i.rows == 0 {
		return nil
	}
	c := i.place(no).String()
	return &c
}

// cursor is a place in a list: which list, at which revision, behind what. One
// of the places is set.
type cursor struct {
	List     string               `json:"l"`
	Rev      graph.RevNo          `json:"r"`
	Relation *graph.RelationPlace `json:"e,omitempty"`
	Claim    *graph.ClaimPlace    `json:"c,omitempty"`
	Offset   int                  `json:"o,omitempty"` // how many came before and with it
}

func (c cursor) String() string {
	raw, err := json.Marshal(c)
	if err != nil {
		return "" // plain numbers and strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// listOf names a list and what was asked of it. Where a page is cut by counting
// rows, a cursor of other arguments would skip rows that nobody has seen.
func listOf(name string, args ...any) string { return name + "." + digest(args) }

// digest is a short name for arguments.
func digest(args any) string {
	raw, err := json.Marshal(args)
	if err != nil {
		return "" // plain numbers and strings always marshal
	}
	h := fnv.New64a()
	_, _ = h.Write(raw) // never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// page is the part of a list that is asked for.
type page struct {
	list  string
	first int // 0 asks for no rows, only for the count
	after *cursor
}

// pageOf checks first and after for a list of that name.
func pageOf(list string, first *int, after *string) (page, error) {
	p := page{list: list, first: DefaultFirst}
	if first != nil {
		p.first = *first
	}
	if p.first < 0 || p.first > MaxFirst {
		return p, invalid("first", "ask for 0 to 10000, and for the next page with after", "first is %d", p.first)
	}
	if after == nil {
		return p, nil
	}
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(*after)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	const remedy = "take the cursor from endCursor of this list's last page, and leave the other arguments as they were"
	if err != nil {
		return p, &Error{Code: InvalidArgument, Argument: "after", Message: "this is no cursor", Remedy: remedy, Err: err}
	}
	if c.List != list || c.Offset < 0 {
		return p, invalid("after", remedy, "this is a cursor of another list")
	}
	if c.Relation == nil && c.Claim == nil && c.Offset == 0 {
		return p, invalid("after", remedy, "this is no cursor")
	}
	p.after = &c
	return p, nil
}

// pageIn is pageOf for a list whose name takes some making out: who asks for its
// beginning names it only where a cursor is written.
func pageIn(list func() string, first *int, after *string) (page, error) {
	if after == nil {
		return pageOf("", first, nil)
	}
	return pageOf(list(), first, after)
}

// offset is how many rows come before the page, for lists that are cut after
// they were made.
func (p page) offset() int {
	if p.after == nil {
		return 0
	}
	return p.after.Offset
}

// cut returns the page of a whole list and whether more follow.
func cut[T any](p page, list []T) (rows []T, more bool) {
	list = list[min(p.offset(), len(list)):]
	if len(list) > p.first {
		return list[:p.first], true
	}
	return list, false
}

// info makes the PageInfo of a page with n rows.
func (p page) info(n int, more bool, at func(i int) cursor) PageInfo {
	return PageInfo{HasNextPage: more, HasPreviousPage: p.after != nil, rows: n, place: at}
}

// at is the cursor of row i of a list cut by offset.
func (p page) at(rev graph.RevNo, i int) cursor {
	return cursor{List: p.list, Rev: rev, Offset: p.offset() + i + 1}
}
