// Package server is the only owner of HTTP: routes, limits, health, files, the
// explorer, the playground, permalinks, listening and draining. It is handed an
// executable schema and the explorer's built page, and knows nothing of stores,
// loaders and resolvers.
//
// It may import gqlgen's handler, graph/ask for error codes, and its own
// sub-packages.
//
// Watch out for: limits answer as GraphQL errors with a code, so that every
// client reads them the same way; and the address defaults to loopback, since
// there is no authentication yet. Anybody may show the explorer in a frame if its
// address says embed: that holds only as long as nothing in it changes anything.
package server
