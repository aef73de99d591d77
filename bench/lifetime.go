package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// lifetime is what the changed actor gets: all of the events' first year is in
// it, so that no tie is refused, and yet every bound is looked at again.
const lifetime = "1900-01-01/.."

// writeLifetime copies a file of actors with a column more: span, empty but for
// one actor.
func writeLifetime(to string, files fs.FS, name, actor string) (err error) {
	in, err := files.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	found := false
	for i, row := range rows {
		switch {
		case i == 0:
			rows[i] = append(row, "span")
		case row[0] == actor:
			rows[i] = append(row, lifetime)
			found = true
		default:
			rows[i] = append(row, "")
		}
	}
	if !found {
		return fmt.Errorf("%s has no actor %s", name, actor)
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	w := csv.NewWriter(out)
	err = w.WriteAll(rows)
	return errors.Join(err, out.Close())
}
