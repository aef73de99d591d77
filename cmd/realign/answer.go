package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/ask"
	"github.com/realign/realign/graph/sqlitestore"
	"github.com/realign/realign/resolvers"
)

// emptyStore is the revision at which nothing is known.
const emptyStore = "r0"

// rowsAtOnce is how many rows of a list are asked for at a time.
const rowsAtOnce = 1000

// loadFirst is what to do where nothing is loaded.
const loadFirst = "realign load loads the curated data; --store names another store"

// asker asks questions of the API in this process. What the commands print is
// made of its answers, so that names, meanings and errors are the API's.
type asker struct {
	exec *executor.Executor
	rows int // of a page
	// arguments is what the command line calls the arguments of the API.
	arguments map[string]string
}

func newAsker(store graph.Reader, o ask.Options, arguments map[string]string) *asker {
	exec := executor.New(resolvers.NewExecutableSchema(ask.New(store, o)))
	// What a log would be told is told to the person instead: see explain.
	exec.SetErrorPresenter(resolvers.PresentError(slog.New(slog.DiscardHandler)))
	return &asker{exec, rowsAtOnce, arguments}
}

// variables are those of a question. What is left out is not in it.
type variables map[string]any

// and are these and others.
func (v variables) and(others variables) variables {
	all := maps.Clone(v)
	maps.Copy(all, others)
	return all
}

// ask asks one question and decodes the data of the answer.
func (a *asker) ask(ctx context.Context, question string, v variables, data any) error {
	// As JSON brings them: the executor knows lists and maps, not our types.
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	ctx = graphql.StartOperationTrace(ctx)
	params := &graphql.RawParams{Query: question}
	numbers := json.NewDecoder(bytes.NewReader(raw))
	numbers.UseNumber()
	if err := numbers.Decode(&params.Variables); err != nil {
		return err
	}
	operation, problems := a.exec.CreateOperationContext(ctx, params)
	if len(problems) > 0 {
		return a.explain(a.exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems).Errors)
	}
	respond, ctx := a.exec.DispatchOperation(ctx, operation)
	response := respond(ctx)
	switch {
	case response == nil:
		return context.Cause(ctx)
	case len(response.Errors) > 0:
		return a.explain(response.Errors)
	}
	return json.Unmarshal(response.Data, data)
}

// explain makes one error of those of an answer: the first, which the others
// most often follow from. What cannot be read makes no sense as a command line;
// where the store is at fault, its own words say more than the API's.
func (a *asker) explain(list gqlerror.List) error {
	e := list[0]
	text := func(name string) string { s, _ := e.Extensions[name].(string); return s }
	code := ask.Code(text("code"))
	if cause := e.Unwrap(); cause != nil && (code == ask.Internal || code == ask.Unavailable) {
		return cause
	}
	message := e.Message
	if argument := text("argument"); argument != "" {
		if name := a.arguments[argument]; name != "" {
			argument = name
		}
		message = argument + ": " + message
	}
	if remedy := text("remedy"); remedy != "" {
		message += "; " + remedy
	}
	if code == ask.InvalidArgument {
		return usageError{errors.New(message)}
	}
	if code == ask.NotFound {
		message += " (realign serve has a playground to ask it in)"
	}
	return errors.New(message)
}

// whole asks page after page until all lists of an answer are whole. next gives
// the variables that ask for the page after what there is, nil if there is none;
// add takes a further page in.
func whole[T any](ctx context.Context, a *asker, question string, first variables, next func(*T) variables, add func(all, page *T)) (*T, error) {
	rows := variables{"first": a.rows}
	all := new(T)
	if err := a.ask(ctx, question, rows.and(first), all); err != nil {
		return nil, err
	}
	for v := next(all); v != nil; v = next(all) {
		page := new(T)
		if err := a.ask(ctx, question, rows.and(v), page); err != nil {
			return nil, err
		}
		add(all, page)
	}
	return all, nil
}

// openToRead opens the store that the configuration names and changes nothing:
// a file that is not there is not made. It says so where nothing is loaded.
func (c *config) openToRead(ctx context.Context, s streams, log *slog.Logger) (graph.Store, error) {
	store, err := c.openReader(ctx, log)
	if err != nil {
		return nil, err
	}
	head, err := store.Head(ctx)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	if head.No == 0 {
		fmt.Fprintf(s.err, "nothing is loaded in %s: %s\n", c.store, loadFirst)
	}
	return store, nil
}

func (c *config) openReader(ctx context.Context, log *slog.Logger) (graph.Store, error) {
	if c.store == "" || strings.Contains(c.store, "://") {
		return c.openStore(ctx, log)
	}
	info, err := os.Stat(c.store)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no store at %s: %s", c.store, loadFirst)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder and no store: %s", c.store, loadFirst)
	}
	store, err := sqlitestore.Open(ctx, c.store, sqlitestore.Options{Clock: time.Now, Logger: log, ReadOnly: true})
	if err != nil {
		return nil, err // names the file itself
	}
	return store, nil
}

// answering opens the store, has a command answer from it, and prints what it
// made.
func (c *config) answering(ctx context.Context, s streams, arguments map[string]string, answer func(*asker) (*page, error)) (err error) {
	log, err := c.logger(s)
	if err != nil {
		return err
	}
	store, err := c.openToRead(ctx, s, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	p, err := answer(newAsker(store, ask.Options{}, arguments))
	if err != nil {
		return err
	}
	return p.print(s)
}

// page is what a command prints: the answer, and what a reader of it should
// know.
type page struct {
	bytes.Buffer
	notices []string
}

func (p *page) linef(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// json writes the data of an answer, indented.
func (p *page) json(data any) error {
	e := json.NewEncoder(p)
	e.SetEscapeHTML(false) // a terminal is no page
	e.SetIndent("", "  ")
	return e.Encode(data)
}

func (p *page) print(s streams) error {
	said := map[string]bool{}
	for _, n := range p.notices {
		if !said[n] {
			fmt.Fprintln(s.err, "notice:", plain(n))
		}
		said[n] = true
	}
	_, err := s.out.Write(p.Bytes())
	return err
}
