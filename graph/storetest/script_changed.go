package storetest

import (
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// askChanged lists the ties that the revision may fold otherwise than an
// earlier one.
func askChanged(r *runner, t testing.TB, rev graph.Revision, o *options) (string, error) {
	keys, err := r.Changed(t.Context(), graph.RevNo(o.number(o.take("after"))), rev.No)
	var w strings.Builder
	for _, key := range keys {
		w.WriteString(string(key) + "\n")
	}
	return w.String(), err
}

// turning takes the option that leaves out ties that neither begin nor end in
// some days.
func turning(o *options) *graph.Span {
	text := o.take("turning")
	if text == "" {
		return nil
	}
	s := days(o, text)
	return &s
}
