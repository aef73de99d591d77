package graph_test

import (
	"testing"

	"github.com/realign/realign/graph"
)

// The rules of the design's section "Time". Its first rule, the two clocks, is
// that of stores and of perspectives.

func TestTimeDatesAreCandidateDays(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"a month is all of its days, never its first", `
			k/a attack usa>iran when=2026-01
			? bounds 2026-01-01 2026-01-31 2026-01-01 2026-01-31
			? 2025-12-31 absent
			? 2026-01-01 possible
			? 2026-01-31 possible
			? 2026-02-01 absent
			? 2026-01-01..2026-01-31 certain`},
		{"a set is some day within", `
			k/a attack usa>iran when=[2026-01-06..2026-01-20]
			? bounds 2026-01-06 2026-01-20 2026-01-06 2026-01-20
			? 2026-01-05 absent
			? 2026-01-06 possible`},
		{"about widens by the documented margin", `
			k/a attack usa>iran when=2026-01-18~
			? bounds 2026-01-15 2026-01-21 2026-01-15 2026-01-21`},
		{"the written form is shown as written", `
			k/a war usa&iran start=2026-01? end=2026-02
			? shown "2026-01?" "2026-02"`},
		{"what several words add up to is shown as a set of days", `
			k/a war usa&iran start=2026-01 end=2026-05
			k/a war usa&iran source=other start=[2026-01-10..2026-02-10]
			? shown "[2026-01-10..2026-01-31]" "2026-05"`},
		{"an open side is shown as open, whatever lifetimes make of it", `
			actor sdf 2015-10-10/2026-03
			k/a backing usa>sdf start=[..2017-05-08] end=[2026-01-20..]
			? shown "[..2017-05-08]" "[2026-01-20..]"`},
		{"of two that say the same the first is shown", `
			k/a war usa&iran start=2026-01 end=..
			k/a war usa&iran source=other start=[2026-01-01..2026-01-31]
			? shown "2026-01" ".."`},
		{"the word that says just what all add up to is shown", `
			k/a war usa&iran start=2026-01
			k/a war usa&iran source=other start=2026-01-18
			k/a war usa&iran source=third start=2026
			? shown "2026-01-18" ""`},
	})
}

func TestTimeBothEndsAreInclusive(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"it held on its first day and on its last", `
			k/a war usa&iran start=2026-01-10 end=2026-01-12
			? 2026-01-09 absent
			? 2026-01-10 certain
			? 2026-01-12 certain
			? 2026-01-13 absent`},
		{"a clash of one day starts and ends on it", `
			k/a clash usa&iran start=2026-01-10 end=2026-01-10
			? bounds 2026-01-10 2026-01-10 2026-01-10 2026-01-10
			? 2026-01-10 certain
			? 2026-01-11 absent`},
	})
}

func TestTimeWaysToDate(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"start speaks of the beginning only", `
			k/a war usa&iran start=2026-01-10
			? bounds 2026-01-10 2026-01-10 2026-01-10 ..
			? 2026-01-10 certain
			? 2026-01-11 possible`},
		{"end speaks of the end only", `
			k/a war usa&iran end=2026-01-10
			? bounds .. 2026-01-10 2026-01-10 2026-01-10
			? 2026-01-10 certain
			? 2026-01-09 possible`},
		{"when is an act, begun and ended within", `
			k/a attack usa>iran when=[2026-01-10..2026-01-12]
			? bounds 2026-01-10 2026-01-12 2026-01-10 2026-01-12`},
		{"held is some day within and nothing more", `
			k/a backing usa>sdf held=2026-01
			? bounds 2026-01-01 2026-01-31 2026-01-01 ..
			? 2026-01-15 possible
			? 2026-01-01..2026-01-31 certain`},
		{"held on one day is certain on it", `
			k/a backing usa>sdf held=2026-01-21
			? bounds 2026-01-21 2026-01-21 2026-01-21 ..
			? 2026-01-21 certain`},
	})
}

func TestTimeThreeCertainties(t *testing.T) {
	script(t, `
		k/a war usa&iran start=2026-01 end=2026-03
		? bounds 2026-01-01 2026-01-31 2026-03-01 2026-03-31
		? 2025-12-31 absent
		? 2026-01-01 possible
		? 2026-01-30 possible
		? 2026-01-31 certain
		? 2026-03-01 certain
		? 2026-03-02 possible
		? 2026-03-31 possible
		? 2026-04-01 absent`)
}

func TestTimeBoundsAreTightened(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"latestStart is no later than latestEnd", `
			k/a war usa&iran start=2026 end=2026-03
			? bounds 2026-01-01 2026-03-31 2026-03-01 2026-03-31`},
		{"earliestEnd is no earlier than earliestStart", `
			source late speaks=2027-01-01
			k/a war usa&iran source=late start=2026-03 end=2026
			? bounds 2026-03-01 2026-03-31 2026-03-01 2026-12-31`},
	})
}

func TestTimeAFutureIsNeverCertain(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"still in force binds no later day", `
			source s speaks=2026-01-21
			k/a war usa&iran source=s start=2026-01-01 end=..
			? bounds 2026-01-01 2026-01-01 2026-01-21 ..
			? 2026-01-21 certain
			? 2026-01-22 possible assumed
			? shown "2026-01-01" ".."`},
		{"still in force when it spoke, on whichever day that was", `
			source s speaks=2026-01
			k/a war usa&iran source=s start=2025 end=..
			? bounds 2025-01-01 2025-12-31 2026-01-01 ..`},
		{"a start may not be later than the source spoke", `
			source s speaks=2026-01-21
			k/a war usa&iran source=s start=2026 end=..
			? bounds 2026-01-01 2026-01-21 2026-01-21 ..`},
		{"an announced end binds no later day, and ends it all the same", `
			source s speaks=2026-01-21
			k/a ceasefire usa|sdf+iran source=s start=2026-01-20 end=2026-01-27
			? bounds 2026-01-20 2026-01-20 2026-01-21 2026-01-27
			? 2026-01-21 certain attested
			? 2026-01-22 possible assumed
			? 2026-01-28 absent
			? shown "2026-01-20" "2026-01-27"`},
		{"an end announced without a start makes nothing certain", `
			source s speaks=2026-01-21
			k/a war usa&iran source=s end=2026-12-31
			? 2026-01-21 possible
			? 2026-12-31 possible`},
		{"held in a year makes no day after the source certain", `
			source s speaks=2026-01-21
			k/a backing usa>sdf source=s held=2026
			? bounds 2026-01-01 2026-12-31 2026-01-01 ..
			? 2026-06-01 possible`},
	})
}

func TestTimeTurkeyAndDamascus(t *testing.T) {
	script(t, `
		actor turkey 1923-10-29/..
		actor sy-gov-2024 2024-12/..
		source carnegie published=2026-01-21
		turkey-damascus/ties close-ties turkey&sy-gov-2024 source=carnegie held=2026-01-21
		? 1990-01-01 absent
		? 2025-06-01 absent
		? 2026-01-21 certain attested uncontested
		? 2026-11-22 possible assumed`)
}

func TestTimeEarliestStart(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"the first day that a source names", `
			actor sdf 2015-10-10/..
			k/a backing usa>sdf held=2026-01-21
			k/a backing usa>sdf source=other held=2026-01-20
			? bounds 2026-01-20 2026-01-20 2026-01-21 ..`},
		{"as far back as lifetimes allow where the start is open", `
			actor sdf 2015-10-10/..
			k/a backing usa>sdf start=[..2017-05-08]
			? bounds 2015-10-10 2017-05-08 2015-10-10 ..`},
		{"as far back as lifetimes allow for an act before some day", `
			actor sdf 2015-10-10/..
			k/a attack sdf>isil when=[..2017-05-08]
			? bounds 2015-10-10 2017-05-08 2015-10-10 2017-05-08`},
		{"as far back as lifetimes allow where only an end is given", `
			actor usa 1776-07-04/..
			actor sdf 2015-10-10/..
			k/a backing usa>sdf end=2026-01-18
			? bounds 2015-10-10 2026-01-18 2026-01-18 2026-01-18`},
		{"one claim that leaves the start open is enough", `
			actor sdf 2015-10-10/..
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf source=other end=2026-01-18
			? bounds 2015-10-10 2026-01-10 2026-01-18 2026-01-18`},
		{"a start that is given closes it again", `
			actor sdf 2015-10-10/..
			k/a backing usa>sdf start=2017
			k/a backing usa>sdf source=other end=2026-01-18
			? bounds 2017-01-01 2017-12-31 2026-01-18 2026-01-18`},
		{"a lifetime moves no day that is named", `
			actor sdf 2015-10-10/..
			k/a backing usa>sdf end=2014-05-01
			? bounds 2014-05-01 2014-05-01 2014-05-01 2014-05-01`},
		{"nor does a lifetime that was over", `
			actor assad-gov 2000-07-17/2024-12-08
			k/a backing iran>assad-gov held=2025-01-05
			? bounds 2025-01-05 2025-01-05 2025-01-05 2025-01-05`},
		{"no day that only an end names, before any start", `
			source s speaks=2026-01-20
			k/a war usa&iran source=s start=[2026-01-12..2026-01-14] end=[2026-01-05..]
			k/a war usa&iran source=s held=2026-01-10
			? bounds 2026-01-10 2026-01-14 2026-01-10 ..
			? 2026-01-10 contested`},
		{"an open end goes on for as long as lifetimes allow", `
			actor assad-gov 2000-07-17/2024-12-08
			k/a backing iran>assad-gov held=2015-09-30
			? bounds 2015-09-30 2015-09-30 2015-09-30 2024-12-08`},
	})
}

func TestTimeAssumedIsOutsideTheNamedDays(t *testing.T) {
	script(t, `
		source s speaks=2026-01-20
		k/w war usa&iran source=s start=2026-01-01 end=..
		? k/w 2026-01-20 attested
		? k/w 2026-01-21 assumed`)
	script(t, `
		k/a backing usa>sdf start=[..2017-05-08]
		k/a backing usa>sdf source=other held=2019-10-06
		? 2017-05-07 assumed
		? 2017-05-08 attested
		? 2018-06-01 attested certain
		? 2019-10-06 attested
		? 2019-10-07 assumed
		? 2019-10-06..2019-12-31 attested`)
}

func TestTimeHeldClaimsWithAGap(t *testing.T) {
	for _, c := range []struct {
		rule, text string
		refused    bool
	}{
		{"a gap that no source bridges", `
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf held=2026-01-20`, true},
		{"days in a row", `
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf held=2026-01-11`, false},
		{"spans that overlap", `
			k/a backing usa>sdf held=2026
			k/a backing usa>sdf held=2026-01-11
			k/a backing usa>sdf held=2026-03`, false},
		{"a source that says it went on", `
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf held=2026-01-20
			k/a backing usa>sdf source=other start=[..2026-01-05] end=..`, false},
		{"still in force before the second", `
			source early speaks=2026-01-15
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf held=2026-01-20
			k/a backing usa>sdf source=early start=2026-01-01 end=..`, true},
		{"a source that may mean only a part of it", `
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf held=2026-01-20
			k/a backing usa>sdf source=other when=2026-01`, true},
		{"a denial bridges nothing", `
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf held=2026-01-20
			k/a backing usa>sdf source=other denies start=2026-01-01 end=2026-02-01`, true},
		{"nor does it open a gap", `
			k/a backing usa>sdf held=2026-01-10
			k/a backing usa>sdf source=other denies held=2026-01-20`, false},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := declare(t, c.text)
			err := graph.CheckSpell(w.claims, w.Source)
			if refused := err != nil; refused != c.refused {
				t.Errorf("refused is %v (%v), want %v", refused, err, c.refused)
			}
			if err != nil {
				checkFlaw(t, err, "held", "from 2026-01-11 to 2026-01-19", "write two ties")
			}
		})
	}
}

// Files may not say of one key that it held on two days with nobody bridging
// the days between; a perspective may see no more than that.
func TestGapIsNotCertain(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"of two times with a gap the later is certain, all else possible", `
			k/a alliance usa&sdf held=2026-01-05
			k/a alliance usa&sdf held=2026-01-20 source=other
			? 2026-01-05 uncontested possible attested
			? 2026-01-10 uncontested possible attested
			? 2026-01-20 uncontested certain attested
			? 2026-01-01..2026-01-31 uncontested certain`},
		{"a claim that it went on bridges the gap", `
			k/a alliance usa&sdf held=2026-01-05
			k/a alliance usa&sdf held=2026-01-20 source=other
			k/a alliance usa&sdf start=2026-01-04 end=[2026-01-20..] source=third
			? 2026-01-05 uncontested certain
			? 2026-01-10 uncontested certain
			? 2026-01-20 uncontested certain`},
	})
}
