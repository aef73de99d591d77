package assets

import (
	"encoding/json"
	"fmt"
	"io/fs"
)

// ManifestName is the file that tells of all others in its folder.
const ManifestName = "manifest.json"

// Manifest is what a build says of the folder that it made.
type Manifest struct {
	// Entry names the files that the page refers to.
	Entry Entry `json:"entry"`
	// Files are all in the folder but the manifest, by path.
	Files map[string]Checksum `json:"files"`
	// Packages are those of which code is in the files: name and version.
	Packages []string `json:"packages"`
	// Sources are what the folder was built from.
	Sources map[string]Checksum `json:"sources"`
}

// Entry names files. Their names change with their contents.
type Entry struct {
	Script string `json:"script"`
	Style  string `json:"style"`
	Icon   string `json:"icon"`
}

// Has reports whether a name is among them.
func (e Entry) Has(name string) bool { return name == e.Script || name == e.Style || name == e.Icon }

// Checksum tells whether a file is the one that was built.
type Checksum struct {
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// ReadManifest reads a folder's manifest.
func ReadManifest(dist fs.FS) (*Manifest, error) {
	data, err := fs.ReadFile(dist, ManifestName)
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("%s: %w", ManifestName, err)
	}
	return m, nil
}
