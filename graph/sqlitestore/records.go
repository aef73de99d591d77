package sqlitestore

import (
	"database/sql"
	"fmt"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// sourceRow is what insertSource takes.
func sourceRow(rev graph.RevNo, s *graph.Source) ([]any, error) {
	aliases, err := listText(s.Aliases)
	if err != nil {
		return nil, fmt.Errorf("source %s: %w", s.ID, err)
	}
	return []any{int64(rev), string(s.ID), nullable(s.Title), nullable(s.Publisher), nullable(s.Author), nullable(s.URL),
		nullable(s.PublishedOn.String()), nullable(s.SpeaksOf.String()), nullable(s.Republishes), nullable(s.RetrievedOn.String()),
		nullable(s.Language), nullable(s.Reliability.String()), nullable(s.Marking.String()), nullable(s.Note),
		nullable(s.Document), nullable(s.Dataset), aliases}, nil
}

// scanSource reads a row of selectSourcesFrom.
func scanSource(rows *sql.Rows) (*graph.Source, error) {
	s := &graph.Source{}
	var published, speaksOf, retrieved, reliability, marking, aliases text
	err := rows.Scan(&s.ID, (*text)(&s.Title), (*text)(&s.Publisher), (*text)(&s.Author), (*text)(&s.URL), &published, &speaksOf,
		(*text)(&s.Republishes), &retrieved, (*text)(&s.Language), &reliability, &marking, (*text)(&s.Note), (*text)(&s.Document),
		(*text)(&s.Dataset), &aliases)
	if err != nil {
		return nil, err
	}
	var r reader
	s.PublishedOn, s.SpeaksOf, s.RetrievedOn = r.date(published), r.date(speaksOf), r.date(retrieved)
	r.word(&s.Reliability, reliability)
	r.word(&s.Marking, marking)
	r.list(&s.Aliases, aliases)
	if r.err != nil {
		return nil, fmt.Errorf("source %s: %w", s.ID, r.err)
	}
	return s, nil
}

// claimWidth is the number of claimColumns.
const claimWidth = 32

// claimRow is what a row of claims holds. The parties stand in it if they are
// two.
func claimRow(rev graph.RevNo, row int64, c *graph.Claim) [claimWidth]any {
	written, days := datingOf(c.Dating), daysOf(c.Dating)
	var credibility, roleA, actorA, roleB, actorB any
	if c.Credibility != 0 {
		credibility = int64(c.Credibility)
	}
	if len(c.Parties) == 2 {
		roleA, actorA = nullable(c.Parties[0].Role.String()), string(c.Parties[0].Actor)
		roleB, actorB = nullable(c.Parties[1].Role.String()), string(c.Parties[1].Actor)
	}
	return [claimWidth]any{row, int64(rev), string(c.ID), string(c.Tie), nullable(c.Kind.String()), nullable(c.Form), nullable(c.Regarding),
		nullable(c.Stance.String()), nullable(c.Voice.String()), nullable(c.Outcome.String()),
		nullable(written.Start), nullable(written.End), nullable(written.When), nullable(written.Held),
		day(days[0]), day(days[1]), day(days[2]), day(days[3]),
		nullable(c.Source), nullable(c.Claimant), nullable(c.Quote), nullable(c.Locator), nullable(c.Note),
		nullable(c.Reliability.String()), credibility, nullable(c.Marking.String()), nullable(c.Dataset), int64(c.Seq),
		roleA, actorA, roleB, actorB}
}

// daysOf is when the tie began and ended by the written dates alone, for plain
// SQL: the earliest and latest first day, the earliest and latest last day, all
// inclusive. Neither the source's day nor a lifetime narrows it; the program
// reads the written dates.
func daysOf(d graph.Dating) [4]graph.Day {
	switch {
	case !d.When.IsZero():
		first, last := d.When.Earliest(), d.When.Latest()
		return [4]graph.Day{first, last, first, last}
	case !d.Held.IsZero():
		return [4]graph.Day{graph.MinDay, d.Held.Latest(), d.Held.Earliest(), graph.MaxDay}
	}
	bounds := func(d edtf.Date) (graph.Day, graph.Day) {
		if d.IsZero() {
			return graph.MinDay, graph.MaxDay
		}
		return d.Earliest(), d.Latest()
	}
	startsFirst, startsLast := bounds(d.Start)
	endsFirst, endsLast := bounds(d.End)
	return [4]graph.Day{startsFirst, startsLast, endsFirst, endsLast}
}
