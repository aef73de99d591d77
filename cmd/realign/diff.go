package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

const diffHelp = `Prints what changed after one day and up to another, today if only one is given.

  realign diff 2025-12-31 2026-01-21
  realign diff 2025-12-31 2026-01-21 --actor arab-tribes --certain
  realign diff 2026-01-21 2026-01-21 --from-known-at 2026-01-10T00:00:00Z

With --from-known-at it also tells what was learnt since, apart from what changed
in the world. Changes that are only possible are marked so. Ties that sources
first speak of between the days, and that none says began, are no changes: they
stand in a list of their own.`

const diffQuestion = `query Diff(
  $from: Date, $to: Date, $fromKnownAt: DateTime, $toKnownAt: DateTime, $perspective: Perspective, $certainty: Certainty,
  $actors: [ID!], $kinds: [RelationKind!], $view: ID, $first: Int, $changesAfter: String, $namedAfter: String
) {
  diff(
    from: $from, to: $to, fromKnownAt: $fromKnownAt, toKnownAt: $toKnownAt, perspective: $perspective, certainty: $certainty
    actors: $actors, kinds: $kinds, view: $view
  ) {
    view
    from { asOf knownAt revision notices }
    to { asOf knownAt revision notices }
    counts { kind cause count certain }
    changes(first: $first, after: $changesAfter) { ` + pageFields + ` nodes ` + changeFields + ` }
    firstNamed(first: $first, after: $namedAfter) { ` + pageFields + ` nodes ` + tieFields + ` }
    permalink
    citation
  }
}`

type diffData struct {
	Diff struct {
		View   string   `json:"view"`
		From   diffSide `json:"from"`
		To     diffSide `json:"to"`
		Counts []struct {
			Kind    string `json:"kind"`
			Cause   string `json:"cause"`
			Count   int    `json:"count"`
			Certain int    `json:"certain"`
		} `json:"counts"`
		Changes    connection[change] `json:"changes"`
		FirstNamed connection[tie]    `json:"firstNamed"`
		Permalink  string             `json:"permalink"`
		Citation   string             `json:"citation"`
	} `json:"diff"`
}

type diffSide struct {
	AsOf     string   `json:"asOf"`
	KnownAt  string   `json:"knownAt"`
	Revision string   `json:"revision"`
	Notices  []string `json:"notices"`
}

type diffFlags struct {
	viewFlags
	actors, kinds []string
}

func diffCommand(c *config, s streams) *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff FROM [TO]",
		Short: "Print what changed between two days",
		Long:  diffHelp,
		Args:  between(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			v, err := f.question(cmd, args)
			if err != nil {
				return err
			}
			names := viewArguments(map[string]string{"from": "FROM", "to": "TO", "fromKnownAt": "--from-known-at", "toKnownAt": "--to-known-at"})
			return c.answering(cmd.Context(), s, names, func(a *asker) (*page, error) { return f.answer(cmd.Context(), a, v) })
		},
	}
	f.register(cmd)
	actorFlag(cmd, &f.actors)
	kindFlag(cmd, &f.kinds)
	cmd.Flags().String("from-known-at", "", "compare with what was known at that `instant`; a day means its end, UTC")
	cmd.Flags().String("to-known-at", "", "as known at that `instant`; a day means its end, UTC")
	return cmd
}

func (f *diffFlags) question(cmd *cobra.Command, args []string) (variables, error) {
	v := f.variables()
	v["from"] = args[0]
	if len(args) > 1 {
		v["to"] = args[1]
	}
	v.set(cmd, "fromKnownAt", "from-known-at")
	v.set(cmd, "toKnownAt", "to-known-at")
	v.list("actors", f.actors)
	of, err := kinds(f.kinds)
	v.list("kinds", of)
	return v, err
}

func (f *diffFlags) answer(ctx context.Context, a *asker, v variables) (*page, error) {
	next := func(d *diffData) variables {
		changes, named := d.Diff.Changes.PageInfo, d.Diff.FirstNamed.PageInfo
		if !changes.HasNextPage && !named.HasNextPage {
			return nil
		}
		return variables{"view": d.Diff.View, "changesAfter": changes.EndCursor, "namedAfter": named.EndCursor}
	}
	d, err := whole(ctx, a, diffQuestion, v, next, func(all, page *diffData) {
		all.Diff.Changes.add(&page.Diff.Changes)
		all.Diff.FirstNamed.add(&page.Diff.FirstNamed)
	})
	if err != nil {
		return nil, err
	}
	p := &page{notices: d.notices()}
	if f.asJSON {
		return p, p.json(d)
	}
	return p, d.write(p, f.certain)
}

// notices are those of both sides; of one that holds for one side alone they say
// for which.
func (d *diffData) notices() []string {
	var out []string
	add := func(side, other *diffSide) {
		for _, n := range side.Notices {
			if !slices.Contains(other.Notices, n) {
				n = fmt.Sprintf("of %s, as known at %s: %s", side.AsOf, side.KnownAt, n)
			}
			out = append(out, n)
		}
	}
	add(&d.Diff.From, &d.Diff.To)
	add(&d.Diff.To, &d.Diff.From)
	return out
}

func (d *diffData) write(p *page, certain bool) error {
	if d.Diff.To.Revision == emptyStore {
		p.linef("Nothing had been recorded by then, of these days or any others.\n")
	} else if len(d.Diff.Changes.Nodes) == 0 {
		p.linef("No source says%s that such a tie changed after %s and up to %s.\n", forCertain(certain), d.Diff.From.AsOf, d.Diff.To.AsOf)
	}
	for _, cause := range []struct{ name, title string }{
		{"WORLD", "What changed in the world"},
		{"KNOWLEDGE", "What changed in what is known"},
	} {
		var of []change
		for _, c := range d.Diff.Changes.Nodes {
			if c.Cause == cause.name {
				of = append(of, c)
			}
		}
		if len(of) == 0 {
			continue
		}
		p.linef("%s: %s\n", cause.title, d.counted(cause.name))
		if err := changeTable(of).writeTo(p); err != nil {
			return err
		}
		p.linef("")
	}
	if named := d.Diff.FirstNamed.Nodes; len(named) > 0 {
		p.linef("First spoken of between the days; no source says that they began then:\n")
		if err := tieTable(named).writeTo(p); err != nil {
			return err
		}
		p.linef("")
	}
	// The citation ends with the permalink, which is long: it has its own line.
	citation, _ := strings.CutSuffix(d.Diff.Citation, " "+d.Diff.Permalink)
	p.linef("%s", plain(citation))
	p.linef("%s", d.Diff.Permalink)
	return nil
}

// forCertain says of an answer without rows that it had only certain ones to show.
func forCertain(certain bool) string {
	if certain {
		return " for certain"
	}
	return ""
}

// counted counts the changes of a cause by kind.
func (d *diffData) counted(cause string) string {
	var out []string
	for _, c := range d.Diff.Counts {
		if c.Cause == cause {
			out = append(out, fmt.Sprintf("%d %s (%d certain)", c.Count, word(c.Kind), c.Certain))
		}
	}
	return strings.Join(out, ", ")
}
