package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

const asofHelp = `Prints who stood with whom on a day, today if none is given.

  realign asof 2026-01-21
  realign asof 2026-01-10 --actor sdf --kind hostility --certain
  realign asof 2025-12-31 --known-at 2026-01-10 --published
  realign asof 2026-01-21 --claimant sdf --with-members --json

certain means in every reading of the dates, possible in some, assumed that the
day lies outside those that sources name. SINCE and UNTIL are as written: [a..b]
is some day of these, .. goes on as far as the source knew, - is not said. What
is not listed no source lets hold on that day, or a flag leaves it out: that is no
word of peace.`

const asofQuestion = `query AsOf(
  $asOf: Date, $knownAt: DateTime, $perspective: Perspective, $certainty: Certainty, $attestedSince: Date, $view: ID,
  $kinds: [RelationKind!], $actors: [ID!], $first: Int, $after: String
) {
  graph(asOf: $asOf, knownAt: $knownAt, perspective: $perspective, certainty: $certainty, attestedSince: $attestedSince, view: $view) {
    asOf knownAt revision view notices
    relations(kinds: $kinds, actors: $actors, first: $first, after: $after) { ` + pageFields + ` nodes ` + tieFields + ` }
    citation
  }
}`

type asofData struct {
	Graph struct {
		AsOf      string          `json:"asOf"`
		KnownAt   string          `json:"knownAt"`
		Revision  string          `json:"revision"`
		View      string          `json:"view"`
		Notices   []string        `json:"notices"`
		Relations connection[tie] `json:"relations"`
		Citation  string          `json:"citation"`
	} `json:"graph"`
}

type asofFlags struct {
	viewFlags
	actors, kinds []string
}

func asofCommand(c *config, s streams) *cobra.Command {
	var f asofFlags
	cmd := &cobra.Command{
		Use:   "asof [DAY]",
		Short: "Print who stood with whom on a day",
		Long:  asofHelp,
		Args:  between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			which, err := f.which()
			if err != nil {
				return err
			}
			names := viewArguments(map[string]string{"asOf": "DAY", "attestedSince": "--since"})
			return c.answering(cmd.Context(), s, names, func(a *asker) (*page, error) {
				return f.answer(cmd.Context(), a, f.opening(cmd, args), which)
			})
		},
	}
	f.register(cmd)
	actorFlag(cmd, &f.actors)
	kindFlag(cmd, &f.kinds)
	cmd.Flags().String("known-at", "", "as known at that `instant`; a day means its end, UTC")
	cmd.Flags().String("since", "", "only ties that a source speaks of on that `day` or later")
	return cmd
}

// which are the variables that narrow the list, on every page of it.
func (f *asofFlags) which() (variables, error) {
	v := variables{}
	v.list("actors", f.actors)
	of, err := kinds(f.kinds)
	v.list("kinds", of)
	return v, err
}

// opening are the variables that open the view.
func (f *asofFlags) opening(cmd *cobra.Command, args []string) variables {
	v := f.variables()
	if len(args) > 0 {
		v["asOf"] = args[0]
	}
	v.set(cmd, "knownAt", "known-at")
	v.set(cmd, "attestedSince", "since")
	return v
}

func (f *asofFlags) answer(ctx context.Context, a *asker, opening, which variables) (*page, error) {
	next := func(d *asofData) variables {
		if !d.Graph.Relations.PageInfo.HasNextPage {
			return nil
		}
		return which.and(variables{"view": d.Graph.View, "after": d.Graph.Relations.PageInfo.EndCursor})
	}
	d, err := whole(ctx, a, asofQuestion, which.and(opening), next, func(all, page *asofData) { all.Graph.Relations.add(&page.Graph.Relations) })
	if err != nil {
		return nil, err
	}
	p := &page{notices: d.Graph.Notices}
	if f.asJSON {
		return p, p.json(d)
	}
	return p, d.write(p, f.certain)
}

func (d *asofData) write(p *page, certain bool) error {
	g := &d.Graph
	ties := g.Relations.Nodes
	switch {
	case g.Revision == emptyStore:
		p.linef("Nothing had been recorded by then, of that day or any other.")
		return nil
	case len(ties) == 0 && certain:
		p.linef("Of no such tie is it certain that it held on %s; without --certain there may be possible ones.", g.AsOf)
		return nil
	case len(ties) == 0:
		p.linef("No source lets such a tie hold on %s. That is no word of peace.", g.AsOf)
		return nil
	}
	if err := tieTable(ties).writeTo(p); err != nil {
		return err
	}
	p.linef("\nOn %s, as known at %s (%s): %s", g.AsOf, g.KnownAt, g.Revision, counted(ties))
	return nil
}

// counted counts ties by kind, certainty and status.
func counted(ties []tie) string {
	parts := []string{
		tally(ties, []string{"allegiance", "mediation", "hostility"}, func(r *tie, w string) bool { return word(r.Kind) == w }),
		tally(ties, []string{"certain", "possible"}, func(r *tie, w string) bool { return word(said(r.Certainty)) == w }),
		tally(ties, []string{"assumed"}, func(r *tie, w string) bool { return word(said(r.Attestation)) == w }),
		tally(ties, []string{"contested", "alleged"}, func(r *tie, w string) bool { return word(r.Status) == w }),
	}
	out := fmt.Sprintf("%d ties", len(ties))
	if len(ties) == 1 {
		out = "1 tie"
	}
	sep := ": "
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			out += sep + part
			sep = "; "
		}
	}
	return out
}
