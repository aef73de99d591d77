package storetest

import (
	"encoding"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// options are the words of a line of a script that are not yet understood:
// those with a key, as in key=value, and those without. The first thing that
// is wrong is kept and told by rest.
type options struct {
	words []string
	keyed map[string]string
	err   error
}

func optionsOf(words []string) *options {
	o := &options{keyed: map[string]string{}}
	for _, w := range words {
		key, value, found := strings.Cut(w, "=")
		if !found || !isKey(key) {
			o.words = append(o.words, w)
			continue
		}
		if _, twice := o.keyed[key]; twice {
			o.fail("%s stands twice", key)
		}
		o.keyed[key] = value
	}
	return o
}

func isKey(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}

func (o *options) fail(format string, args ...any) {
	if o.err == nil {
		o.err = fmt.Errorf(format, args...)
	}
}

// next takes the next word without a key.
func (o *options) next() string {
	if len(o.words) == 0 {
		o.fail("a word is missing")
		return ""
	}
	w := o.words[0]
	o.words = o.words[1:]
	return w
}

// take takes the value of a key, empty if it is not there.
func (o *options) take(key string) string {
	v := o.keyed[key]
	delete(o.keyed, key)
	return v
}

// has reports whether the key is there, perhaps with an empty value.
func (o *options) has(key string) bool {
	_, ok := o.keyed[key]
	return ok
}

// flag takes a word without a key, if it is there.
func (o *options) flag(word string) bool {
	i := slices.Index(o.words, word)
	if i < 0 {
		return false
	}
	o.words = slices.Delete(o.words, i, i+1)
	return true
}

func (o *options) number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		o.fail("%q is no number", s)
	}
	return n
}

// enum reads a word into an enumeration; an empty one leaves it as it is.
func (o *options) enum(into encoding.TextUnmarshaler, word string) {
	if word == "" {
		return
	}
	if err := into.UnmarshalText([]byte(word)); err != nil {
		o.fail("%v", err)
	}
}

// list takes a list with commas between: nil without the key, empty without a
// value.
func list[T ~string](o *options, key string) []T {
	if !o.has(key) {
		return nil
	}
	out := []T{}
	for _, s := range strings.Split(o.take(key), ",") {
		if s != "" {
			out = append(out, T(s))
		}
	}
	return out
}

// enums is list for enumerations.
func enums[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](o *options, key string) []T {
	if !o.has(key) {
		return nil
	}
	out := []T{}
	for _, w := range list[string](o, key) {
		var v T
		o.enum(P(&v), w)
		out = append(out, v)
	}
	return out
}

// rest returns what was wrong, be it only that a word was not understood.
func (o *options) rest() error {
	for _, key := range sortedKeys(o.keyed) {
		o.fail("unknown option %s", key)
	}
	if len(o.words) > 0 {
		o.fail("unknown words %q", o.words)
	}
	return o.err
}
