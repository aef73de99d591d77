package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
)

// What Raphtory is asked. Each was the cheapest, by processor time of its server,
// of the ways that give the same answer. In which order the views are nested
// (day, layer, node; applyViews; window or snapshotAt for at) makes no
// difference that stands out of the noise, nor do variables. What does:
//
//   - Dates. Read out of each edge's history, by a view before and one after the
//     day, they make a snapshot ten times as dear as without; as two properties,
//     four times; as one property for both, a third to a half dearer. In an
//     actor's ties they cost less, in the same order.
//   - Of an actor's few edges, explodeLayers is cheaper than a view for each
//     layer. Of a whole snapshot it is dearer.
//   - layerNames is dearer than exploding.
//   - shortest_path does not work without a direction.
const (
	raphtoryGraph  = "war"
	raphtoryLayers = `{graph(path:"war"){uniqueLayers}}`
	raphtoryAllies = `query($actor:String!,$day:TimeInput!){graph(path:"war"){at(time:$day){layer(name:"allegiance"){node(name:$actor){neighbours{list{metadata{get(key:"name"){value}}}}}}}}}`
	raphtoryTies   = `query($actor:String!,$day:TimeInput!){graph(path:"war"){at(time:$day){node(name:$actor){edges{explodeLayers{list{layerName nbr{metadata{get(key:"name"){value}}}properties{get(key:"span"){value}}}}}}}}}`
	raphtoryPath   = `query($actor:String!,$other:String!,$day:TimeInput!){graph(path:"war"){at(time:$day){algorithms{shortest_path(source:$actor,targets:[$other],direction:"both"){nodes}}}}}`

	// For each layer, under its name.
	raphtoryCount = `{countEdges}`
	raphtoryEdges = `{edges{list{id properties{get(key:"span"){value}}}}}`
)

// raphtoryByLayer asks the same of each layer of a day.
func raphtoryByLayer(layers []string, what string) string {
	var b strings.Builder
	b.WriteString(`query($day:TimeInput!){graph(path:"war"){at(time:$day){`)
	for _, l := range layers {
		fmt.Fprintf(&b, `%s:layer(name:%q)%s`, l, l, what)
	}
	b.WriteString(`}}}`)
	return b.String()
}

// tieKinds are those of ties, as the data writes them, in order.
func tieKinds() []string { return []string{"allegiance", "hostility", "mediation"} }

// knownKinds are those of the layers that are kinds, in order: a layer that is
// not there cannot be asked for.
func knownKinds(layers []string) []string {
	var out []string
	for _, kind := range tieKinds() {
		if slices.Contains(layers, kind) {
			out = append(out, kind)
		}
	}
	return out
}

// raphtoryAsker asks Raphtory one workload's questions.
type raphtoryAsker struct {
	api      *graphQL
	document string
	answer   func(ctx context.Context, api *graphQL, q Question, body []byte) ([]string, error)
}

// Asker returns how a workload is asked. Its GraphQL has no diff of two days, no
// camps, no sources, and no download.
func (r *raphtoryPeer) Asker(w Workload) Asker {
	if r.api == nil {
		return nil
	}
	switch w {
	case Allies:
		return raphtoryAsker{r.api, raphtoryAllies, answerOf(raphtoryAlliesAnswer)}
	case Ties:
		return raphtoryAsker{r.api, raphtoryTies, answerOf(raphtoryTiesAnswer)}
	case Counts:
		return raphtoryAsker{r.api, raphtoryByLayer(r.layers, raphtoryCount), answerOf(raphtoryCountsAnswer)}
	case Snapshot:
		return raphtoryAsker{r.api, raphtoryByLayer(r.layers, raphtoryEdges), answerOf(raphtorySnapshotAnswer)}
	case Path:
		return raphtoryAsker{r.api, raphtoryPath, answerOf(raphtoryPathAnswer)}
	}
	return nil
}

// Ask asks and reads the answer to its end. Raphtory writes errors last: an
// answer without any begins with data that is not null, and ends with it.
func (a raphtoryAsker) Ask(ctx context.Context, q Question) error {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	if err := a.api.post(ctx, requestBody(a.document, q), buffer); err != nil {
		return err
	}
	text := bytes.TrimSpace(buffer.Bytes())
	if !bytes.HasPrefix(text, []byte(`{"data":{`)) || !bytes.HasSuffix(text, []byte(`}}`)) {
		return fmt.Errorf("%s: %s", a.api.url, clipped(text))
	}
	return nil
}

// Answer asks and returns the answer as [ByPairs] has it.
func (a raphtoryAsker) Answer(ctx context.Context, q Question) ([]string, error) {
	lines, err := a.answer(ctx, a.api, q, requestBody(a.document, q))
	return slices.Compact(lines), err // they are sorted
}

// A property that is text, or metadata; null where there is none.
type raphtoryText struct{ Get *struct{ Value string } }

func (t raphtoryText) text(of string) (string, error) {
	if t.Get == nil {
		return "", fmt.Errorf("an answer of raphtory lacks the %s of something", of)
	}
	return t.Get.Value, nil
}

// An edge, as the documents above ask for it.
type raphtoryEdge struct {
	ID         []string // its ends
	LayerName  string
	Nbr        struct{ Metadata raphtoryText }
	Properties raphtoryText
}

func raphtoryAlliesAnswer(q Question, a struct {
	Graph struct {
		At struct {
			Layer struct {
				Node *struct {
					Neighbours struct {
						List []struct{ Metadata raphtoryText }
					}
				}
			}
		}
	}
}) ([]string, error) {
	node := a.Graph.At.Layer.Node
	if node == nil {
		return nil, fmt.Errorf("raphtory has no actor %s", q.Actor)
	}
	var out []string
	for _, n := range node.Neighbours.List {
		name, err := n.Metadata.text("name")
		if err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

func raphtoryTiesAnswer(q Question, a struct {
	Graph struct {
		At struct {
			Node *struct {
				Edges struct{ ExplodeLayers struct{ List []raphtoryEdge } }
			}
		}
	}
}) ([]string, error) {
	node := a.Graph.At.Node
	if node == nil {
		return nil, fmt.Errorf("raphtory has no actor %s", q.Actor)
	}
	var out []string
	for _, e := range node.Edges.ExplodeLayers.List {
		name, err := e.Nbr.Metadata.text("name")
		if err != nil {
			return nil, err
		}
		if err := e.inForce(q.Day); err != nil {
			return nil, err
		}
		out = append(out, line(e.LayerName, name))
	}
	return out, nil
}

// inForce checks the dates that an edge came with, which do not stand in the
// lines that are compared.
func (e raphtoryEdge) inForce(day string) error {
	span, err := e.Properties.text("span")
	if err != nil {
		return err
	}
	start, end, ok := strings.Cut(span, "/")
	if !ok || start > day || end != "" && end < day {
		return fmt.Errorf("raphtory gives a tie of %q as in force on %s", span, day)
	}
	return nil
}

func raphtoryCountsAnswer(_ Question, a struct {
	Graph struct {
		At map[string]struct{ CountEdges int }
	}
}) ([]string, error) {
	var out []string
	for _, kind := range tieKinds() {
		out = append(out, fmt.Sprintf("%s %d", kind, a.Graph.At[kind].CountEdges))
	}
	return out, nil
}

func raphtorySnapshotAnswer(q Question, a struct {
	Graph struct {
		At map[string]struct{ Edges struct{ List []raphtoryEdge } }
	}
}) ([]string, error) {
	var out []string
	for _, kind := range tieKinds() {
		for _, e := range a.Graph.At[kind].Edges.List {
			if len(e.ID) != 2 {
				return nil, fmt.Errorf("raphtory gives an edge with %d ends", len(e.ID))
			}
			if err := e.inForce(q.Day); err != nil {
				return nil, err
			}
			out = append(out, line(kind, min(e.ID[0], e.ID[1]), max(e.ID[0], e.ID[1])))
		}
	}
	return out, nil
}

func raphtoryPathAnswer(_ Question, a struct {
	Graph struct {
		At struct {
			Algorithms struct {
				Found []struct{ Nodes []string } `json:"shortest_path"`
			}
		}
	}
}) ([]string, error) {
	var out []string
	for _, f := range a.Graph.At.Algorithms.Found {
		out = append(out, fmt.Sprintf("length %d", len(f.Nodes)-1))
	}
	return out, nil
}
