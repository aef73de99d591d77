package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/realign/realign/bench/events"
	"github.com/realign/realign/bench/loadgen"
)

// measurer measures all contenders over one size of data.
type measurer struct {
	settings settings
	env      Env
	picked   events.Picked
	report   *SizeReport
	sides    []*side
}

// side is a contender and what was found of it so far.
type side struct {
	contender Contender
	report    *ContenderReport
	broken    map[Workload]bool // could not be compared, and is not timed
}

// able reports whether nothing of it has failed yet.
func (s *side) able() bool { return s.report.Failed == "" }

func (s *side) fail(doing string, err error) {
	if err != nil && s.able() {
		s.report.Failed = doing + ": " + err.Error()
	}
}

// measureSize measures one size. What one contender cannot do is in its report,
// and the others go on; the error is one that concerns all.
func measureSize(ctx context.Context, s settings, env Env, found *events.Events, size string) (_ *SizeReport, err error) {
	env.Scratch = filepath.Join(env.Scratch, size)
	data, err := writeData(found, filepath.Join(env.Scratch, "data"), size)
	if err != nil {
		return nil, err
	}
	m := &measurer{
		settings: s, env: env, picked: found.Pick(busyActors, askedDays),
		report: &SizeReport{Name: size, Relations: data.Relations, Synthetic: data.Synthetic},
	}
	m.say("%d relations", data.Relations)
	if err := m.load(ctx, data); err != nil {
		return m.report, err
	}
	m.start(ctx)
	if err = m.compare(ctx, data); err == nil {
		m.warm(ctx)
		err = m.time(ctx)
	}
	m.stop()
	m.change(ctx)
	return m.report, errors.Join(err, ctx.Err(), os.RemoveAll(env.Scratch))
}

func (m *measurer) say(format string, args ...any) {
	fmt.Fprintf(m.env.Log, "%s  %s: %s\n", time.Now().Format(time.TimeOnly), m.report.Name, fmt.Sprintf(format, args...))
}

// load has every contender load the data, in turn, so often as is asked for,
// each time into a folder of its own; the last of each is kept.
func (m *measurer) load(ctx context.Context, data Data) error {
	for round := range m.settings.loads {
		env := m.env
		env.Scratch = filepath.Join(m.env.Scratch, fmt.Sprintf("load-%d", round+1))
		all, err := chosen(env, m.settings.contenders)
		if err != nil {
			return err
		}
		for i, c := range all {
			if round == 0 {
				m.sides = append(m.sides, &side{report: &ContenderReport{Name: c.Name()}, broken: map[Workload]bool{}})
				m.report.Contenders = append(m.report.Contenders, m.sides[i].report)
			}
			s := m.sides[i]
			s.contender = c
			if !s.able() || ctx.Err() != nil {
				continue
			}
			m.say("%s loads (%d of %d)", c.Name(), round+1, m.settings.loads)
			if err := os.MkdirAll(env.Scratch, 0o755); err != nil {
				return err
			}
			bounded, cancel := context.WithTimeout(ctx, m.settings.loadTime)
			loaded, err := c.Load(bounded, data)
			cancel()
			if err != nil {
				s.fail("loading", err)
				m.say("%s: %v", c.Name(), err)
				continue
			}
			s.report.Loads = append(s.report.Loads, Load{
				Took: loaded.Took.Seconds(), Save: loaded.Save.Seconds(), Again: loaded.Again.Seconds(), Peak: loaded.Peak, Disk: loaded.Disk,
			})
			m.say("%s loaded in %.1f s", c.Name(), (loaded.Took + loaded.Save).Seconds())
		}
		if round+1 < m.settings.loads {
			if err := os.RemoveAll(env.Scratch); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// start starts all servers. Idle ones cost nothing but memory.
func (m *measurer) start(ctx context.Context) {
	for _, s := range m.sides {
		if !s.able() || ctx.Err() != nil {
			continue
		}
		bounded, cancel := context.WithTimeout(ctx, m.settings.loadTime)
		opened, err := s.contender.Start(bounded)
		cancel()
		if err != nil {
			s.fail("starting", errors.Join(err, s.contender.Stop()))
			m.say("%s: %v", s.report.Name, err)
			continue
		}
		s.report.Open = &Open{Took: opened.Took.Seconds(), Resident: opened.Resident, Empty: opened.Empty}
		m.say("%s opened in %.1f s", s.report.Name, opened.Took.Seconds())
	}
}

// stop ends what runs, also when the run was broken off.
func (m *measurer) stop() {
	for _, s := range m.sides {
		if s.report.Open == nil {
			continue
		}
		if w, ok := s.contender.(Weighed); ok && s.able() {
			s.report.Open.After, _ = w.Resident() // 0 if it has ended, of which the timings tell
		}
		if err := s.contender.Stop(); err != nil {
			m.say("stopping %s: %v", s.report.Name, err)
		}
	}
}

// compare holds all answers against the data.
func (m *measurer) compare(ctx context.Context, data Data) error {
	right, err := readTruth(data, lastDay)
	if err != nil {
		return fmt.Errorf("comparing: %w", err)
	}
	for _, w := range m.settings.workloads {
		qs, err := questions(w, m.picked)
		if err != nil {
			return err
		}
		for _, s := range m.sides {
			if !s.able() || ctx.Err() != nil {
				continue
			}
			c := compareAnswers(ctx, right, s.contender, w, qs)
			if c == nil {
				continue
			}
			s.report.Compared = append(s.report.Compared, *c)
			if c.Failed != "" {
				s.broken[w] = true
			}
			if c.Failed != "" || c.Same != c.Questions {
				m.say("(%s) %s: %d of %d answers as the data have it; %s %s", w, s.report.Name, c.Same, c.Questions, c.Example, c.Failed)
			}
		}
	}
	return ctx.Err()
}

// warm asks everyone about each of the days once, for a minute at most, so that
// who keeps what it has made for a day has made it: a floor that is still making
// its constant data is none.
func (m *measurer) warm(ctx context.Context) {
	qs, err := questions(Counts, m.picked)
	if err != nil {
		return // the timing will say so
	}
	for _, s := range m.sides {
		if !s.able() {
			continue
		}
		if a := s.contender.Asker(Counts); a != nil {
			bounds := loadgen.Bounds{Clients: m.settings.clients, For: time.Minute, Most: len(qs)}
			loadgen.Drive(ctx, bounds, func(ctx context.Context, i int) error { return a.Ask(ctx, qs[i]) })
		}
	}
}

// time asks every workload of all who have it, in turn.
func (m *measurer) time(ctx context.Context) error {
	for _, w := range m.settings.workloads {
		qs, err := questions(w, m.picked)
		if err != nil {
			return err
		}
		var sides []loadgen.Side
		var of []*side
		for _, s := range m.sides {
			if !s.able() || s.broken[w] {
				continue
			}
			if a := s.contender.Asker(w); a != nil {
				of = append(of, s)
				sides = append(sides, loadgen.Side{Name: s.report.Name, Ask: func(ctx context.Context, i int) error {
					return a.Ask(ctx, qs[i%len(qs)])
				}})
			}
		}
		if len(sides) == 0 {
			continue
		}
		m.say("(%s) %s", w, titles[w])
		bounds := loadgen.Bounds{Clients: m.settings.clients, For: m.settings.round}
		many := loadgen.Alternate(ctx, sides, m.settings.rounds, m.settings.round/3, bounds)
		alone := loadgen.Alternate(ctx, sides, 1, 0, loadgen.Bounds{Clients: 1, For: m.settings.round})
		for i, s := range of {
			t := newTiming(w, loadgen.Summarise(many[i]), loadgen.Summarise(alone[i]))
			s.report.Timings = append(s.report.Timings, t)
			m.say("(%s) %s: %.0f/s, p50 %.2f ms, %d errors %s", w, s.report.Name, t.PerSecond, t.P50, t.Errors, t.First)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// change has those who can load the data with a changed lifetime. It comes last,
// since the data is another afterwards.
func (m *measurer) change(ctx context.Context) {
	for _, s := range m.sides {
		c, ok := s.contender.(Changer)
		if !ok || !s.able() || ctx.Err() != nil || len(m.picked.Actors) == 0 {
			continue
		}
		bounded, cancel := context.WithTimeout(ctx, m.settings.loadTime)
		took, err := c.Change(bounded, m.picked.Actors[0])
		cancel()
		if err != nil {
			m.say("(m) %s: %v", s.report.Name, err)
			continue
		}
		s.report.Change = took.Seconds()
		m.say("(m) %s: a changed lifetime in %.1f s", s.report.Name, took.Seconds())
	}
}
