package sqlitestore

import (
	"database/sql"
	"fmt"

	"github.com/realign/realign/graph"
)

// The parts of an actor as they stand in JSON columns. Their names are part of
// the format.
type (
	dating struct {
		Start string `json:"start,omitempty"`
		End   string `json:"end,omitempty"`
		When  string `json:"when,omitempty"`
		Held  string `json:"held,omitempty"`
	}
	name struct {
		Value    string         `json:"value"`
		Language string         `json:"language,omitempty"`
		dating                  // when it was in use
		Source   graph.SourceID `json:"source,omitempty"`
		Note     string         `json:"note,omitempty"`
	}
	identifier struct {
		Scheme string         `json:"scheme"`
		Value  string         `json:"value"`
		Source graph.SourceID `json:"source,omitempty"`
	}
	affiliation struct {
		Whole   graph.ActorID  `json:"whole"`
		Role    string         `json:"role,omitempty"`
		dating                 // when it held
		Source  graph.SourceID `json:"source,omitempty"`
		Locator string         `json:"locator,omitempty"`
		Quote   string         `json:"quote,omitempty"`
		Note    string         `json:"note,omitempty"`
	}
	succession struct {
		Predecessor graph.ActorID  `json:"predecessor"`
		dating                     // when it took place
		Form        string         `json:"form,omitempty"`
		Source      graph.SourceID `json:"source,omitempty"`
		Locator     string         `json:"locator,omitempty"`
		Quote       string         `json:"quote,omitempty"`
		Note        string         `json:"note,omitempty"`
	}
)

func datingOf(d graph.Dating) dating {
	end := d.End.String()
	if d.Ongoing {
		end = ".."
	}
	return dating{d.Start.String(), end, d.When.String(), d.Held.String()}
}

func (r *reader) dated(d dating) graph.Dating {
	return r.dating(text(d.Start), text(d.End), text(d.When), text(d.Held))
}

// actorRow is what insertActor takes.
func actorRow(rev graph.RevNo, a *graph.Actor) ([]any, error) {
	span := datingOf(a.Span)
	listed := ""
	if len(a.Names) > 0 {
		listed = a.Names[0].Value
	}
	row := []any{int64(rev), string(a.ID), nullable(a.Kind.String()), a.Unnamed, nullable(listed), nullable(a.ShortName),
		nullable(a.Description), nullable(a.Note), nullable(span.Start), nullable(span.End), nullable(span.When), nullable(span.Held),
		nullable(a.Source), nullable(a.Dataset)}
	names, identifiers, affiliations, successions := partsOf(a)
	for _, list := range []func() (any, error){
		func() (any, error) { return listText(a.Aliases) },
		func() (any, error) { return listText(names) },
		func() (any, error) { return listText(identifiers) },
		func() (any, error) { return listText(affiliations) },
		func() (any, error) { return listText(successions) },
	} {
		v, err := list()
		if err != nil {
			return nil, fmt.Errorf("actor %s: %w", a.ID, err)
		}
		row = append(row, v)
	}
	return row, nil
}

func partsOf(a *graph.Actor) ([]name, []identifier, []affiliation, []succession) {
	names := make([]name, len(a.Names))
	for i, n := range a.Names {
		names[i] = name{n.Value, n.Language, datingOf(n.Span), n.Source, n.Note}
	}
	identifiers := make([]identifier, len(a.Identifiers))
	for i, id := range a.Identifiers {
		identifiers[i] = identifier(id)
	}
	affiliations := make([]affiliation, len(a.Affiliations))
	for i, f := range a.Affiliations {
		affiliations[i] = affiliation{f.Whole, f.Role, datingOf(f.Span), f.Source, f.Locator, f.Quote, f.Note}
	}
	successions := make([]succession, len(a.Predecessors))
	for i, p := range a.Predecessors {
		successions[i] = succession{p.Predecessor, datingOf(p.On), p.Form, p.Source, p.Locator, p.Quote, p.Note}
	}
	return names, identifiers, affiliations, successions
}

// scanActor reads a row of selectActorsFrom.
func scanActor(rows *sql.Rows) (*graph.Actor, error) {
	a := &graph.Actor{}
	var kind, start, end, when, held, aliases, names, identifiers, affiliations, successions text
	err := rows.Scan(&a.ID, &kind, &a.Unnamed, (*text)(&a.ShortName), (*text)(&a.Description), (*text)(&a.Note),
		&start, &end, &when, &held, (*text)(&a.Source), (*text)(&a.Dataset),
		&aliases, &names, &identifiers, &affiliations, &successions)
	if err != nil {
		return nil, err
	}
	var r reader
	r.word(&a.Kind, kind)
	a.Span = r.dating(start, end, when, held)
	r.list(&a.Aliases, aliases)
	r.parts(a, names, identifiers, affiliations, successions)
	if r.err != nil {
		return nil, fmt.Errorf("actor %s: %w", a.ID, r.err)
	}
	return a, nil
}

func (r *reader) parts(a *graph.Actor, names, identifiers, affiliations, successions text) {
	var ns []name
	r.list(&ns, names)
	for _, n := range ns {
		a.Names = append(a.Names, graph.Name{Value: n.Value, Language: n.Language, Span: r.dated(n.dating), Source: n.Source, Note: n.Note})
	}
	var ids []identifier
	r.list(&ids, identifiers)
	for _, id := range ids {
		a.Identifiers = append(a.Identifiers, graph.Identifier(id))
	}
	var fs []affiliation
	r.list(&fs, affiliations)
	for _, f := range fs {
		a.Affiliations = append(a.Affiliations, graph.Affiliation{Whole: f.Whole, Role: f.Role, Span: r.dated(f.dating),
			Source: f.Source, Locator: f.Locator, Quote: f.Quote, Note: f.Note})
	}
	var ps []succession
	r.list(&ps, successions)
	for _, p := range ps {
		a.Predecessors = append(a.Predecessors, graph.Succession{Predecessor: p.Predecessor, On: r.dated(p.dating), Form: p.Form,
			Source: p.Source, Locator: p.Locator, Quote: p.Quote, Note: p.Note})
	}
}
