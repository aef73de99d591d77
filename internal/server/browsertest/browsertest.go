package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// Environment variables that New reads.
const (
	// EnvBrowser names the browser to start, instead of one found in PATH.
	EnvBrowser = "REALIGN_CHROMIUM"
	// EnvRequire set to 1 makes a missing browser a failure.
	EnvRequire = "REALIGN_REQUIRE_BROWSER"
	// EnvRan names a file; a line is appended for each browser that answered.
	EnvRan = "REALIGN_BROWSER_RAN"
)

// timeout bounds one test's browser. Generous, since test machines may be small
// and busy; a page that hangs should still fail by itself and say where.
const timeout = 2 * time.Minute

// New starts a headless browser with an empty profile and returns the context of
// its first tab, to be given to chromedp.Do and chromedp.Run. The browser is ended with the
// test. Without a browser the test is skipped, or failed where one is required.
func New(t testing.TB) context.Context {
	t.Helper()
	path, err := find()
	if err != nil {
		if os.Getenv(EnvRequire) == "1" || os.Getenv(EnvBrowser) != "" {
			t.Fatalf("browsertest: %v", err)
		}
		t.Skipf("left out: %v", err)
	}

	// Not from t.Context: it ends before the clean-up, and the browser would be
	// killed rather than closed.
	ctx, cancelTimeout := context.WithTimeout(context.Background(), timeout)
	ctx, cancelAllocator := chromedp.NewExecAllocator(ctx, flags(path)...)
	log := &testLog{t: t}
	ctx, cancelTab := chromedp.NewContext(ctx, chromedp.WithErrorf(log.printf), chromedp.WithLogf(log.printf))
	t.Cleanup(func() {
		// Waits until the process is gone and its profile removed.
		if err := chromedp.Cancel(ctx); err != nil && ctx.Err() == nil {
			t.Logf("browsertest: close: %v", err)
		}
		log.close()
		cancelTab()
		cancelAllocator()
		cancelTimeout()
	})

	// The first call starts the browser and binds its life to this context.
	version, err := chromedp.CallBrowser(ctx, browser.GetVersion, cdp.Empty{})
	if err != nil {
		t.Fatalf("browsertest: start %s: %v", path, err)
	}
	if err := record(os.Getenv(EnvRan), t.Name(), version.Product); err != nil {
		t.Fatalf("browsertest: %v", err)
	}
	return ctx
}

// find returns the browser's executable.
func find() (string, error) {
	if named := os.Getenv(EnvBrowser); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("%s: %w", EnvBrowser, err)
		}
		return path, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium in PATH; to run the browser tests: apt-get install chromium, or set %s to its path", EnvBrowser)
}

// flags are few and spelled out, rather than chromedp's defaults: what is tested
// should be the browser people have. No user data directory is named because
// chromedp then makes an empty one for each browser and removes it.
func flags(path string) []chromedp.ExecAllocatorOption {
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.Headless,
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.DisableGPU,
		chromedp.WindowSize(1280, 800),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("metrics-recording-only", true),
		chromedp.Flag("mute-audio", true),
		// /dev/shm is tiny in many containers, and a full one crashes tabs.
		chromedp.Flag("disable-dev-shm-usage", true),
		// Nothing leaves the machine, by name or through a proxy.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
		chromedp.Flag("no-proxy-server", true),
	}
	if os.Geteuid() == 0 {
		// Chromium refuses to sandbox what runs as root.
		options = append(options, chromedp.NoSandbox)
	}
	return options
}

// record appends a line to the file that tells which tests had a browser. One
// write of an appending file, since packages are tested in parallel.
func record(file, test, product string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("%s: %w", EnvRan, err)
	}
	if _, err := fmt.Fprintf(f, "%s\t%s\n", test, product); err != nil {
		_ = f.Close()
		return fmt.Errorf("%s: %w", EnvRan, err)
	}
	return f.Close()
}

// testLog writes to a test's log until the test is over; chromedp's goroutines
// may outlive it, and the testing package panics on a late line.
type testLog struct {
	mu sync.Mutex
	t  testing.TB
}

func (l *testLog) printf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.t != nil {
		l.t.Logf("browser: "+format, args...)
	}
}

func (l *testLog) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.t = nil
}
