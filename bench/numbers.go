package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// number3 writes a number with three digits that count, or all of its whole
// part.
func number3(v float64) string {
	switch size := math.Abs(v); {
	case size >= 1000:
		return thousands(int64(math.Round(v)))
	case size >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case size >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

// thousands writes a whole number with a comma every three digits.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// seconds and megabytes are empty of what was not measured.
func seconds(v float64) string {
	if math.IsNaN(v) || v == 0 {
		return ""
	}
	return number3(v) + " s"
}

func megabytes(bytes float64) string {
	if math.IsNaN(bytes) || bytes == 0 {
		return ""
	}
	return fmt.Sprintf("%s MB", number3(bytes/1e6))
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}
