package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/realign/realign/bench/events"
)

// readEvents reads the real events, or makes a stand-in and says so.
func readEvents(e Env) (*events.Events, error) {
	folder := filepath.Join(e.Module, "..", "shared", "data", "icews14")
	found, err := events.Read(os.DirFS(folder))
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(e.Log, "../shared/data/icews14 is not there: made-up events of its shape stand in")
		return events.Standin(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("../shared/data/icews14: %w", err)
	}
	return found, nil
}

// copiesOf reads a size, such as x11: how many times over the events are taken.
func copiesOf(size string) (int, error) {
	digits, ok := strings.CutPrefix(size, "x")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > 99 {
		return 0, fmt.Errorf("size %q: write x1, x11 or x33: how many times over the events are taken", size)
	}
	return n, nil
}

// writeData writes the data of one size.
func writeData(found *events.Events, folder, size string) (Data, error) {
	copies, err := copiesOf(size)
	if err != nil {
		return Data{}, err
	}
	files, err := found.Write(folder, copies)
	if err != nil {
		return Data{}, fmt.Errorf("writing the data: %w", err)
	}
	return Data{
		Name: size, Folder: folder, Edges: files.Edges, Actors: files.Actors,
		Relations: files.Relations, Synthetic: found.Synthetic,
	}, nil
}
