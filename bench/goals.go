package main

import "math"

// The names of the contenders, as the goals speak of them.
const (
	embedded     = "realign"
	overNeo4j    = "realign-neo4j"
	raphtory     = "raphtory"
	cypherFloor  = "cypher"
	neo4jGraphQL = "neo4j-graphql"
	gqlgenFloor  = "gqlgen"
	sqliteFloor  = "sqlite"
)

// goal is what a figure ought to be. One bound is set, or none where the figure
// is only reported.
type goal struct {
	workload string
	of       string // whose goal it is
	what     string // what is measured, for the table
	figure   figure
	atLeast  float64
	atMost   float64
	floor    bool // the figure divides by that of its floor
}

// GoalReport is a goal held against what was measured over one size.
type GoalReport struct {
	Workload string  `json:"workload"`
	Of       string  `json:"of"`
	What     string  `json:"what"`
	Size     string  `json:"size"`
	AtLeast  float64 `json:"atLeast,omitempty"`
	AtMost   float64 `json:"atMost,omitempty"`
	Measured float64 `json:"measured"`
	Met      bool    `json:"met"`
	// Doubtful: what stands on a floor was found faster than the floor, by more
	// than chance allows. Either the floor was not ready, and then nothing is met,
	// or what was thought to be the least is not.
	Doubtful bool `json:"doubtful,omitempty"`
	// Missing: no size of the run has the figure.
	Missing bool `json:"missing,omitempty"`
}

// fasterThanFloor is how much faster than its floor chance can make something.
const fasterThanFloor = 1.25

// goals are the project's, by workload. Those on growth compare two sizes, and
// hold for the larger.
var goals = []goal{
	{"a", embedded, "rate / gqlgen's own", rates(Allies, embedded, Allies, gqlgenFloor), 0.85, 0, false},
	{"b", embedded, "rate / gqlgen's own", rates(Ties, embedded, Ties, gqlgenFloor), 0.85, 0, false},
	{"d", embedded, "rate / gqlgen's own", rates(Snapshot, embedded, Snapshot, gqlgenFloor), 0.85, 0, false},
	{"a", embedded, "rate / Raphtory's", rates(Allies, embedded, Allies, raphtory), 1.5, 0, false},
	{"b", embedded, "rate / Raphtory's", rates(Ties, embedded, Ties, raphtory), 1.5, 0, false},
	{"c", embedded, "rate / Raphtory's", rates(Counts, embedded, Counts, raphtory), 100, 0, false},
	{"d'", embedded, "rate / Raphtory's (d)", rates(Download, embedded, Snapshot, raphtory), 15, 0, false},
	{"e", embedded, "p99 / p50 of (b)", over(p99(embedded, DiffWeek), p50(embedded, Ties)), 0, 10, false},
	{"f", embedded, "p99 / p50 of (b)", over(p99(embedded, Path), p50(embedded, Ties)), 0, 10, false},
	{"k", embedded, "ms for one client", alone(embedded, CampsOf), 0, 100, false},
	{"g", embedded, "time / plain SQLite's", over(loadTime(embedded), loadTime(sqliteFloor)), 0, 1.5, true},
	{"h", embedded, "time of (g) / (h)", over(loadTime(embedded), againTime(embedded)), 5, 0, false},
	{"j", embedded, "bytes a relation", openBytes(embedded), 0, 400, false},
	{"j", embedded, "bytes a relation, at most in a load", loadBytes(embedded), 0, 800, false},

	{"a", overNeo4j, "rate / Cypher's", rates(Allies, overNeo4j, Allies, cypherFloor), 0.85, 0, true},
	{"b", overNeo4j, "rate / Cypher's", rates(Ties, overNeo4j, Ties, cypherFloor), 0.85, 0, true},
	{"d", overNeo4j, "rate / Cypher's", rates(Snapshot, overNeo4j, Snapshot, cypherFloor), 0.85, 0, true},
	{"a", overNeo4j, "rate / @neo4j/graphql's", rates(Allies, overNeo4j, Allies, neo4jGraphQL), 5, 0, false},
	{"b", overNeo4j, "rate / @neo4j/graphql's", rates(Ties, overNeo4j, Ties, neo4jGraphQL), 5, 0, false},
	{"d", overNeo4j, "rate / @neo4j/graphql's", rates(Snapshot, overNeo4j, Snapshot, neo4jGraphQL), 5, 0, false},
	{"c", overNeo4j, "rate / Cypher's", rates(Counts, overNeo4j, Counts, cypherFloor), 0.9, 0, true},
	{"d'", overNeo4j, "p50 / Cypher's (d)", over(p50(overNeo4j, Download), p50(cypherFloor, Snapshot)), 0, 1.3, false},
	{"g", overNeo4j, "time / plain Cypher's", over(loadTime(overNeo4j), loadTime(cypherFloor)), 0, 1.3, true},
	{"h", overNeo4j, "time of (g) / (h)", over(loadTime(overNeo4j), againTime(overNeo4j)), 5, 0, false},
	{"k", overNeo4j, "ms for one client", alone(overNeo4j, CampsOf), 0, 100, false},

	{"a", embedded, "p50, x33 / x1", growth(embedded, Allies), 0, 1.5, false},
	{"b", embedded, "p50, x33 / x1", growth(embedded, Ties), 0, 1.5, false},
	{"c", embedded, "p50, x33 / x1", growth(embedded, Counts), 0, 1.5, false},
	{"a", overNeo4j, "growth / Cypher's", over(growth(overNeo4j, Allies), growth(cypherFloor, Allies)), 0, 1, false},
	{"b", overNeo4j, "growth / Cypher's", over(growth(overNeo4j, Ties), growth(cypherFloor, Ties)), 0, 1, false},
	{"c", overNeo4j, "growth / Cypher's", over(growth(overNeo4j, Counts), growth(cypherFloor, Counts)), 0, 1, false},

	// Reported, with no bound to meet.
	{"d", embedded, "rate / Raphtory's", rates(Snapshot, embedded, Snapshot, raphtory), 0, 0, false},
	{"g", embedded, "time / Raphtory's load and save", over(loadTime(embedded), loadTime(raphtory)), 0, 0, false},
}

// figure is taken from what was found over a size; NaN if it was not.
type figure func(r *Report, s *SizeReport) float64

// checkGoals holds every goal against every size that has the figure.
func checkGoals(r *Report) []GoalReport {
	var out []GoalReport
	found := make([]bool, len(goals))
	for _, s := range r.Sizes {
		for i, g := range goals {
			v := g.figure(r, s)
			if math.IsNaN(v) || math.IsInf(v, 0) {
				continue
			}
			found[i] = true
			report := g.report()
			report.Size, report.Measured = s.Name, v
			report.Met = (g.atLeast == 0 || v >= g.atLeast) && (g.atMost == 0 || v <= g.atMost)
			report.Doubtful = g.floor && (g.atLeast > 0 && v > fasterThanFloor || g.atMost > 0 && v < 1/fasterThanFloor)
			out = append(out, report)
		}
	}
	for i, g := range goals {
		if report := g.report(); !found[i] {
			report.Missing = true
			out = append(out, report)
		}
	}
	return out
}

// report is what a goal asks for.
func (g *goal) report() GoalReport {
	return GoalReport{Workload: g.workload, Of: g.of, What: g.what, AtLeast: g.atLeast, AtMost: g.atMost}
}
