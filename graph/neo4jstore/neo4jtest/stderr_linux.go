package neo4jtest

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// parentStderr is the standard error of the go command that runs this test, or
// nil if it cannot be had. It follows a redirection, as /dev/tty would not.
func parentStderr() *os.File {
	parent := os.Getppid()
	exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", parent))
	if err != nil || filepath.Base(exe) != "go" {
		return nil
	}
	// The very same open file, where the kernel lets us have it.
	if pidfd, err := unix.PidfdOpen(parent, 0); err == nil {
		defer unix.Close(pidfd)
		if fd, err := unix.PidfdGetfd(pidfd, 2, 0); err == nil {
			return os.NewFile(uintptr(fd), "stderr of go test")
		}
	}
	// Else the same terminal or pipe, opened again. A regular file would not do:
	// with an offset of its own, each would write over the other's lines.
	name := fmt.Sprintf("/proc/%d/fd/2", parent)
	info, err := os.Stat(name)
	if err != nil || info.Mode().IsRegular() {
		return nil
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return nil
	}
	return f
}
