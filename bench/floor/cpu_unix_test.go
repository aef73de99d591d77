//go:build unix

package floor_test

import (
	"syscall"
	"time"
)

// processorTime is what this process took of all processors so far, collecting
// garbage too: on a busy machine it says more than the clock.
func processorTime() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
