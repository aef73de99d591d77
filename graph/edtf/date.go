package edtf

// Date is one date or set as a source wrote it, with the days that it may
// mean. It is immutable and comparable: two Dates are == when they were
// written alike. The zero value is no date.
type Date struct {
	text             string
	earliest, latest Day
}

// Between returns a Date for a day known only by its bounds, both inclusive,
// written in the canonical way: one day as 2026-01-18, a range of days as
// [2026-01-18..2026-02-03], and with [MinDay] or [MaxDay] as the unbounded
// side [..2026-02-03] or [2026-01-18..]. It never writes a month or a year.
//
// Without any bound, or with bounds that leave no day, there is nothing to
// write and the result is the zero Date.
func Between(earliest, latest Day) Date {
	switch {
	case earliest > latest, earliest == MaxDay, latest == MinDay:
		return Date{}
	case earliest == MinDay && latest == MaxDay:
		return Date{}
	case earliest == latest:
		return Date{text: earliest.String(), earliest: earliest, latest: latest}
	}
	var buf [40]byte
	b := append(buf[:0], '[')
	if earliest.bounded() {
		b = earliest.append(b)
	}
	b = append(b, openMark...)
	if latest.bounded() {
		b = latest.append(b)
	}
	b = append(b, ']')
	return Date{text: string(b), earliest: earliest, latest: latest}
}

// String returns the date as it was written, unchanged; "" for no date.
func (d Date) String() string { return d.text }

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d.text == "" }

// Earliest is the first day that the date may mean, inclusive. It is [MinDay]
// if there is no bound, and so for no date at all.
func (d Date) Earliest() Day {
	if d.IsZero() {
		return MinDay
	}
	return d.earliest
}

// Latest is the last day that the date may mean, inclusive. It is [MaxDay] if
// there is no bound, and so for no date at all.
func (d Date) Latest() Day {
	if d.IsZero() {
		return MaxDay
	}
	return d.latest
}

// Exact says that the date can mean one single day only.
func (d Date) Exact() bool { return d.Earliest() == d.Latest() }

// MarshalText writes the date as it was written; nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads what MarshalText writes, so that nothing at all is no
// date. On an error, which is a [*ParseError], d is left as it was.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
