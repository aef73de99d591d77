package neo4jtest

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// home is a folder with all that one server owns:
//
//	conf/neo4j.conf   written anew at each start: the port may change
//	password          kept, because the server stores only its hash
//	data, logs, tmp   the server's
type home string

func (h home) path(elem ...string) string {
	return filepath.Join(append([]string{string(h)}, elem...)...)
}

// prepare makes the folders and the user's password, unless the home has been
// used before, and returns the password.
func (h home) prepare() (password string, err error) {
	for _, dir := range []string{"conf", "tmp", "logs", filepath.Join("data", "dbms")} {
		if err := os.MkdirAll(h.path(dir), 0o700); err != nil {
			return "", err
		}
	}
	known, err := os.ReadFile(h.path("password"))
	if err == nil {
		return strings.TrimSpace(string(known)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if _, err := os.Stat(h.path("data", "databases")); err == nil {
		return "", fmt.Errorf("neo4jtest: %s holds a Neo4j database, but no file with its password", h)
	}
	password = rand.Text()
	// The hash first: a password without it would be believed at the next start.
	if err := os.WriteFile(h.path("data", "dbms", "auth.ini"), []byte(authLine(password)), 0o600); err != nil {
		return "", err
	}
	return password, os.WriteFile(h.path("password"), []byte(password+"\n"), 0o600)
}

// authLine is what "neo4j-admin dbms set-initial-password" writes, which would
// start a second Java for two seconds and show the password to anyone who lists
// processes. The server reads it when it first makes its system database;
// that it did is known once the password opens a session.
func authLine(password string) string {
	const iterations = 1024
	salt := make([]byte, 32)
	rand.Read(salt) // never fails
	sum := sha256.Sum256(append(salt[:len(salt):len(salt)], password...))
	for range iterations - 1 {
		sum = sha256.Sum256(sum[:])
	}
	return fmt.Sprintf("%s:SHA-256,%x,%x,%d:\n", user, sum, salt, iterations)
}

// configure writes the server's configuration. More of it may be given, a line
// each.
func (h home) configure(port, pageCacheMB int, more ...string) error {
	conf := fmt.Sprintf(`# Written at each start; a change here does not last.
server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:%[1]d
server.bolt.advertised_address=127.0.0.1:%[1]d
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size=%[2]dm
# Transaction logs are only cut at a checkpoint, and grow without end otherwise:
# a long run of loads would fill the disk.
db.tx_log.rotation.retention_policy=1 files
db.tx_log.rotation.size=16m
db.tx_log.preallocate=false
db.checkpoint.interval.time=1m
`, port, pageCacheMB)
	for _, line := range more {
		conf += line + "\n"
	}
	return os.WriteFile(h.path("conf", "neo4j.conf"), []byte(conf), 0o600)
}

// said is the end of what the server had to say: what it printed, which is
// where Java itself complains, and its own log.
func (h home) said() string {
	var b strings.Builder
	for _, name := range []string{"console.log", "neo4j.log"} {
		if text := tail(h.path("logs", name), 4000); text != "" {
			fmt.Fprintf(&b, "--- %s\n%s\n", name, text)
		}
	}
	if b.Len() == 0 {
		return "--- it printed nothing"
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// tail is the last n bytes or fewer of a file, from the start of a line; it is
// empty if there is nothing to read.
func tail(name string, n int) string {
	text, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	if len(text) > n {
		text = text[len(text)-n:]
		if _, rest, ok := strings.Cut(string(text), "\n"); ok {
			text = []byte(rest)
		}
	}
	return strings.TrimSpace(string(text))
}
