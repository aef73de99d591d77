package loaders

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Bounds of what a file may hold: far above what a person writes, far below
// what would hurt.
const (
	maxFileSize = 8 << 20
	maxNodes    = 1_000_000 // with aliases written out
	maxDepth    = 64
)

// openFile reads a file and returns its bytes without a byte order mark.
func openFile(fsys fs.FS, name string) ([]byte, *Problem) {
	refuse := func(message, remedy string) *Problem {
		p := newProblem(Place{File: name}, RuleFile, message, remedy)
		return &p
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, refuse("the file cannot be opened: "+reason(err), "check that it is there and may be read")
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, refuse("the file cannot be read: "+reason(err), "check that it is a file and may be read")
	}
	if len(data) > maxFileSize {
		return nil, refuse("the file is larger than 8 MiB", "divide it")
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		line := 1 + bytes.Count(validPrefix(data), []byte("\n"))
		p := newProblem(Place{File: name, Line: line}, RuleFile, "the file is not UTF-8 text", "save it as UTF-8")
		return nil, &p
	}
	return data, nil
}

// reason is an error without the path, which may be this machine's own.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func validPrefix(data []byte) []byte {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return data[:i]
		}
		i += size
	}
	return data
}

// parse reads the one YAML document of a file.
func parse(name string, data []byte) (*yaml.Node, *Problem) {
	refuse := func(line int, rule Rule, message, remedy string) (*yaml.Node, *Problem) {
		p := newProblem(Place{File: name, Line: line}, rule, message, remedy)
		return nil, &p
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	err := decoder.Decode(&doc)
	if errors.Is(err, io.EOF) || err == nil && isEmpty(&doc) {
		return refuse(0, RuleFile, "the file is empty", "write [] if nothing is meant to be in it")
	}
	if err != nil {
		line, message, remedy := explainSyntax(data, err)
		return refuse(line, RuleSyntax, message, remedy)
	}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil {
		return refuse(second.Line, RuleFile, "the file has a second document", "remove the line --- or make two files")
	} else if !errors.Is(err, io.EOF) {
		line, message, remedy := explainSyntax(data, err)
		return refuse(line, RuleSyntax, message, remedy)
	}
	if n, err := writtenOut(&doc, map[*yaml.Node]int{}, 0); err != nil || n > maxNodes {
		return refuse(0, RuleFile, "the file cannot be written out in full: "+tooMuch(err), "write rows out instead of using anchors (&) and aliases (*), and nest less")
	}
	return doc.Content[0], nil
}

func tooMuch(err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("with its aliases it has more than %d values", maxNodes)
}

func isEmpty(doc *yaml.Node) bool {
	return len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null"
}

// writtenOut counts the nodes below n with every alias written out. A node
// that is being counted has -1.
func writtenOut(n *yaml.Node, counts map[*yaml.Node]int, depth int) (int, error) {
	if n == nil {
		return 0, nil
	}
	if depth > maxDepth {
		return 0, fmt.Errorf("it is nested deeper than %d", maxDepth)
	}
	switch count, seen := counts[n]; {
	case seen && count < 0:
		return 0, errors.New("an anchor contains itself")
	case seen:
		return count, nil
	}
	counts[n] = -1
	sum, err := writtenOut(n.Alias, counts, depth+1)
	if err != nil {
		return 0, err
	}
	sum++
	for _, c := range n.Content {
		below, err := writtenOut(c, counts, depth+1)
		if err != nil {
			return 0, err
		}
		sum = min(sum+below, math.MaxInt32)
	}
	counts[n] = sum
	return sum, nil
}

var lineNumber = regexp.MustCompile(`line (\d+): `)

// explainSyntax makes of a YAML parser's error what a person can act on.
func explainSyntax(data []byte, err error) (line int, message, remedy string) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := lineNumber.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = strings.TrimPrefix(text, m[0])
	}
	if tab := indentedWithTab(data); tab > 0 && tab >= line-2 && tab <= line+2 {
		return tab, "the line is indented with a tab, which YAML refuses", "indent with blanks"
	}
	// The parser counts the lines of its own errors from 0, those of its
	// scanner from 1.
	for _, parser := range []string{"node content", "',' or", "'-' indicator", "key", "<"} {
		if strings.HasPrefix(text, "did not find expected "+parser) {
			line++
		}
	}
	message = "the file is no YAML at this line, or soon after it: " + text
	switch {
	case strings.Contains(text, "mapping values are not allowed"):
		remedy = "put the value in quotes: a colon with a blank behind it begins a key"
	case strings.Contains(text, "cannot start any token"):
		remedy = "put the value in quotes: it cannot begin with @, ` or %"
	case strings.Contains(text, "control characters"):
		remedy = "remove the characters that cannot be seen"
	case strings.Contains(text, "anchor"):
		remedy = "name an anchor (&) that stands further up, or write the value in quotes if the * belongs to it"
	default:
		remedy = "look for wrong indentation, an open bracket, or text behind a closing quotation mark; in double quotes a quotation mark is written \\\""
	}
	return line, message, remedy
}

// indentedWithTab is the number of the first line with a tab before its text,
// 0 if there is none.
func indentedWithTab(data []byte) int {
	for i, l := range strings.Split(string(data), "\n") {
		rest := strings.TrimLeft(l, " -")
		if strings.HasPrefix(rest, "\t") && strings.TrimSpace(rest) != "" {
			return i + 1
		}
	}
	return 0
}
