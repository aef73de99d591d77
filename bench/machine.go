package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// Machine is where a run took place.
type Machine struct {
	Processor string `json:"processor"`
	Cores     int    `json:"cores"`
	Memory    int64  `json:"memoryBytes"`
	System    string `json:"system"`
	Go        string `json:"go"`
	// Busy is how many others wanted a core in the minute before the run, on
	// average. Above a fraction of one, figures are of all of them together.
	Busy float64 `json:"loadBefore"`
}

// thisMachine describes the machine as far as it tells.
func thisMachine() Machine {
	m := Machine{Cores: runtime.NumCPU(), System: runtime.GOOS + "/" + runtime.GOARCH, Go: runtime.Version()}
	m.Processor = valueIn("/proc/cpuinfo", "model name")
	if kb, err := kilobytes(valueIn("/proc/meminfo", "MemTotal")); err == nil {
		m.Memory = kb
	}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		first, _, _ := strings.Cut(string(text), " ")
		m.Busy, _ = strconv.ParseFloat(first, 64) // 0 if it is none
	}
	return m
}

// valueIn is the first value of a name in a file of lines "name: value".
func valueIn(file, name string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if n, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(n) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// commit names the state of the module's files, with "+" behind it if it is
// none that was committed.
func commit(ctx context.Context, module string) string {
	git := func(args ...string) string {
		cmd := exec.CommandContext(ctx, "git", args...)
		cmd.Dir = module
		out, err := cmd.Output()
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(out))
	}
	name := git("rev-parse", "--short", "HEAD")
	if name == "" {
		return "unknown"
	}
	if git("status", "--porcelain") != "" {
		name += "+"
	}
	return name
}
