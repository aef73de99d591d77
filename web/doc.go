// Package web holds the explorer's page: who stands with whom, day by day, in a
// browser.
//
// What the browser gets is the folder dist, embedded in the binary. It is built
// from ui (TypeScript, React, Vite, sigma) by build.sh out of npm packages pinned
// by version and checksum, and committed, so that building Realign needs Go
// alone. Never edit dist by hand; change ui, run build.sh and commit both. A test
// compares dist, and the sources it was made from, with the checksums in
// dist/manifest.json; `build.sh --check` builds again and compares byte for byte.
//
// The package imports the standard library and nothing of Realign: the page talks
// GraphQL to the server that it came from. internal/server serves it, cmd hands
// it over.
package web
