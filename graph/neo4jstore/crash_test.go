//go:build linux

package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// childEnv makes the test binary a loader that hurts itself: "kill staging 3"
// kills it at the third time that it comes to that step, "stop staging 3" stops
// it there.
const childEnv = "REALIGN_NEO4JSTORE_CHILD"

// What the child ends with.
const (
	childLoaded   = 0
	childFailed   = 1
	childConflict = 3
)

func childCommand(t testing.TB, srv *neo4jtest.Server, hurt string) *exec.Cmd {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), childEnv+"="+hurt, "CHILD_URI="+srv.URI(), "CHILD_USER="+srv.User(), "CHILD_PASSWORD="+srv.Password())
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd
}

// child loads the second version of the world.
func child() int {
	words := strings.Fields(os.Getenv(childEnv))
	times, err := strconv.Atoi(words[2])
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	s, err := Open(ctx, Options{URI: os.Getenv("CHILD_URI"), User: os.Getenv("CHILD_USER"), Password: os.Getenv("CHILD_PASSWORD"), Clock: epoch, Lease: shortLease})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return childFailed
	}
	s.batch = 100
	s.at = func(step string) {
		if step != words[1] {
			return
		}
		if times--; times != 0 {
			return
		}
		signal := syscall.SIGKILL
		if words[0] == "stop" {
			signal = syscall.SIGSTOP
		}
		if err := syscall.Kill(os.Getpid(), signal); err != nil {
			panic(err)
		}
		time.Sleep(50 * time.Millisecond) // the signal may take a moment
	}
	load, changes := worldChanges(2)
	switch _, err := s.Apply(ctx, load, changes); {
	case err == nil:
		return childLoaded
	case errors.Is(err, graph.ErrConflict):
		return childConflict
	default:
		fmt.Fprintln(os.Stderr, err)
		return childFailed
	}
}

// TestKilledLoader kills the process of a load at several points. The revision
// before answers as before, the next load succeeds, and leaves just what a load
// leaves that was not disturbed.
func TestKilledLoader(t *testing.T) {
	srv := neo4jtest.Shared(t)
	want := undisturbed(t, srv)
	for _, at := range []string{
		stepLeased + " 1", stepStaging + " 1", stepStaging + " 4", stepStaged + " 1", stepStaging + " 8", stepCommit + " 1",
	} {
		t.Run(strings.ReplaceAll(at, " ", "-"), func(t *testing.T) {
			empty(t, srv)
			s := openOn(t, srv, epoch)
			loadWorld(t, s, 1)
			before := answers(t, s, 1)

			err := childCommand(t, srv, "kill "+at).Run()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the loader was to die, not to end with %v", err)
			}
			if head, err := s.Head(t.Context()); err != nil || head.No != 1 {
				t.Fatalf("after the death the head is %v, %v", head, err)
			}
			if answers(t, s, 1) != before {
				t.Error("revision 1 answers otherwise after the death of a loader")
			}
			loadWorld(t, s, 2)
			if answers(t, s, 1) != before {
				t.Error("revision 1 answers otherwise after the next load")
			}
			sameDump(t, dump(t, srv), want)
		})
	}
}

// TestKilledAfterFlip kills a loader whose load is visible, but whose names are
// not shown yet. The next load shows them.
func TestKilledAfterFlip(t *testing.T) {
	srv := neo4jtest.Shared(t)
	empty(t, srv)
	s := openOn(t, srv, epoch)
	loadWorld(t, s, 1)
	if err := childCommand(t, srv, "kill "+stepFlipped+" 1").Run(); err == nil {
		t.Fatal("the loader was to die")
	}
	if head, err := s.Head(t.Context()); err != nil || head.No != 2 {
		t.Fatalf("the head is %v, %v", head, err)
	}
	load, changes := graph.Load{}, graph.Changes{Base: 2, WithdrawActors: []graph.ActorID{"actor-39"}}
	if _, err := s.Apply(t.Context(), load, changes); err != nil {
		t.Fatal(err)
	}
	rows := cypherOn(t, srv, "MATCH (a:Actor {id: 'actor-01'}) RETURN a.name AS name", nil)
	if name := rows[0].Values[0]; name != "Actor 1, version 2" {
		t.Errorf("actor-01 is shown as %v", name)
	}
}

// TestSleepingLoader stops a loader for longer than its lease. When it wakes
// up, another one has loaded, and it must not write any more.
func TestSleepingLoader(t *testing.T) {
	srv := neo4jtest.Shared(t)
	want := undisturbed(t, srv)
	for _, at := range []string{stepStaging + " 4", stepRefolded + " 1"} {
		t.Run(strings.ReplaceAll(at, " ", "-"), func(t *testing.T) {
			empty(t, srv)
			s := openOn(t, srv, epoch)
			loadWorld(t, s, 1)
			cmd := childCommand(t, srv, "stop "+at)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			awaitStopped(t, cmd.Process.Pid)
			loadWorld(t, s, 2)
			if err := syscall.Kill(cmd.Process.Pid, syscall.SIGCONT); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != childConflict {
				t.Errorf("the sleeper ended with %v, want a conflict", err)
			}
			sameDump(t, dump(t, srv), want)
		})
	}
}

func awaitStopped(t testing.TB, pid int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			t.Fatal(err)
		}
		// pid (name) state …
		if _, rest, _ := strings.Cut(string(stat), ") "); strings.HasPrefix(rest, "T") {
			return
		}
	}
	t.Fatal("the loader did not stop")
}
