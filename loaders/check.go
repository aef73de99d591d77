package loaders

import (
	"io/fs"

	"github.com/realign/realign/graph"
)

// Report is what [Check] found.
type Report struct {
	Datasets []*Checked // those that could be read, as declared
	Problems []Problem  // of all files, by place
}

// Failed reports whether something would be left out of a load.
func (r *Report) Failed() bool { return len(Rejections(r.Problems)) > 0 }

// Check reads and validates every dataset that a file declares, each against
// the others, without a store. The error says that the file itself cannot be
// read.
func Check(fsys fs.FS, file string, today graph.Day) (*Report, error) {
	declared, problems, err := ReadDatasets(fsys, file)
	if err != nil {
		return &Report{Problems: problems}, err
	}
	report := &Report{Problems: problems}
	var all []*Rows
	for _, d := range declared {
		rows, err := Read(fsys, d)
		switch {
		case err == nil:
			all = append(all, rows)
		case rows != nil:
			report.Problems = append(report.Problems, rows.Problems...)
		default:
			report.Problems = append(report.Problems, newProblem(d.Place, RuleFile, err.Error(), "correct the location, or create the folder with its files"))
		}
	}
	for _, rows := range all {
		checked := rows.Validate(&graph.DatasetState{Others: othersOf(all, rows)}, today)
		report.Datasets = append(report.Datasets, checked)
		report.Problems = append(report.Problems, checked.Problems...)
	}
	sortProblems(report.Problems)
	return report, nil
}

// othersOf are the records of all datasets but one.
func othersOf(all []*Rows, but *Rows) graph.Others {
	o := graph.Others{Actors: map[graph.ActorID]*graph.Actor{}, Sources: map[graph.SourceID]*graph.Source{}, Ties: map[graph.TieKey]*graph.Claim{}}
	for _, rows := range all {
		if rows == but {
			continue
		}
		for _, a := range rows.actors {
			o.Actors[a.record.ID] = a.record
		}
		for _, s := range rows.sources {
			o.Sources[s.record.ID] = s.record
		}
		for _, t := range rows.ties {
			for _, p := range t.pairs() {
				key := p.key
				if same, ok := rows.sameTie[key]; ok {
					key = same.theirs
				}
				for _, c := range t.claims {
					claim := *c.record
					claim.Tie, claim.Parties = key, p.parties
					o.Ties[key] = &claim
				}
			}
		}
	}
	return o
}
