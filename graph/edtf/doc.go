// Package edtf reads dates that are as vague as their source wrote them, and
// says which days they may mean.
//
// A source that says "in January 2026" names thirty-one candidate days, never
// the first of January. A [Date] keeps the text unchanged and knows the first
// and the last candidate day; everything above this package reasons with those
// two days only, so a date never looks more certain than it was written.
//
// # What is understood
//
// The Extended Date/Time Format, level 1, of the Library of Congress
// specification of 4 February 2019 (https://www.loc.gov/standards/datetime/),
// which is also part of ISO 8601-2:2019:
//
//	2026-01-18         a day
//	2026-01            a month: every day in it is a candidate
//	2026               a year
//	2026-22            a season: 21 spring, 22 summer, 23 autumn, 24 winter
//	201X, 20XX         a decade, a century
//	2004-XX            some month of 2004
//	1985-04-XX         some day of April 1985
//	1985-XX-XX         some day of 1985
//	-0044-03-15        a year before year 0000, which is 1 BC
//	Y17000             a year of more than four digits
//	2025-03?           uncertain: the source may be wrong
//	2025-03~           approximate: the source says "about"
//	2025-03%           both
//
// and, from level 2, three sets for one day that is not known exactly:
//
//	[2025-03..2025-05] some day from 1 March to 31 May
//	[2025-03..]        1 March or later
//	[..2025-05]        31 May or earlier
//
// Members of a set are dates of any of the kinds above, qualifiers included.
//
// Times of day and everything else of level 2 are refused. A refusal is a
// [*ParseError] that says what is wrong, where, and what to write instead.
//
// An [Interval] is two dates with a slash between: 2011/2024-12-08. Either may
// be ".." (no bound: still in force) or nothing (not known), and either may be
// a set, which level 1 does not have.
//
// One thing is in no level: a month and a day may follow a year with Y, so that
// every [Day] has a text.
//
// # What to watch out for
//
// An interval is not a set. "2025-03/2025-05" lasted from some day in March to
// some day in May; "[2025-03..2025-05]" is one day somewhere in between.
//
// The specification gives "?", "~" and "%" a meaning but no width. The widths
// here are this project's own: one unit of the precision that was written, on
// either side, except that a day is widened by three days; twice that for "%".
// They stand in one table, in precision.go:
//
//	2026-01-18~   15 to 21 January 2026
//	2025-03~      1 February to 30 April 2025
//	2025-22~      1 March to 30 November 2025
//	2025~         1 January 2024 to 31 December 2026
//	201X~         2000 to 2029
//	19XX~         1800 to 2099
//	2025-03%      1 January to 31 May 2025
//
// Where the bounds are known it is better to write them: [2025-02-20..2025-04-10].
// In a set a member is widened on both of its sides, but only its outer side
// shows.
//
// Nor does the specification say which months a season has. They are the
// meteorological seasons of the northern hemisphere, in whole months: 21 is
// March to May, 22 June to August, 23 September to November, and 24 December of
// the year written to February of the next
// (https://www.ncei.noaa.gov/news/meteorological-versus-astronomical-seasons).
// A source that means another winter is better written as a set.
//
// The calendar is the Gregorian one, carried back before 1582, and days are
// days in UTC. There is a year 0000.
//
// [MinDay] and [MaxDay] stand for "no bound" and are never real days: compare
// with them before doing arithmetic or calling [Day.Time] or [Day.Civil].
//
// Two Dates are == when they were written alike, not when they mean the same
// days: 2026-01 and [2026-01-01..2026-01-31] differ.
//
// A Date holds on to the string it was parsed from.
//
// # Imports
//
// The standard library only. Nothing in this package keeps state, reads a
// clock or panics on any input ([MustParse] apart).
package edtf
