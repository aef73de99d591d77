package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// streams are where a command writes: its answer, and everything else.
type streams struct{ out, err io.Writer }

// config is what the flags and the environment say.
type config struct {
	store     string
	user      string
	database  string
	datasets  string
	logFormat string
	logLevel  string
}

const rootHelp = `Realign keeps a dated, sourced graph of who stands with whom, and answers over
GraphQL: who stood with whom on a day, what changed, who says so, how sure.

To begin, with nothing installed but this binary:

  realign serve

It keeps its data in one file, loads the curated data that it carries, and
prints the address of a playground. To use a Neo4j instead:

  REALIGN_NEO4J_PASSWORD=… realign serve --store neo4j://127.0.0.1:7687

Every flag can be set in the environment: --log-format is REALIGN_LOG_FORMAT.
A flag on the command line goes before.`

const exitCodesHelp = `Realign exits with
  0  done
  1  failed
  2  the command line makes no sense
  3  rows were rejected (check; load with --strict)
  4  the store cannot be reached
  5  another load is under way, or has overtaken this one`

func rootCommand(s streams) *cobra.Command {
	c := &config{}
	root := &cobra.Command{
		Use:           "realign",
		Short:         "A dated, sourced graph of who stands with whom",
		Long:          rootHelp,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,

		SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			hint := ""
			for _, near := range cmd.SuggestionsFor(args[0]) {
				hint = ", did you mean " + near + "?"
			}
			return usageError{fmt.Errorf("there is no command %q%s; see realign help", args[0], hint)}
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(cmd.Flags())
		},
	}
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	f := root.PersistentFlags()
	f.StringVar(&c.store, "store", defaultStore(), "a `file`, or neo4j://host:port")
	f.StringVar(&c.user, "neo4j-user", "neo4j", "user of the Neo4j; its password is REALIGN_NEO4J_PASSWORD")
	f.StringVar(&c.database, "neo4j-database", "neo4j", "database of the Neo4j")
	f.StringVar(&c.datasets, "datasets", "", "the `file` that declares the datasets; the curated data in the binary if left out")
	f.StringVar(&c.logFormat, "log-format", "text", "text or json")
	f.StringVar(&c.logLevel, "log-level", "info", "debug, info, warn or error")
	root.AddCommand(serveCommand(c, s), loadCommand(c, s), checkCommand(c, s), versionCommand(s),
		asofCommand(c, s), diffCommand(c, s), timelineCommand(c, s),
		&cobra.Command{Use: "exit-codes", Short: "What the exit codes mean", Long: exitCodesHelp})
	return root
}

// fromEnvironment sets every flag that the command line left out from the
// variable of its name. An empty variable says nothing.
func fromEnvironment(flags *pflag.FlagSet) error {
	var first error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "REALIGN_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := os.Getenv(name)
		if f.Changed || value == "" || first != nil {
			return
		}
		if err := f.Value.Set(value); err != nil {
			first = usageError{fmt.Errorf("%s=%q: %w", name, value, err)}
		}
	})
	return first
}

// logger writes to the error stream, so that answers can be piped.
func (c *config) logger(s streams) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.logLevel)); err != nil {
		return nil, usageError{fmt.Errorf("--log-level %q: write debug, info, warn or error", c.logLevel)}
	}
	o := &slog.HandlerOptions{Level: level}
	switch c.logFormat {
	case "text":
		return slog.New(slog.NewTextHandler(s.err, o)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(s.err, o)), nil
	default:
		return nil, usageError{fmt.Errorf("--log-format %q: write text or json", c.logFormat)}
	}
}
