package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Raphtory's answers have errors last, where a look at how they begin misses
// them.
func TestRaphtoryAskSeesErrors(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		good         bool
	}{
		{"data", `{"data":{"graph":{"at":{"layer":{"node":null}}}}}`, true},
		{"data and a line's end", `{"data":{"graph":{"uniqueLayers":[]}}}` + "\n", true},
		{"nothing but errors", `{"data":null,"errors":[{"message":"no such layer"}]}`, false},
		{"errors beside data", `{"data":{"graph":{"algorithms":null}},"errors":[{"message":"no key"}]}`, false},
		{"cut short", `{"data":{"graph":{"at":{"edges":{"list":[`, false},
		{"empty", ``, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte(c.answer))
			}))
			defer s.Close()
			a := raphtoryAsker{api: newGraphQL(s.URL), document: raphtoryLayers}
			defer a.api.close()
			if err := a.Ask(t.Context(), Question{}); (err == nil) != c.good {
				t.Errorf("Ask: error %v of %s", err, c.answer)
			}
		})
	}
}

// The small graph has what the large one may go wrong with: rows out of order,
// both directions of a pair, an end that is open, a spell on the day after
// another's end, and two at once.
const raphtoryEdgesCSV = `id,source,target,kind,start,end
e1,a,b,allegiance,2014-01-01,2014-01-30
e2,b,a,allegiance,2014-01-10,2014-02-08
e3,a,c,hostility,2014-01-05,2014-02-03
e4,a,d,allegiance,2014-02-01,2014-02-10
e5,a,d,allegiance,2014-01-02,2014-01-31
e6,d,e,mediation,2014-01-20,
e7,b,e,hostility,2014-03-01,2014-03-30
e8,a,e,allegiance,2014-01-01,2014-01-20
e9,a,e,allegiance,2014-01-15,2014-02-13
e10,c,f,allegiance,2014-05-01,2014-05-01
`

const raphtoryActorsCSV = `id,name
a,"Alpha, the ""First"" (A)"
b,Bravo
c,Čarlie
d,Delta
e,Echo
f,Foxtrot
`

func TestRaphtory(t *testing.T) {
	if os.Getenv("REALIGN_BENCH") != "1" || !isAlone() {
		t.Log("not tried: set REALIGN_BENCH=1, and " + marksAlone + "=1 where nobody else can reach what it listens on, to have Raphtory installed, 740 MB below the user's cache folder, and asked")
		return
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Log("not tried: there is no cache folder: ", err)
		return
	}
	r := newRaphtory(filepath.Join(cache, "realign-bench")).(*raphtoryPeer)
	r.graphs = t.TempDir() // a measurement may be using the other one
	if err := r.install(t.Context()); err != nil {
		t.Log("not tried: ", err)
		return
	}
	folder := t.TempDir()
	data := Data{Edges: filepath.Join(folder, "edges.csv"), Actors: filepath.Join(folder, "actors.csv"), Relations: 10}
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(data.Edges, raphtoryEdgesCSV)
	write(data.Actors, raphtoryActorsCSV)

	loaded, err := r.Load(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Took <= 0 || loaded.Save <= 0 || loaded.Peak < 10<<20 || loaded.Disk <= 0 {
		t.Errorf("Load reports %+v", loaded)
	}
	started, err := r.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Stop(); err != nil {
			t.Error(err)
		}
	}()
	if started.Took <= 0 || started.Empty <= 0 || started.Resident <= 0 {
		t.Errorf("Start reports %+v", started)
	}
	askRaphtory(t, r)
}

func askRaphtory(t *testing.T, r *raphtoryPeer) {
	alpha := `Alpha, the "First" (A)`
	for _, c := range []struct {
		name string
		q    Question
		want []string
	}{
		{"allies, each once", Question{Workload: Allies, Actor: "a", Day: "2014-01-12"}, []string{"Bravo", "Delta", "Echo"}},
		{"the first day is in", Question{Workload: Allies, Actor: "c", Day: "2014-05-01"}, []string{"Foxtrot"}},
		{"the day after the last is not", Question{Workload: Allies, Actor: "c", Day: "2014-05-02"}, nil},
		{"a name is kept as it is", Question{Workload: Allies, Actor: "d", Day: "2014-01-31"}, []string{alpha}},
		{"a spell that follows another", Question{Workload: Allies, Actor: "d", Day: "2014-02-01"}, []string{alpha}},
		{"ties", Question{Workload: Ties, Actor: "a", Day: "2014-01-12"},
			[]string{"allegiance\tBravo", "allegiance\tDelta", "allegiance\tEcho", "hostility\tČarlie"}},
		// That Echo is lacking is what is wrong with its answers: e9 still holds.
		{"cut short", Question{Workload: Ties, Actor: "a", Day: "2014-01-25"},
			[]string{"allegiance\tBravo", "allegiance\tDelta", "hostility\tČarlie"}},
		{"no end", Question{Workload: Ties, Actor: "e", Day: "2020-01-01"}, []string{"mediation\tDelta"}},
		{"counts by direction", Question{Workload: Counts, Day: "2014-01-12"}, []string{"allegiance 4", "hostility 1", "mediation 0"}},
		{"snapshot, each pair once", Question{Workload: Snapshot, Day: "2014-01-22"},
			[]string{"allegiance\ta\tb", "allegiance\ta\td", "hostility\ta\tc", "mediation\td\te"}},
		{"path against the arrows", Question{Workload: Path, Actor: "e", Other: "c", Day: "2014-01-22"}, []string{"length 3"}},
		{"no path", Question{Workload: Path, Actor: "a", Other: "f", Day: "2014-01-22"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			asker := r.Asker(c.q.Workload)
			if err := asker.Ask(t.Context(), c.q); err != nil {
				t.Errorf("Ask: %v", err)
			}
			got, err := asker.Answer(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
	if _, err := r.Asker(Ties).Answer(t.Context(), Question{Actor: "nobody", Day: "2014-01-12"}); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("of an actor that is not there: error %v", err)
	}
	if err := r.Asker(Ties).Ask(t.Context(), Question{Actor: "a", Day: "yesterday"}); err == nil {
		t.Error("no error of a day that is none")
	}
	if a := r.Asker(DiffWeek); a != nil {
		t.Errorf("it has no diff, and yet %v", a)
	}
}

// What a cut or wrong span says must not pass for an answer.
func TestRaphtorySpans(t *testing.T) {
	body := `{"data":{"graph":{"at":{"node":{"edges":{"explodeLayers":{"list":[{"layerName":"allegiance",` +
		`"nbr":{"metadata":{"get":{"value":"Bravo"}}},"properties":{"get":SPAN}}]}}}}}}}`
	for span, good := range map[string]bool{
		`{"value":"2014-01-01/2014-01-30"}`: true,
		`{"value":"2014-01-01/"}`:           true,
		`{"value":"2014-01-01/2014-01-11"}`: false,
		`{"value":"2014-01-13/2014-01-30"}`: false,
		`{"value":"2014-01-01"}`:            false,
		`null`:                              false,
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(strings.Replace(body, "SPAN", span, 1)))
		}))
		api := newGraphQL(s.URL)
		a := raphtoryAsker{api, raphtoryTies, answerOf(raphtoryTiesAnswer)}
		got, err := a.Answer(context.Background(), Question{Actor: "a", Day: "2014-01-12"})
		if (err == nil) != good || good && !slices.Equal(got, []string{"allegiance\tBravo"}) {
			t.Errorf("of %s: %q, error %v", span, got, err)
		}
		api.close()
		s.Close()
	}
}
