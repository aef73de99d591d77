package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/realign/realign/docs/queries"
	"github.com/realign/realign/graph/storetest"
)

// docs is where the pages are, from here.
var docs = filepath.Join("..", "..", "docs")

// example is a question in a page with the answer below it.
var example = regexp.MustCompile("(?s)```graphql\n(.*?)```\n```json\n(.*?)```")

// TestSemanticsPageAnswers asks every question of docs/semantics.md on the
// curated data and compares what is below "data" with the answer in the page.
func TestSemanticsPageAnswers(t *testing.T) {
	page := filepath.Join(docs, "semantics.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	found := example.FindAllSubmatchIndex(text, -1)
	if fences := bytes.Count(text, []byte("```graphql")) + bytes.Count(text, []byte("```json")); fences != 2*len(found) || len(found) < 6 {
		t.Fatalf("%d fences of questions and answers, and %d questions with an answer right below", fences, len(found))
	}
	url := api(t, storetest.NewModel(func() time.Time { return loadedAt })).URL
	var anew bytes.Buffer
	written := 0
	for _, at := range found {
		question, want := string(text[at[2]:at[3]]), string(text[at[4]:at[5]])
		got := answerOf(t, url, question)
		if got != want && !*update {
			t.Errorf("%s: to\n%sthe answer is\n%sand not\n%s", page, question, got, want)
		}
		anew.Write(text[written:at[4]])
		anew.WriteString(got)
		written = at[5]
	}
	anew.Write(text[written:])
	if *update {
		if err := os.WriteFile(page, anew.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// answerOf asks a question that must not fail, and lays out its data.
func answerOf(t *testing.T, url, question string) string {
	t.Helper()
	var answer struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal(post(t, url, question, ""), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Errors != nil {
		t.Fatalf("%s%s", question, answer.Errors)
	}
	return layOut(t, answer.Data, "") + "\n"
}

// pageWidth is how many characters a line of an answer has at most, if it can
// be broken.
const pageWidth = 120

// layOut writes a value on one line if that is short, and else with a line for
// each of its parts; what is alone in an object or a list begins and ends with
// it.
func layOut(t *testing.T, value json.RawMessage, indent string) string {
	t.Helper()
	keys, parts := partsOf(t, value)
	if len(parts) == 0 {
		return string(bytes.TrimSpace(value))
	}
	below := indent + "  "
	if len(parts) == 1 {
		below = indent // it stands on its parent's lines
	}
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = keys[i] + layOut(t, part, below)
	}
	opening, closing := value[:1], value[len(value)-1:]
	short := fmt.Sprintf("%s%s%s", opening, strings.Join(lines, ", "), closing)
	isShort := len([]rune(indent+short)) <= pageWidth && !strings.Contains(short, "\n")
	if isShort || len(parts) == 1 {
		return short
	}
	return fmt.Sprintf("%s\n%s%s\n%s%s", opening, below, strings.Join(lines, ",\n"+below), indent, closing)
}

// partsOf takes an object or a list apart, in order; the keys of an object end
// in a colon, those of a list are empty. Anything else has no parts.
func partsOf(t *testing.T, value json.RawMessage) (keys []string, parts []json.RawMessage) {
	t.Helper()
	if value[0] != '{' && value[0] != '[' {
		return nil, nil
	}
	d := json.NewDecoder(bytes.NewReader(value))
	must := func(err error) {
		if err != nil {
			t.Fatalf("%v in %s", err, value)
		}
	}
	_, err := d.Token()
	for must(err); d.More(); {
		key := ""
		if value[0] == '{' {
			token, err := d.Token()
			must(err)
			key = fmt.Sprintf("%q: ", token)
		}
		var part json.RawMessage
		must(d.Decode(&part))
		keys, parts = append(keys, key), append(parts, part)
	}
	return keys, parts
}

// TestLinksOfTheDocs follows the links of two pages to files and headings.
func TestLinksOfTheDocs(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]*)(#[^)]*)?\)`)
	for _, page := range []string{"semantics.md", filepath.Join("queries", "README.md")} {
		page = filepath.Join(docs, page)
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		links := link.FindAllStringSubmatch(string(text), -1)
		if len(links) == 0 {
			t.Errorf("%s: no links", page)
		}
		for _, l := range links {
			target := page
			if l[1] != "" {
				target = filepath.Join(filepath.Dir(page), filepath.FromSlash(l[1]))
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %v", page, err)
			} else if l[2] != "" && !hasHeading(t, target, l[2]) {
				t.Errorf("%s: %s has no heading %s", page, target, l[2])
			}
		}
	}
}

// hasHeading reports whether a page has a heading that an anchor leads to.
func hasHeading(t *testing.T, page, anchor string) bool {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	dropped := regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	for _, line := range strings.Split(string(text), "\n") {
		title := strings.TrimLeft(line, "#")
		if title == line {
			continue
		}
		slug := dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
		if "#"+strings.ReplaceAll(slug, " ", "-") == anchor {
			return true
		}
	}
	return false
}

// TestTutorialHasEveryQuestion holds docs/queries/README.md to the questions
// that there are.
func TestTutorialHasEveryQuestion(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(docs, "queries", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	questions, err := queries.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		for _, link := range []string{"(" + q.Name + ".graphql)", "(golden/" + q.Name + ".json)"} {
			if n := bytes.Count(text, []byte(link)); n != 1 {
				t.Errorf("%s stands in the tutorial %d times", link, n)
			}
		}
	}
}
