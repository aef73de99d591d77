package loaders

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/realign/realign/graph"
)

// nameActors refuses a row that calls an actor so that its id would be that of
// another one.
func (p *edgePlan) nameActors(f *edgeFile, r *edgeRow) []Problem {
	var refused []Problem
	for _, a := range [...]*edgeActor{r.from, r.to} {
		if a.record != nil || a.place.Line > 0 {
			continue
		}
		if o := p.made[a.id]; o != nil {
			refused = append(refused, newProblem(Place{f.name, int(r.line), 1}, RuleReference,
				fmt.Sprintf("The row: the id of %q would be %s, which is that of %q (%s)", clip(a.text), a.id, clip(o.text), o.place),
				"write them alike if they are one, or declare both in "+actorsTable+" and write their ids"))
		}
	}
	return refused
}

// useActors makes the actors that a good row names and nobody declares.
func (p *edgePlan) useActors(f *edgeFile, r *edgeRow) {
	for _, a := range [...]*edgeActor{r.from, r.to} {
		if a.record != nil {
			continue
		}
		if a.uses++; a.uses == 1 {
			a.place = Place{f.name, int(r.line), 1}
			p.made[a.id] = a
		}
	}
}

// unuse takes back that a row names actors, since it is left out.
func (p *edgePlan) unuse(c *graph.Claim) {
	for _, party := range c.Parties {
		if a := p.made[party.Actor]; a != nil {
			if a.uses--; a.uses == 0 {
				delete(p.made, party.Actor)
				a.place = Place{}
			}
		}
	}
}

// warnOfMade warns of the actors that were made, in order of their rows.
func (p *edgePlan) warnOfMade() {
	if len(p.v.actors.rows) == 0 {
		if len(p.made) > 0 {
			p.tally.warn(newProblem(Place{File: p.list.Dataset.Folder}, RuleMadeActor,
				fmt.Sprintf("No row declares an actor, and %s were made of what the edges call them", count(len(p.made), "actor")),
				"declare them in "+actorsTable+" if they have names, kinds or lifetimes"))
		}
		return
	}
	made := slices.SortedFunc(maps.Values(p.made), func(a, b *edgeActor) int {
		return cmp.Or(comparePlaces(a.place, b.place), cmp.Compare(a.id, b.id))
	})
	for _, a := range made {
		remedy := "declare it in " + actorsTable + ", or correct the row"
		if p.tally.warned[RuleMadeActor] < maxWarnings {
			if near := p.v.actors.nearest(a.id); near != "" {
				remedy = fmt.Sprintf("write %s if that is meant, or declare it in %s", near, actorsTable)
			}
		}
		p.tally.warn(newProblem(a.place, RuleMadeActor, fmt.Sprintf("No row declares the actor %q, and %s was made of it", clip(a.text), a.id), remedy))
	}
}

// writeOutRecords hands over the sources and actors, those among them that were
// made of rows.
func (p *edgePlan) writeOutRecords(checked *Checked) {
	p.v.writeOutRecords(checked)
	for _, id := range sortedKeys(p.made) {
		a := p.made[id]
		checked.Actors = append(checked.Actors, Placed[graph.Actor]{Place: a.place, Record: a.made(p.list.Dataset.ID, p.list.sourceOf(p.v, id))})
	}
	p.warnOfMade()
}
