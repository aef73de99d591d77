package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

const (
	user     = "neo4j"
	database = "neo4j" // the only one that Community edition has, beside system
)

// ErrNotOurs is returned for what cannot be done to a server that this package
// did not start.
var ErrNotOurs = errors.New("neo4jtest: the server of REALIGN_NEO4J_URI was not started here and is left running")

// Options say how to start a server. The zero value is right for tests.
type Options struct {
	// Dir keeps the data, and the password beside it, for another start. Without
	// it the server gets a temporary folder, deleted by Stop.
	Dir string
	// Port is the port for Bolt; 0 takes a free one.
	Port int
	// HeapMB and PageCacheMB are the memory it may use, by default 512 and 64.
	HeapMB, PageCacheMB int
	// Timeout bounds the start, by default three minutes: ten seconds is usual,
	// but a busy machine with two cores can take many times that.
	Timeout time.Duration
}

// Server is a Neo4j that answers. Its methods may be called from several
// goroutines.
type Server struct {
	opt      Options
	uri      string
	user     string
	password string
	version  string

	// The rest is unset for a server that was not started here.
	java, jars string
	home       home
	port       int

	mu      sync.Mutex // one of Stop, Kill and Restart at a time
	process *process
}

// Start starts a server and returns when it has answered a query, or takes the
// running one that the environment names and wipes it. The error is a
// [*MissingError] where Java or the jars are not there. The context bounds the
// start only.
func Start(ctx context.Context, opt Options) (*Server, error) {
	if opt.HeapMB == 0 {
		opt.HeapMB = 512
	}
	if opt.PageCacheMB == 0 {
		opt.PageCacheMB = 64
	}
	if opt.Timeout == 0 {
		opt.Timeout = 3 * time.Minute
	}
	if uri := os.Getenv("REALIGN_NEO4J_URI"); uri != "" {
		return useRunning(ctx, opt, uri)
	}
	return startOwn(ctx, opt)
}

func useRunning(ctx context.Context, opt Options, uri string) (*Server, error) {
	if os.Getenv("REALIGN_NEO4J_WIPE") != "yes" {
		return nil, fmt.Errorf("neo4jtest: REALIGN_NEO4J_URI is set; the tests delete everything in that server's database %s: "+
			"set REALIGN_NEO4J_WIPE=yes to allow it, or unset REALIGN_NEO4J_URI to have a server started", database)
	}
	s := &Server{opt: opt, uri: uri, user: os.Getenv("REALIGN_NEO4J_USER"), password: os.Getenv("REALIGN_NEO4J_PASSWORD")}
	if s.user == "" {
		s.user = user
	}
	ctx, cancel := context.WithTimeout(ctx, opt.Timeout)
	defer cancel()
	if err := s.ask(ctx); err != nil {
		return nil, fmt.Errorf("neo4jtest: %s: %w", uri, err)
	}
	if err := s.Wipe(ctx); err != nil {
		return nil, err
	}
	return s, recordRan(s.version)
}

func startOwn(ctx context.Context, opt Options) (_ *Server, err error) {
	s := &Server{opt: opt, user: user}
	if s.java, err = findJava(ctx); err != nil {
		return nil, err
	}
	if s.jars, err = findJars(ctx); err != nil {
		return nil, err
	}
	dir := opt.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "realign-neo4j-"); err != nil {
			return nil, err
		}
		defer func() {
			if err != nil {
				_ = os.RemoveAll(dir)
			}
		}()
	} else if dir, err = filepath.Abs(dir); err != nil { // Java runs in it
		return nil, err
	}
	s.home = home(dir)
	if s.password, err = s.home.prepare(); err != nil {
		return nil, err
	}

	// A free port is free only until somebody else takes it: try again then.
	for attempt := 1; ; attempt++ {
		s.port = opt.Port
		if s.port == 0 {
			if s.port, err = freePort(); err != nil {
				return nil, err
			}
		}
		s.uri = "neo4j://" + s.address()
		err = s.run(ctx)
		if err == nil {
			return s, recordRan(s.version)
		}
		if opt.Port != 0 || attempt == 3 || !errors.Is(err, errPortTaken) {
			return nil, err
		}
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (s *Server) address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

var errPortTaken = errors.New("the port is taken")

// run starts the process and waits until it answers; if it does not, the
// process is ended.
func (s *Server) run(ctx context.Context) error {
	// Neo4j would take a port beside another listener's for its own if the two
	// differ in the kind of address; and somebody else's answer is not ours.
	if l, err := net.Listen("tcp4", s.address()); err != nil {
		return fmt.Errorf("neo4jtest: %w: %w", errPortTaken, err)
	} else {
		l.Close()
	}
	var more []string
	if s.temporary() {
		// Tests empty the database and fill it again: plans would be made anew all
		// the time.
		more = []string{"dbms.cypher.min_replan_interval=1h"}
	}
	if err := s.home.configure(s.port, s.opt.PageCacheMB, more...); err != nil {
		return err
	}
	args := []string{
		fmt.Sprintf("-Xmx%dm", s.opt.HeapMB),
		"-XX:+UseSerialGC", // the least threads and memory of its own
		"-XX:+ExitOnOutOfMemoryError",
		"-Djava.io.tmpdir=" + s.home.path("tmp"),
		"--add-opens=java.base/java.nio=ALL-UNNAMED",
		"--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
		"-cp", filepath.Join(s.jars, "*"),
	}
	if s.temporary() {
		// A server for tests lives too short to earn back the second compiler.
		args = append([]string{"-XX:TieredStopAtLevel=1"}, args...)
	}
	args = append(args, "org.neo4j.server.CommunityEntryPoint",
		"--home-dir="+string(s.home), "--config-dir="+s.home.path("conf"))
	cmd := exec.Command(s.java, args...)
	cmd.Dir = string(s.home)

	p, err := startProcess(cmd, s.home.path("logs", "console.log"))
	if err != nil {
		return fmt.Errorf("neo4jtest: %w", err)
	}
	if err := s.await(ctx, p); err != nil {
		p.kill()
		return err
	}
	s.process = p
	return nil
}

// await returns when the server has answered, or cannot any more.
func (s *Server) await(ctx context.Context, p *process) error {
	ctx, cancel := context.WithTimeout(ctx, s.opt.Timeout)
	defer cancel()
	// A dead process ends a try to connect to it, too.
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-p.done:
			cancel()
		case <-stop:
		}
	}()

	var last error
	for {
		if last = s.ask(ctx); last == nil {
			return nil
		}
		// Only a server that has made its users says that ours is not one.
		var said *neo4j.Neo4jError
		refused := errors.As(last, &said) && said.IsAuthenticationFailed()
		select {
		case <-ctx.Done():
		case <-time.After(100 * time.Millisecond):
		}
		switch {
		case p.ended():
			text := s.home.said()
			if strings.Contains(text, "Address already in use") {
				return fmt.Errorf("neo4jtest: %w\n%s", errPortTaken, text)
			}
			return fmt.Errorf("neo4jtest: Neo4j ended while it was starting\n%s", text)
		case ctx.Err() != nil:
			return fmt.Errorf("neo4jtest: Neo4j did not answer (%w; last: %w)\n%s", ctx.Err(), last, s.home.said())
		case refused:
			return fmt.Errorf("neo4jtest: Neo4j does not take the password that it was given: %w", last)
		}
	}
}

// ask has the server answer one query and learns its version.
func (s *Server) ask(ctx context.Context) error {
	// The driver would try for half a minute; most of these tries come before
	// anything listens.
	if s.port != 0 {
		c, err := (&net.Dialer{Timeout: 2 * time.Second}).DialContext(ctx, "tcp4", s.address())
		if err != nil {
			return err
		}
		c.Close()
	}
	driver, err := s.driver(func(c *config.Config) { c.MaxTransactionRetryTime = 2 * time.Second })
	if err != nil {
		return err
	}
	defer driver.Close(context.WithoutCancel(ctx))
	got, err := neo4j.ExecuteQuery(ctx, driver,
		"CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version",
		nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(database))
	if err != nil {
		return err
	}
	if len(got.Records) != 1 {
		return fmt.Errorf("neo4jtest: dbms.components() gave %d rows, want 1", len(got.Records))
	}
	s.version, _, err = neo4j.GetRecordValue[string](got.Records[0], "version")
	return err
}

func (s *Server) driver(configure ...func(*config.Config)) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(s.uri, neo4j.BasicAuth(s.user, s.password, ""), configure...)
}

// recordRan tells a pipeline that a server answered this test binary.
func recordRan(version string) error {
	name := os.Getenv("REALIGN_NEO4J_RAN")
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%s %s\n", filepath.Base(os.Args[0]), version)
	return errors.Join(err, f.Close())
}

// URI is the address for the driver. It stays the same over a Restart.
func (s *Server) URI() string { return s.uri }

// User is the name to authenticate with.
func (s *Server) User() string { return s.user }

// Password is the password to authenticate with.
func (s *Server) Password() string { return s.password }

// Version is the server's own word for its release, as "5.26.30".
func (s *Server) Version() string { return s.version }

// Ours reports whether the server was started here, and so can be killed and
// restarted.
func (s *Server) Ours() bool { return s.home != "" }

func (s *Server) temporary() bool { return s.opt.Dir == "" }

// Ended is closed when the server's process has ended, for whatever reason. It
// is of the present process: ask again after a Restart. For a server that was
// not started here it is never closed.
func (s *Server) Ended() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.process == nil {
		return nil
	}
	return s.process.done
}

// Said is the end of the server's own log, for a message about its failing.
func (s *Server) Said() string {
	if !s.Ours() {
		return ""
	}
	return s.home.said()
}

// Kill ends the server with SIGKILL, as a crash would, and keeps its data for
// Restart.
func (s *Server) Kill() error {
	if !s.Ours() {
		return ErrNotOurs
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.process.kill()
	return nil
}

// Restart starts the server again on the same address and data, after ending it
// in good order if it runs.
func (s *Server) Restart(ctx context.Context) error {
	if !s.Ours() {
		return ErrNotOurs
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.process.terminate(patience)
	return s.run(ctx)
}

// patience is how long a server may take to end in good order; Neo4j 5.26 spends
// ten seconds of it waiting for its own threads.
const patience = time.Minute

// Stop ends the server and deletes its temporary folder. A server whose data is
// kept ends in good order; that of one that was not started here is left
// running. It may be called twice.
func (s *Server) Stop() error {
	if !s.Ours() {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.temporary() {
		s.process.terminate(patience)
		return nil
	}
	s.process.kill() // nobody will miss what it has not written yet
	return os.RemoveAll(string(s.home))
}
