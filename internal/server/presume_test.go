package server

import (
	"context"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

type presumed struct{}

// guesses is a store whose presumptions hold or not.
type guesses struct{ hold bool }

func (g guesses) Presume(ctx context.Context) (context.Context, func(context.Context) bool) {
	return context.WithValue(ctx, presumed{}, true), func(ctx context.Context) bool {
		return g.hold && ctx.Value(presumed{}) == nil
	}
}

// A question is answered on a presumption, and once more without it where that
// did not hold, whether the first answer went well or not.
func TestPresuming(t *testing.T) {
	for _, c := range []struct {
		hold bool
		fail string // where it fails: when "presumed" or "looked"
		want string
		asks int
	}{
		{true, "", `{"data":{"graph":{"view":"presumed"}}}`, 1},
		{false, "", `{"data":{"graph":{"view":"looked"}}}`, 2},
		{false, "presumed", `{"data":{"graph":{"view":"looked"}}}`, 2},
		{false, "looked", "not there", 2},
		{true, "presumed", "not there", 1},
	} {
		asks := 0
		h := handler.New(api{loadSchema(t), func(ctx context.Context, _ string, _ map[string]any) (string, *gqlerror.Error) {
			asks++
			how := "looked"
			if ctx.Value(presumed{}) != nil {
				how = "presumed"
			}
			if how == c.fail {
				return "null", gqlerror.Errorf("not there")
			}
			return `{"graph":{"view":"` + how + `"}}`, nil
		}})
		h.AddTransport(posts{1 << 20})
		h.Use(presuming{guesses{c.hold}})
		got := post(h, "", `{"query": "{ graph { view } }"}`)
		if body := got.Body.String(); got.Code != 200 || !strings.Contains(body, c.want) || strings.Contains(c.want, "data") && body != c.want {
			t.Errorf("%+v: %d %s", c, got.Code, body)
		}
		if asks != c.asks {
			t.Errorf("%+v: asked %d times", c, asks)
		}
	}
}
