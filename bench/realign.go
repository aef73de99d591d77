package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// realign is Realign as its user runs it: its own command loads, its own command
// serves.
type realign struct {
	env    Env
	name   string
	folder string       // of its files
	neo4j  *neo4jServer // its store; nil: an embedded one

	loaded Data
	server *Process
	api    *graphQL
}

func newRealign(e Env) Contender {
	return &realign{env: e, name: embedded, folder: filepath.Join(e.Scratch, "realign")}
}

// newRealignNeo4j keeps its data in a Neo4j that others may join.
func newRealignNeo4j(e Env, store *neo4jServer) Contender {
	return &realign{env: e, name: overNeo4j, folder: filepath.Join(e.Scratch, "realign-neo4j"), neo4j: store}
}

// Name heads a column.
func (r *realign) Name() string { return r.name }

func (r *realign) binary() string {
	if r.env.Binary != "" {
		return r.env.Binary
	}
	return filepath.Join(r.env.Scratch, "realign-binary")
}

func (r *realign) build(ctx context.Context) error {
	if r.env.Binary != "" {
		return nil
	}
	cmd := exec.Command("go", "build", "-o", r.binary(), "./cmd/realign")
	cmd.Dir = r.env.Module
	p, err := StartProcess(cmd, nil)
	if err != nil {
		return err
	}
	if err := p.Wait(ctx); err != nil {
		return fmt.Errorf("building Realign: %w", err)
	}
	return nil
}

// command is Realign's, over a store, with nothing of the environment's own
// settings.
func (r *realign) command(store string, args ...string) *exec.Cmd {
	cmd := exec.Command(r.binary(), append(args, "--store", store, "--log-level", "warn")...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "REALIGN_") })
	if r.neo4j != nil {
		cmd.Env = append(cmd.Env, "REALIGN_NEO4J_USER="+r.neo4j.User(), "REALIGN_NEO4J_PASSWORD="+r.neo4j.Password())
	}
	cmd.Dir = r.folder
	return cmd
}

func (r *realign) store() string {
	if r.neo4j != nil {
		return r.neo4j.URI()
	}
	return filepath.Join(r.folder, "store", "realign.db")
}

// Load loads the data twice, into an empty store and unchanged; and, embedded, a
// third time, by a server that is asked meanwhile, whose memory counts.
func (r *realign) Load(ctx context.Context, data Data) (report LoadReport, err error) {
	if err := os.MkdirAll(r.folder, 0o755); err != nil {
		return report, err
	}
	if err := r.build(ctx); err != nil {
		return report, err
	}
	if r.neo4j != nil {
		if err := r.neo4j.Start(ctx); err != nil {
			return report, err
		}
		defer func() { err = errors.Join(err, r.neo4j.Stop()) }()
	}
	r.loaded = data
	if report.Took, report.Peak, err = r.load(ctx, fmt.Sprintf("%d created, 0 retracted, 0 unchanged", data.Relations)); err != nil {
		return report, err
	}
	if report.Again, _, err = r.load(ctx, fmt.Sprintf("0 created, 0 retracted, %d unchanged", data.Relations)); err != nil {
		return report, fmt.Errorf("the second time: %w", err)
	}
	if r.neo4j == nil {
		if report.Peak, err = r.peakServing(ctx); err != nil {
			return report, fmt.Errorf("loading in a server: %w", err)
		}
	}
	report.Disk, err = r.disk()
	return report, err
}

// peakServing is the most resident memory that a server takes which loads the
// data into an empty store, and then answers.
func (r *realign) peakServing(ctx context.Context) (peak int64, err error) {
	folder, err := os.MkdirTemp(r.folder, "serving-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	defer func() { err = errors.Join(err, r.Stop()) }()
	if err := r.serve(ctx, filepath.Join(folder, "realign.db"), "--load", "--datasets", filepath.Join(r.loaded.Folder, "datasets.yaml")); err != nil {
		return 0, err
	}
	_, peak, err = Memory(r.server.Pid())
	return peak, err
}

// load runs a load and holds its last line against what it must say of the
// claims: a fast load of something else is none.
func (r *realign) load(ctx context.Context, want string) (took time.Duration, peak int64, err error) {
	var last string
	cmd := r.command(r.store(), "load", "--strict", "--datasets", filepath.Join(r.loaded.Folder, "datasets.yaml"))
	took, peak, err = RunMeasured(ctx, cmd, func(line string) { last = line })
	if err == nil && !strings.Contains(last, "claims: "+want+";") {
		err = fmt.Errorf("it said %q, and not %q", last, want)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("realign load: %w", err)
	}
	return took, peak, nil
}

func (r *realign) disk() (int64, error) {
	if r.neo4j != nil {
		return r.neo4j.Disk()
	}
	return folderSize(filepath.Dir(r.store()))
}

// Start serves the store. Of an embedded one it measures first what a server
// takes that has nothing loaded.
func (r *realign) Start(ctx context.Context) (report StartReport, err error) {
	if r.neo4j != nil {
		if err := r.neo4j.Start(ctx); err != nil {
			return report, err
		}
	} else if report.Empty, err = r.empty(ctx); err != nil {
		return report, err
	}
	began := time.Now()
	if err := r.serve(ctx, r.store(), "--load=false"); err != nil {
		return report, errors.Join(err, r.Stop())
	}
	report.Took = time.Since(began)
	report.Resident, err = settled(ctx, r)
	return report, err
}

// empty is the resident memory of a server over an empty store.
func (r *realign) empty(ctx context.Context) (int64, error) {
	folder, err := os.MkdirTemp(r.folder, "empty-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	if err := r.serve(ctx, filepath.Join(folder, "realign.db"), "--load=false"); err != nil {
		return 0, errors.Join(err, r.Stop())
	}
	resident, err := settled(ctx, r)
	return resident, errors.Join(err, r.Stop())
}

// settled is the resident memory of a server that has just opened its store and
// is left alone for a while, so that it can give back what only opening took.
func settled(ctx context.Context, server Weighed) (int64, error) {
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(3 * time.Second):
	}
	return server.Resident()
}

var printedAddress = regexp.MustCompile(`http://[^/ ]+`)

// serve starts a server and returns when it is ready.
func (r *realign) serve(ctx context.Context, store string, flags ...string) error {
	args := append([]string{"serve", "--schedule=false", "--listen", "127.0.0.1:0"}, flags...)
	server, base, err := StartServer(ctx, r.command(store, args...), printedAddress)
	if err != nil {
		return err
	}
	r.server, r.api = server, newGraphQL(base+"/graphql")
	var answer any
	return r.api.fetch(ctx, requestBody("{ datasets { id } }", Question{}), &answer)
}

// Resident is the memory that the server takes now, in bytes.
func (r *realign) Resident() (int64, error) {
	resident, _, err := Memory(r.server.Pid())
	return resident, err
}

// Stop ends the server, and its Neo4j.
func (r *realign) Stop() error {
	var err error
	if r.api != nil {
		r.api.close()
		r.api = nil
	}
	if r.server != nil {
		err = r.server.Stop()
		r.server = nil
	}
	if r.neo4j != nil {
		err = errors.Join(err, r.neo4j.Stop())
	}
	return err
}

// Change gives an actor a lifetime and loads again, beside a server: all the
// actor's ties are folded anew before that answers.
func (r *realign) Change(ctx context.Context, actor string) (took time.Duration, err error) {
	changed, err := os.MkdirTemp(r.folder, "changed-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(changed)
	if err := copyChanged(changed, r.loaded, actor); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, r.Stop()) }()
	if r.neo4j != nil {
		if err := r.neo4j.Start(ctx); err != nil {
			return 0, err
		}
	}
	if err := r.serve(ctx, r.store(), "--load=false"); err != nil {
		return 0, err
	}
	data := r.loaded
	defer func() { r.loaded = data }()
	r.loaded.Folder = changed
	began := time.Now()
	if _, _, err := r.load(ctx, fmt.Sprintf("0 created, 0 retracted, %d unchanged", data.Relations)); err != nil {
		return 0, err
	}
	var answer any
	err = r.api.fetch(ctx, requestBody(tiesQuery, Question{Actor: actor, Day: lastDay}), &answer)
	return time.Since(began), err
}

// copyChanged links the files of a data set into a folder, but for actors.csv,
// which gets a column with the lifetime of one actor.
func copyChanged(folder string, data Data, actor string) error {
	files := os.DirFS(data.Folder)
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		to := filepath.Join(folder, name)
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return os.MkdirAll(to, 0o755)
		case name == "events/actors.csv":
			return writeLifetime(to, files, name, actor)
		}
		from, err := filepath.Abs(filepath.Join(data.Folder, name))
		if err != nil {
			return err
		}
		return os.Symlink(from, to)
	})
}
