package loaders

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const formatPage = "../docs/formats/curated.md"

// TestRulesAreDocumented compares the table of rules with this package.
func TestRulesAreDocumented(t *testing.T) {
	page, err := os.ReadFile(formatPage)
	if err != nil {
		t.Fatal(err)
	}
	table := ruleTable(ruleTexts)
	if !strings.HasSuffix(string(page), table) {
		t.Errorf("%s does not end with the rules as they are:\n%s", formatPage, table)
	}
}

func ruleTable(rules []ruleText) string {
	table := "| rule | | when | what to do |\n|---|---|---|---|\n"
	for _, r := range rules {
		severity := "error"
		if r.Warning() {
			severity = "warning"
		}
		table += fmt.Sprintf("| `%s` | %s | %s | %s |\n", r.Rule, severity, r.when, r.todo)
	}
	return table
}

// TestKeysAreDocumented holds that every key is explained.
func TestKeysAreDocumented(t *testing.T) {
	page, err := os.ReadFile(formatPage)
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(string(page), func(r rune) bool { return !(r == '-' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') }) {
		words[w] = true
	}
	for _, keys := range [][]string{datasetKeys, actorKeys, nameKeys, affiliationKeys, successionKeys, successionForms, sourceKeys, tieKeys, claimKeys, leftOutKeys, sameTieKeys} {
		for _, key := range keys {
			if !words[key] {
				t.Errorf("%s does not explain %s", formatPage, key)
			}
		}
	}
}
