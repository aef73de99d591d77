package graph

import (
	"cmp"
	"slices"
)

// Shape says how the two sides of a form stand to each other.
type Shape int

const (
	// Directed forms have a from and a to: one side acts on the other.
	Directed Shape = iota + 1
	// Mutual forms have two members who stand alike.
	Mutual
	// Mediated forms have parties, and mediators or none.
	Mediated
)

// Form is an entry of the controlled vocabulary of what sort of tie a tie is.
//
// The obligations of alliances (defence, neutrality, non-aggression,
// consultation) follow the Alliance Treaty Obligations and Provisions project
// (Leeds, Ritter, Mitchell and Long 2002); the verbs of cooperation and
// conflict follow the root codes of CAMEO (Schrodt 2012); the vocabulary
// itself is Realign's.
type Form struct {
	Name  string
	Kind  Kind
	Shape Shape
	// Act marks what begins and ends within a short time; otherwise the form is
	// a state that lasts.
	Act bool
	// Nominal forms are words without deeds. They are listed, but count in no
	// camp, balance or path unless asked for.
	Nominal bool
	Meaning string
}

// FormNamed returns the form of that name, and whether there is one.
func FormNamed(name string) (Form, bool) {
	i, ok := slices.BinarySearchFunc(forms, name, func(f Form, n string) int { return cmp.Compare(f.Name, n) })
	if !ok {
		return Form{}, false
	}
	return forms[i], true
}

// Forms lists the whole vocabulary, by name.
func Forms() []Form { return slices.Clone(forms) }

// forms is sorted by name, which a test holds it to.
var forms = []Form{
	{"accusation", Hostility, Directed, true, true, "one side publicly blames the other for an act"},
	{"affiliation", Allegiance, Directed, false, false, "an organisation that belongs to, or has sworn loyalty to, a larger one of its own standing"},
	{"airstrikes", Hostility, Directed, true, false, "attacks from the air"},
	{"alignment", Allegiance, Directed, false, false, "one side acts in step with the other, short of an agreement between them"},
	{"alliance", Allegiance, Mutual, false, false, "the two fight or stand together, by agreement or in fact"},
	{"arms-supply", Allegiance, Directed, false, false, "weapons, ammunition or vehicles given or sold"},
	{"attack", Hostility, Directed, true, false, "an armed attack by one side on the other"},
	{"backing", Allegiance, Directed, false, false, "support that the source does not describe further"},
	{"blockade", Hostility, Directed, false, false, "movement or supplies of the other side cut off"},
	{"breach", Hostility, Directed, true, false, "one side breaks an agreement or a ceasefire with the other"},
	{"call-for-restraint", Mediation, Mediated, true, true, "an outsider calls on the parties to stop, or to talk"},
	{"campaign", Hostility, Directed, false, false, "a sustained effort of one side against the other: an offensive, a siege, a political campaign with deeds"},
	{"ceasefire", Mediation, Mediated, false, false, "fighting stopped by word of the parties, for a time or for good"},
	{"clash", Hostility, Mutual, true, false, "fighting between the two, whoever began it"},
	{"close-ties", Allegiance, Mutual, false, false, "the two cooperate closely; no agreement or support is named"},
	{"coercion", Hostility, Directed, true, false, "pressure that makes the other side do or leave something"},
	{"condemnation", Hostility, Directed, true, true, "one side publicly condemns the other"},
	{"consultation", Allegiance, Mutual, false, true, "a pledge to consult each other"},
	{"defence-pact", Allegiance, Mutual, false, false, "a pledge to defend each other"},
	{"defiance", Hostility, Directed, true, true, "one side vows to resist the other"},
	{"demand", Hostility, Directed, true, true, "one side demands that the other give something up"},
	{"direct-talks", Mediation, Mediated, true, false, "the parties talk to each other without a mediator"},
	{"discord", Hostility, Mutual, false, true, "the two are at odds in words or aims, without deeds named"},
	{"endorsement", Allegiance, Directed, true, true, "one side publicly takes the other's part"},
	{"enmity", Hostility, Directed, false, false, "one side holds the other for an enemy and acts on it, by the source's word"},
	{"expulsion", Hostility, Directed, true, false, "one side drives the other out of a place"},
	{"fighters", Allegiance, Directed, false, false, "people of one side fight in the ranks of the other"},
	{"good-offices", Mediation, Mediated, false, false, "an outsider works to bring the parties together"},
	{"initiation", Hostility, Directed, true, false, "one side began the fighting that the tie is about"},
	{"integration-agreement", Allegiance, Mutual, false, false, "a signed agreement that one joins the ranks or institutions of the other"},
	{"intelligence-support", Allegiance, Directed, false, false, "intelligence given"},
	{"joint-operation", Allegiance, Mutual, true, false, "the two carry out an operation together"},
	{"killing", Hostility, Directed, true, false, "people of one side killed by the other outside fighting: executions, massacres"},
	{"logistical-support", Allegiance, Directed, false, false, "supplies, transport, bases, money for a fight"},
	{"mediated-talks", Mediation, Mediated, true, false, "the parties talk through or with a mediator"},
	{"military-support", Allegiance, Directed, false, false, "troops, strikes, training or military means given to the other's fight"},
	{"neutrality", Allegiance, Mutual, false, true, "a pledge to stay out of the other's wars"},
	{"non-aggression", Allegiance, Mutual, false, true, "a pledge not to attack each other"},
	{"obstruction", Hostility, Directed, true, false, "one side thwarts the other's dealings: talks broken up, an agreement prevented"},
	{"persecution", Hostility, Directed, false, false, "violence or deprivation by one side against a people or community"},
	{"political-support", Allegiance, Directed, false, false, "diplomatic or political effort for the other's aims"},
	{"refuge", Allegiance, Directed, false, false, "shelter given to people of the other side"},
	{"rivalry", Hostility, Mutual, false, false, "the two compete with force or the threat of it"},
	{"sanctions", Hostility, Directed, false, false, "economic or legal measures against the other side"},
	{"shelling", Hostility, Directed, true, false, "artillery, mortar or rocket fire by one side on the other"},
	{"threat", Hostility, Directed, true, true, "one side announces harm to the other"},
	{"unsigned-agreement", Mediation, Mediated, true, false, "a text of an agreement that was not signed"},
	{"war", Hostility, Mutual, false, false, "the two are at war"},
}
