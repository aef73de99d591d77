// Package exporters stands above the packages that write views as files, one
// for each format. An exporter is handed a view that package ask has opened,
// and writes it; it reads no store and knows no transport. What each format
// means is told in docs/formats.
package exporters
