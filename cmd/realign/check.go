package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/loaders"
)

const checkHelp = `Reads and checks all datasets without a store: what is printed here is what a
load would leave out (errors) and what it would load with a doubt (warnings).

  realign check                                 the curated data in the binary
  realign check --datasets seed/datasets.yaml   files that you edit

Exits with 3 if a row would be left out.`

func checkCommand(c *config, s streams) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check the files of datasets, without a store",
		Long:  checkHelp,
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return c.check(cmd.Context(), s, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the problems as JSON Lines")
	return cmd
}

func (c *config) check(ctx context.Context, s streams, asJSON bool) error {
	fsys, file := c.files()
	report, err := loaders.Check(ctx, fsys, file, edtf.DayOf(time.Now()))
	if err != nil && report == nil {
		return err
	}
	if err := printProblems(s, report.Problems, asJSON); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%d datasets, %d errors, %d warnings\n", len(report.Datasets), report.Rejected, report.Warned)
	if report.Failed() {
		return fmt.Errorf("%w: %d", errRejections, report.Rejected)
	}
	return nil
}

func printProblems(s streams, problems []loaders.Problem, asJSON bool) error {
	enc := json.NewEncoder(s.out)
	for _, p := range problems {
		if !asJSON {
			if _, err := fmt.Fprintln(s.out, p); err != nil {
				return err
			}
			continue
		}
		severity := "error"
		if p.Warning() {
			severity = "warning"
		}
		r := p.Rejection()
		err := enc.Encode(struct {
			Severity string `json:"severity"`
			File     string `json:"file"`
			Line     int    `json:"line,omitempty"`
			Column   int    `json:"column,omitempty"`
			Message  string `json:"message"`
			Remedy   string `json:"remedy"`
		}{severity, r.File, r.Line, r.Column, r.Message, r.Remedy})
		if err != nil {
			return err
		}
	}
	return nil
}
