package neo4jstore

import "github.com/realign/realign/graph"

// lensParams are the parts of a perspective that a query can leave claims out
// by; what passes is still held against the lens itself. A nil lens leaves
// nothing out.
func lensParams(l *graph.Lens, p params) params {
	for _, name := range []string{"lensSources", "lensNotSources", "lensDatasets", "lensVoices", "lensClaimants"} {
		p[name] = nil
	}
	if l == nil {
		return p
	}
	p["lensSources"] = texts(l.Sources)
	p["lensNotSources"] = texts(l.ExcludeSources)
	p["lensDatasets"] = texts(l.Datasets)
	p["lensVoices"] = words(l.Voices)
	if !l.WithMembers {
		p["lensClaimants"] = texts(l.Claimants)
	}
	return p
}
