package main

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// ownGroup puts a child in a process group of its own, and has the kernel end it
// when this program dies.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// holdThread keeps the goroutine on its thread until the returned function is
// called.
func holdThread() func() {
	runtime.LockOSThread()
	return runtime.UnlockOSThread
}

// killGroup ends a process group at once, if it is still there.
func killGroup(pid int) { _ = syscall.Kill(-pid, syscall.SIGKILL) }

func askToEnd(p *os.Process) { _ = p.Signal(syscall.SIGTERM) }
