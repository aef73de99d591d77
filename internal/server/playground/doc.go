// Package playground serves the embedded GraphQL playground: GraphiQL, with the
// examples in its sidebar, working with no network beyond this server.
//
// What the browser gets is the folder dist, embedded in the binary. It is built
// from ui by build.sh out of npm packages pinned by version and checksum, and
// committed, so that building Realign needs Go alone. Never edit dist by hand;
// change ui, run build.sh and commit both. A test compares dist, and the sources
// it was made from, with the checksums in dist/manifest.json; `build.sh --check`
// builds again and compares byte for byte.
//
// The package imports the standard library and internal/server/assets, which
// serves the files: it knows the address of the GraphQL endpoint, not what
// answers there.
//
// To watch out for:
//
//   - The page shares its address with the endpoint. [Wants] tells which of the
//     two a request means; whoever routes must ask it before parsing GraphQL,
//     and must send "Vary: Accept" with the endpoint's answers as well.
//   - The page's policy allows nothing inline, neither script nor style, and no
//     other origin. An upgrade that breaks this shows up in the browser test as
//     a violation; mend the bundle (see ui/src/no-style-tags.js), do not widen
//     the policy.
//   - Tabs are kept in the browser, under the key prefix in ui/src/storage.js.
//     A returning visitor finds her own tabs; a new first example reaches only
//     those who come for the first time, and the list of examples all.
package playground
