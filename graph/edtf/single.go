package edtf

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	// maxPlainYear is the last year that is written without the prefix Y.
	maxPlainYear = 9999
	// maxYearDigits keep every number here small; longer years are out of a
	// Day's range anyway.
	maxYearDigits = 7
	unspecified   = "XX"
)

// single reads one date that is not a set:
//
//	year [- month or season [- day]] [qualifier]
func (p part) single() (stated, error) {
	p, margins, err := p.cutQualifier()
	if err != nil {
		return stated{}, err
	}
	s := p.String()
	if dots := strings.Index(s, openMark); dots >= 0 {
		return stated{}, p.refuse(dots, `".." joins dates only in brackets`, "write [a..b], [a..] or [..b]")
	}
	w := stated{precision: yearPrecision, month: 1, day: 1, margins: margins}
	// A hyphen before the digits is the sign of the year, not its end.
	signs := len(s) - len(strings.TrimLeft(s, "Y-"))
	hyphen := strings.IndexByte(s[signs:], '-')
	if hyphen < 0 {
		err := p.year(&w)
		return w, err
	}
	rest := signs + hyphen
	if err := p.sub(0, rest).year(&w); err != nil {
		return w, err
	}
	if w.precision != yearPrecision {
		return w, p.refuse(rest, "a month cannot follow unspecified digits of a year", levelRemedy)
	}
	err = p.sub(rest+1, len(s)).afterYear(&w, s[:rest])
	return w, err
}

// cutQualifier takes the qualifier off the end and returns how many margins it
// stands for.
func (p part) cutQualifier() (part, int, error) {
	s := p.String()
	if s == "" || !isQualifier(s[len(s)-1]) {
		return p, 0, nil
	}
	end := len(s) - 1
	if end > 0 && isQualifier(s[end-1]) {
		return p, 0, p.refuse(end, "it has two qualifiers", "write one: ? uncertain, ~ approximate, % both")
	}
	if s[end] == '%' {
		return p.sub(0, end), 2, nil
	}
	return p.sub(0, end), 1, nil
}

func isQualifier(c byte) bool { return c == '?' || c == '~' || c == '%' }

// year reads p as the year of w: YYYY, YYYX or YYXX, any of them with a minus
// sign, or Y and a longer year.
func (p part) year(w *stated) error {
	s := p.String()
	prefixed := strings.HasPrefix(s, "Y")
	begin := 0
	if prefixed {
		begin++
	}
	negative := strings.HasPrefix(s[begin:], "-")
	if negative {
		begin++
	}
	digits := p.sub(begin, len(s))
	if err := digits.checkField("year"); err != nil {
		return err
	}
	var err error
	if prefixed {
		err = digits.longYear(w)
	} else {
		err = digits.plainYear(w)
	}
	if err != nil || !negative {
		return err
	}
	return p.negate(w)
}

// plainYear reads four characters, of which the last one or two may be X.
func (p part) plainYear(w *stated) error {
	s := p.String()
	if len(s) == len("YYYYMMDD") && !strings.Contains(s, "X") {
		return p.refuse(0, "it has no hyphens", fmt.Sprintf("write %s-%s-%s", s[:4], s[4:6], s[6:]))
	}
	if len(s) != 4 {
		return p.refuse(0, "the year has "+count(len(s), "digit"),
			"write four, such as 0987, and Y before a year of more: Y17000")
	}
	known := strings.TrimRight(s, "X")
	if strings.Contains(known, "X") || len(known) < 2 {
		return p.refuse(strings.IndexByte(s, 'X'), "only the last one or two digits of a year may be X", levelRemedy)
	}
	w.year = number(known)
	switch len(known) {
	case 3:
		w.precision, w.year = decadePrecision, w.year*10
	case 2:
		w.precision, w.year = centuryPrecision, w.year*100
	}
	return nil
}

// longYear reads what follows Y.
func (p part) longYear(w *stated) error {
	s := p.String()
	switch {
	case strings.Contains(s, "X"):
		return p.refuse(strings.IndexByte(s, 'X'), "a year with Y has no unspecified digits", levelRemedy)
	case s[0] == '0':
		return p.refuse(0, "a year with Y does not begin with 0", "write years of up to four digits without Y, such as 0987")
	case len(s) <= 4:
		return p.refuse(0, "Y is for years of more than four digits", fmt.Sprintf("write %04s without Y", s))
	case len(s) > maxYearDigits:
		return p.refuse(0, outOfRange, outOfRangeRemedy)
	}
	w.year = number(s)
	return nil
}

// negate turns the year of w into the one with a minus sign. Of -201X the
// first year is -2019 and the last -2010; -000X ends with year 0000.
func (p part) negate(w *stated) error {
	switch w.precision {
	case decadePrecision:
		w.year += 9
	case centuryPrecision:
		w.year += 99
	}
	if w.year == 0 {
		return p.refuse(0, "year 0000 has no sign", "write 0000 for 1 BC, and -0001 for 2 BC")
	}
	w.year = -w.year
	return nil
}

// afterYear reads p as month, season or XX, and the day if there is one. The
// text of the year is for the error messages.
func (p part) afterYear(w *stated, year string) error {
	s := p.String()
	cut := strings.IndexByte(s, '-')
	if cut < 0 {
		return p.month(w)
	}
	month, day := p.sub(0, cut), p.sub(cut+1, len(s))
	if err := month.month(w); err != nil {
		return err
	}
	if w.precision == seasonPrecision {
		return day.refuse(0, "a season has no days", "write the season alone, or a month from 01 to 12")
	}
	return day.day(w, year)
}

func (p part) month(w *stated) error {
	if err := p.checkTwo("month"); err != nil {
		return err
	}
	s := p.String()
	if s == unspecified {
		// Some month of the year: the year is all that is known, and the
		// precision stays as it is.
		return nil
	}
	m := number(s)
	switch {
	case 1 <= m && m <= 12:
		w.precision, w.month = monthPrecision, m
	case firstSeason <= m && m <= lastSeason:
		w.precision, w.month = seasonPrecision, seasonStarts[m-firstSeason]
	case 25 <= m && m <= 41:
		return p.refuse(0, s+" is a season or part of a year of level 2",
			"write 21 to 24, or a set such as [2025-01..2025-03]; "+levelRemedy)
	default:
		return p.refuse(0, "month "+s+" does not exist", "write 01 to 12")
	}
	return nil
}

func (p part) day(w *stated, year string) error {
	if err := p.checkTwo("day"); err != nil {
		return err
	}
	s := p.String()
	if s == unspecified {
		return nil
	}
	if w.precision == yearPrecision {
		return p.refuse(0, "a day cannot follow an unspecified month", levelRemedy)
	}
	d, length := number(s), monthLength(w.year, w.month)
	if 1 <= d && d <= length {
		w.precision, w.day = dayPrecision, d
		return nil
	}
	reason := "day " + s + " does not exist"
	if d > length {
		reason = fmt.Sprintf("%s %s has %d days", time.Month(w.month), year, length)
	}
	return p.refuse(0, reason, "write 01 to "+strconv.Itoa(length))
}

// number reads a few digits that have been checked already.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}
