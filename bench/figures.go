package main

import (
	"math"
	"slices"
)

// over divides one figure by another.
func over(a, b figure) figure {
	return func(r *Report, s *SizeReport) float64 {
		if below := b(r, s); below != 0 {
			return a(r, s) / below
		}
		return math.NaN()
	}
}

// rates divides the rate of one contender by that of another.
func rates(w Workload, of string, other Workload, than string) figure {
	rate := func(w Workload, name string) figure {
		return ofTiming(name, w, func(t *Timing) float64 { return t.PerSecond })
	}
	return over(rate(w, of), rate(other, than))
}

func p50(name string, w Workload) figure {
	return ofTiming(name, w, func(t *Timing) float64 { return t.P50 })
}

func p99(name string, w Workload) figure {
	return ofTiming(name, w, func(t *Timing) float64 { return t.P99 })
}

// alone is the time of an answer when nobody else asks, in milliseconds.
func alone(name string, w Workload) figure {
	return ofTiming(name, w, func(t *Timing) float64 { return t.Alone })
}

func ofTiming(name string, w Workload, of func(*Timing) float64) figure {
	return func(_ *Report, s *SizeReport) float64 {
		if c := s.contender(name); c != nil {
			if t := c.timing(w); t != nil {
				return of(t)
			}
		}
		return math.NaN()
	}
}

// growth divides the p50 over 33 times the data by that over the data once.
func growth(name string, w Workload) figure {
	return func(r *Report, s *SizeReport) float64 {
		small := r.size("x1")
		if s.Name != "x33" || small == nil {
			return math.NaN()
		}
		return p50(name, w)(r, s) / p50(name, w)(r, small)
	}
}

// loadTime is the median of a contender's loads, in seconds, saving included.
func loadTime(name string) figure {
	return ofLoads(name, func(l Load) float64 { return l.Took + l.Save })
}

// againTime is the same of the loads without a change.
func againTime(name string) figure {
	return ofLoads(name, func(l Load) float64 { return l.Again })
}

func ofLoads(name string, of func(Load) float64) figure {
	return func(_ *Report, s *SizeReport) float64 {
		c := s.contender(name)
		if c == nil || len(c.Loads) == 0 {
			return math.NaN()
		}
		var all []float64
		for _, l := range c.Loads {
			all = append(all, of(l))
		}
		slices.Sort(all)
		return (all[(len(all)-1)/2] + all[len(all)/2]) / 2
	}
}

// openBytes is the resident memory of a server, over that of an empty one, by
// relation.
func openBytes(name string) figure {
	return func(_ *Report, s *SizeReport) float64 {
		c := s.contender(name)
		if c == nil || c.Open == nil || c.Open.Empty == 0 || s.Relations == 0 {
			return math.NaN()
		}
		return float64(c.Open.Resident-c.Open.Empty) / float64(s.Relations)
	}
}

// loadBytes is the same of the most that a load took.
func loadBytes(name string) figure {
	return func(r *Report, s *SizeReport) float64 {
		c := s.contender(name)
		if c == nil || c.Open == nil || c.Open.Empty == 0 || s.Relations == 0 {
			return math.NaN()
		}
		peak := ofLoads(name, func(l Load) float64 { return float64(l.Peak) })(r, s)
		return (peak - float64(c.Open.Empty)) / float64(s.Relations)
	}
}
