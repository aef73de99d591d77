package edtf

// Calendar arithmetic on whole numbers. It is done here rather than with
// package time because it is several times faster, and in 64 bits so that what
// a Day cannot count is noticed instead of wrapping round.
//
// The method counts years from 1 March, which puts the leap day last, in eras
// of 400 years, which all have the same number of days: Howard Hinnant,
// "chrono-Compatible Low-Level Date Algorithms",
// https://howardhinnant.github.io/date_algorithms.html.

const (
	daysPerEra  = 146097
	yearsPerEra = 400
	// daysToEpoch lie between 0000-03-01 and 1970-01-01.
	daysToEpoch = 719468
)

// daysFromCivil counts the days since 1970-01-01. Months beyond 1 to 12 are
// carried into the year, and days simply counted on.
func daysFromCivil(year, month, day int64) int64 {
	year += floorDiv(month-1, 12)
	month = floorMod(month-1, 12) + 1
	if month <= 2 {
		year--
	}
	era := floorDiv(year, yearsPerEra)
	yearOfEra := year - era*yearsPerEra
	monthFromMarch := (month + 9) % 12
	dayOfYear := (153*monthFromMarch+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*daysPerEra + dayOfEra - daysToEpoch
}

// civilFromDays is the inverse of daysFromCivil.
func civilFromDays(days int64) (year, month, day int64) {
	days += daysToEpoch
	era := floorDiv(days, daysPerEra)
	dayOfEra := days - era*daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	monthFromMarch := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*monthFromMarch+2)/5 + 1
	month = (monthFromMarch+2)%12 + 1
	year = yearOfEra + era*yearsPerEra
	if month <= 2 {
		year++
	}
	return year, month, day
}

// monthLength is the number of days of a month from 1 to 12.
func monthLength(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// saturate turns a count of days that no real Day has into an unbounded one:
// the error is then on the side of knowing less.
func saturate(days int64) Day {
	return Day(min(max(days, int64(MinDay)), int64(MaxDay)))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }
