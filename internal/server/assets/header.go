package assets

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// Matches reports whether a client has what a tag, in quotes, names.
func Matches(ifNoneMatch []string, tag string) bool {
	for _, list := range ifNoneMatch {
		for t := range strings.SplitSeq(list, ",") {
			// Proxies that recompress mark the tag as weak; the comparison for
			// If-None-Match is the weak one.
			t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
			if t == tag || t == "*" {
				return true
			}
		}
	}
	return false
}

func acceptsGzip(r *http.Request) bool {
	q := Preferences(r.Header.Values("Accept-Encoding"))
	if weight, named := q["gzip"]; named {
		return weight > 0
	}
	return q["*"] > 0
}

// Preferences reads the lists of an Accept or Accept-Encoding header: each value
// with its weight, 1 where none is given. What cannot be read is left out.
func Preferences(lists []string) map[string]float64 {
	weights := make(map[string]float64)
	for _, list := range lists {
		for item := range strings.SplitSeq(list, ",") {
			value, params, err := mime.ParseMediaType(item)
			if err != nil {
				continue
			}
			weight := 1.0
			if q, ok := params["q"]; ok {
				if weight, err = strconv.ParseFloat(q, 64); err != nil {
					continue
				}
			}
			weights[value] = max(weights[value], weight)
		}
	}
	return weights
}
