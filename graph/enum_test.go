package graph_test

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/realign/realign/graph"
)

// Words are what files and stores keep, so that none may change or move.
func TestWords(t *testing.T) {
	for want, into := range map[string]encoding.TextUnmarshaler{
		"allegiance mediation hostility": new(graph.Kind),
		"state government armed-group tribe person political-entity international-organization coalition community media civil-society other": new(graph.ActorKind),
		"from to member mediator party":                      new(graph.Role),
		"asserts denies":                                     new(graph.Stance),
		"own attributed hedged":                              new(graph.Voice),
		"agreement ceasefire failed ongoing unknown":         new(graph.Outcome),
		"A B C D E F":                                        new(graph.Reliability),
		"clear green amber amber-strict red":                 new(graph.Marking),
		"running succeeded succeeded-with-rejections failed": new(graph.LoadStatus),
	} {
		for i, word := range strings.Fields(want) {
			if err := into.UnmarshalText([]byte(word)); err != nil {
				t.Errorf("%T: %v", into, err)
			}
			member := reflect.ValueOf(into).Elem()
			text, err := member.Interface().(encoding.TextMarshaler).MarshalText()
			if err != nil || string(text) != word || fmt.Sprint(member.Interface()) != word || int(member.Uint()) != i+1 {
				t.Errorf("%T: %s is read as %d and written %s, %v", into, word, member.Uint(), text, err)
			}
		}
		err := into.UnmarshalText([]byte("no such word"))
		if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), strings.Join(strings.Fields(want), ", ")) {
			t.Errorf("%T refuses a word with %v, and should list %s", into, err, want)
		}
	}
	for i, want := range []string{"absent", "possible", "certain", "invalid(3)"} {
		if got := graph.Certainty(i).String(); got != want {
			t.Errorf("certainty %d is %s, want %s", i, got, want)
		}
	}
	for i, want := range []string{"", "uncontested", "contested", "alleged", "denied"} {
		if got := graph.Status(i).String(); got != want {
			t.Errorf("status %d is %s, want %s", i, got, want)
		}
	}
	for i, want := range []int{0, 1, 0, -1} {
		if got := graph.Kind(i).Sign(); got != want {
			t.Errorf("the sign of kind %d is %d, want %d", i, got, want)
		}
	}
}
