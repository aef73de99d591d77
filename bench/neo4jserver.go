package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/realign/realign/graph/neo4jstore/neo4jtest"
)

// All contenders with a Neo4j in them get the same memory.
const (
	neo4jHeapMB      = 1024
	neo4jPageCacheMB = 512
)

// neo4jStartTime bounds a start. Ten seconds are usual; a store that was killed
// is repaired first, and a busy machine takes its time.
const neo4jStartTime = 10 * time.Minute

// neo4jDatabase is the only one that Community edition has, beside its own.
const neo4jDatabase = "neo4j"

// neo4jServer is a Neo4j 5.26 over a home folder, which keeps its data from one
// start to the next. Those who share a home folder share one of these: the
// server runs from the first Start to the Stop that follows the last of them.
// Its methods may be called from several goroutines.
type neo4jServer struct {
	home string // made if it is not there

	mu     sync.Mutex
	users  int
	server *neo4jtest.Server
	pid    int
}

// newNeo4jServer names the folder that a server keeps its files in. Nothing is
// started.
func newNeo4jServer(home string) *neo4jServer { return &neo4jServer{home: home} }

// Start starts the server, or joins those for whom it runs already, and returns
// when it answers. Each Start needs a Stop.
func (s *neo4jServer) Start(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users > 0 {
		s.users++
		return nil
	}
	// neo4jtest would wipe the server that this names, and measure that one.
	if os.Getenv("REALIGN_NEO4J_URI") != "" {
		return errors.New("REALIGN_NEO4J_URI is set: unset it, contenders start servers of their own")
	}
	if err := os.MkdirAll(s.home, 0o700); err != nil {
		return fmt.Errorf("making the folder for Neo4j: %w", err)
	}
	server, err := neo4jtest.Start(ctx, neo4jtest.Options{
		Dir: s.home, HeapMB: neo4jHeapMB, PageCacheMB: neo4jPageCacheMB,
		Timeout: neo4jStartTime,
	})
	if err != nil {
		return fmt.Errorf("starting Neo4j in %s: %w", s.home, err)
	}
	s.server = server
	if s.pid, err = s.askPID(ctx); err != nil {
		return errors.Join(fmt.Errorf("starting Neo4j in %s: %w", s.home, err), server.Stop())
	}
	s.users = 1
	return nil
}

// Stop ends the server in good order, unless others still use it. It ends by
// its process, so that no other Neo4j of the machine can be meant.
func (s *neo4jServer) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.users == 0 {
		return nil
	}
	if s.users--; s.users > 0 {
		return nil
	}
	s.pid = 0
	return s.server.Stop()
}

// URI, User and Password are what a client needs while the server runs.
func (s *neo4jServer) URI() string      { return s.server.URI() }
func (s *neo4jServer) User() string     { return s.server.User() }
func (s *neo4jServer) Password() string { return s.server.Password() }

// PID is the server's process while it runs.
func (s *neo4jServer) PID() int { return s.pid }

// Resident is how many bytes of memory the server holds now, and Peak how many
// it held at the most since it was started. Both count heap and page cache, which
// are bounded (see neo4jHeapMB), and what Java needs beside them.
func (s *neo4jServer) Resident() (int64, error) {
	resident, _, err := Memory(s.pid)
	return resident, err
}

func (s *neo4jServer) Peak() (int64, error) {
	_, peak, err := Memory(s.pid)
	return peak, err
}

// Disk is how many bytes the databases take, their transaction logs included.
func (s *neo4jServer) Disk() (int64, error) { return folderSize(filepath.Join(s.home, "data")) }

// Used reports whether a server was ever started over the folder.
func (s *neo4jServer) Used() bool {
	_, err := os.Stat(filepath.Join(s.home, "data", "databases"))
	return err == nil
}

// Driver connects to the running server, set up as Realign's own store is: a
// result is read whole, and nobody wants notifications.
func (s *neo4jServer) Driver(more ...func(*config.Config)) (neo4j.DriverWithContext, error) {
	settings := []func(*config.Config){func(c *config.Config) {
		c.MaxTransactionRetryTime = 10 * time.Second
		c.FetchSize = neo4j.FetchAll
		c.NotificationsMinSeverity = notifications.DisabledLevel
	}}
	return neo4j.NewDriverWithContext(s.URI(), neo4j.BasicAuth(s.User(), s.Password(), ""), append(settings, more...)...)
}

// askPID has the server's Java tell the id of its process.
func (s *neo4jServer) askPID(ctx context.Context) (int, error) {
	driver, err := s.Driver()
	if err != nil {
		return 0, err
	}
	defer driver.Close(context.WithoutCancel(ctx))
	got, err := neo4j.ExecuteQuery(ctx, driver,
		"CALL dbms.queryJmx('java.lang:type=Runtime') YIELD attributes RETURN attributes.Pid.value AS pid",
		nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(neo4jDatabase))
	if err != nil {
		return 0, fmt.Errorf("asking for its process: %w", err)
	}
	if len(got.Records) != 1 {
		return 0, fmt.Errorf("asking for its process: %d rows, want 1", len(got.Records))
	}
	pid, _, err := neo4j.GetRecordValue[int64](got.Records[0], "pid")
	if err != nil {
		return 0, fmt.Errorf("asking for its process: %w", err)
	}
	return int(pid), nil
}

// folderSize is how many bytes the files of a folder have.
func folderSize(folder string) (int64, error) {
	var size int64
	err := filepath.WalkDir(folder, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, os.ErrNotExist) {
			return nil // it went while we looked, as logs do
		}
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}
