package main

// The types that answers are decoded to. Their fields are those of the API that
// the commands ask for, by the same names; pointers are null there.

type connection[T any] struct {
	TotalCount int `json:"totalCount"`
	Nodes      []T `json:"nodes"`
	PageInfo   struct {
		HasNextPage bool    `json:"hasNextPage"`
		EndCursor   *string `json:"endCursor"`
	} `json:"pageInfo"`
}

const pageFields = `totalCount pageInfo { hasNextPage endCursor }`

// add takes a further page in. A list that came to its end stays as it is while
// others go on.
func (c *connection[T]) add(page *connection[T]) {
	if c.PageInfo.HasNextPage {
		c.Nodes = append(c.Nodes, page.Nodes...)
		c.PageInfo = page.PageInfo
	}
}

// actor is anyone who takes a side.
type actor struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	ShortName *string `json:"shortName"`
}

const actorFields = `{ id name shortName }`

// called is the short name, or the name where there is none.
func (a *actor) called() string {
	if a.ShortName != nil {
		return *a.ShortName
	}
	return a.Name
}

// tie is a relation.
type tie struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	Form     *string `json:"form"`
	Nominal  bool    `json:"nominal"`
	Directed bool    `json:"directed"`
	Outcome  *string `json:"outcome"`
	Parties  []struct {
		Role  string `json:"role"`
		Actor actor  `json:"actor"`
	} `json:"parties"`
	Period struct {
		Start         *string `json:"start"`
		End           *string `json:"end"`
		EarliestStart *string `json:"earliestStart"`
		LatestStart   *string `json:"latestStart"`
		EarliestEnd   *string `json:"earliestEnd"`
		LatestEnd     *string `json:"latestEnd"`
	} `json:"period"`
	Certainty   *string `json:"certainty"`
	Attestation *string `json:"attestation"`
	Status      string  `json:"status"`
	Claims      struct {
		TotalCount int `json:"totalCount"`
	} `json:"claims"`
}

const tieFields = `{
  id kind form nominal directed outcome
  parties { role actor ` + actorFields + ` }
  period { start end earliestStart latestStart earliestEnd latestEnd }
  certainty attestation status
  claims(first: 0) { totalCount }
}`

// change is one thing that changed.
type change struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Cause     string  `json:"cause"`
	Certainty string  `json:"certainty"`
	Earliest  *string `json:"earliest"`
	Latest    *string `json:"latest"`
	Actors    []actor `json:"actors"`
	Summary   string  `json:"summary"`
	Before    []ref   `json:"before"`
	After     []ref   `json:"after"`
	Claims    []claim `json:"claims"`
}

type ref struct {
	ID string `json:"id"`
}

type claim struct {
	ID     string  `json:"id"`
	Stance string  `json:"stance"`
	Quote  *string `json:"quote"`
	Source struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	} `json:"source"`
}

const changeFields = `{
  id kind cause certainty earliest latest
  actors ` + actorFields + `
  summary
  before { id }
  after { id }
  claims { id stance quote source { id title } }
}`
