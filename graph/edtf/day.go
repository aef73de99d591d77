package edtf

import (
	"math"
	"strconv"
	"time"
)

// Day is a calendar day: the number of days since 1970-01-01 in the proleptic
// Gregorian calendar, UTC.
type Day int32

// MinDay and MaxDay stand for "unbounded" and are never real days. They sort
// before and after every real day.
const (
	MinDay Day = math.MinInt32
	MaxDay Day = math.MaxInt32
)

const secondsPerDay = 24 * 60 * 60

// Civil returns the day of a valid civil date. It never panics: months and
// days out of range are carried over as [time.Date] does (month 13 is the next
// January), and dates beyond what a Day can count become [MinDay] or [MaxDay].
func Civil(year int, month int, day int) Day {
	// Clamped first, so that the sums below cannot overflow; every clamped
	// value is still far outside of what a Day can count.
	const far = 1 << 40
	y := min(max(int64(year), -far), far)
	m := min(max(int64(month), -far), far)
	d := min(max(int64(day), -far), far)
	return saturate(daysFromCivil(y, m, d))
}

// DayOf returns the UTC day of an instant; an instant further away than a Day
// can count becomes [MinDay] or [MaxDay].
func DayOf(t time.Time) Day {
	return saturate(floorDiv(t.Unix(), secondsPerDay))
}

// ParseDay reads one day, strictly YYYY-MM-DD; every error is a [*ParseError].
func ParseDay(s string) (Day, error) {
	if d, ok := plainDay(s); ok {
		return d, nil
	}
	if looksLikeDay(s) {
		_, err := Parse(s)
		return 0, err
	}
	return 0, refuse(s, 0, "it is not one day", "write YYYY-MM-DD, such as 2026-01-18")
}

// String writes the day as YYYY-MM-DD, and an unbounded one as "..". Years
// before 0000 have a minus sign, and those of more than four digits the prefix
// Y; [Parse] reads both back, [ParseDay] does not.
func (d Day) String() string {
	if d == MinDay || d == MaxDay {
		return openMark
	}
	var buf [16]byte
	return string(d.append(buf[:0]))
}

// Civil returns the year, month and day; see [MinDay] for what is not a day.
func (d Day) Civil() (year, month, day int) {
	y, m, dd := civilFromDays(int64(d))
	return int(y), int(m), int(dd)
}

// Time returns the instant at which the day begins in UTC; see [MinDay] for
// what is not a day.
func (d Day) Time() time.Time {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC()
}

// bounded says that d is a real day.
func (d Day) bounded() bool { return d != MinDay && d != MaxDay }

func (d Day) append(b []byte) []byte {
	year, month, day := d.Civil()
	size := year
	if year < 0 {
		size = -year
	}
	if size > maxPlainYear {
		b = append(b, 'Y')
	}
	if year < 0 {
		b = append(b, '-')
	}
	for limit := 1000; limit > 1 && size < limit; limit /= 10 {
		b = append(b, '0')
	}
	b = strconv.AppendInt(b, int64(size), 10)
	b = append(b, '-', byte('0'+month/10), byte('0'+month%10))
	return append(b, '-', byte('0'+day/10), byte('0'+day%10))
}

// plainDay is the fast path for by far the most frequent dates. It reads an
// existing day written YYYY-MM-DD and leaves all else, and all explaining, to
// the slow path.
func plainDay(s string) (Day, bool) {
	if !looksLikeDay(s) {
		return 0, false
	}
	pair := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	year, month, day := pair(0)*100+pair(2), pair(5), pair(8)
	if month < 1 || month > 12 || day < 1 || day > monthLength(year, month) {
		return 0, false
	}
	return Day(daysFromCivil(int64(year), int64(month), int64(day))), true
}

// looksLikeDay says that s has the shape of YYYY-MM-DD, in digits.
func looksLikeDay(s string) bool {
	if len(s) != len("YYYY-MM-DD") {
		return false
	}
	for i := range len(s) {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return false
			}
		} else if !isDigit(s[i]) {
			return false
		}
	}
	return true
}
