package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// gqlgenAlone is the floor under the API: gqlgen with the shape of Realign's
// schema, served as Realign is, over answers that are ready (package floor).
// Nothing is stored, so that it has no load to speak of.
type gqlgenAlone struct {
	env    Env
	data   Data
	server *Process
	api    *graphQL
}

func newGqlgenFloor(e Env) Contender { return &gqlgenAlone{env: e} }

// Name heads a column.
func (g *gqlgenAlone) Name() string { return gqlgenFloor }

func (g *gqlgenAlone) binary() string { return filepath.Join(g.env.Scratch, "gqlgen-floor") }

// Load builds the server; it reads the data itself when it starts.
func (g *gqlgenAlone) Load(ctx context.Context, data Data) (LoadReport, error) {
	g.data = data
	cmd := exec.Command("go", "build", "-o", g.binary(), "./bench/floor/cmd")
	cmd.Dir = g.env.Module
	p, err := StartProcess(cmd, nil)
	if err != nil {
		return LoadReport{}, err
	}
	if err := p.Wait(ctx); err != nil {
		return LoadReport{}, fmt.Errorf("building the floor: %w", err)
	}
	return LoadReport{}, nil
}

var floorAddress = regexp.MustCompile(`http://[^/ ]+/graphql`)

// Start starts the server, which answers once it has read the data.
func (g *gqlgenAlone) Start(ctx context.Context) (report StartReport, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, g.Stop())
		}
	}()
	began := time.Now()
	cmd := exec.Command(g.binary(), "-edges", g.data.Edges, "-actors", g.data.Actors, "-listen", "127.0.0.1:0")
	server, url, err := StartServer(ctx, cmd, floorAddress)
	if err != nil {
		return report, err
	}
	g.server, g.api = server, newGraphQL(url)
	report.Took = time.Since(began)
	report.Resident, err = settled(ctx, g)
	return report, err
}

// Asker asks the very documents that Realign is asked.
func (g *gqlgenAlone) Asker(w Workload) Asker {
	if g.api == nil {
		return nil
	}
	switch w {
	case Allies:
		return realignAsker{g.api, alliesQuery, answerOf(alliesAnswer)}
	case Ties:
		return realignAsker{g.api, tiesQuery, answerOf(tiesAnswer)}
	case Counts:
		return realignAsker{g.api, countsQuery, answerOf(countsAnswer)}
	case Snapshot:
		return realignAsker{g.api, snapshotQuery, answerOf(snapshotAnswer)}
	}
	return nil
}

// Resident is the memory that the server takes now, in bytes.
func (g *gqlgenAlone) Resident() (int64, error) {
	resident, _, err := Memory(g.server.Pid())
	return resident, err
}

// Stop ends the server.
func (g *gqlgenAlone) Stop() error {
	if g.api != nil {
		g.api.close()
		g.api = nil
	}
	if g.server == nil {
		return nil
	}
	err := g.server.Stop()
	g.server = nil
	return err
}
