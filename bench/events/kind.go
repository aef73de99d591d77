package events

import (
	"slices"
	"strings"
)

// Kind is a kind of relation, as Realign's edge list writes it.
type Kind string

// The three kinds.
const (
	Allegiance Kind = "allegiance"
	Mediation  Kind = "mediation"
	Hostility  Kind = "hostility"
)

// KindOf maps a label of the CAMEO codebook (Schrodt 2012) to the nearest kind;
// false if it begins like none that is known.
//
// Every label has a root in that codebook: 01 to 08 are cooperation, by word or
// by deed, 09 to 20 conflict. Of cooperation, what speaks of mediating, talking
// or a ceasefire is a mediation, and all else an allegiance. Conflict is a
// hostility, also where it is about talks: halting them is no talking.
func KindOf(label string) (Kind, bool) {
	root, ok := rootOf(label)
	switch {
	case !ok:
		return "", false
	case root >= 9:
		return Hostility, true
	case isMediation(label):
		return Mediation, true
	}
	return Allegiance, true
}

func isMediation(label string) bool {
	label = strings.ReplaceAll(strings.ToLower(label), "(non-mediation)", "")
	return slices.ContainsFunc([]string{"mediat", "negotiat", "ceasefire", "settle dispute", "talks"}, func(word string) bool {
		return strings.Contains(label, word)
	})
}

// rootOf is the root of a label, 1 to 20, by the longest beginning of it that
// is in the table.
func rootOf(label string) (root int, ok bool) {
	label = strings.ToLower(label)
	longest := ""
	for _, r := range beginnings {
		for _, b := range r.labels {
			if strings.HasPrefix(label, b) && len(b) > len(longest) {
				longest, root = b, r.root
			}
		}
	}
	return root, longest != ""
}

// beginnings are how labels begin, by their root in the codebook. Where the
// codebook spreads one wording over several roots, the longer entry decides.
var beginnings = []struct {
	root   int
	labels []string
}{
	{1, []string{ // make a public statement
		"acknowledge or claim responsibility", "consider policy option", "decline comment", "deny responsibility",
		"engage in symbolic act", "express accord", "make empathetic comment", "make optimistic comment",
		"make pessimistic comment", "make statement",
	}},
	{2, []string{"appeal", "make an appeal"}},
	{3, []string{"express intent"}}, // to cooperate, to yield, to mediate
	{4, []string{"consult", "discuss by telephone", "engage in negotiation", "host a visit", "make a visit", "mediate", "meet at"}},
	{5, []string{ // diplomatic cooperation
		"apologize", "defend verbally", "engage in diplomatic cooperation", "forgive", "grant diplomatic recognition",
		"praise or endorse", "rally support", "sign formal agreement",
	}},
	{6, []string{ // material cooperation
		"cooperate", "engage in judicial cooperation", "engage in material cooperation", "share intelligence",
	}},
	{7, []string{"grant asylum", "provide"}}, // aid
	{8, []string{ // yield
		"accede", "declare truce", "demobilize", "ease", "receive", "retreat", "return", "yield",
	}},
	{9, []string{"investigate"}},
	{10, []string{"demand"}},
	{11, []string{"accuse", "bring lawsuit", "complain", "criticize", "rally opposition"}}, // disapprove
	{12, []string{"defy", "halt", "refuse", "reject", "veto"}},
	{13, []string{"give ultimatum", "threaten"}},
	{14, []string{ // protest
		"conduct hunger strike", "conduct strike", "demonstrate for", "demonstrate or rally", "engage in political dissent",
		"engage in violent protest", "obstruct passage", "protest",
	}},
	{15, []string{"demonstrate military", "increase", "mobilize"}}, // exhibit force
	{16, []string{"expel or withdraw", "impose embargo", "reduce"}},
	{17, []string{ // coerce
		"arrest", "ban", "coerce", "confiscate", "destroy", "expel or deport", "impose administrative", "impose restrictions",
		"impose state of emergency", "seize", "use tactics of violent repression",
	}},
	{18, []string{ // assault
		"abduct", "assassinate", "attempt to assassinate", "carry out", "conduct suicide", "kill", "physically assault",
		"sexually assault", "torture", "use as human shield", "use unconventional violence",
	}},
	{19, []string{ // fight
		"employ aerial", "fight", "impose blockade", "occupy", "use conventional", "violate ceasefire",
	}},
	{20, []string{"detonate nuclear", "engage in mass", "use chemical"}},
}
