package neo4jtest

import (
	"os/exec"
	"syscall"
)

// setProcessGroup also has the kernel end the server with the test process,
// should that be killed or panic before it can stop it.
func setProcessGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
