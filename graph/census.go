package graph

// NewCensus counts nothing yet.
func NewCensus() Census { return Census{LastNamed: MinDay} }

// Census counts a selection of relations, wherever its page begins and ends.
type Census struct {
	Relations                   int
	Certain, Assumed, Contested int                // see [Relation.Certainty], [Relation.Attestation] and [Relation.Status]
	ByKind                      [Hostility + 1]int // by [Kind]
	Actors                      int                // who are a party to one of them
	LastNamed                   Day                // the last day that a source names for any; MinDay if there is none
}

// Add counts a relation, by what is said of it in w. Its parties are left to
// the caller, who alone knows whether they were counted before.
func (c *Census) Add(r *Relation, w Span) { c.AddAlike(r, w, 1) }

// AddAlike counts so many relations of which the same is said in w.
func (c *Census) AddAlike(r *Relation, w Span, n int) {
	c.Relations += n
	c.ByKind[r.Kind] += n
	if r.Certainty(w) == Certain {
		c.Certain += n
	}
	if r.Attestation(w) == Assumed {
		c.Assumed += n
	}
	if r.Status(w) == Contested {
		c.Contested += n
	}
	if !r.Named.Empty() {
		c.LastNamed = max(c.LastNamed, r.Named.Last())
	}
}

// Census counts those of the relations that are in the selection.
func (q *RelationQuery) Census(relations []Relation) Census {
	c := NewCensus()
	parties := map[ActorID]bool{}
	for i := range relations {
		r := &relations[i]
		if !q.Match(r) {
			continue
		}
		c.Add(r, q.Days)
		for _, p := range r.Parties {
			parties[p.Actor] = true
		}
	}
	c.Actors = len(parties)
	return c
}
