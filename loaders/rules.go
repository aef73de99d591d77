package loaders

import "slices"

// Rule names what a row can offend against. The rules are listed in
// docs/formats/curated.md, which a test compares with this file.
type Rule string

// The rules whose offenders are left out.
const (
	RuleFile       Rule = "file"
	RuleSyntax     Rule = "syntax"
	RuleShape      Rule = "shape"
	RuleUnknownKey Rule = "unknown-key"
	RuleTwice      Rule = "key-twice"
	RuleBareWord   Rule = "bare-word"
	RuleWord       Rule = "word"
	RuleDate       Rule = "date"
	RuleRecord     Rule = "record"
	RuleSchedule   Rule = "schedule"
	RuleReference  Rule = "reference"
	RuleSameID     Rule = "same-id"
	RuleSameClaim  Rule = "same-claim"
	RuleSameKey    Rule = "same-key"
	RuleGap        Rule = "gap"
	RuleCircle     Rule = "circle"
	RuleHeldBack   Rule = "held-back"
)

// The rules whose offenders are loaded with a warning.
const (
	RuleFirstOfJanuary Rule = "first-of-january"
	RuleLifetime       Rule = "lifetime"
	RuleFuture         Rule = "future"
	RuleNoQuote        Rule = "no-quote"
	RuleNoLocator      Rule = "no-locator"
	RuleNoSource       Rule = "no-source"
	RuleLoneDenial     Rule = "lone-denial"
	RuleMarking        Rule = "marking"
	RuleWhoseWord      Rule = "whose-word"
	RuleUnnamed        Rule = "unnamed-elsewhere"
	RuleFormerID       Rule = "former-id"
	RuleLoneDate       Rule = "lone-date"
	RuleSharedGap      Rule = "shared-gap"
	RuleSameTie        Rule = "same-tie"
	RuleReferredTo     Rule = "referred-to"
)

// The rules that only edge lists know. The first leaves rows out.
const (
	RuleAndMore   Rule = "and-more"
	RuleSlug      Rule = "slug"
	RuleMadeActor Rule = "made-actor"
)

// ruleText is what the documentation says of a rule.
type ruleText struct {
	Rule
	warning bool
	when    string
	todo    string
}

var ruleTexts = []ruleText{
	{RuleFile, false, "a file is not UTF-8, is empty, is larger than 8 MiB, holds several documents, expands its aliases too far, or has a name that is not read", "save it as the remedy says; nothing is retracted meanwhile"},
	{RuleSyntax, false, "a file is no YAML: a tab in the indentation, an unquoted colon, an open quotation mark or bracket", "mend the line; nothing is retracted meanwhile"},
	{RuleShape, false, "a list, a map or a text where another is expected; a key without a value; a tag or a merge key", "write what the tables above say"},
	{RuleUnknownKey, false, "a key that the tables above do not have", "take the key that the remedy proposes, or remove it"},
	{RuleTwice, false, "a key twice in one map", "keep one of the two"},
	{RuleBareWord, false, "a bare `yes`, `no`, `on`, `off`, `true` or `false` where a text is expected", "put it in quotes"},
	{RuleWord, false, "a value that is not one of the words or grades for its key", "take one from the list in the remedy"},
	{RuleDate, false, "a date or an interval that is not EDTF as above", "write it as the remedy says; quote sets"},
	{RuleRecord, false, "a row that breaks a rule by itself: something is missing, the form does not fit the kind or the sides, an undated claim, two ways of dating, an end before its start, a tie that begins after its source spoke", "as the remedy says"},
	{RuleSchedule, false, "a schedule that is no cron expression of five fields", "write minute, hour, day, month, weekday"},
	{RuleReference, false, "an actor, source or tie that no dataset has, or whose own row was left out", "correct the id, write the missing row, or mend that other row first"},
	{RuleSameID, false, "an id, former id or key that another row or dataset has", "choose another, or put the two together"},
	{RuleSameClaim, false, "a claim that says just what another one says", "remove one of the two"},
	{RuleSameKey, false, "a key that another dataset uses for a tie of other kind or parties", "choose another key, or write the same kind and parties"},
	{RuleGap, false, "claims of one key say it held at times with a gap that no source bridges", "write two ties, or add a claim that says it went on"},
	{RuleCircle, false, "sources that republish each other, or actors that succeed each other, in a circle", "break the circle where it is wrong"},
	{RuleHeldBack, false, "a tie that changed its kind or parties while a row of it, or a file, cannot be read", "mend what cannot be read first"},

	{RuleFirstOfJanuary, true, "1 January as a date, which often means \"some time that year\", and neither quotation nor note speaks of that day", "write the year alone, or say in `note` that it is the day"},
	{RuleLifetime, true, "a tie on days outside the lifetime of one of its parties", "correct the dates or the lifetime, or name the predecessor or successor"},
	{RuleFuture, true, "a publication or retrieval after the day of the load", "check the year"},
	{RuleNoQuote, true, "a claim without quotation", "quote the words it rests on"},
	{RuleNoLocator, true, "a claim that does not say where in its source", "write `at`"},
	{RuleNoSource, true, "an actor that does not say where name, lifetime and identifiers come from", "write `source`, `general-knowledge` if need be"},
	{RuleLoneDenial, true, "a denial of a tie that nobody asserts", "add the claim that is denied, or check key and form"},
	{RuleMarking, true, "a claim more widely shareable than its source", "leave `marking` out, unless it is meant so"},
	{RuleWhoseWord, true, "`attributed` without a claimant, or `own` with one", "name the claimant (an unnamed actor if need be), or correct the voice"},
	{RuleUnnamed, true, "an unnamed actor in a claim of another source than its own", "write an unnamed actor for each source"},
	{RuleFormerID, true, "an id that is kept in `aliases`; it was taken for the new one", "write the new id"},
	{RuleLoneDate, true, "a lifetime of one date, which says that it began and ended within it", "write `1920/..` or `1920/`"},
	{RuleSharedGap, true, "a gap as above in a tie that other datasets speak of too, and may bridge", "look at the claims of the other datasets"},
	{RuleSameTie, true, "a `sameTie` key that no other dataset uses yet; the claims stand under it all the same", "check the key"},
	{RuleReferredTo, true, "a row that is gone from the files while others still refer to it; it stays", "put it back, or remove what refers to it first"},
}

// edgeRuleTexts are documented in docs/formats/edges.md.
var edgeRuleTexts = []ruleText{
	{RuleAndMore, false, "more rows were left out than are listed", "mend what is listed, and look again"},
	{RuleSlug, true, "an `id` that is no slug; one was made of it", "write the slug"},
	{RuleMadeActor, true, "an actor that no row declares; it was made of what the edges call it", "declare it in `actors.csv`, or correct the edges if it is misspelt"},
}

// Warning reports whether a row that offends against the rule is loaded.
func (r Rule) Warning() bool {
	for _, texts := range [][]ruleText{ruleTexts, edgeRuleTexts} {
		if i := slices.IndexFunc(texts, func(t ruleText) bool { return t.Rule == r }); i >= 0 {
			return texts[i].warning
		}
	}
	return false
}
