package jsonl

import (
	"fmt"

	"github.com/realign/realign/graph"
)

// byMember has a text for each member of an enumeration.
type byMember [256]string

// kinds are the words of enumerations.
var kinds = struct {
	ofTie, ofActor, party, outcome byMember
}{
	ofTie:   wordsTo(graph.Hostility),
	ofActor: wordsTo(graph.OtherActor),
	party:   beginnings(wordsTo(graph.PartyTo)),
	outcome: wordsTo(graph.UnknownOutcome),
}

// wordsTo are the words of an enumeration up to its last member; that of zero
// is empty.
func wordsTo[T interface {
	~uint8
	fmt.Stringer
}](last T) (out byMember) {
	for i := T(1); i <= last; i++ {
		out[i] = wordOf(i)
	}
	return out
}

// beginnings are those of a party, up to its id.
func beginnings(roles byMember) byMember {
	for i, role := range roles {
		roles[i] = `{"role":"` + role + `","actor":"actor:`
	}
	return roles
}

// standing is what must not be misread of a tie: how it stands with its sources
// on the view's days. Each combination has a number.
type standing struct {
	certainty      graph.Certainty
	attestation    graph.Attestation
	status         graph.Status
	alleged, words bool
}

const (
	certainties  = int(graph.Certain) + 1
	attestations = int(graph.Assumed) + 1
	statuses     = int(graph.Denied) + 1
)

func (s standing) number() int {
	n := (int(s.certainty)*attestations+int(s.attestation))*statuses + int(s.status)
	n *= 4
	if s.alleged {
		n += 2
	}
	if s.words {
		n++
	}
	return n
}

// standings are the fields of all combinations, up to the list of parties.
var standings = func() []string {
	out := make([]string, certainties*attestations*statuses*4)
	for c := range certainties {
		for a := range attestations {
			for s := range statuses {
				for _, alleged := range []bool{false, true} {
					for _, words := range []bool{false, true} {
						x := standing{graph.Certainty(c), graph.Attestation(a), graph.Status(s), alleged, words}
						out[x.number()] = x.fields()
					}
				}
			}
		}
	}
	return out
}()

func (s standing) fields() string {
	return fmt.Sprintf(`,"certainty":%q,"attestation":%q,"status":%q,"alleged":%t,"nominal":%t,"parties":[`,
		wordOf(s.certainty), wordOf(s.attestation), wordOf(s.status), s.alleged, s.words)
}

func (e *encoder) standing(r *graph.Relation) int {
	return standing{r.Certainty(e.days), r.Attestation(e.days), r.Status(e.days), r.IsAlleged(e.days), r.Nominal}.number()
}
