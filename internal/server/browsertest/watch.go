package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A Watcher has seen what a tab did since [Watch].
type Watcher struct {
	mu       sync.Mutex
	problems []string
	requests []string
}

// reportViolations writes violations of the page's policy to its console.
// Chromium does so itself for most, but words it in many ways; the event is one.
const reportViolations = `document.addEventListener('securitypolicyviolation', e =>
	console.error('policy violation: ' + e.effectiveDirective + ' blocked ' + e.blockedURI +
		' at ' + e.sourceFile + ':' + e.lineNumber + ' ' + e.sample))`

// Watch begins to watch the tab of ctx.
func Watch(t testing.TB, ctx context.Context) *Watcher {
	t.Helper()
	w := new(Watcher)
	if err := chromedp.Listen(ctx, w.on); err != nil {
		t.Fatalf("browsertest: watch: %v", err)
	}
	// chromedp enables the domains of page, console and log by itself; asking
	// again does no harm, and what the watcher needs stands here.
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	if err == nil {
		_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, runtime.Enable, cdp.Empty{})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument,
			page.AddScriptToEvaluateOnNewDocumentParams{Source: reportViolations})
	}
	if err != nil {
		t.Fatalf("browsertest: watch: %v", err)
	}
	return w
}

func (w *Watcher) on(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		w.requests = append(w.requests, e.Request.URL)
	case *network.EventWebSocketCreated:
		w.requests = append(w.requests, e.URL)
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		w.problems = append(w.problems, "exception: "+text)
	case *runtime.EventConsoleAPICalled:
		switch e.Type {
		case runtime.ConsoleAPICalledTypeError, runtime.ConsoleAPICalledTypeWarning, runtime.ConsoleAPICalledTypeAssert:
			var text []string
			for _, arg := range e.Args {
				text = append(text, strings.Trim(string(arg.Value), `"`)+arg.Description)
			}
			w.problems = append(w.problems, fmt.Sprintf("console %s: %s", e.Type, strings.Join(text, " ")))
		}
	case *log.EventEntryAdded:
		switch e.Entry.Level {
		case log.EntryLevelError, log.EntryLevelWarning:
			w.problems = append(w.problems, fmt.Sprintf("%s %s: %s (%s)", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	}
}

// Problems returns the errors and warnings so far: of the console, uncaught
// exceptions, failed loads and violations of the page's policy.
func (w *Watcher) Problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.problems)
}

// Requests returns the addresses of all requests so far.
func (w *Watcher) Requests() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.requests)
}

// Strayed returns the requests that went to another origin than that of base.
// data: and blob: addresses stay inside the browser and do not count.
func (w *Watcher) Strayed(base string) []string {
	home, err := url.Parse(base)
	if err != nil {
		return []string{fmt.Sprintf("%q is no address: %v", base, err)}
	}
	var strayed []string
	for _, address := range w.Requests() {
		u, err := url.Parse(address)
		switch {
		case strings.HasPrefix(address, "data:"):
			// May not parse: it need not follow the syntax of hierarchical URLs.
		case err == nil && u.Scheme == "blob":
		case err == nil && u.Scheme == home.Scheme && u.Host == home.Host:
		default:
			strayed = append(strayed, address)
		}
	}
	return strayed
}
