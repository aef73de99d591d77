//go:build unix

package loaders

import "syscall"

// processorTime is what the process has used of all processors, in
// nanoseconds, so that a busy machine does not count.
func processorTime() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
