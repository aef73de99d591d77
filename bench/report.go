package main

import (
	"time"

	"github.com/realign/realign/bench/loadgen"
)

// Report is all that a run found. It is written as JSON.
type Report struct {
	When     time.Time     `json:"when"`
	Commit   string        `json:"commit"` // with "+" behind it if files were changed since
	Machine  Machine       `json:"machine"`
	Clients  int           `json:"clients"`
	Rounds   int           `json:"rounds"`
	Seconds  float64       `json:"secondsARound"`
	Sizes    []*SizeReport `json:"sizes"`
	Goals    []GoalReport  `json:"goals"`
	Finished bool          `json:"finished"` // false: it was broken off
}

// SizeReport is what was found over data of one size.
type SizeReport struct {
	Name       string             `json:"name"`
	Relations  int                `json:"relations"`
	Synthetic  bool               `json:"synthetic"` // no real events were there
	Contenders []*ContenderReport `json:"contenders"`
}

// ContenderReport is what was found of one contender over one size.
type ContenderReport struct {
	Name     string       `json:"name"`
	Failed   string       `json:"failed,omitempty"` // why it was not measured any further
	Loads    []Load       `json:"loads,omitempty"`
	Open     *Open        `json:"open,omitempty"`
	Change   float64      `json:"changeSeconds,omitempty"` // (m)
	Compared []Comparison `json:"compared,omitempty"`
	Timings  []Timing     `json:"timings,omitempty"`
}

// Load is a LoadReport in seconds and bytes.
type Load struct {
	Took  float64 `json:"seconds"`
	Save  float64 `json:"saveSeconds,omitempty"`
	Again float64 `json:"againSeconds,omitempty"`
	Peak  int64   `json:"peakBytes,omitempty"`
	Disk  int64   `json:"diskBytes,omitempty"`
}

// Open is a StartReport in seconds and bytes.
type Open struct {
	Took     float64 `json:"seconds"`
	Resident int64   `json:"residentBytes,omitempty"`
	Empty    int64   `json:"emptyBytes,omitempty"`
	After    int64   `json:"afterBytes,omitempty"` // resident after all questions were asked
}

// Timing is how a workload's questions were answered. Times are milliseconds.
type Timing struct {
	Workload  Workload `json:"workload"`
	PerSecond float64  `json:"perSecond"` // the median of the rounds
	Low       float64  `json:"low"`       // the slowest round
	High      float64  `json:"high"`      // the fastest
	P50       float64  `json:"p50ms"`
	P90       float64  `json:"p90ms"`
	P99       float64  `json:"p99ms"`
	Alone     float64  `json:"aloneP50ms"` // with one client, so that nobody waits for another
	Answers   int      `json:"answers"`
	Errors    int      `json:"errors,omitempty"`
	First     string   `json:"firstError,omitempty"`
}

func newTiming(w Workload, s, alone loadgen.Summary) Timing {
	t := Timing{
		Workload: w, PerSecond: s.PerSecond, Low: s.Low, High: s.High,
		P50: milliseconds(s.P50), P90: milliseconds(s.P90), P99: milliseconds(s.P99), Alone: milliseconds(alone.P50),
		Answers: s.Answers, Errors: s.Errors,
	}
	if s.First != nil {
		t.First = s.First.Error()
	}
	return t
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// size returns what was found over a size, nil if nothing was.
func (r *Report) size(name string) *SizeReport {
	for _, s := range r.Sizes {
		if s.Name == name {
			return s
		}
	}
	return nil
}

func (s *SizeReport) contender(name string) *ContenderReport {
	for _, c := range s.Contenders {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// timing returns a workload's, nil if it was not asked or never answered.
func (c *ContenderReport) timing(w Workload) *Timing {
	for i := range c.Timings {
		if t := &c.Timings[i]; t.Workload == w && t.Answers > 0 {
			return t
		}
	}
	return nil
}
