package sqlitestore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/sqlitestore"
)

// The crash tests run this test binary again as a loader that dies or hangs at
// a given point.
const (
	crashFile = "SQLITESTORE_CRASH_FILE"
	crashAt   = "SQLITESTORE_CRASH_AT" // such as "die batch 2"; "run" for nowhere
)

// crashClaims make a load of several batches.
const crashClaims = sqlitestore.BatchSize + 200

func TestMain(m *testing.M) {
	if path := os.Getenv(crashFile); path != "" {
		if err := crash(path, os.Getenv(crashAt)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// crash loads second into a store, or in bulk into an empty one, and does what
// it is told when it gets there.
func crash(path, at string) error {
	clock, changes := tick(), second(crashClaims)
	inBulk := strings.HasPrefix(at, "die-in-bulk")
	if inBulk {
		changes = bulkLoad()
	} else {
		clock() // the first load has had the first second
	}
	s, err := sqlitestore.Open(context.Background(), path, sqlitestore.Options{Clock: clock})
	if err != nil {
		return err
	}
	var what, where string
	var times int
	if at != "run" {
		if _, err := fmt.Sscan(at, &what, &where, &times); err != nil {
			return err
		}
	}
	if inBulk {
		s.SetBulk(1)
	}
	s.SetHook(func(point string) {
		if point != where {
			return
		}
		if times--; times > 0 {
			return
		}
		fmt.Println("there")
		if what == "hang" {
			select {}
		}
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		fmt.Fprintln(os.Stderr, "cannot kill itself:", err)
		select {}
	})
	_, err = s.Apply(context.Background(), aLoad(), changes)
	return errors.Join(err, s.Close())
}

// helper starts the loader.
func helper(t testing.TB, path, at string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashFile+"="+path, crashAt+"="+at)
	cmd.Stderr = os.Stderr
	t.Cleanup(func() {
		if cmd.Process != nil {
			_ = cmd.Process.Kill()
		}
	})
	return cmd
}

// started is a file with the first load in it, and what it says.
func started(t testing.TB) (path, says string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, tick())
	defer s.Close()
	apply(t, s, first(crashClaims))
	return path, everything(t, s)
}

// loaded is what a store says, and what is in its file, if nobody ever crashed.
func loaded(t testing.TB) (says, holds string) {
	t.Helper()
	path, _ := started(t)
	clock := tick()
	clock()
	s := open(t, path, clock)
	defer s.Close()
	apply(t, s, second(crashClaims))
	says = everything(t, s)
	return says, tables(t, path)
}

func TestKilled(t *testing.T) {
	afterwards, holds := loaded(t)
	for _, c := range []struct {
		at      string
		visible bool
	}{
		{"leased 1", false}, {"swept 1", false}, {"batch 1", false}, {"batch 3", false},
		{"flipping 1", false}, {"flipped 1", true},
	} {
		t.Run(c.at, func(t *testing.T) {
			path, before := started(t)
			if err := helper(t, path, "die "+c.at).Run(); err == nil {
				t.Fatal("the loader did not die")
			}
			clock := tick()
			clock()
			s := open(t, path, clock)
			defer s.Close()
			if c.visible {
				before = afterwards
			}
			if everything(t, s) != before {
				t.Error("the dead load shows")
			}
			if !c.visible {
				loadAgain(t, s, path, afterwards, holds)
			}
		})
	}
}

// loadAgain loads what a dead loader did not, and sees that nothing is left of
// it.
func loadAgain(t *testing.T, s *sqlitestore.Store, path, afterwards, holds string) {
	t.Helper()
	begun := time.Now()
	apply(t, s, second(crashClaims))
	if took := time.Since(begun); took > 8*time.Second {
		t.Errorf("the load took %s: it must not wait for a dead one's lease to run out", took)
	}
	if everything(t, s) != afterwards {
		t.Error("after a dead load, a load says otherwise than without")
	}
	if tables(t, path) != holds {
		t.Error("something is left of the dead load")
	}
}

// Killed at any moment, the load is there or it is not.
func TestKilledAnywhere(t *testing.T) {
	afterwards, holds := loaded(t)
	for range 4 {
		path, before := started(t)
		cmd := helper(t, path, "run")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		delay := time.Duration(rand.IntN(500)) * time.Millisecond
		time.Sleep(delay)
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // says that it was killed, or that it was too late for that
		clock := tick()
		clock()
		s := open(t, path, clock)
		switch everything(t, s) {
		case before:
			loadAgain(t, s, path, afterwards, holds)
		case afterwards:
		default:
			t.Errorf("killed after %s, half of a load shows", delay)
		}
		s.Close()
	}
}

// Another process waits for a loader as long as it may, and goes on at once
// when that is killed.
func TestAnotherProcessLoads(t *testing.T) {
	path, before := started(t)
	cmd := helper(t, path, "hang batch 2")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, tick())
	defer s.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err = s.Apply(ctx, aLoad(), second(crashClaims))
	if !errors.Is(err, graph.ErrLoadRunning) || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), fmt.Sprint(cmd.Process.Pid)) {
		t.Errorf("a second load fails with %v", err)
	}
	if everything(t, s) != before {
		t.Error("readers see the load of another process before its end")
	}
	begun := time.Now()
	time.AfterFunc(200*time.Millisecond, func() { _ = cmd.Process.Kill() })
	apply(t, s, second(crashClaims))
	if took := time.Since(begun); took > 8*time.Second {
		t.Errorf("it took %s to go on after a kill", took)
	}
	_ = cmd.Wait()
}
