package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/neo4jstore"
	"github.com/realign/realign/graph/sqlitestore"
)

// neo4jSchemes are how the address of a Neo4j begins; all else is a file.
var neo4jSchemes = []string{"neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://"}

// openStore opens the store that the configuration names.
func (c *config) openStore(ctx context.Context, log *slog.Logger) (graph.Store, error) {
	return c.open(ctx, log, false)
}

// openToLoad opens it for a command that loads and reads nothing, sooner.
func (c *config) openToLoad(ctx context.Context, log *slog.Logger) (graph.Store, error) {
	return c.open(ctx, log, true)
}

func (c *config) open(ctx context.Context, log *slog.Logger, toLoad bool) (graph.Store, error) {
	for _, scheme := range neo4jSchemes {
		if strings.HasPrefix(c.store, scheme) {
			s, err := neo4jstore.Open(ctx, neo4jstore.Options{
				URI: c.store, User: c.user, Password: os.Getenv("REALIGN_NEO4J_PASSWORD"), Database: c.database,
				Clock: time.Now, Logger: log,
			})
			if err != nil {
				return nil, fmt.Errorf("opening %s: %w", c.store, err)
			}
			return s, nil
		}
	}
	if c.store == "" || strings.Contains(c.store, "://") {
		return nil, usageError{fmt.Errorf("--store %q: write a file, or neo4j://host:port", c.store)}
	}
	if err := os.MkdirAll(filepath.Dir(c.store), 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the store: %w", err)
	}
	s, err := sqlitestore.Open(ctx, c.store, sqlitestore.Options{Clock: time.Now, Logger: log, ToLoad: toLoad})
	if err != nil {
		return nil, err // names the file itself
	}
	return s, nil
}

// defaultStore is a file in the user's data folder (XDG base directories), or
// in the working directory where there is none.
func defaultStore() string {
	const name = "realign.db"
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "realign", name)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return name
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if dir, err := os.UserConfigDir(); err == nil {
			return filepath.Join(dir, "realign", name)
		}
	}
	return filepath.Join(home, ".local", "share", "realign", name)
}
