package neo4jstore

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// ranges are the two-sided ranges that queries are to seek an index by, as plans
// write them but for spaces. A seek by one bound reads all that ever was on its
// other side.
var ranges = map[string][]string{
	"relations_by_day":   {"spanClass=noANDenvelopeFirst>=lowANDenvelopeFirst<until"},
	"census_by_day":      {"spanClass=noANDenvelopeFirst>=lowANDenvelopeFirst<until"},
	"relations_by_actor": {"=anchorANDspanClass=noANDenvelopeFirst>=lowANDenvelopeFirst<until"},
	"relations_between":  {"=anchorANDspanClass=noANDenvelopeFirst>=lowANDenvelopeFirst<until"},
	"touched":            {"no>afterANDno<=upTo"},
	"touched_scan":       {"SourceVersion(knownFrom)WHEREknownFrom>afterANDknownFrom<=upTo", "ActorVersion(knownFrom)WHEREknownFrom>afterANDknownFrom<=upTo"},
	"refresh_actors":     {"knownFrom>displayedANDknownFrom<=no"},
	"refresh_sources":    {"knownFrom>displayedANDknownFrom<=no"},
}

// TestPlans has Neo4j explain every query: none is wrong, none looks at all
// nodes or edges there are, and those that say that an index serves them are
// served by one, by both bounds of a range.
func TestPlans(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	s := openOn(t, srv, epoch)
	loadWorld(t, s, 1)
	// What the database counts of itself lags behind by a second.
	cypherOn(t, srv, "CALL db.prepareForReplanning()", nil)
	cypherOn(t, srv, "CALL db.clearQueryCaches()", nil)
	names, err := fs.Glob(queryFiles, "cypher/*.cypher")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		name = strings.TrimSuffix(strings.TrimPrefix(name, "cypher/"), ".cypher")
		text := cypher(name)
		switch {
		case strings.HasPrefix(name, "bootstrap"), name == "claims_where":
			continue
		case strings.HasPrefix(name, "claims_"):
			text += cypher("claims_where")
		case name == "census":
			text = strings.Replace(text, branchesWord, cypher("census_by_day"), 1)
		}
		for _, query := range []string{strings.ReplaceAll(text, sideWord, "fromId"), strings.ReplaceAll(text, sideWord, "toId")} {
			query = strings.NewReplacer(edgeWord, string(mediation), wantedWord, wantRecord, periodWord, "").Replace(query)
			plan, seeks := explain(t, s, query)
			for _, bounds := range ranges[name] {
				if !strings.Contains(seeks, bounds) {
					t.Errorf("%s seeks by less than %s: %s", name, bounds, seeks)
				}
			}
			for _, bad := range []string{"AllNodesScan", "AllRelationshipsScan", "CartesianProduct"} {
				// Two actors by their ids are a product of one row.
				if strings.Contains(plan, bad) && (bad != "CartesianProduct" || name != "create_edges") {
					t.Errorf("%s: %s", name, plan)
				}
			}
			if _, says, _ := strings.Cut(text, "// Plan: "); strings.Contains(says, "IndexSeek(") && !strings.Contains(plan, "IndexSeek") {
				t.Errorf("%s uses no index: %s", name, plan)
			}
			if _, says, _ := strings.Cut(text, "// Plan: "); !strings.Contains(says, "LabelScan") && strings.Contains(plan, "LabelScan") && says != "" {
				t.Errorf("%s looks at a whole label: %s", name, plan)
			}
		}
	}
}

// explain tells the operators of a query's plan, and what each does, without
// spaces. It reads the plan as Neo4j prints it: the driver repeats one child of
// an operator in the place of the others.
func explain(t testing.TB, s *Store, query string) (operators, details string) {
	t.Helper()
	ctx := context.Background()
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(ctx)
	result, err := session.Run(ctx, "EXPLAIN "+query, map[string]any{"q": params{}})
	if err != nil {
		t.Errorf("%v\nin\n%s", err, query)
		return "", ""
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		t.Errorf("%v\nin\n%s", err, query)
		return "", ""
	}
	if summary.Plan() == nil { // a command of the schema
		return "", ""
	}
	table, _ := summary.Plan().Arguments()["string-representation"].(string)
	return columnOf(table, "Operator"), strings.ReplaceAll(columnOf(table, "Details"), " ", "")
}

// columnOf is a column of a printed plan. What is in it may be broken into lines
// anywhere.
func columnOf(table, name string) string {
	var b strings.Builder
	var first, until int
	for line := range strings.Lines(table) {
		cells := []rune(line)
		if at := strings.Index(line, "| "+name+" "); until == 0 && at >= 0 {
			first = utf8.RuneCountInString(line[:at]) + 1
			until = first + slices.Index(cells[first:], '|')
			continue
		}
		if until == 0 || len(cells) <= until || cells[0] != '|' {
			continue
		}
		if cell := strings.TrimSpace(string(cells[first:until])); strings.Trim(cell, "-") != "" {
			b.WriteString(cell)
		}
	}
	return b.String()
}
