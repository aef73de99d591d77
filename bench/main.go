package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// settings are what the flags say.
type settings struct {
	sizes      []string
	contenders []string // none: all
	workloads  []Workload
	rounds     int
	loads      int
	round      time.Duration
	clients    int
	loadTime   time.Duration // at most, for one load or opening
	limit      time.Duration // at most, for all
	cache      string
	binary     string
	out        string
	doc        string
}

func readFlags(args []string, errs io.Writer) (settings, error) {
	var s settings
	var sizes, names, workloads string
	var seconds float64
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.SetOutput(errs)
	f.StringVar(&sizes, "sizes", "x1,x11", "how many times over the events are taken")
	f.StringVar(&names, "contenders", "", "`names`; all if left out")
	f.StringVar(&workloads, "workloads", "", "`letters` of what is asked, such as a,b,d'; all if left out")
	f.IntVar(&s.rounds, "rounds", 5, "rounds of each workload")
	f.Float64Var(&seconds, "seconds", 3, "length of a round")
	f.IntVar(&s.clients, "clients", 8, "clients that ask at a time")
	f.IntVar(&s.loads, "loads", 1, "how often each contender loads the data")
	f.DurationVar(&s.loadTime, "load-time", time.Hour, "how long one load or opening may take")
	f.DurationVar(&s.limit, "limit", 8*time.Hour, "how long all may take")
	f.StringVar(&s.cache, "cache", "", "`folder` for peers and stores; realign-bench in the user's cache if left out")
	f.StringVar(&s.binary, "realign", "", "`file` of a Realign to measure instead of building one, to measure a state of it again")
	f.StringVar(&s.out, "out", "", "`file` to write all figures to, as JSON")
	f.StringVar(&s.doc, "doc", "", "`file` in which the table between the two marks is replaced, such as docs/performance.md")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	if f.NArg() > 0 {
		return s, fmt.Errorf("unexpected argument %q; see -help", f.Arg(0))
	}
	s.sizes, s.contenders = list(sizes), list(names)
	s.round = time.Duration(seconds * float64(time.Second))
	if s.rounds < 1 || s.loads < 1 || s.clients < 1 || s.round < time.Millisecond {
		return s, errors.New("-rounds, -loads and -clients are 1 or more, -seconds more than 0")
	}
	for _, size := range s.sizes {
		if _, err := copiesOf(size); err != nil {
			return s, err
		}
	}
	var err error
	s.workloads, err = readWorkloads(workloads)
	if err == nil && s.cache == "" {
		if s.cache, err = os.UserCacheDir(); err != nil {
			err = fmt.Errorf("%w; name a folder with -cache", err)
		}
		s.cache = filepath.Join(s.cache, "realign-bench")
	}
	return s, err
}

func list(text string) []string {
	return slices.DeleteFunc(strings.Split(text, ","), func(s string) bool { return s == "" })
}

func readWorkloads(text string) ([]Workload, error) {
	var out []Workload
	for _, letter := range list(text) {
		if !slices.Contains(asked, Workload(letter)) {
			return nil, fmt.Errorf("there is no workload %q to ask; there are %v", letter, asked)
		}
		out = append(out, Workload(letter))
	}
	if len(out) == 0 {
		return asked, nil
	}
	return out, nil
}

func run(ctx context.Context, args []string, out, errs io.Writer) (err error) {
	s, err := readFlags(args, errs)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	env := Env{Log: errs}
	if env.Module, err = moduleRoot(); err != nil {
		return err
	}
	if env.Cache, err = filepath.Abs(s.cache); err != nil {
		return err
	}
	if s.binary != "" {
		if env.Binary, err = filepath.Abs(s.binary); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(env.Cache, 0o755); err != nil {
		return err
	}
	if !isAlone() {
		if err := prepare(ctx, env, s.contenders); err != nil {
			return err
		}
		return again(ctx, args, out, errs)
	}
	if err := startLoopback(); err != nil {
		return err
	}
	// In the cache, since a temporary folder may lie in memory, where nothing is
	// durable and everything fast.
	if env.Scratch, err = os.MkdirTemp(env.Cache, "run-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(env.Scratch)) }()
	report, err := measure(ctx, s, env)
	if report == nil {
		return err
	}
	return errors.Join(err, write(report, s, out))
}

// measure measures all sizes. A report comes with an error too: of what was
// measured before it.
func measure(ctx context.Context, s settings, env Env) (*Report, error) {
	found, err := readEvents(env)
	if err != nil {
		return nil, err
	}
	r := &Report{
		When: time.Now().UTC().Truncate(time.Second), Commit: commit(ctx, env.Module), Machine: thisMachine(),
		Clients: s.clients, Rounds: s.rounds, Seconds: s.round.Seconds(),
	}
	for _, size := range s.sizes {
		one, err := measureSize(ctx, s, env, found, size)
		if one != nil {
			r.Sizes = append(r.Sizes, one)
		}
		if err != nil {
			r.Goals = checkGoals(r)
			return r, fmt.Errorf("%s: %w", size, err)
		}
	}
	r.Goals = checkGoals(r)
	r.Finished = true
	return r, nil
}

// write prints the table, and writes the files that were asked for. A document
// is left alone by a run that was broken off.
func write(r *Report, s settings, out io.Writer) error {
	table := r.Markdown()
	_, err := io.WriteString(out, table)
	if s.out != "" {
		text, jsonErr := json.MarshalIndent(r, "", "  ")
		if jsonErr == nil {
			jsonErr = os.WriteFile(s.out, append(text, '\n'), 0o644)
		}
		err = errors.Join(err, jsonErr)
	}
	if s.doc != "" && r.Finished {
		err = errors.Join(err, replaceTable(s.doc, table))
	}
	return err
}

// moduleRoot is the folder of the module that the working folder is in.
func moduleRoot() (string, error) {
	file, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("asking go for its module: %w", err)
	}
	if mod := strings.TrimSpace(string(file)); filepath.Base(mod) == "go.mod" {
		return filepath.Dir(mod), nil
	}
	return "", errors.New("no go.mod above the working folder: run it in the module")
}
