// Package assetstest holds a built folder against its manifest, for the tests of
// those who embed one. No program imports it.
package assetstest

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/realign/realign/internal/server/assets"
)

// Check compares a folder with its manifest, file by file, and the sources with
// those that it says the folder was built from; of them, what isSource refuses
// does not count, nor what lies below a folder that it refuses. Whether building
// again gives the same bytes is the question of `build.sh --check`, which needs
// npm.
func Check(t *testing.T, dist, sources fs.FS, isSource func(path string) bool) {
	t.Helper()
	m := manifest(t, dist)
	compare(t, dist, m.Files, func(path string) bool { return path != assets.ManifestName })
	compare(t, sources, m.Sources, isSource)
}

func compare(t *testing.T, root fs.FS, want map[string]assets.Checksum, counts func(path string) bool) {
	t.Helper()
	var have []string
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != "." && !counts(path):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		have = append(have, path)
		data, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		if got := (assets.Checksum{Bytes: len(data), SHA256: hex.EncodeToString(sum[:])}); got != want[path] {
			t.Errorf("%s: have %v, manifest says %v; run build.sh", path, got, want[path])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(have) // a folder is walked before what only begins like it
	if listed := slices.Sorted(maps.Keys(want)); !slices.Equal(have, listed) {
		t.Errorf("there are %q, manifest lists %q; run build.sh", have, listed)
	}
}

// CheckLockFile refuses one that names where packages were fetched from: it must
// build with whatever registry npm is set up for.
func CheckLockFile(t *testing.T, sources fs.FS) {
	t.Helper()
	data, err := fs.ReadFile(sources, "package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), `"resolved"`) {
		t.Error("package-lock.json names where packages were fetched from; write it with .npmrc in place")
	}
}

// CheckLicences looks for every package of the manifest in a text of licences.
func CheckLicences(t *testing.T, dist fs.FS, name string) {
	t.Helper()
	m := manifest(t, dist)
	text, err := fs.ReadFile(dist, name)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Packages) == 0 {
		t.Error("the manifest lists no packages")
	}
	for _, p := range m.Packages {
		if !strings.Contains(string(text), "\n"+p+" (") {
			t.Errorf("%s lacks %s", name, p)
		}
	}
}

func manifest(t *testing.T, dist fs.FS) *assets.Manifest {
	t.Helper()
	m, err := assets.ReadManifest(dist)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
