package graph

import (
	"github.com/realign/realign/graph/edtf"
)

// Source is a document, medium or data set that claims are taken from.
type Source struct {
	ID          SourceID
	Aliases     []SourceID
	Title       string
	Publisher   string
	Author      string
	URL         string
	PublishedOn edtf.Date
	// SpeaksOf is the day it speaks of, where that differs from its publication
	// or is all that is known; for a data set, its last observed day.
	SpeaksOf    edtf.Date
	Republishes SourceID // the source it copies; its claims corroborate nothing
	RetrievedOn edtf.Date
	Language    string
	Reliability Reliability
	Marking     Marking
	Note        string
	Document    string // the file that its quotations are checked against
	Dataset     DatasetID
}

// Spoken is the span of candidate days on which the source spoke: SpeaksOf,
// else the day of publication.
func (s *Source) Spoken() Span {
	d := s.SpeaksOf
	if d.IsZero() {
		d = s.PublishedOn
	}
	if d.IsZero() {
		return Always
	}
	return Days(d.Earliest(), d.Latest())
}

// PublicFrom is the first day at whose end the source was surely public: the
// last candidate day of its publication, or, where that is not known, the last
// day that it can have spoken of. The second stands in for the first and may
// be too early; views on the clock of publication say so in a notice.
func (s *Source) PublicFrom() Day {
	if !s.PublishedOn.IsZero() {
		return s.PublishedOn.Latest()
	}
	return s.Spoken().Last()
}
