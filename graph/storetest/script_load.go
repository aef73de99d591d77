package storetest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// loadScript is what a load section of a script writes.
type loadScript struct {
	Version
	template graph.Load
}

// read adds the records of a section, line by line; a record of the same id as
// an earlier one takes its place.
func (l *loadScript) read(text string) error {
	for n, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		words, err := split(line)
		if err == nil {
			err = l.record(words)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w: %s", n+1, err, line)
		}
	}
	l.number()
	return nil
}

func (l *loadScript) record(words []string) error {
	o := optionsOf(words[1:])
	switch words[0] {
	case "dataset":
		l.template.Title, l.template.License, l.template.Schedule = o.take("title"), o.take("license"), o.take("schedule")
	case "actor":
		l.actor(o)
	case "name", "identifier", "affiliation", "predecessor":
		if len(l.Actors) == 0 {
			return fmt.Errorf("there is no actor above")
		}
		partOfActor(l.Actors[len(l.Actors)-1], words[0], o)
	case "source":
		l.source(o)
	case "claim":
		l.claim(o)
	case "reject":
		l.template.Rejections = append(l.template.Rejections, graph.Rejection{
			File: o.next(), Line: o.number(o.next()), Column: o.number(o.next()), Message: o.next(), Remedy: o.next()})
	default:
		return fmt.Errorf("unknown record %q", words[0])
	}
	return o.rest()
}

func (l *loadScript) actor(o *options) {
	a := &graph.Actor{ID: graph.ActorID(o.next())}
	o.enum(&a.Kind, o.next())
	name := o.take("name")
	if name == "" {
		name = string(a.ID)
	}
	a.Names = []graph.Name{{Value: name, Language: "en"}}
	a.ShortName, a.Description, a.Note = o.take("short"), o.take("description"), o.take("note")
	a.Unnamed = o.flag("unnamed")
	a.Span = o.span("span")
	a.Source = graph.SourceID(o.take("source"))
	a.Aliases = list[graph.ActorID](o, "aliases")
	l.Actors = append(slices.DeleteFunc(l.Actors, func(old *graph.Actor) bool { return old.ID == a.ID }), a)
}

func partOfActor(a *graph.Actor, what string, o *options) {
	switch what {
	case "name":
		a.Names = append(a.Names, graph.Name{Value: o.next(), Language: o.take("language"), Span: o.span("span"),
			Source: graph.SourceID(o.take("source")), Note: o.take("note")})
	case "identifier":
		a.Identifiers = append(a.Identifiers, graph.Identifier{Scheme: o.next(), Value: o.next(), Source: graph.SourceID(o.take("source"))})
	case "affiliation":
		a.Affiliations = append(a.Affiliations, graph.Affiliation{Whole: graph.ActorID(o.next()), Role: o.take("role"), Span: o.span("span"),
			Source: graph.SourceID(o.take("source")), Locator: o.take("at"), Quote: o.take("quote"), Note: o.take("note")})
	case "predecessor":
		a.Predecessors = append(a.Predecessors, graph.Succession{Predecessor: graph.ActorID(o.next()), On: graph.Dating{When: o.date("when")}, Form: o.take("form"),
			Source: graph.SourceID(o.take("source")), Locator: o.take("at"), Quote: o.take("quote"), Note: o.take("note")})
	}
}

func (l *loadScript) source(o *options) {
	s := &graph.Source{ID: graph.SourceID(o.next())}
	if s.Title = o.take("title"); s.Title == "" {
		s.Title = string(s.ID)
	}
	s.Publisher, s.Author, s.URL, s.Language = o.take("publisher"), o.take("author"), o.take("url"), o.take("language")
	s.Note, s.Document = o.take("note"), o.take("document")
	s.PublishedOn, s.SpeaksOf, s.RetrievedOn = o.date("published"), o.date("speaks"), o.date("retrieved")
	s.Republishes = graph.SourceID(o.take("republishes"))
	s.Aliases = list[graph.SourceID](o, "aliases")
	o.enum(&s.Reliability, o.take("reliability"))
	o.enum(&s.Marking, o.take("marking"))
	l.Sources = append(slices.DeleteFunc(l.Sources, func(old *graph.Source) bool { return old.ID == s.ID }), s)
}

func (l *loadScript) claim(o *options) {
	c := &graph.Claim{Tie: graph.TieKey(o.next()), Form: o.next(), Stance: graph.Asserts, Voice: graph.Own}
	form, ok := graph.FormNamed(c.Form)
	if !ok {
		o.fail("unknown form %q", c.Form)
	}
	c.Kind, c.Parties = form.Kind, parties(o, form.Shape, o.next())
	c.Source = graph.SourceID(o.next())
	if o.flag("denies") {
		c.Stance = graph.Denies
	}
	if c.Claimant = graph.ActorID(o.take("claimant")); c.Claimant != "" {
		c.Voice = graph.Attributed
	}
	o.enum(&c.Voice, o.take("voice"))
	o.enum(&c.Outcome, o.take("outcome"))
	o.enum(&c.Reliability, o.take("reliability"))
	o.enum(&c.Marking, o.take("marking"))
	if grade := o.take("credibility"); grade != "" {
		c.Credibility = graph.Credibility(o.number(grade))
	}
	c.Regarding, c.Locator, c.Note = graph.TieKey(o.take("regarding")), o.take("at"), o.take("note")
	dating, err := graph.ParseDating(o.take("start"), o.take("end"), o.take("when"), o.take("held"))
	if err != nil {
		o.fail("%v", err)
	}
	c.Dating = dating
	if len(o.words) > 0 {
		c.Quote = o.next()
	}
	l.Claims = append(l.Claims, c)
}

// parties reads a>b, a--b, or mediators:parties with commas between.
func parties(o *options, shape graph.Shape, text string) []graph.Party {
	var out []graph.Party
	add := func(role graph.Role, ids string) {
		for _, id := range strings.Split(ids, ",") {
			if id != "" {
				out = append(out, graph.Party{Actor: graph.ActorID(id), Role: role})
			}
		}
	}
	mark := map[graph.Shape]string{graph.Directed: ">", graph.Mutual: "--", graph.Mediated: ":"}[shape]
	left, right, ok := strings.Cut(text, mark)
	if !ok {
		o.fail("write the parties %q with %q", text, mark)
	}
	switch shape {
	case graph.Directed:
		add(graph.From, left)
		add(graph.To, right)
	case graph.Mutual:
		add(graph.Member, left)
		add(graph.Member, right)
	case graph.Mediated:
		add(graph.Mediator, left)
		add(graph.PartyTo, right)
	}
	graph.SortParties(out)
	return out
}

// split cuts a line at blanks; what stands between double quotes, or follows
// key= between them, is one word and may hold Go escapes.
func split(line string) ([]string, error) {
	var words []string
	for line = strings.TrimLeft(line, " \t"); line != ""; line = strings.TrimLeft(line, " \t") {
		at := strings.IndexAny(line, " \t\"")
		if at < 0 || line[at] != '"' {
			word := line
			if at >= 0 {
				word = line[:at]
			}
			words, line = append(words, word), line[len(word):]
			continue
		}
		quoted, err := strconv.QuotedPrefix(line[at:])
		if err != nil {
			return nil, fmt.Errorf("a quotation is not closed")
		}
		text, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, err
		}
		words, line = append(words, line[:at]+text), line[at+len(quoted):]
	}
	return words, nil
}

func (o *options) date(key string) edtf.Date {
	text := o.take(key)
	if text == "" {
		return edtf.Date{}
	}
	d, err := edtf.Parse(text)
	if err != nil {
		o.fail("%v", err)
	}
	return d
}

func (o *options) span(key string) graph.Dating {
	text := o.take(key)
	if text == "" {
		return graph.Dating{}
	}
	i, err := edtf.ParseInterval(text)
	if err != nil {
		o.fail("%v", err)
	}
	return graph.Dating{Start: i.Start, End: i.End, Ongoing: i.EndOpen}
}
