package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/realign/realign/graph/storetest"
	"github.com/realign/realign/internal/server/browsertest"
)

// A newcomer opens the address, presses run, and reads who stood with whom:
// the page, the schema, the examples and the data together, in a real browser
// that finds everything on this machine.
func TestNewcomerInTheBrowser(t *testing.T) {
	ctx := browsertest.New(t)
	s := api(t, storetest.NewModel(func() time.Time { return loadedAt }))
	w := browsertest.Watch(t, ctx)
	shows := func(element, text string) {
		t.Helper()
		condition := `document.querySelector('` + element + ` .CodeMirror')?.CodeMirror.getValue().includes('` + text + `')`
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(15*time.Second))); err != nil {
			t.Fatalf("%s never showed %q: %v", element, text, err)
		}
	}
	steps := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	run := chromedp.CSS(`.graphiql-execute-button`)
	steps(chromedp.Navigate(s.URL + "/graphql"))
	shows(".graphiql-query-editor", "query Snapshot")
	steps(chromedp.Click(run))
	shows(".result-window", "relation:tribes-sdf/alliance")
	steps(chromedp.Click(chromedp.CSS(`.examples button[data-example="02-tribes"]`)))
	shows(".graphiql-query-editor", "query Tribes")
	steps(chromedp.Click(run))
	shows(".result-window", "switched sides")
	for _, p := range w.Problems() {
		t.Errorf("the browser complains: %s", p)
	}
	for _, r := range w.Strayed(s.URL) {
		t.Errorf("a request left the server: %s", r)
	}
}
