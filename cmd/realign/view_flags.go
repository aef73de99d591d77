package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/realign/realign/graph"
)

// viewFlags are the flags that say whose account to believe, and how sure it has
// to be.
type viewFlags struct {
	sources, excluded, claimants []string
	withMembers, published       bool
	certain                      bool
	asJSON                       bool
}

func (f *viewFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.sources, "source", nil, "only what this `source` says; may be given again")
	flags.StringArrayVar(&f.excluded, "exclude-source", nil, "nothing of what this `source` says; may be given again")
	flags.StringArrayVar(&f.claimants, "claimant", nil, "only what sources report as the word of this `actor`; may be given again")
	flags.BoolVar(&f.withMembers, "with-members", false, "a claimant's word is also that of its members then")
	flags.BoolVar(&f.published, "published", false, "known means that its source was public, not that it was loaded")
	flags.BoolVar(&f.certain, "certain", false, "leave out what is only possible")
	flags.BoolVar(&f.asJSON, "json", false, "print the answer as JSON, by the names of the API")
}

// viewArguments is what the command line calls the API's arguments that the
// flags set.
func viewArguments(more map[string]string) map[string]string {
	names := map[string]string{
		"perspective.sources":        "--source",
		"perspective.excludeSources": "--exclude-source",
		"perspective.claimants":      "--claimant",
		"actors":                     "--actor",
		"kinds":                      "--kind",
		"knownAt":                    "--known-at",
	}
	for argument, name := range more {
		names[argument] = name
	}
	return names
}

// variables are those of the API for the flags that are given.
func (f *viewFlags) variables() variables {
	v := variables{}
	p := map[string]any{}
	for name, list := range map[string][]string{"sources": f.sources, "excludeSources": f.excluded, "claimants": f.claimants} {
		if list != nil {
			p[name] = list
		}
	}
	if f.withMembers {
		p["withMembers"] = true
	}
	if f.published {
		p["clock"] = "PUBLISHED"
	}
	if len(p) > 0 {
		v["perspective"] = p
	}
	if f.certain {
		v["certainty"] = "CERTAIN"
	}
	return v
}

// set gives a variable the text of a flag, unless the flag is left out.
func (v variables) set(cmd *cobra.Command, name, flag string) {
	f := cmd.Flags().Lookup(flag)
	if text := f.Value.String(); f.Changed || text != "" {
		v[name] = text
	}
}

// list gives a variable what a flag lists, unless the flag is left out.
func (v variables) list(name string, values []string) {
	if values != nil {
		v[name] = values
	}
}

// kindFlag and actorFlag narrow the ties to some.
func kindFlag(cmd *cobra.Command, kinds *[]string) {
	cmd.Flags().StringArrayVar(kinds, "kind", nil, "only ties of this `kind`: allegiance, mediation or hostility; may be given again")
}

func actorFlag(cmd *cobra.Command, actors *[]string) {
	cmd.Flags().StringArrayVar(actors, "actor", nil, "only ties of this `actor`, by id such as sdf; may be given again")
}

// kinds reads kinds of ties and writes them as the API does.
func kinds(words []string) ([]string, error) {
	var out []string
	for _, w := range words {
		var k graph.Kind
		if err := k.UnmarshalText([]byte(strings.ToLower(w))); err != nil {
			return nil, usageError{fmt.Errorf("--kind %q: write allegiance, mediation or hostility", w)}
		}
		out = append(out, strings.ToUpper(k.String()))
	}
	return out, nil
}

// between is for commands that take so many arguments.
func between(least, most int) cobra.PositionalArgs {
	check := cobra.RangeArgs(least, most)
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{fmt.Errorf("%w; write realign %s", err, cmd.Use)}
		}
		return nil
	}
}
