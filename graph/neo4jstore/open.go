package neo4jstore

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/realign/realign/graph"
)

// Options say which database to use, and how.
type Options struct {
	URI            string // neo4j://host:7687, or neo4j+s:// with TLS
	User, Password string
	Database       string           // empty: neo4j
	Clock          func() time.Time // nil: the machine's; gives revisions their instants
	Logger         *slog.Logger     // nil: silent
	// Lease is how long a load that is not heard of keeps others waiting; zero:
	// ten seconds.
	Lease time.Duration
}

func (o *Options) fill() {
	if o.Database == "" {
		o.Database = "neo4j"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Lease == 0 {
		o.Lease = 10 * time.Second
	}
}

// Store is a [graph.Store] in a Neo4j database. Its methods may be called from
// several goroutines, and several processes may use one database.
type Store struct {
	opt    Options
	driver neo4j.DriverWithContext
	batch  int // how many records a load stages in a transaction
	// spillChunk is from how many bytes on a load writes a part of what it has
	// to fold to a file.
	spillChunk int
	// at is told of the steps of a load; tests die there.
	at    func(step string)
	stats statsCache
	// newest is the newest revision that was ever seen here to be there.
	newest      atomic.Pointer[graph.Revision]
	keptActors  kept[graph.ActorID, graph.Actor]
	keptSources kept[graph.SourceID, graph.Source]
	classes     atomic.Pointer[classes]
}

var _ graph.Store = (*Store)(nil)

// retryTime bounds how long the driver tries again what failed in passing. A
// caller who waits for an answer is better served by an early error.
const retryTime = 5 * time.Second

// Open connects to the database, refuses a server that is too old or too new,
// and brings the schema up to date.
func Open(ctx context.Context, opt Options) (*Store, error) {
	opt.fill()
	driver, err := neo4j.NewDriverWithContext(opt.URI, neo4j.BasicAuth(opt.User, opt.Password, ""), func(c *config.Config) {
		c.MaxTransactionRetryTime = retryTime
		c.SocketConnectTimeout = retryTime
		c.FetchSize = neo4j.FetchAll // every result is read whole
		c.UserAgent = "realign"
		c.TelemetryDisabled = true // a message more with each query
		// An empty database has not heard of our labels yet, and says so.
		c.NotificationsMinSeverity = notifications.DisabledLevel
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w: write an address such as neo4j://localhost:7687", graph.ErrInvalid, opt.URI, err)
	}
	s := &Store{opt: opt, driver: driver, batch: batchSize, spillChunk: spillChunk, at: func(string) {}}
	s.keptActors.of, s.keptActors.most = refsOfActor, keptRecords
	s.keptSources.of, s.keptSources.most = refsOfSource, keptRecords
	if err := s.prepare(ctx); err != nil {
		_ = driver.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return s, nil
}

func (s *Store) prepare(ctx context.Context) error {
	if err := s.checkVersion(ctx); err != nil {
		return err
	}
	return s.migrate(ctx)
}

// Close gives the connections back. A load under way fails.
func (s *Store) Close() error {
	// Connections are told good-bye, which must not take long.
	ctx, cancel := context.WithTimeout(context.Background(), retryTime)
	defer cancel()
	return s.driver.Close(ctx)
}

// checkVersion refuses servers that this package was not tested with.
func (s *Store) checkVersion(ctx context.Context) error {
	var version string
	err := s.read(ctx, "asking the server for its version", func(tx *tx) error {
		rows, err := tx.rows(cypher("version"), nil)
		if err != nil || len(rows) == 0 {
			return err
		}
		return column(rows[0], "version", &version)
	})
	if err != nil {
		return err
	}
	if !supported(version) {
		return fmt.Errorf("%w: the server at %s is Neo4j %s: use 5.26 or a later 5", graph.ErrInvalid, s.opt.URI, version)
	}
	return nil
}

// supported reports whether a version is 5.26 or a later 5.
func supported(version string) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 || parts[0] != "5" {
		return false
	}
	digits := strings.TrimRightFunc(parts[1], func(r rune) bool { return r < '0' || r > '9' })
	minor, err := strconv.Atoi(digits)
	return err == nil && minor >= 26
}
