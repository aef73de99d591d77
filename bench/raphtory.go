package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// raphtoryPeer is Raphtory 0.17.0 from PyPI, a temporal graph in memory, behind
// its own GraphQL server: a PersistentGraph with a layer for each kind, a
// relation being an addition on its first day and a deletion on the day after
// its last.
//
// Its answers differ from Realign's where spells overlap. It holds one history
// of additions and deletions for each pair, direction and kind, and not single
// relations: with two of one pair in force at once, the end of the first ends
// both. On a day of the events about one pair in eleven is lacking for that; it
// has none too many. For the same reason it has no ids of relations, and two at
// once are one edge with the dates of the later one. It counts the edges of each
// direction apart, and has no count of the actors that have an edge on a day: its
// count of nodes is of all it has ever seen.
//
// Two things favour it. Its load does not wait until the disk has the file, and
// starting Python is not in the time of its load.
//
// Its server has no setting for an address: it listens on all of the machine's.
// So it is started only where this program has a network of its own.
type raphtoryPeer struct {
	cache  string // for the environment
	graphs string // for the graph of the last load
	server *Process
	api    *graphQL
	layers []string // of the graph that is open
}

//go:embed peers/raphtory/requirements.txt
var raphtoryRequirements []byte

//go:embed peers/raphtory/load.py
var raphtoryLoader []byte

// newRaphtory keeps what it installs, about 740 MB, in a folder of the cache, and
// the graph of the last load beside it. Making one does nothing yet.
func newRaphtory(cache string) Contender {
	cache = filepath.Join(cache, "raphtory-0.17.0")
	return &raphtoryPeer{cache: cache, graphs: filepath.Join(cache, "graphs")}
}

// Name heads a column.
func (r *raphtoryPeer) Name() string { return raphtory }

// ByPairs says that it has no ids of ties.
func (r *raphtoryPeer) ByPairs() {}

func (r *raphtoryPeer) python() string { return filepath.Join(r.cache, "venv", "bin", "python") }

// install makes the virtual environment unless it is there with just these
// requirements.
func (r *raphtoryPeer) install(ctx context.Context) error {
	list := filepath.Join(r.cache, "requirements.txt")
	done := filepath.Join(r.cache, "installed.txt") // a copy of the list, once it is all there
	if have, err := os.ReadFile(done); err == nil && string(have) == string(raphtoryRequirements) {
		return nil
	}
	python, err := findPython()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.cache, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(list, raphtoryRequirements, 0o644); err != nil {
		return err
	}
	for _, cmd := range []*exec.Cmd{
		exec.Command(python, "-m", "venv", "--clear", filepath.Join(r.cache, "venv")),
		exec.Command(r.python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", list),
	} {
		p, err := StartProcess(cmd, nil)
		if err != nil {
			return fmt.Errorf("installing raphtory: %w", err)
		}
		if err := p.Wait(ctx); err != nil {
			return fmt.Errorf("installing raphtory: %w", err)
		}
	}
	return os.WriteFile(done, raphtoryRequirements, 0o644)
}

// findPython prefers the version that the requirements were pinned with.
func findPython() (string, error) {
	for _, name := range []string{"python3.11", "python3"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("raphtory needs Python 3.11, and neither python3.11 nor python3 is on the PATH: install it or leave this contender out")
}

// Load makes a graph in memory and saves it, in place of the last one.
func (r *raphtoryPeer) Load(ctx context.Context, data Data) (LoadReport, error) {
	if err := r.install(ctx); err != nil {
		return LoadReport{}, err
	}
	if err := os.RemoveAll(r.graphs); err != nil {
		return LoadReport{}, err
	}
	if err := os.MkdirAll(r.graphs, 0o755); err != nil {
		return LoadReport{}, err
	}
	loader := filepath.Join(r.cache, "load.py")
	if err := os.WriteFile(loader, raphtoryLoader, 0o644); err != nil {
		return LoadReport{}, err
	}
	var seconds struct{ Load, Save float64 }
	var last string
	cmd := exec.Command(r.python(), loader, data.Edges, data.Actors, filepath.Join(r.graphs, raphtoryGraph))
	_, peak, err := RunMeasured(ctx, cmd, func(line string) { last = line })
	if err != nil {
		return LoadReport{}, fmt.Errorf("loading into raphtory: %w", err)
	}
	if err := json.Unmarshal([]byte(last), &seconds); err != nil {
		return LoadReport{}, fmt.Errorf("loading into raphtory: its last line %q has no times: %w", last, err)
	}
	disk, err := folderSize(r.graphs)
	return LoadReport{Took: inSeconds(seconds.Load), Save: inSeconds(seconds.Save), Peak: peak, Disk: disk}, err
}

func inSeconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// Start starts the server and has it read the graph, which it does not before it
// is asked for it.
func (r *raphtoryPeer) Start(ctx context.Context) (StartReport, error) {
	if !isAlone() {
		return StartReport{}, errors.New("raphtory's server listens on every address: it is started in a network of its own only")
	}
	port, err := freePort()
	if err != nil {
		return StartReport{}, err
	}
	began := time.Now()
	cmd := exec.Command(filepath.Join(r.cache, "venv", "bin", "raphtory"), "server",
		"--work-dir", r.graphs, "--port", strconv.Itoa(port), "--log-level", "ERROR")
	// Its settings can come from the environment too: none of this user's shall.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "RAPHTORY_") })
	r.server, err = StartProcess(cmd, nil)
	if err != nil {
		return StartReport{}, err
	}
	r.api = newGraphQL("http://127.0.0.1:" + strconv.Itoa(port) + "/")
	report, err := r.opened(ctx)
	if err != nil {
		_ = r.Stop()
		return StartReport{}, err
	}
	report.Took = time.Since(began)
	report.Resident, err = settled(ctx, r)
	return report, err
}

// opened waits until the server answers and then until the graph does.
func (r *raphtoryPeer) opened(ctx context.Context) (StartReport, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	const often = 5 * time.Millisecond
	for {
		var answer struct{ Version string }
		err := r.api.fetch(ctx, requestBody("{version}", Question{}), &answer)
		if err == nil {
			break
		}
		select {
		case <-time.After(often):
		case <-ctx.Done():
			return StartReport{}, fmt.Errorf("raphtory's server does not answer: %w\n%s", err, r.server.Said())
		case <-r.server.Ended():
			return StartReport{}, fmt.Errorf("raphtory's server has ended\n%s", r.server.Said())
		}
	}
	empty, _, err := Memory(r.server.Pid())
	if err != nil {
		return StartReport{}, err
	}
	var answer struct {
		Graph struct{ UniqueLayers []string }
	}
	if err := r.api.fetch(ctx, requestBody(raphtoryLayers, Question{}), &answer); err != nil {
		return StartReport{}, fmt.Errorf("opening raphtory's graph: %w", err)
	}
	r.layers = knownKinds(answer.Graph.UniqueLayers)
	return StartReport{Empty: empty}, nil
}

// Resident is what the server takes of memory now, in bytes.
func (r *raphtoryPeer) Resident() (int64, error) {
	if r.server == nil {
		return 0, fmt.Errorf("raphtory's server is not running")
	}
	resident, _, err := Memory(r.server.Pid())
	return resident, err
}

// Stop ends the server.
func (r *raphtoryPeer) Stop() error {
	if r.server == nil {
		return nil
	}
	r.api.close()
	err := r.server.Stop()
	r.server, r.api, r.layers = nil, nil, nil
	if err != nil {
		return fmt.Errorf("stopping raphtory: %w", err)
	}
	return nil
}

// freePort is one that nobody listened on a moment ago.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "0.0.0.0:0") // all addresses, since the server takes them all
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
