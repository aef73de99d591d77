package neo4jtest

import (
	"os"
	"os/exec"
	"runtime"
	"time"
)

// process is one run of the server.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended and been waited for
}

// startProcess starts cmd in a process group of its own, so that a Ctrl-C at the
// terminal reaches only the program that has to end the server in good order.
func startProcess(cmd *exec.Cmd, console string) (*process, error) {
	// What a run before it said is not what this one says.
	out, err := os.OpenFile(console, os.O_CREATE|os.O_WRONLY|os.O_TRUNC|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer out.Close() // the child has its own copy
	cmd.Stdout, cmd.Stderr = out, out
	setProcessGroup(cmd)

	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// Where the kernel ends the server when its parent dies, the parent
		// is the thread that started it: hold it for as long as the server runs.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended is told by its log
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// kill ends the process group at once and waits for it.
func (p *process) kill() {
	if !p.ended() {
		killGroup(p.cmd.Process.Pid)
	}
	<-p.done
}

// terminate asks the server to end in good order, and kills it if it has not
// done so in time.
func (p *process) terminate(patience time.Duration) {
	if !p.ended() {
		askToEnd(p.cmd.Process)
		select {
		case <-p.done:
		case <-time.After(patience):
			p.kill()
		}
	}
}
