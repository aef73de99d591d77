package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Process is a child of this program, in a process group of its own: a Ctrl-C
// reaches only this program, which then ends the group. The child is ended too
// if this program is killed.
type Process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended and been waited for
	err  error         // how it ended; read after done
	said *lastLines
}

// StartProcess starts a command. Each whole line of its standard output is given
// to lines, which may be nil; the end of both streams is kept for an error.
func StartProcess(cmd *exec.Cmd, lines func(string)) (*Process, error) {
	p := &Process{cmd: cmd, done: make(chan struct{}), said: &lastLines{}}
	ownGroup(cmd)
	cmd.Stdout, cmd.Stderr = &lineWriter{said: p.said, lines: lines}, p.said
	// What it started may hold its streams open when it has ended.
	cmd.WaitDelay = 2 * time.Second
	started := make(chan error)
	go func() {
		// The kernel ends the child with the thread that started it: hold it.
		defer holdThread()()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", cmd.Path, err)
	}
	return p, nil
}

// StartServer starts a server, and returns it with the address that it prints
// once it listens: what matches first. A server that ends before is an error.
func StartServer(ctx context.Context, cmd *exec.Cmd, address *regexp.Regexp) (*Process, string, error) {
	found := make(chan string, 1)
	server, err := StartProcess(cmd, func(line string) {
		if at := address.FindString(line); at != "" {
			select {
			case found <- at:
			default: // it was printed before
			}
		}
	})
	if err != nil {
		return nil, "", err
	}
	select {
	case at := <-found:
		return server, at, nil
	case <-server.Ended():
		return nil, "", fmt.Errorf("%s ended: %s", cmd.Path, server.Said())
	case <-ctx.Done():
		return nil, "", errors.Join(ctx.Err(), server.Stop())
	}
}

// lineWriter takes a stream apart. One goroutine writes to it.
type lineWriter struct {
	said  *lastLines
	lines func(string)
	begun []byte // of a line
}

const longestLine = 1 << 16 // the rest of a longer one is let go

func (w *lineWriter) Write(b []byte) (int, error) {
	_, _ = w.said.Write(b)
	if w.lines == nil {
		return len(b), nil
	}
	for rest := b; len(rest) > 0; {
		text, after, whole := bytes.Cut(rest, []byte("\n"))
		if len(w.begun)+len(text) <= longestLine {
			w.begun = append(w.begun, text...)
		}
		if whole {
			w.lines(string(w.begun))
			w.begun = w.begun[:0]
		}
		rest = after
	}
	return len(b), nil
}

// Pid is the child's process id.
func (p *Process) Pid() int { return p.cmd.Process.Pid }

// Wait waits for the child's own end. When the context is over it is killed.
func (p *Process) Wait(ctx context.Context) error {
	select {
	case <-p.done:
	case <-ctx.Done():
		p.Kill()
		return ctx.Err()
	}
	if p.err != nil {
		return fmt.Errorf("%w\n%s", p.err, p.said)
	}
	return nil
}

// Ended is closed when the child has ended.
func (p *Process) Ended() <-chan struct{} { return p.done }

// Said is what the child printed last.
func (p *Process) Said() string { return p.said.String() }

// Kill ends the child's group at once and waits for the child.
func (p *Process) Kill() {
	killGroup(p.Pid())
	<-p.done
}

// Stop asks the child to end, and kills its group after a while.
func (p *Process) Stop() error {
	select {
	case <-p.done:
		return nil // it ended before; what it left of its group is not ours to guess
	default:
	}
	askToEnd(p.cmd.Process)
	select {
	case <-p.done:
	case <-time.After(20 * time.Second):
		p.Kill()
		return errors.New("it did not end in 20 s and was killed")
	}
	killGroup(p.Pid()) // what it may have started
	return nil
}

// RunMeasured runs a command to its end and tells how long it took and the peak
// of its resident memory in bytes, looked at 20 times a second. What processes
// take that it starts itself is not in it.
func RunMeasured(ctx context.Context, cmd *exec.Cmd, lines func(string)) (took time.Duration, peak int64, err error) {
	began := time.Now()
	p, err := StartProcess(cmd, lines)
	if err != nil {
		return 0, 0, err
	}
	// Not the kernel's own figure at the end (ru_maxrss): a child begins in its
	// parent's memory, and the kernel counts that too.
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		for tick := time.Tick(50 * time.Millisecond); ; {
			if _, now, err := Memory(p.Pid()); err == nil {
				peak = max(peak, now)
			}
			select {
			case <-p.done:
				return
			case <-tick:
			}
		}
	}()
	err = p.Wait(ctx)
	took = time.Since(began)
	<-watched
	return took, peak, err
}

// Memory is what /proc says of a process: bytes resident now, and at the most
// so far.
func Memory(pid int) (resident, peak int64, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, fmt.Errorf("memory of a process: %w", err)
	}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "VmRSS":
			resident, err = kilobytes(value)
		case "VmHWM":
			peak, err = kilobytes(value)
		}
		if err != nil {
			return 0, 0, fmt.Errorf("memory of a process: %s: %w", name, err)
		}
	}
	if resident == 0 {
		return 0, 0, fmt.Errorf("memory of a process: /proc/%d/status has no VmRSS", pid)
	}
	return resident, peak, nil
}

func kilobytes(text string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(text), " kB"), 10, 64)
	return n * 1024, err
}

// lastLines keeps the end of what is written to it.
type lastLines struct {
	mu   sync.Mutex
	text []byte
}

const kept = 4000 // bytes

func (l *lastLines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, b...)
	if len(l.text) > 2*kept {
		l.text = append(l.text[:0], l.text[len(l.text)-kept:]...)
	}
	return len(b), nil
}

func (l *lastLines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.TrimSpace(string(l.text[max(0, len(l.text)-kept):]))
}
