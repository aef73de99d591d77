package temporal

import (
	"fmt"

	"github.com/realign/realign/graph"
)

// CheckDaily holds the daily censuses against counting day by day.
func (ix *Index) CheckDaily() error {
	d := ix.countDaily()
	for _, turn := range append(d.since, 0) {
		for _, day := range []graph.Day{turn - 1, turn, turn + 1} {
			q := graph.RelationQuery{Days: graph.OneDay(day)}
			if q.Days.Empty() || day > turn+1 {
				continue // past the last day that there is
			}
			if want, _ := ix.countAll(ix.revisions.last(), ix.matcher(&q)); d.on(day) != want {
				return fmt.Errorf("on %v were counted\n%+v, not\n%+v", day, d.on(day), want)
			}
		}
	}
	return nil
}

// MakeDaily makes the daily censuses at once.
func (ix *Index) MakeDaily() { ix.daily.made.Store(ix.countDaily()) }
