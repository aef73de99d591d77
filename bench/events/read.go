package events

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// Read reads a folder of ICEWS 2014: train.txt, valid.txt and test.txt, one
// event a line with tabs between subject, label, object, hours since 2014-01-01
// and a number that is not looked at; entity2id.txt and relation2id.txt, which
// name what these numbers mean. The error is fs.ErrNotExist if it is not there.
func Read(dir fs.FS) (*Events, error) {
	names, err := readNames(dir, "entity2id.txt")
	if err != nil {
		return nil, err
	}
	labels, err := readNames(dir, "relation2id.txt")
	if err != nil {
		return nil, err
	}
	kinds := make([]Kind, len(labels))
	for i, label := range labels {
		kind, ok := KindOf(label)
		if !ok {
			return nil, fmt.Errorf("relation2id.txt: no root is known for the label %q; add how it begins to the table in bench/events/kind.go", label)
		}
		kinds[i] = kind
	}
	e := &Events{
		Title: "ICEWS 2014, events coded by machine from news, as used by papers on temporal knowledge graphs",
		Note:  "Data to measure with, not curated truth: labels are mapped to the nearest kind, and each event is taken to hold for 30 days.",
	}
	for i, id := range slugs(names) {
		e.Actors = append(e.Actors, Actor{ID: id, Name: names[i]})
	}
	for _, file := range []string{"train.txt", "valid.txt", "test.txt"} {
		if err := e.readRows(dir, file, kinds); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// readNames reads a map of names to numbers that leaves no number out.
func readNames(dir fs.FS, file string) ([]string, error) {
	var names []string
	err := eachLine(dir, file, func(fields []string) error {
		if len(fields) != 2 || fields[0] == "" {
			return errors.New("a name and a number are expected, with a tab between them")
		}
		n, err := strconv.Atoi(fields[1])
		if err != nil || n < 0 || n > 1_000_000 {
			return fmt.Errorf("%q is no number of a name", fields[1])
		}
		for len(names) <= n {
			names = append(names, "")
		}
		if names[n] != "" {
			return fmt.Errorf("number %d has a name already", n)
		}
		names[n] = strings.TrimSpace(strings.ReplaceAll(fields[0], "_", " "))
		return nil
	})
	for i, name := range names {
		if err == nil && name == "" {
			err = fmt.Errorf("%s: number %d has no name", file, i)
		}
	}
	return names, err
}

func (e *Events) readRows(dir fs.FS, file string, kinds []Kind) error {
	return eachLine(dir, file, func(fields []string) error {
		if len(fields) != 5 {
			return errors.New("five numbers are expected, with tabs between them")
		}
		subject, err1 := number(fields[0], len(e.Actors))
		label, err2 := number(fields[1], len(kinds))
		object, err3 := number(fields[2], len(e.Actors))
		hours, err4 := number(fields[3], days*24)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return err
		}
		if hours%24 != 0 {
			return fmt.Errorf("%d hours are no whole days", hours)
		}
		if subject == object {
			e.SelfLoops++
			return nil
		}
		e.Rows = append(e.Rows, Row{Source: int32(subject), Target: int32(object), Kind: kinds[label], Day: int32(hours / 24)})
		return nil
	})
}

// number reads a number from 0 to below a bound.
func number(text string, below int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n >= below {
		return 0, fmt.Errorf("%q is no number from 0 to %d", text, below-1)
	}
	return n, nil
}

// eachLine calls read with the fields of every line that is not empty.
func eachLine(dir fs.FS, file string, read func(fields []string) error) error {
	f, err := dir.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if line == "" {
			continue
		}
		if err := read(strings.Split(line, "\t")); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
