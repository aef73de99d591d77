package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/realign/realign/seed"
)

// files returns the file system and the file that declare the datasets: those
// named, or the curated data in the binary.
func (c *config) files() (fs.FS, string) {
	if c.datasets == "" {
		return seed.Files, seed.Datasets
	}
	return os.DirFS(filepath.Dir(c.datasets)), filepath.Base(c.datasets)
}
