package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// Markdown writes the report as tables for a person.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured %s at commit %s on %s, %d cores, %.0f GiB, %s, %s; %d clients, %d rounds of %g s.\n",
		r.When.Format("2006-01-02"), r.Commit, or(r.Machine.Processor, "an unnamed processor"), r.Machine.Cores,
		float64(r.Machine.Memory)/(1<<30), r.Machine.System, r.Machine.Go, r.Clients, r.Rounds, r.Seconds)
	if r.Machine.Busy > quiet {
		fmt.Fprintf(&b, "\n**The machine was busy (load %.1f) when the run began: the figures are of all that ran on it.**\n", r.Machine.Busy)
	}
	if !r.Finished {
		b.WriteString("\n**The run was broken off: what follows is not all.**\n")
	}
	for _, s := range r.Sizes {
		s.markdown(&b)
	}
	goalsMarkdown(&b, r.Goals)
	return b.String()
}

// quiet is the load of a machine on which nothing else runs to speak of.
const quiet = 0.5

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func (s *SizeReport) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s: %s relations\n", s.Name, thousands(int64(s.Relations)))
	if s.Synthetic {
		b.WriteString("\nThe events are made up; the real ones were not there.\n")
	}
	for _, c := range s.Contenders {
		if c.Failed != "" {
			fmt.Fprintf(b, "\n**%s failed**: %s\n", c.Name, firstLine(c.Failed))
		}
	}
	s.rates(b)
	s.loads(b)
	s.compared(b)
}

// rates is the table of what was asked: requests a second, the median of the
// rounds, and below it the lowest and highest round and p50 and p99.
func (s *SizeReport) rates(b *strings.Builder) {
	var rows [][]string
	for _, w := range asked {
		row := []string{fmt.Sprintf("(%s) %s", w, titles[w])}
		found := false
		for _, c := range s.Contenders {
			cell := ""
			if t := c.timing(w); t != nil {
				cell = fmt.Sprintf("**%s**/s (%s–%s)<br>%s / %s ms", number3(t.PerSecond), number3(t.Low), number3(t.High), number3(t.P50), number3(t.P99))
				if t.Errors > 0 {
					cell += fmt.Sprintf("<br>%d errors", t.Errors)
				}
				found = true
			}
			row = append(row, cell)
		}
		if found {
			rows = append(rows, row)
		}
	}
	s.table(b, "requests a second (slowest–fastest round), p50 / p99", rows)
}

// loads is the table of what is not asked.
func (s *SizeReport) loads(b *strings.Builder) {
	r := &Report{Sizes: []*SizeReport{s}}
	rows := [][]string{
		s.row("(g) load into an empty store, saved", func(c *ContenderReport) string { return seconds(loadTime(c.Name)(r, s)) }),
		s.row("(h) the same again, unchanged", func(c *ContenderReport) string { return seconds(againTime(c.Name)(r, s)) }),
		s.row("(m) a changed lifetime, folded again", func(c *ContenderReport) string { return seconds(c.Change) }),
		s.row("(i) opening what is there", func(c *ContenderReport) string { return c.opened(func(o *Open) string { return seconds(o.Took) }) }),
		s.row("(j) resident when open", func(c *ContenderReport) string {
			return c.opened(func(o *Open) string { return megabytes(float64(o.Resident)) })
		}),
		s.row("(j) resident when all was asked", func(c *ContenderReport) string {
			return c.opened(func(o *Open) string { return megabytes(float64(o.After)) })
		}),
		s.row("(j) resident with nothing loaded", func(c *ContenderReport) string {
			return c.opened(func(o *Open) string { return megabytes(float64(o.Empty)) })
		}),
		s.row("(j) at most while loading", func(c *ContenderReport) string {
			return megabytes(ofLoads(c.Name, func(l Load) float64 { return float64(l.Peak) })(r, s))
		}),
		s.row("on disk", func(c *ContenderReport) string {
			return megabytes(ofLoads(c.Name, func(l Load) float64 { return float64(l.Disk) })(r, s))
		}),
	}
	s.table(b, "loading, opening, memory", rows)
}

func (c *ContenderReport) opened(of func(*Open) string) string {
	if c.Open == nil {
		return ""
	}
	return of(c.Open)
}

func (s *SizeReport) row(title string, cell func(*ContenderReport) string) []string {
	out := []string{title}
	for _, c := range s.Contenders {
		out = append(out, cell(c))
	}
	return out
}

func (s *SizeReport) table(b *strings.Builder, title string, rows [][]string) {
	fmt.Fprintf(b, "\n| %s |", title)
	for _, c := range s.Contenders {
		fmt.Fprintf(b, " %s |", c.Name)
	}
	b.WriteString("\n|" + strings.Repeat("---|", len(s.Contenders)+1) + "\n")
	for _, row := range rows {
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
	}
}

// compared lists how answers agreed, those that differ in a line of their own.
func (s *SizeReport) compared(b *strings.Builder) {
	for _, c := range s.Contenders {
		if len(c.Compared) == 0 {
			continue
		}
		same, questions := 0, 0
		var differ []string
		for _, k := range c.Compared {
			same += k.Same
			questions += k.Questions
			switch {
			case k.Failed != "":
				differ = append(differ, fmt.Sprintf("(%s) could not be compared: %s", k.Workload, firstLine(k.Failed)))
			case k.Missing+k.Extra > 0:
				differ = append(differ, fmt.Sprintf("(%s) of %s lines %s are missing and %s are there besides, in %d of %d answers: %s",
					k.Workload, thousands(int64(k.Lines)), thousands(int64(k.Missing)), thousands(int64(k.Extra)), k.Questions-k.Same, k.Questions, k.Why))
			}
		}
		fmt.Fprintf(b, "\nAnswers of %s: %d of %d compared are as the data have it.\n", c.Name, same, questions)
		for _, d := range differ {
			fmt.Fprintf(b, "- %s\n", d)
		}
	}
}

func goalsMarkdown(b *strings.Builder, found []GoalReport) {
	if len(found) == 0 {
		return
	}
	b.WriteString("\n### Goals\n\n| workload | of | size | what | goal | measured | met |\n|---|---|---|---|---|---|---|\n")
	for _, g := range found {
		want, met := "reported", ""
		switch {
		case g.AtLeast > 0:
			want = "≥ " + number3(g.AtLeast)
		case g.AtMost > 0:
			want = "≤ " + number3(g.AtMost)
		}
		if want != "reported" {
			met = map[bool]string{true: "yes", false: "**no**"}[g.Met]
			if g.Doubtful {
				met = "**doubtful**: faster than its floor; find out why"
			}
		}
		measured := number3(g.Measured)
		if g.Missing {
			measured, met = "not in this run", ""
		}
		fmt.Fprintf(b, "| (%s) | %s | %s | %s | %s | %s | %s |\n", g.Workload, g.Of, g.Size, g.What, want, measured, met)
	}
}

// The marks between which a document holds the tables.
const (
	tableBegins = "<!-- measured: what stands from here is written by go run ./bench -doc -->"
	tableEnds   = "<!-- measured: to here -->"
)

// replaceTable puts the tables between the marks of a document.
func replaceTable(file, table string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, began := strings.Cut(string(text), tableBegins)
	_, after, ended := strings.Cut(rest, tableEnds)
	if !began || !ended {
		return fmt.Errorf("%s: %w: %s and %s", file, errNoMarks, tableBegins, tableEnds)
	}
	return os.WriteFile(file, []byte(before+tableBegins+"\n\n"+table+"\n"+tableEnds+after), 0o644)
}

var errNoMarks = errors.New("the two marks between which the tables go are not there")
