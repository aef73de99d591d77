package edtf

import "strings"

// Interval is a stretch of time, first and last day included: it began on some
// candidate day of Start and ended on some candidate day of End.
//
// Where Start or End is the zero Date the source gives no date, in one of two
// ways. ".." is open: StartOpen or EndOpen is true, and there is no bound; an
// open end is "still in force" when the source was written, and says nothing
// of later days. An empty side is unknown: there was a beginning or an end,
// but the source does not say when.
//
// Interval is comparable; like Dates, two are == when they were written alike.
// One that is built by hand sets StartOpen or EndOpen only beside a zero Date.
// The zero value is no interval.
type Interval struct {
	Start, End         Date
	StartOpen, EndOpen bool

	// lone remembers that one date d was written, not d/d.
	lone bool
}

const slash = "/"

// ParseInterval reads an interval start/end, whose ends are dates as [Parse]
// reads them, ".." or nothing: 2011/2024-12-08, 2024-12/.., ../2024-12-08,
// 2024-12/. A lone date d means d/d: begun and ended within d.
//
// "/" alone is refused since it says nothing, and so is an interval whose end
// is certainly before its start. Every error is a [*ParseError].
func ParseInterval(s string) (Interval, error) {
	at := strings.Index(s, slash)
	if at < 0 {
		return parseLone(s)
	}
	if s == slash {
		return Interval{}, refuse(s, 0, "it gives neither a start nor an end",
			"write at least one, such as 2024-12/ or 2024-12/..")
	}
	if second := strings.Index(s[at+1:], slash); second >= 0 {
		return Interval{}, refuse(s, at+1+second, "it has more than one slash",
			"write one slash between start and end, and dates as YYYY-MM-DD")
	}
	var i Interval
	var err error
	if i.Start, i.StartOpen, err = parseSide(s, 0, at); err != nil {
		return Interval{}, err
	}
	if i.End, i.EndOpen, err = parseSide(s, at+1, len(s)); err != nil {
		return Interval{}, err
	}
	if i.Start.Earliest() > i.End.Latest() {
		return Interval{}, refuse(s, at+1, "it ends before it begins", "write the earlier date first")
	}
	return i, nil
}

func parseLone(s string) (Interval, error) {
	if s == "" || s == openMark {
		return Interval{}, refuse(s, 0, "it gives neither a start nor an end",
			"write start/end, such as 2024-12/.. for what is still in force")
	}
	d, err := Parse(s)
	if err != nil {
		return Interval{}, err
	}
	return Interval{Start: d, End: d, lone: true}, nil
}

// parseSide reads s[from:to], one side of the slash.
func parseSide(s string, from, to int) (d Date, open bool, err error) {
	switch side := s[from:to]; side {
	case "":
		return Date{}, false, nil
	case openMark:
		return Date{}, true, nil
	case "open":
		return Date{}, false, refuse(s, from, `"open" is from a draft of the standard`, "write ..")
	case "unknown":
		return Date{}, false, refuse(s, from, `"unknown" is from a draft of the standard`,
			"write nothing on that side of the slash")
	}
	d, err = parseWithin(s, from, to)
	return d, false, err
}

// IsZero says that there is no interval.
func (i Interval) IsZero() bool { return i == Interval{} }

// String returns the interval as it was written; "" for no interval. Of one
// that was built by hand it returns the text that [ParseInterval] reads as it.
func (i Interval) String() string {
	if i.IsZero() {
		return ""
	}
	if i.lone && i.Start == i.End {
		return i.Start.String()
	}
	return side(i.Start, i.StartOpen) + slash + side(i.End, i.EndOpen)
}

func side(d Date, open bool) string {
	if d.IsZero() && open {
		return openMark
	}
	return d.String()
}
