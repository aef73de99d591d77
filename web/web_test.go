package web

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/realign/realign/internal/server/assets/assetstest"
)

// dist is what the manifest says, and was built from the sources that are here.
func TestDist(t *testing.T) {
	sources := os.DirFS("ui")
	assetstest.Check(t, Dist(), sources, func(path string) bool {
		return path != "node_modules" && path != "dist" && path != "test" &&
			path != "vitest.config.ts" && !strings.HasSuffix(path, ".test.ts")
	})
	assetstest.CheckLockFile(t, sources)
	assetstest.CheckLicences(t, Dist(), "assets/LICENSES.txt")
}

// What a first visit fetches, compressed as the server does.
func TestSize(t *testing.T) {
	const most = 700_000
	size := 0
	err := fs.WalkDir(Dist(), ".", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); err != nil || d.IsDir() || ext != ".js" && ext != ".css" {
			return err
		}
		data, err := fs.ReadFile(Dist(), name)
		if err != nil {
			return err
		}
		size += gzipped(t, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes of scripts and styles", size)
	if size == 0 || size > most {
		t.Errorf("the scripts and styles take %d bytes, at most %d are to be had", size, most)
	}
}

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// The page lies below whatever address a proxy gives it, and its policy allows
// nothing inline.
func TestPageIsRelative(t *testing.T) {
	data, err := fs.ReadFile(Dist(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, bad := range []string{`="/`, "://", "<style", "style=", "<script>", " onload="} {
		if strings.Contains(page, bad) {
			t.Errorf("index.html holds %s:\n%s", bad, page)
		}
	}
}
