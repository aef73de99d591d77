// Package assets serves the files of an embedded folder that was built from npm
// packages and committed: the playground's and the explorer's. The folder's
// manifest.json says what is in it.
//
// A file whose name changes with its contents is kept by browsers for good; any
// other has a tag by which they ask again. Files are compressed once, when they
// are first asked for. Which page, policy and address belong to the files is for
// the packages that serve them to say.
//
// The package imports the standard library and nothing else of Realign.
package assets
