package browsertest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/realign/realign/internal/server/browsertest"
)

// A watcher that saw nothing would make every page test pass, so a page that
// does all that is forbidden has to be caught at each of them.
func TestWatchCatches(t *testing.T) {
	ran := filepath.Join(t.TempDir(), "ran")
	t.Setenv(browsertest.EnvRan, recordFile(ran))
	ctx := browsertest.New(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src *; img-src data:")
		_, _ = w.Write([]byte(`<!doctype html><title>bad</title>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<p style="color: red">styled inline</p>
<script>
console.error('said so');
fetch('http://elsewhere.invalid/x').catch(() => { document.body.id = 'done' });
setTimeout(() => { throw new Error('thrown') });
</script>`))
	}))
	defer srv.Close()
	w := browsertest.Watch(t, ctx)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL), chromedp.WaitReady(chromedp.CSS("#done"))); err != nil {
		t.Fatal(err)
	}
	problems := strings.Join(w.Problems(), "\n")
	for _, want := range []string{"said so", "thrown", "policy violation: style-src-attr"} {
		if !strings.Contains(problems, want) {
			t.Errorf("problems lack %q:\n%s", want, problems)
		}
	}
	strayed := w.Strayed(srv.URL)
	if len(strayed) != 1 || !strings.HasPrefix(strayed[0], "http://elsewhere.invalid/") {
		t.Errorf("strayed = %q, want the one request elsewhere", strayed)
	}

	line, err := os.ReadFile(os.Getenv(browsertest.EnvRan))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(line), "TestWatchCatches\t") {
		t.Errorf("the record is %q, want this test and a version", line)
	}
}

// recordFile prefers the file that the whole run records to, where there is one.
func recordFile(own string) string {
	if outer := os.Getenv(browsertest.EnvRan); outer != "" {
		return outer
	}
	return own
}

// verdict stands in for a test and takes down how New ended it.
type verdict struct {
	testing.TB
	failed, skipped string
}

func (v *verdict) Helper() {}

func (v *verdict) Fatalf(format string, args ...any) {
	v.failed = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func (v *verdict) Skipf(format string, args ...any) {
	v.skipped = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func TestNewWithoutBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, tt := range []struct {
		name, browser, require string
		fails                  bool
	}{
		{name: "not asked for"},
		{name: "required", require: "1", fails: true},
		// Whoever names a browser means it; a skip would hide the misspelling.
		{name: "named, not there", browser: "/nowhere/chromium", fails: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv(browsertest.EnvBrowser, tt.browser)
			t.Setenv(browsertest.EnvRequire, tt.require)
			v := &verdict{TB: t}
			done := make(chan struct{})
			go func() {
				defer close(done)
				browsertest.New(v)
			}()
			<-done
			if (v.failed != "") != tt.fails || (v.skipped != "") == tt.fails {
				t.Errorf("failed %q, skipped %q; want to fail: %v", v.failed, v.skipped, tt.fails)
			}
			if strings.Contains(v.failed+v.skipped, "\n") {
				t.Errorf("more than one line: %q", v.failed+v.skipped)
			}
		})
	}
}
