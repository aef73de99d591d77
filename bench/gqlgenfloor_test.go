package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The floor answers the documents that Realign is asked, as a contender.
func TestGqlgenFloor(t *testing.T) {
	folder := t.TempDir()
	data := Data{Name: "test", Edges: filepath.Join(folder, "edges.csv"), Actors: filepath.Join(folder, "actors.csv"), Relations: 3}
	for name, text := range map[string]string{
		data.Actors: "id,name\na,Ana\nb,Bo\nc,Cy\n",
		data.Edges: "id,source,target,kind,start,end\n" +
			"e1,a,b,allegiance,2014-01-01,2014-01-30\n" +
			"e2,c,a,hostility,2014-01-30,2014-02-28\n" +
			"e3,b,c,mediation,2014-01-31,2014-03-01\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	module, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	c := newGqlgenFloor(Env{Module: module, Scratch: folder})
	ctx := context.Background()
	if _, err := c.Load(ctx, data); err != nil {
		t.Fatal(err)
	}
	started, err := c.Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	}()
	if started.Took <= 0 || started.Resident <= 0 {
		t.Errorf("it started with %+v", started)
	}
	const both = "2014-01-30" // the last day of e1 and the first of e2
	for _, x := range []struct {
		q    Question
		want []string
	}{
		{Question{Workload: Allies, Actor: "a", Day: both}, []string{"Bo"}},
		{Question{Workload: Allies, Actor: "a", Day: "2014-01-31"}, nil},
		{Question{Workload: Ties, Actor: "a", Day: both}, []string{"e1\tallegiance\t2014-01-01\t2014-01-30\tBo", "e2\thostility\t2014-01-30\t2014-02-28\tCy"}},
		{Question{Workload: Ties, Actor: "b", Day: "2013-01-01"}, nil},
		{Question{Workload: Counts, Day: both}, []string{"actors 3", "allegiance 1", "hostility 1", "mediation 0"}},
		{Question{Workload: Snapshot, Day: "2014-02-28"}, []string{"e2\thostility\t2014-01-30\t2014-02-28\tc\ta", "e3\tmediation\t2014-01-31\t2014-03-01\tb\tc"}},
	} {
		asker := c.Asker(x.q.Workload)
		if err := asker.Ask(ctx, x.q); err != nil {
			t.Errorf("%+v: %v", x.q, err)
		}
		if got, err := asker.Answer(ctx, x.q); err != nil || !slices.Equal(got, x.want) {
			t.Errorf("%+v: %q, %v; want %q", x.q, got, err, x.want)
		}
	}
	if c.Asker(Path) != nil {
		t.Error("it has chains, of which it knows nothing")
	}
}
