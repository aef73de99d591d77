package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Version is the Neo4j release that scripts/neo4j/pom.xml names.
const Version = "5.26.30"

// MissingError says what this machine lacks to run Neo4j, and what to do.
type MissingError struct {
	What   string // as "no Java 17 or 21 found"
	Remedy string // the step to take before the tests are run again
}

func (e *MissingError) Error() string {
	return e.What + "; to run it: " + e.Remedy
}

// leftOut is the one line that a test run without Neo4j shows.
func (e *MissingError) leftOut() string {
	return "neo4j suite left out: " + e.Error() + ", then go test ./graph/neo4jstore/..."
}

var javaVersion = regexp.MustCompile(`version "(\d+)`)

// findJava returns a java that Neo4j 5.26 runs on: the one of JAVA_HOME, of
// PATH, or, because a newer Java is often the default beside it, one in the
// folder where Linux distributions put all of them.
func findJava(ctx context.Context) (string, error) {
	var candidates []string
	if home := os.Getenv("JAVA_HOME"); home != "" {
		candidates = append(candidates, filepath.Join(home, "bin", "java"))
	}
	if path, err := exec.LookPath("java"); err == nil {
		candidates = append(candidates, path)
	}
	installed, _ := filepath.Glob("/usr/lib/jvm/*/bin/java") // the pattern is valid
	candidates = append(candidates, installed...)

	for _, java := range slices.Compact(candidates) {
		// The version goes to standard error, and has since Java 1.0.
		out, err := exec.CommandContext(ctx, java, "-version").CombinedOutput()
		if err != nil {
			continue
		}
		if m := javaVersion.FindSubmatch(out); m != nil && (string(m[1]) == "17" || string(m[1]) == "21") {
			return java, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return "", &MissingError{
		What:   "no Java 17 or 21 found",
		Remedy: "install one (on Debian: apt-get install openjdk-17-jre-headless maven) and run scripts/neo4j/fetch.sh",
	}
}

// jarsHome is the folder that scripts/neo4j/fetch.sh fills. The two agree on it.
func jarsHome() (string, error) {
	if dir := os.Getenv("REALIGN_NEO4J_HOME"); dir != "" {
		return dir, nil
	}
	cache := os.Getenv("XDG_CACHE_HOME")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		cache = filepath.Join(home, ".cache")
	}
	return filepath.Join(cache, "realign", "neo4j-"+Version), nil
}

// findJars returns the folder with the server's jars, fetching them if the
// environment allows that.
func findJars(ctx context.Context) (string, error) {
	home, err := jarsHome()
	if err != nil {
		return "", err
	}
	if !fetched(home) && (os.Getenv("CI") == "true" || os.Getenv("REALIGN_NEO4J_FETCH") == "1") {
		if err := fetch(ctx); err != nil {
			return "", err
		}
	}
	if !fetched(home) {
		return "", &MissingError{
			What:   "Neo4j " + Version + " is not fetched",
			Remedy: "scripts/neo4j/fetch.sh",
		}
	}
	return filepath.Join(home, "lib"), nil
}

// fetched reports whether home is a folder that fetch.sh finished.
func fetched(home string) bool {
	version, err := os.ReadFile(filepath.Join(home, "VERSION"))
	return err == nil && strings.TrimSpace(string(version)) == Version
}

func fetch(ctx context.Context) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, filepath.Join(root, "scripts", "neo4j", "fetch.sh")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("neo4jtest: scripts/neo4j/fetch.sh: %w\n%s", err, out)
	}
	return nil
}

// moduleRoot looks upwards from the working folder, which go test sets to the
// package's own.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("neo4jtest: no go.mod above the working folder")
		}
		dir = parent
	}
}
