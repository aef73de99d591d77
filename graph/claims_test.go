package graph_test

import "testing"

// The rules of the design's section "Claims into relations"; those about
// perspectives stand in perspective_test.go.

func TestClaimsNobodyAsserts(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"absent if nobody speaks of it", `
			? none`},
		{"denied if only denials do, on the days they speak of", `
			k/a backing usa>sdf denies held=2026-01-10
			k/a backing usa>sdf source=other denies when=2026-01-20
			? 2026-01-10 denied absent
			? bounds 2026-01-10 2026-01-20 2026-01-10 2026-01-20`},
		{"a denial without a date speaks of all days", `
			actor sdf 2015-10-10/..
			k/a backing usa>sdf denies
			? bounds 2015-10-10 .. 2015-10-10 ..
			? 2026-01-10 denied absent`},
		{"be it of parties that never lived together", `
			actor usa ../2020-01-01
			actor sdf 2021-01-01/..
			k/a backing usa>sdf denies
			? bounds .. .. .. ..
			? 2026-01-10 denied absent`},
		{"a denied tie of many readings is never certain", `
			k/a war usa&iran denies start=2026-01-01 end=2026-02-01
			? 2026-01-15 denied absent
			? 2026-01-01..2026-03-01 denied absent`},
	})
}

func TestClaimsAlleged(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"all are attributed", `
			k/a attack usa>iran when=2026-01-10 by=syria
			? 2026-01-10 alleged hearsay possible`},
		{"all are hedged", `
			k/a attack usa>iran when=2026-01-10 hedged
			k/a attack usa>iran when=2026-01-10 source=other by=syria
			? 2026-01-10 alleged hearsay possible
			? 2026-01-01..2026-01-31 alleged possible`},
		{"a source graded D or E", `
			source d reliability=D speaks=2026-06-30
			source e reliability=E speaks=2026-06-30
			k/a attack usa>iran when=2026-01-10 source=d
			k/a attack usa>iran when=2026-01-10 source=e
			? 2026-01-10 alleged hearsay possible`},
		{"a claim graded 4 or 5", `
			k/a attack usa>iran when=2026-01-10 credibility=4
			k/a attack usa>iran when=2026-01-10 source=other credibility=5
			? 2026-01-10 alleged hearsay possible`},
		{"C and 3 are no such grades, and 6 and F no bad marks", `
			source f reliability=F speaks=2026-06-30
			k/a attack usa>iran when=2026-01-10 source=f credibility=6
			k/b attack usa>iraq when=2026-01-10 reliability=C credibility=3
			? k/a 2026-01-10 uncontested certain
			? k/b 2026-01-10 uncontested certain`},
		{"a claim's own grade stands before its source's", `
			source e reliability=E speaks=2026-06-30
			k/a attack usa>iran when=2026-01-10 source=e reliability=B
			? 2026-01-10 uncontested certain`},
		{"one own voice is enough", `
			k/a attack usa>iran when=2026-01-10 by=syria
			k/a attack usa>iran when=2026-01-10 source=other
			? 2026-01-10 uncontested own-voice certain`},
		{"it may depend on the day", `
			k/a war usa&iran start=2026-01-01 by=syria
			k/a war usa&iran start=2026-01-10 end=2026-01-15 source=other hedged
			k/a war usa&iran held=2026-01-12 source=third
			? 2026-01-12 own-voice certain`},
		{"days that only hearsay allows are alleged", `
			source early speaks=2026-01-12
			k/a war usa&iran start=[..2026-01-01] by=syria
			k/a war usa&iran source=early held=2026-01-12
			? 2026-01-05 alleged hearsay possible
			? 2026-01-12 uncontested own-voice certain`},
	})
}

func TestClaimsPartysOwnStance(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"the acting side's word on what it does counts as own", `
			k/a attack usa>iran when=2026-01-10 by=usa
			? 2026-01-10 uncontested own-voice certain`},
		{"that of the side aimed at does not", `
			k/a attack usa>iran when=2026-01-10 by=iran
			? 2026-01-10 alleged hearsay possible`},
		{"in a mutual tie each may speak", `
			k/a alliance usa&sdf held=2026-01-10 by=sdf
			? 2026-01-10 uncontested own-voice certain`},
		{"in talks each may speak", `
			k/a mediated-talks usa|sdf+damascus when=2026-01-10 by=damascus
			? 2026-01-10 uncontested own-voice certain`},
		{"reportedly stays reportedly", `
			k/a attack usa>iran when=2026-01-10 by=usa hedged
			? 2026-01-10 alleged hearsay possible`},
		{"an unreliable report of it stays unreliable", `
			k/a attack usa>iran when=2026-01-10 by=usa credibility=5
			? 2026-01-10 alleged hearsay possible`},
	})
}

func TestClaimsBoundsIntersect(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"corroboration sharpens", `
			k/a war usa&iran start=2026-01 end=2026-03
			k/a war usa&iran source=other start=[2026-01-20..2026-02-10] end=[2026-02-20..2026-03-10]
			? bounds 2026-01-20 2026-01-31 2026-03-01 2026-03-10
			? 2026-02-01 uncontested certain`},
		{"a word about part of a spell contradicts nothing", `
			k/a war usa&iran start=2026-01-01 end=2026-03-31
			k/a war usa&iran source=other held=2026-02-10
			? bounds 2026-01-01 2026-01-01 2026-03-31 2026-03-31
			? 2026-02-10 uncontested certain`},
		{"outer bounds from all, inner ones from own voices", `
			k/a war usa&iran start=2026-01 end=2026-03
			k/a war usa&iran source=other start=[2026-01-20..2026-01-25] end=[2026-03-05..2026-03-10] by=syria
			? bounds 2026-01-20 2026-01-31 2026-03-01 2026-03-10
			? 2026-01-28 possible
			? 2026-03-01 certain
			? 2026-03-03 possible`},
		{"an outer bound by hearsay stands where it settles nothing", `
			k/a war usa&iran start=2026-01 end=..
			k/a war usa&iran source=other start=2026-01-18 by=syria
			? bounds 2026-01-18 2026-01-31 2026-06-30 ..
			? 2026-01-17 absent
			? 2026-01-18 possible`},
		{"and gives way where it would make a window certain", `
			k/a war usa&iran start=2026-01
			k/a war usa&iran source=other start=2026-01-18 by=syria
			k/b clash usa&iraq when=2026-01
			k/b clash usa&iraq source=other when=[2026-01-18..2026-01-19] hedged
			? k/a bounds 2026-01-01 2026-01-31 2026-01-01 ..
			? k/a 2026-01-18..2026-01-31 possible
			? k/a 2026-01-01..2026-01-31 certain
			? k/b bounds 2026-01-01 2026-01-31 2026-01-01 2026-01-31
			? k/b 2026-01-18..2026-01-19 possible`},
		{"hearsay alone never settles on a day", `
			k/a clash usa&iran when=2026-01
			k/a clash usa&iran source=other when=2026-01-18 hedged
			? 2026-01-17 possible
			? 2026-01-18 possible uncontested
			? 2026-01-01..2026-01-31 certain
			? shown "2026-01" "2026-01"`},
	})
}

func TestClaimsContradictions(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"each end is hulled by itself", `
			k/a war usa&iran start=2026-01-01 end=2026-03-31
			k/a war usa&iran source=other start=2026-01-10 end=2026-03-31
			? bounds 2026-01-01 2026-01-10 2026-03-31 2026-03-31
			? 2026-01-05 possible contested
			? 2026-02-01 certain contested
			? shown "[2026-01-01..2026-01-10]" "2026-03-31"`},
		{"the hull is that of the accounts, as sharp as each is", `
			k/a war usa&iran start=2026
			k/a war usa&iran source=other start=2026-01-10
			k/a war usa&iran source=third start=2026-01-20
			? bounds 2026-01-10 2026-01-20 2026-01-10 ..
			? 2026-01-25 possible contested`},
		{"an end before the beginning hulls both", `
			k/a war usa&iran start=2026-02-01
			k/a war usa&iran source=other end=2026-01-15
			? bounds .. 2026-02-01 2026-01-15 ..
			? 2026-01-15 possible contested
			? 2026-02-10 possible contested`},
		{"and neither end where the other agrees", `
			k/a war usa&iran start=2026-02-01 end=2026-03-01
			k/a war usa&iran source=other end=2026-01-15
			? bounds 2026-02-01 2026-02-01 2026-02-01 2026-03-01
			? 2026-02-01 certain contested
			? 2026-02-10 possible contested`},
		{"acts on two days", `
			k/a attack usa>iran when=2026-01-10
			k/a attack usa>iran source=other when=2026-01-12
			? bounds 2026-01-10 2026-01-12 2026-01-10 2026-01-12
			? 2026-01-11 possible contested`},
	})
}

func TestClaimsThatBindNothing(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"unreliable ones while others do", `
			source e reliability=E speaks=2026-06-30
			k/a war usa&iran start=2026-01-10
			k/a war usa&iran source=e start=2026-01-02
			k/a war usa&iran source=other start=2025 credibility=4
			? bounds 2026-01-10 2026-01-10 2026-01-10 ..
			? 2026-01-10 uncontested`},
		{"unreliable ones bind where there are no others", `
			source e reliability=E speaks=2026-06-30
			k/a war usa&iran source=e start=2026-01-02
			? bounds 2026-01-02 2026-01-02 2026-01-02 ..
			? 2026-01-02 alleged possible`},
		{"a reprint while others do", `
			source reprint copies=report speaks=2026-06-30
			k/a war usa&iran start=2026-01-10
			k/a war usa&iran source=reprint start=2026-01-02
			? bounds 2026-01-10 2026-01-10 2026-01-10 ..
			? 2026-01-10 uncontested`},
		{"a reprint has the voice of its original", `
			source reprint copies=report speaks=2026-06-30
			k/a attack usa>iran when=2026-01-10 hedged
			k/a attack usa>iran source=reprint when=2026-01-10
			k/b war usa&iran start=2026-01-10 end=2026-01-20 by=syria
			k/b war usa&iran source=reprint start=2026-01-02 end=2026-01-15
			? k/a 2026-01-10 alleged hearsay possible
			? k/b bounds 2026-01-10 2026-01-10 2026-01-20 2026-01-20
			? k/b 2026-01-12 alleged hearsay possible`},
		{"and so has the reprint of a reprint", `
			source reprint copies=report speaks=2026-06-30
			source again copies=reprint speaks=2026-06-30
			k/a attack usa>iran when=2026-01-10 hedged
			k/a attack usa>iran source=reprint when=2026-01-10
			k/a attack usa>iran source=again when=2026-01-10
			? 2026-01-10 alleged hearsay possible`},
		{"nor does a reprint redeem what is unreliable", `
			source rag reliability=E speaks=2026-06-30
			source reprint copies=rag speaks=2026-06-30
			k/a attack usa>iran source=rag when=2026-01-10
			k/a attack usa>iran source=reprint when=2026-01-20
			? bounds 2026-01-10 2026-01-10 2026-01-10 2026-01-10
			? 2026-01-10 alleged hearsay possible`},
		{"a reprint speaks for itself where its original says nothing of the tie", `
			source reprint copies=elsewhere speaks=2026-06-30
			k/war war usa&iran start=2026-01-10 end=2026-01-20 by=syria
			k/war war usa&iran source=reprint start=2026-01-02 end=2026-01-15
			? bounds 2026-01-10 2026-01-10 2026-01-15 2026-01-20
			? 2026-01-12 uncontested own-voice certain
			? 2026-01-16 possible`},
		{"reprints of each other are hearsay", `
			source one copies=two speaks=2026-06-30
			source two copies=one speaks=2026-06-30
			k/a attack usa>iran source=one when=2026-01-10
			k/a attack usa>iran source=two when=2026-01-10
			? 2026-01-10 alleged hearsay possible`},
		{"a reprint binds where the original is not to hand", `
			source reprint copies=report speaks=2026-06-30
			k/a war usa&iran source=reprint start=2026-01-02
			? 2026-01-02 certain uncontested`},
		{"a form or an outcome that does not bind is not contested", `
			source reprint copies=report speaks=2026-06-30
			k/a mediated-talks usa|sdf+damascus when=2026-01-10 outcome=failed
			k/a good-offices usa|sdf+damascus when=2026-01-10 outcome=agreement source=reprint
			? 2026-01-10 uncontested
			? form "mediated-talks" "failed"`},
	})
}

func TestClaimsDifferingFormsAndOutcomes(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"differing forms are none, and contested", `
			k/a attack usa>iran when=2026-01-10
			k/a shelling usa>iran source=other when=2026-01-10
			? form ""
			? 2026-01-10 certain contested`},
		{"differing outcomes are none, and contested", `
			k/a mediated-talks usa|sdf+damascus when=2026-01-10 outcome=failed
			k/a mediated-talks usa|sdf+damascus source=other when=2026-01-10 outcome=agreement
			? form "mediated-talks" ""
			? 2026-01-10 certain contested`},
		{"saying nothing of the outcome is no difference", `
			k/a mediated-talks usa|sdf+damascus when=2026-01-10
			k/a mediated-talks usa|sdf+damascus source=other when=2026-01-10 outcome=agreement
			? form "mediated-talks" "agreement"
			? 2026-01-10 uncontested`},
		{"unknown and ongoing give way to what came of it", `
			k/a mediated-talks usa|sdf+damascus when=2026-01-10 outcome=unknown
			k/a mediated-talks usa|sdf+damascus source=other when=2026-01-10 outcome=ongoing
			k/a mediated-talks usa|sdf+damascus source=third when=2026-01-10 outcome=failed
			k/b mediated-talks usa|sdf+turkey when=2026-01-10 outcome=unknown
			k/b mediated-talks usa|sdf+turkey source=other when=2026-01-10 outcome=ongoing
			k/c mediated-talks usa|sdf+iran when=2026-01-10 outcome=unknown
			? k/a form "mediated-talks" "failed"
			? k/b form "mediated-talks" "ongoing"
			? k/c form "mediated-talks" "unknown"`},
		{"what hearsay alone tells of the outcome is none", `
			k/a mediated-talks usa|sdf+damascus when=2026-01-10
			k/a mediated-talks usa|sdf+damascus source=other when=2026-01-10 outcome=agreement hedged
			k/b mediated-talks usa|sdf+turkey when=2026-01-10 outcome=failed
			k/b mediated-talks usa|sdf+turkey source=other when=2026-01-10 outcome=agreement hedged
			k/c mediated-talks usa|sdf+iran when=2026-01-10 outcome=agreement hedged
			? k/a form "mediated-talks" ""
			? k/a 2026-01-10 certain uncontested
			? k/b form "mediated-talks" ""
			? k/b 2026-01-10 certain contested
			? k/c form "mediated-talks" "agreement"
			? k/c 2026-01-10 possible alleged`},
		{"ongoing contests an outcome told before", `
			source jan11 speaks=2026-01-11
			source jan20 speaks=2026-01-20
			source jan speaks=2026-01
			source feb speaks=2026-02-01
			k/a good-offices usa|sdf+damascus start=2026-01-10 source=jan11 outcome=failed
			k/a good-offices usa|sdf+damascus start=2026-01-10 source=jan20 outcome=ongoing
			k/b good-offices usa|sdf+turkey start=2026-01-10 source=jan11 outcome=failed
			k/b good-offices usa|sdf+turkey start=2026-01-10 source=jan20 outcome=ongoing
			k/b good-offices usa|sdf+turkey start=2026-01-10 source=feb outcome=failed
			k/c good-offices usa|sdf+iran start=2026-01-10 source=jan11 outcome=failed
			k/c good-offices usa|sdf+iran start=2026-01-10 source=jan outcome=ongoing
			? k/a form "good-offices" ""
			? k/a 2026-01-10 contested
			? k/b form "good-offices" "failed"
			? k/b 2026-01-10 uncontested
			? k/c form "good-offices" "failed"
			? k/c 2026-01-10 uncontested`},
		{"hearsay of a deed makes words no deed", `
			k/a condemnation usa>iran when=2026-01-10
			k/a attack usa>iran source=other when=2026-01-10 hedged
			k/b attack usa>iraq when=2026-01-10 hedged
			? k/a 2026-01-10 nominal contested
			? k/b 2026-01-10 material alleged`},
		{"words without deeds are nominal, and a deed is not", `
			k/a condemnation usa>iran when=2026-01-10
			k/b condemnation usa>iraq when=2026-01-10
			k/b attack usa>iraq source=other when=2026-01-10
			? k/a 2026-01-10 nominal
			? k/b 2026-01-10 material`},
	})
}

func TestClaimsDenials(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"contest the days they speak of", `
			k/a war usa&iran start=2026-01-01 end=2026-01-31
			k/a war usa&iran source=other denies start=2026-01-10 end=2026-01-12
			? 2026-01-09 uncontested certain
			? 2026-01-10 contested certain
			? 2026-01-12 contested
			? 2026-01-13 uncontested
			? 2026-01-01..2026-01-31 contested`},
		{"not held then says nothing of later days", `
			k/a backing usa>sdf start=2026-01-01 end=..
			k/a backing usa>sdf source=other denies held=2026-01-21
			? 2026-01-20 uncontested
			? 2026-01-21 contested
			? 2026-01-22 uncontested`},
		{"contest nothing on days when it did not hold anyway", `
			k/a war usa&iran start=2026-01-01 end=2026-01-10
			k/a war usa&iran source=other denies when=2026-01-20
			? 2026-01-05..2026-01-31 uncontested certain`},
		{"contest all days if they have no date", `
			k/a war usa&iran start=2026-01-01 end=2026-01-31
			k/a war usa&iran source=other denies
			? 2026-01-01 contested certain
			? 2026-01-31 contested`},
		{"deny their own form only", `
			k/a clash usa&iran when=2026-01-10
			k/b attack usa>iran when=2026-01-10
			k/b initiation usa>iran source=other denies
			? k/b 2026-01-10 uncontested certain`},
		{"and that form wherever a claim says it", `
			k/b attack usa>iran when=2026-01-10
			k/b initiation usa>iran source=third when=2026-01-10
			k/b initiation usa>iran source=other denies
			? 2026-01-10 contested`},
		{"move no bounds", `
			k/a war usa&iran start=2026-01 end=2026-02
			k/a war usa&iran source=other denies start=2026-01-10 end=2026-01-12
			? bounds 2026-01-01 2026-01-31 2026-02-01 2026-02-28`},
		{"of hearsay leave it contested, and never certain", `
			k/a attack usa>iran when=2026-01-10 by=iran
			k/a attack usa>iran source=other denies when=2026-01-10 by=usa
			? 2026-01-10 contested hearsay possible`},
	})
}

func TestClaimsContestedAndAllegedDependOnTheDay(t *testing.T) {
	script(t, `
		source early speaks=2026-01-20
		k/a war usa&iran start=[..2026-01-01] by=syria
		k/a war usa&iran source=early held=2026-01-10
		k/a war usa&iran source=other denies when=2026-01-15
		? 2026-01-05 alleged
		? 2026-01-10 uncontested
		? 2026-01-15 contested
		? 2026-01-16 uncontested`)
}

func TestClaimsUnboundedEndStopsAtOpposite(t *testing.T) {
	scripts(t, []struct{ rule, text string }{
		{"the day before the first certain day", `
			k/a backing usa>sdf start=2026-01-01 end=..  source=early
			source early speaks=2026-01-05
			k/w war usa&sdf start=[2026-02-01..2026-02-10] end=2026-03-01
			? k/a bounds 2026-01-01 2026-01-01 2026-01-05 2026-02-09
			? k/a 2026-02-09 possible
			? k/a 2026-02-10 absent
			? k/a shown "2026-01-01" "[2026-01-05..2026-02-09]"`},
		{"on the very next day, if need be", `
			k/a backing usa>sdf held=2026-01-31
			k/w attack usa>sdf when=2026-02-01
			? k/a 2026-01-31 certain
			? k/a 2026-02-01 absent`},
		{"and does not resume", `
			source early speaks=2026-01-05
			k/a backing usa>sdf start=2026-01-01 end=..  source=early
			k/w war usa&sdf start=2026-02-01 end=2026-03-01
			? k/a 2026-04-01 absent`},
		{"an end that a claim gives does not stop", `
			source early speaks=2026-01-05
			k/a backing usa>sdf start=2026-01-01 end=2026-02-28 source=early
			k/w war usa&sdf start=2026-02-01 end=2026-03-01
			? k/a 2026-02-20 possible`},
		{"an alleged opposite stops nothing", `
			k/a backing usa>sdf held=2026-01-01
			k/w war usa&sdf start=2026-02-01 end=2026-03-01 by=iran
			? k/a 2026-02-20 possible`},
		{"a nominal opposite stops nothing", `
			k/a backing usa>sdf held=2026-01-01
			k/w condemnation usa>sdf when=2026-02-01
			? k/a 2026-02-20 possible`},
		{"a denied opposite stops nothing", `
			k/a backing usa>sdf held=2026-01-01
			k/w war usa&sdf denies when=2026-02-01
			? k/a 2026-02-20 possible`},
		{"an opposite with no certain day stops nothing", `
			k/a backing usa>sdf held=2026-01-01
			k/w attack usa>sdf when=2026-02
			? k/a 2026-03-20 possible`},
		{"a mediation is no opposite", `
			k/a backing usa>sdf held=2026-01-01
			k/w direct-talks |usa+sdf when=2026-02-01
			? k/a 2026-02-20 possible`},
		{"an opposite of another pair stops nothing", `
			k/a backing usa>sdf held=2026-01-01
			k/w attack usa>iran when=2026-02-01
			? k/a 2026-02-20 possible`},
		{"the direction does not matter, since a pair is unordered", `
			k/a backing usa>sdf held=2026-01-01
			k/w attack sdf>usa when=2026-02-01
			? k/a 2026-01-31 possible
			? k/a 2026-02-01 absent`},
		{"a hostility stops as an allegiance does", `
			k/a backing usa>sdf held=2026-02-01
			k/w campaign usa>sdf held=2026-01-01
			? k/w 2026-01-31 possible
			? k/w 2026-02-01 absent`},
		{"one that hearsay tells of later does not stop", `
			source early speaks=2026-01-05
			k/a backing usa>sdf start=2026-01-01 end=..  source=early
			k/a backing usa>sdf held=2026-03-01 hedged
			k/w attack usa>sdf when=2026-02-01
			? k/a 2026-02-01 possible
			? k/a 2026-03-01 possible attested
			? k/a shown "2026-01-01" ".."`},
		{"nor one that a source may have seen later", `
			source winter speaks=2026-02
			k/a backing usa>sdf start=2026-01-01 end=..  source=winter
			k/w attack usa>sdf when=2026-02-10
			? k/a 2026-02-20 possible`},
		{"nor at a deed that only hearsay tells of", `
			source early speaks=2026-01-05
			k/a backing usa>sdf start=2026-01-01 end=..  source=early
			k/w condemnation usa>sdf when=2026-02-01
			k/w attack usa>sdf when=2026-02-01 source=other hedged
			? k/a 2026-02-20 possible`},
		{"one seen beside its opposite goes on: the pair is ambivalent", `
			k/a backing usa>sdf start=2026-01-01 end=..
			k/w attack usa>sdf when=2026-02-01
			? k/a 2026-02-01 certain
			? k/a 2026-12-01 possible
			? k/w 2026-02-01 certain`},
	})
}
