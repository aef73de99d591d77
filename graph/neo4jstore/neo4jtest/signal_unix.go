//go:build unix

package neo4jtest

import (
	"os"
	"syscall"
)

// The caller knows that the process has not been waited for, so its id, which
// is its group's too, cannot have passed to another.

func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

func askToEnd(p *os.Process) { _ = p.Signal(syscall.SIGTERM) }
