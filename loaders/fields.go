package loaders

import (
	"encoding"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/realign/realign/graph"
	"github.com/realign/realign/graph/edtf"
)

// row is one entry of a file: where it stands, what it is called in messages,
// where its keys stand, and all that is wrong with it.
type row struct {
	Place
	subject  string
	keys     map[string]Place // by path, such as names[1].value
	problems []Problem
}

// fail notes a problem with what stands at a path of the row; an empty path is
// the row itself.
func (r *row) fail(path string, rule Rule, message, remedy string) {
	r.problems = append(r.problems, r.problem(path, rule, message, remedy))
}

func (r *row) problem(path string, rule Rule, message, remedy string) Problem {
	what := r.subject
	if path != "" {
		what += ", " + path
	}
	return newProblem(r.at(path), rule, what+": "+message, remedy)
}

// flaws notes what the domain says is wrong with the row's record.
func (r *row) flaws(rule Rule, errs ...error) {
	for _, err := range errs {
		var f *graph.Flaw
		if errors.As(err, &f) {
			r.fail(f.Field, rule, f.Problem, f.Remedy)
		} else if err != nil {
			r.fail("", rule, err.Error(), "correct the row")
		}
	}
}

// at is where a path stands, or what it is in.
func (r *row) at(path string) Place {
	for path != "" {
		if at, ok := r.keys[path]; ok {
			return at
		}
		path = path[:max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)]
	}
	return r.Place
}

// peek is the text of a key before the map is read, to name the row by.
func peek(n *yaml.Node, key string) string {
	n = target(n)
	for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
		if value := target(n.Content[i+1]); n.Content[i].Value == key && value.Kind == yaml.ScalarNode {
			return clip(value.Value)
		}
	}
	return ""
}

// named is how messages call a row of some sort.
func named(sort, id string) string {
	if id == "" {
		return "the " + sort + " here"
	}
	return sort + " " + id
}

// fields reads the values of one map of a row by key. Keys that are not read
// as they should be are noted as problems of the row and come out empty.
type fields struct {
	*row
	prefix string                // path of the map in its row, with a full stop at its end
	values map[string]*yaml.Node // nil if it is no map
}

// target is the node that an alias stands for.
func target(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func placeOf(file string, n *yaml.Node) Place { return Place{file, n.Line, n.Column} }

// readMap reads a map with these keys and no others.
func (r *row) readMap(prefix string, n *yaml.Node, known []string) fields {
	f := fields{r, prefix, map[string]*yaml.Node{}}
	n = target(n)
	if n.Kind != yaml.MappingNode {
		r.fail(strings.TrimSuffix(prefix, "."), RuleShape, "a map of keys and values is expected here, not "+shapeOf(n), "write key: value, with a key from: "+strings.Join(known, ", "))
		f.values = nil
		return f
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		f.take(n.Content[i], n.Content[i+1], known)
	}
	return f
}

func (f fields) take(key, value *yaml.Node, known []string) {
	name := target(key).Value
	stands := placeOf(f.File, key)
	trouble := func(rule Rule, message, remedy string) {
		p := f.problem("", rule, message, remedy)
		p.Place = stands
		f.problems = append(f.problems, p)
	}
	_, twice := f.values[name]
	switch {
	case key.ShortTag() == "!!merge":
		trouble(RuleShape, "merge keys (<<) are not read", "write the keys out")
	case target(key).Kind != yaml.ScalarNode:
		trouble(RuleShape, "a key must be a word, not "+shapeOf(target(key)), "write one of: "+strings.Join(known, ", "))
	case !slices.Contains(known, name):
		remedy := "write one of: " + strings.Join(known, ", ")
		if near := nearest(name, known); near != "" {
			remedy = "write " + near + " if that is meant, or another of: " + strings.Join(known, ", ")
		}
		trouble(RuleUnknownKey, fmt.Sprintf("there is no key %q here", clip(name)), remedy)
	case twice:
		trouble(RuleTwice, fmt.Sprintf("the key %s stands here twice", name), "keep one of the two")
	default:
		f.values[name] = value
		if f.keys == nil {
			f.keys = map[string]Place{}
		}
		f.keys[f.prefix+name] = placeOf(f.File, value)
	}
}

func (f fields) fail(key string, rule Rule, message, remedy string) {
	f.row.fail(f.prefix+key, rule, message, remedy)
}

func (f fields) has(key string) bool { return f.values[key] != nil }

// text reads a text; empty if the key is not there.
func (f fields) text(key string) string {
	n := f.values[key]
	if n == nil {
		return ""
	}
	s, _ := f.scalar(key, n)
	return s
}

var bareWords = []string{"yes", "no", "on", "off"}

// scalar reads a text or a number as it is written.
func (f fields) scalar(key string, n *yaml.Node) (string, bool) {
	n = target(n)
	plain := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	switch tag := n.ShortTag(); {
	case n.Kind == yaml.SequenceNode && len(n.Content) == 1 && strings.Contains(n.Content[0].Value, ".."):
		f.fail(key, RuleShape, "to YAML this is a list", fmt.Sprintf("put the set in quotes: %q", "["+n.Content[0].Value+"]"))
	case n.Kind != yaml.ScalarNode:
		f.fail(key, RuleShape, "a text is expected here, not "+shapeOf(n), "write one text, in quotes if it begins with [ or {")
	case n.Style&yaml.TaggedStyle != 0 && tag != "!!str":
		f.fail(key, RuleShape, "tags such as "+clip(n.Tag)+" are not read", "remove it, or put the value in quotes")
	case plain && tag == "!!null", strings.TrimSpace(n.Value) == "":
		f.fail(key, RuleShape, "the key has no value", "write one, or leave the key out")
	case plain && (tag == "!!bool" || slices.Contains(bareWords, strings.ToLower(n.Value))):
		f.fail(key, RuleBareWord, fmt.Sprintf("a bare %s is a truth value to many readers of YAML, not a text", n.Value), fmt.Sprintf("put it in quotes: %q", n.Value))
	default:
		return strings.TrimRight(n.Value, "\n"), true // of a block
	}
	return "", false
}

func shapeOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a map"
	case yaml.SequenceNode:
		return "a list"
	default:
		if n.ShortTag() == "!!null" {
			return "nothing"
		}
		return "the text " + strconv.Quote(clip(n.Value))
	}
}

// clip shortens what is only shown.
func clip(s string) string {
	const longest = 60
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// flag reads true or false.
func (f fields) flag(key string) bool {
	n := f.values[key]
	if n == nil {
		return false
	}
	n = target(n)
	if n.Kind == yaml.ScalarNode && n.Style == 0 && (n.Value == "true" || n.Value == "false") {
		return n.Value == "true"
	}
	f.fail(key, RuleShape, "true or false is expected here, not "+shapeOf(n), "write true, or leave the key out")
	return false
}

// word reads a word of an enumeration.
func (f fields) word(key string, into encoding.TextUnmarshaler) {
	if s := f.text(key); s != "" {
		f.row.word(f.prefix+key, s, into)
	}
}

// word reads a word of an enumeration that stands at a path of the row.
func (r *row) word(path, s string, into encoding.TextUnmarshaler) {
	err := into.UnmarshalText([]byte(s))
	if err == nil {
		return
	}
	problem, choice := strings.TrimPrefix(err.Error(), graph.ErrInvalid.Error()+": "), "one of the words in the documentation"
	if p, c, ok := strings.Cut(problem, ": write one of "); ok {
		problem, choice = p, c
	}
	choices := strings.Split(choice, ", ")
	remedy, spelling := "write one of: "+choice, strings.ReplaceAll(s, "_", "-")
	near := nearest(strings.ToLower(spelling), choices)
	if i := slices.IndexFunc(choices, func(c string) bool { return strings.EqualFold(c, spelling) }); i >= 0 {
		near = choices[i]
	}
	if near != "" {
		remedy = "write " + near + " if that is meant, or another of: " + choice
	}
	r.fail(path, RuleWord, problem, remedy)
}

// date reads an EDTF date.
func (f fields) date(key string) edtf.Date {
	s := f.text(key)
	if s == "" {
		return edtf.Date{}
	}
	d, err := edtf.Parse(s)
	f.failDate(f.prefix+key, err)
	return d
}

// failDate notes what is wrong with a date that stands at a path of the row.
func (r *row) failDate(path string, err error) {
	var pe *edtf.ParseError
	if errors.As(err, &pe) {
		r.fail(path, RuleDate, fmt.Sprintf("%q: %s", clip(pe.Text), pe.Reason), pe.Remedy)
	} else if err != nil {
		r.fail(path, RuleDate, err.Error(), "write YYYY-MM-DD, such as 2026-01-18")
	}
}

// span reads an EDTF interval as a lifetime.
func (f fields) span(key string) graph.Dating {
	s := f.text(key)
	if s == "" {
		return graph.Dating{}
	}
	return f.lifetime(f.prefix+key, s)
}

// lifetime reads an EDTF interval that stands at a path of the row.
func (r *row) lifetime(path, s string) graph.Dating {
	i, err := edtf.ParseInterval(s)
	r.failDate(path, err)
	if !strings.Contains(s, "/") {
		return graph.Dating{When: i.Start}
	}
	return graph.Dating{Start: i.Start, End: i.End, Ongoing: i.EndOpen}
}

// dating reads start, end, when and held; an end of ".." is "still in force".
func (f fields) dating() graph.Dating {
	var d graph.Dating
	if f.has("end") && target(f.values["end"]).Value == ".." {
		d.Ongoing = true
	} else {
		d.End = f.date("end")
	}
	d.Start, d.When, d.Held = f.date("start"), f.date("when"), f.date("held")
	return d
}

// list reads a list, entry by entry; path is that of the entry.
func (f fields) list(key string, each func(path string, n *yaml.Node)) {
	n := f.values[key]
	if n == nil {
		return
	}
	n = target(n)
	if n.Kind != yaml.SequenceNode {
		f.fail(key, RuleShape, "a list is expected here, not "+shapeOf(n), "write [a, b], or one entry a line with - before it")
		return
	}
	for i, entry := range n.Content {
		path := fmt.Sprintf("%s%s[%d]", f.prefix, key, i+1)
		if f.keys == nil {
			f.keys = map[string]Place{}
		}
		f.keys[path] = placeOf(f.File, entry)
		each(path, entry)
	}
}

// texts reads a list of texts.
func texts[S ~string](f fields, key string) []S {
	var out []S
	f.list(key, func(path string, n *yaml.Node) {
		whole := fields{f.row, "", nil}
		if s, ok := whole.scalar(path, n); ok {
			out = append(out, S(s))
		}
	})
	return out
}
