// Package events makes data to measure with: dated relations from coded news
// events, about 90,000, or a multiple of them.
//
// [Read] reads ICEWS 2014 as papers on temporal knowledge graphs use it: 90,730
// events of 365 days, each with a subject, an object and a label of the CAMEO
// codebook. [Standin] makes events of the same shape where that folder is
// absent. [Events.Write] writes them as an edge list that Realign loads, and
// [Events.Pick] picks what to ask.
//
// None of this is curated truth. A label says what a machine read in a line of
// news: "Consult" is not an alliance, and an event has no duration. To have
// enough relations to measure with, every label is mapped to the nearest kind
// ([KindOf]), and every event is taken to hold for 30 days. Never draw a
// conclusion about the world from an answer over this data; every file written
// says so too.
//
// The package imports the standard library and x/text.
package events
