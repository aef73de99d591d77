//go:build !unix

package neo4jtest

import (
	"os"
	"os/exec"
)

func setProcessGroup(*exec.Cmd) {}

func killGroup(pid int) {
	if p, err := os.FindProcess(pid); err == nil {
		_ = p.Kill()
	}
}

// There is no signal to ask with: Neo4j recovers from its transaction log.
func askToEnd(p *os.Process) { _ = p.Kill() }
