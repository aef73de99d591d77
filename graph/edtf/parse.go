package edtf

import "strings"

// openMark is "no bound" in sets and intervals.
const openMark = ".."

// Parse reads one date of level 0 or 1, or one of the sets [a..b], [a..] and
// [..b]; see the package comment for what each means. Intervals and times of
// day are refused, and so is a bare "..", which only [ParseInterval]
// understands. Every error is a [*ParseError].
//
// Beyond the specification, a month and a day may follow a year with the
// prefix Y, so that every Day can be written.
func Parse(s string) (Date, error) { return parseWithin(s, 0, len(s)) }

// MustParse is Parse for tests and tables: it panics on what Parse refuses.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// part is the stretch text[from:to] that is being read. It carries the whole
// text so that an error can show it and point into it.
type part struct {
	text     string
	from, to int
}

func (p part) String() string { return p.text[p.from:p.to] }

// sub is a part of p, in offsets within p.
func (p part) sub(from, to int) part { return part{p.text, p.from + from, p.from + to} }

// refuse makes an error of the trouble at an offset within p.
func (p part) refuse(at int, reason, remedy string) error {
	return refuse(p.text, p.from+at, reason, remedy)
}

// parseWithin reads the date or set text[from:to].
func parseWithin(text string, from, to int) (Date, error) {
	p := part{text, from, to}
	s := p.String()
	if day, ok := plainDay(s); ok {
		return Date{text: s, earliest: day, latest: day}, nil
	}
	if err := p.checkCharacters(); err != nil {
		return Date{}, err
	}
	if s[0] == '[' {
		return p.set()
	}
	w, err := p.single()
	if err != nil {
		return Date{}, err
	}
	d := Date{text: s}
	if d.earliest, d.latest, err = p.days(w); err != nil {
		return Date{}, err
	}
	return d, nil
}

// set reads [a..b], [a..] or [..b]; p begins with the bracket.
func (p part) set() (Date, error) {
	from, to, err := p.members()
	if err != nil {
		return Date{}, err
	}
	d := Date{text: p.String(), earliest: MinDay, latest: MaxDay}
	var first, last stated
	if from.String() != "" {
		if first, err = from.single(); err != nil {
			return Date{}, err
		}
		if d.earliest, _, err = from.days(first); err != nil {
			return Date{}, err
		}
	}
	if to.String() != "" {
		if last, err = to.single(); err != nil {
			return Date{}, err
		}
		if _, d.latest, err = to.days(last); err != nil {
			return Date{}, err
		}
	}
	if d.earliest.bounded() && d.latest.bounded() {
		// Compared as written, without the margins: [2025-06~..2025-04~] has a
		// few days left when it is widened, and would look quite precise.
		begin, _ := first.days(0)
		_, end := last.days(0)
		if begin > end {
			return Date{}, p.refuse(0, "the set's first date is after its last", "write the earlier date first")
		}
	}
	return d, nil
}

// members splits a set at its "..". At most one of the two parts is empty.
func (p part) members() (first, last part, err error) {
	const shapes = "write [a..b], [a..] or [..b]"
	s := p.String()
	closing := strings.IndexByte(s, ']')
	switch {
	case closing < 0:
		return part{}, part{}, p.refuse(len(s), "the bracket is not closed", shapes)
	case closing < len(s)-1 && isQualifier(s[closing+1]):
		return part{}, part{}, p.refuse(closing+1, "a set takes no qualifier as a whole",
			"put it on the dates inside, such as [2025-03~..2025-05~]")
	case closing < len(s)-1:
		return part{}, part{}, p.refuse(closing+1, "something follows the set", shapes+" alone")
	}
	inner := p.sub(1, closing)
	dots := strings.Index(inner.String(), openMark)
	switch {
	case inner.String() == "" || inner.String() == openMark:
		return part{}, part{}, p.refuse(0, "the set names no date", shapes+", or leave the date out")
	case dots < 0:
		return part{}, part{}, p.refuse(0, "a set of one date is only that date",
			"write it without brackets, or "+shapes[len("write "):])
	}
	first, last = inner.sub(0, dots), inner.sub(dots+len(openMark), closing-1)
	if more := strings.IndexByte(last.String(), '.'); more >= 0 {
		return part{}, part{}, last.refuse(more, "the set has too many full stops", shapes+", with two full stops once")
	}
	return first, last, nil
}

// days returns the candidate days of w, margins included, or refuses p if a
// Day cannot count them.
func (p part) days(w stated) (first, last Day, err error) {
	f, l := w.days(w.margins)
	if f <= int64(MinDay) || l >= int64(MaxDay) {
		return 0, 0, p.refuse(0, outOfRange, outOfRangeRemedy)
	}
	return Day(f), Day(l), nil
}

const (
	outOfRange       = "the year is further away than days are counted"
	outOfRangeRemedy = "write a year from Y-5877600 to Y5881500, or an unbounded set such as [..-9999]"
)
