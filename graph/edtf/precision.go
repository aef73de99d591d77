package edtf

// precision is the finest thing that a date states.
type precision uint8

const (
	dayPrecision precision = iota
	monthPrecision
	seasonPrecision
	yearPrecision
	decadePrecision
	centuryPrecision
)

// calendarSpan is a length that depends on the calendar.
type calendarSpan struct{ years, months, days int64 }

// precisions says of each precision how long a date of it is, and by how much
// "?" and "~" widen it on either side ("%" by twice as much).
//
// The lengths are the standard's, except that a season is three whole months.
// The margins are this project's: one unit of what was written, because a
// writer who says "about March" chose months as the unit in which to be wrong.
// A day is widened by three days, since "about the 18th" hardly stops at the
// 19th.
var precisions = [...]struct{ length, margin calendarSpan }{
	dayPrecision:     {calendarSpan{days: 1}, calendarSpan{days: 3}},
	monthPrecision:   {calendarSpan{months: 1}, calendarSpan{months: 1}},
	seasonPrecision:  {calendarSpan{months: 3}, calendarSpan{months: 3}},
	yearPrecision:    {calendarSpan{years: 1}, calendarSpan{years: 1}},
	decadePrecision:  {calendarSpan{years: 10}, calendarSpan{years: 10}},
	centuryPrecision: {calendarSpan{years: 100}, calendarSpan{years: 100}},
}

// seasonStarts gives the first month of the seasons 21 to 24: the
// meteorological seasons of the northern hemisphere. Winter begins in the year
// that is written.
var seasonStarts = [...]int{3, 6, 9, 12}

const firstSeason, lastSeason = 21, 24

// stated is a date taken apart: the civil day on which it begins, its
// precision, and how many margins it is to be widened by.
type stated struct {
	precision        precision
	year, month, day int
	margins          int
}

// days returns the first and the last day, inclusive, that s may mean when it
// is widened by so many margins.
func (s stated) days(margins int) (first, last int64) {
	p := precisions[s.precision]
	n := int64(margins)
	y, m, d := int64(s.year), int64(s.month), int64(s.day)
	// Years and months are only ever added to the first of a month, so that
	// no sum lands on a 31 April.
	first = daysFromCivil(y-n*p.margin.years, m-n*p.margin.months, d-n*p.margin.days)
	next := daysFromCivil(
		y+p.length.years+n*p.margin.years,
		m+p.length.months+n*p.margin.months,
		d+p.length.days+n*p.margin.days)
	return first, next - 1
}
