package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
	"github.com/realign/realign/graph/neo4jstore"
)

// Every file is used, and no word that stands for something is left in a query.
func TestCypherTexts(t *testing.T) {
	var all []string
	for _, p := range passes() {
		all = append(all, p.read, p.write)
	}
	all = append(all, edgeBranches("classes", " UNION "))
	for _, w := range asked {
		if a, ok := (&cypher{}).Asker(w).(cypherAsker); ok {
			all = append(all, a.query)
		}
	}
	files, err := cypherFiles.ReadDir("cypher")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(passes()), 18; got != want {
		t.Errorf("%d passes, want %d", got, want)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".cypher")
		text := cypherText(name)
		last := text[strings.LastIndex(strings.TrimSpace(text), "\n")+1:]
		for _, word := range []string{"EDGE", "KIND", "OTHER", "LABEL", "OF"} {
			last, _, _ = strings.Cut(last, word) // what stands before the first word that is replaced
		}
		if !slices.ContainsFunc(all, func(q string) bool { return strings.Contains(q, strings.TrimSpace(last)) }) {
			t.Errorf("%s is not used", f.Name())
		}
	}
	for _, q := range all {
		for _, word := range []string{"EDGE", "KIND", "SIDE", "OTHER", "LABEL", "BRANCHES", ":OF"} {
			for _, l := range strings.Split(q, "\n") {
				if code, _, _ := strings.Cut(l, "//"); strings.Contains(code, word) {
					t.Errorf("%s is left in %q", word, l)
				}
			}
		}
	}
}

func TestCypherParams(t *testing.T) {
	c := &cypher{rev: 3, classes: []int64{0, 4, 18}}
	p, err := c.params(Question{Actor: "a", Day: "1970-02-10", Day2: "1970-02-17"})
	if err != nil {
		t.Fatal(err)
	}
	if p["day"] != int64(40) || p["until"] != int64(41) || p["until2"] != int64(48) || p["rev"] != int64(3) {
		t.Errorf("got %v", p)
	}
	var lows []int64
	for _, class := range p["classes"].([]any) {
		lows = append(lows, class.(map[string]any)["low"].(int64))
	}
	// An envelope of 31 days, the longest of class 4, touches day 40 if it begins
	// on day 10 or later; those of the last class have no length.
	if want := []int64{38, 8, noDay}; !slices.Equal(lows, want) {
		t.Errorf("classes begin at %v, want %v", lows, want)
	}
	if _, err := c.params(Question{Day: "soon"}); err == nil {
		t.Error("no error for a day that is none")
	}
}

// tryEdges are ties of a small world: most last thirty days, some a day, some
// for years; one actor has a tenth of them.
func tryEdges() [][]string {
	rnd := rand.New(rand.NewPCG(1, 2))
	first, _ := edtf.ParseDay("2014-01-01")
	kinds := []string{"allegiance", "allegiance", "hostility", "mediation"}
	var out [][]string
	for i := range 3000 {
		a, b := rnd.IntN(150), 150+rnd.IntN(150)
		if i%10 == 0 {
			a = 0
		}
		start, length := first+graph.Day(rnd.IntN(365)), 29
		switch i % 20 {
		case 7:
			length = 0
		case 13:
			length = 700
		}
		out = append(out, []string{fmt.Sprintf("e%d", i), fmt.Sprintf("a%d", a), fmt.Sprintf("a%d", b),
			kinds[rnd.IntN(len(kinds))], start.String(), (start + graph.Day(length)).String()})
	}
	return out
}

func tryName(actor string) string { return "The " + actor }

// tryData writes the small world as contenders read it.
func tryData(t *testing.T, edges [][]string) Data {
	t.Helper()
	folder := t.TempDir()
	write := func(name string, header []string, rows [][]string) string {
		var b strings.Builder
		w := csv.NewWriter(&b)
		if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
			t.Fatal(err)
		}
		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	var actors [][]string
	for i := range 300 {
		id := fmt.Sprintf("a%d", i)
		actors = append(actors, []string{id, tryName(id)})
	}
	return Data{
		Folder: folder, Relations: len(edges),
		Edges:  write("edges.csv", []string{"id", "source", "target", "kind", "start", "end"}, edges),
		Actors: write("actors.csv", []string{"id", "name"}, actors),
	}
}

// tryClaims are the small world for Realign's store.
func tryClaims(edges [][]string) graph.Changes {
	source := &graph.Source{ID: "paper", Title: "The Paper", PublishedOn: edtf.MustParse("2026-01-01"), Dataset: "try"}
	changes := graph.Changes{Sources: []*graph.Source{source}}
	for i := range 300 {
		id := fmt.Sprintf("a%d", i)
		changes.Actors = append(changes.Actors, &graph.Actor{ID: graph.ActorID(id), Kind: graph.Person, Names: []graph.Name{{Value: tryName(id)}}, Dataset: "try"})
	}
	for _, e := range edges {
		c := &graph.Claim{
			Tie: graph.TieKey("try/" + e[0]), Stance: graph.Asserts, Voice: graph.Own, Source: source.ID, Dataset: "try", Seq: 1,
			Dating: graph.Dating{Start: edtf.MustParse(e[4]), End: edtf.MustParse(e[5])},
		}
		from, to := graph.From, graph.To
		switch e[3] {
		case "allegiance":
			c.Kind, c.Form = graph.Allegiance, "backing"
		case "hostility":
			c.Kind, c.Form = graph.Hostility, "enmity"
		default:
			c.Kind, c.Form, from, to = graph.Mediation, "direct-talks", graph.PartyTo, graph.PartyTo
		}
		c.Parties = []graph.Party{{Actor: graph.ActorID(e[1]), Role: from}, {Actor: graph.ActorID(e[2]), Role: to}}
		c.ID = c.Digest()
		changes.Claims = append(changes.Claims, c)
	}
	return changes
}

// tryAnswer answers a question by looking at all ties.
func tryAnswer(edges [][]string, q Question) []string {
	seen := map[string]bool{}
	counts := map[string]int{"allegiance": 0, "hostility": 0, "mediation": 0}
	next := map[string][]string{} // neighbours on the day
	for _, e := range edges {
		id, from, to, kind, start, end := e[0], e[1], e[2], e[3], e[4], e[5]
		holds := start <= q.Day && q.Day <= end
		other := ""
		switch q.Actor {
		case from:
			other = to
		case to:
			other = from
		}
		if holds {
			counts[kind]++
			next[from], next[to] = append(next[from], to), append(next[to], from)
		}
		switch {
		case q.Workload == Allies && holds && other != "" && kind == "allegiance":
			seen[tryName(other)] = true
		case q.Workload == Ties && holds && other != "":
			seen[line(id, kind, start, end, tryName(other))] = true
		case q.Workload == Snapshot && holds:
			seen[line(id, kind, start, end, from, to)] = true
		case q.Workload == DiffWeek:
			if q.Day < start && start <= q.Day2 {
				seen["formed "+id] = true
			}
			if q.Day <= end && end < q.Day2 {
				seen["ended "+id] = true
			}
		}
	}
	switch q.Workload {
	case Counts:
		seen[fmt.Sprintf("actors %d", len(next))] = true
		for kind, n := range counts {
			seen[fmt.Sprintf("%s %d", kind, n)] = true
		}
	case Path:
		if n := tryDistance(next, q.Actor, q.Other); n > 0 && n <= 4 {
			seen[fmt.Sprintf("length %d", n)] = true
		}
	}
	var out []string
	for s := range seen {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// tryDistance is the number of ties of the shortest chain, 0 if there is none.
func tryDistance(next map[string][]string, from, to string) int {
	depth := map[string]int{from: 0}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, n := range next[queue[0]] {
			if _, ok := depth[n]; !ok {
				depth[n] = depth[queue[0]] + 1
				queue = append(queue, n)
			}
		}
	}
	return depth[to]
}

// tryQuestions holds a contender's answers against those found by looking at
// all ties.
func tryQuestions(t *testing.T, edges [][]string, c Contender, workloads ...Workload) {
	t.Helper()
	days := []string{"2014-01-01", "2014-01-20", "2014-06-05", "2015-03-01"}
	for _, w := range workloads {
		lines := 0
		asker := c.Asker(w)
		if asker == nil {
			t.Errorf("%s cannot be asked (%s)", c.Name(), w)
			continue
		}
		for i := range 24 {
			q := Question{Workload: w, Actor: fmt.Sprintf("a%d", i*13%300), Other: fmt.Sprintf("a%d", (i*29+7)%300), Day: days[i%len(days)]}
			day, err := edtf.ParseDay(q.Day)
			if err != nil {
				t.Fatal(err)
			}
			q.Day2 = (day + 7).String()
			if w == Path {
				q.Actor = "a0" // the one with many ties
			}
			if w == Counts || w == Snapshot {
				q.Actor, q.Other, q.Day2 = "", "", ""
			}
			if err := asker.Ask(t.Context(), q); err != nil {
				t.Errorf("(%s) %+v: %v", w, q, err)
			}
			got, err := asker.Answer(t.Context(), q)
			if err != nil {
				t.Errorf("(%s) %+v: %v", w, q, err)
				continue
			}
			lines += len(got)
			if want := tryAnswer(edges, q); !slices.Equal(got, want) {
				missing, extra := difference(want, got)
				t.Errorf("(%s) %+v: %d lines, want %d; missing %.300v, extra %.300v", w, q, len(got), len(want), missing, extra)
			}
		}
		if lines == 0 {
			t.Errorf("(%s): all answers are empty", w)
		}
	}
}

// wanted reports whether servers may be started, and says so if not.
func wanted(t *testing.T) bool {
	t.Helper()
	if os.Getenv("REALIGN_BENCH") != "1" {
		t.Log("not run: it starts servers; REALIGN_BENCH=1 runs it")
		return false
	}
	return true
}

func TestCypher(t *testing.T) {
	if !wanted(t) {
		return
	}
	edges := tryEdges()
	store := newNeo4jServer(filepath.Join(t.TempDir(), "neo4j"))
	floor := newCypher(Env{Scratch: t.TempDir(), Log: io.Discard}, store).(*cypher)
	if _, err := floor.Load(t.Context(), Data{}); err == nil {
		t.Error("no error for a load before there is anything to copy")
	}
	loadTry(t, store, edges)

	report, err := floor.Load(t.Context(), Data{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("copied in %v, peak %d MB, disk %d MB", report.Took, report.Peak>>20, report.Disk>>20)
	workloads := []Workload{Allies, Ties, Counts, Snapshot, DiffWeek, Path}
	for _, of := range []*neo4jServer{store, floor.copied} {
		c := &cypher{store: of, copied: floor.copied}
		if _, err := c.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Logf("classes of length: %v", c.classes)
		tryQuestions(t, edges, c, workloads...)
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}
}

// loadTry loads the small world with Realign's own store.
func loadTry(t *testing.T, server *neo4jServer, edges [][]string) {
	t.Helper()
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	s, err := neo4jstore.Open(context.Background(), neo4jstore.Options{URI: server.URI(), User: server.User(), Password: server.Password()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Apply(t.Context(), graph.Load{Dataset: "try"}, tryClaims(edges)); err != nil {
		t.Fatal(err)
	}
}

func TestNeo4jGraphQL(t *testing.T) {
	if !wanted(t) {
		return
	}
	edges := tryEdges()
	cache := os.Getenv("REALIGN_BENCH_CACHE") // keeps the packages from one run to the next
	if cache == "" {
		cache = t.TempDir()
	}
	c := newNeo4jGraphQL(Env{Cache: cache, Scratch: t.TempDir(), Log: io.Discard})
	report, err := c.Load(t.Context(), tryData(t, edges))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", report.Took)
	if _, err := c.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer c.Stop()
	tryQuestions(t, edges, c, Allies, Ties, Counts, Snapshot)
	if c.Asker(Path) != nil {
		t.Error("it has paths now: ask them")
	}
}
