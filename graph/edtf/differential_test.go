package edtf_test

import (
	"fmt"
	"testing"

	"github.com/sfomuseum/go-edtf/parser"
	"pgregory.net/rapid"

	"github.com/realign/realign/graph/edtf"
)

// The other implementation serves as an oracle only where it is right. Left
// out are intervals (it reads open and unknown ends wrongly), every qualifier
// (it has no margins, and reads 2004-06-11~ as all of June), sets, seasons
// beyond 24 (it takes them for spring), day 00 (it accepts it), year 0000 and
// unspecified digits before 0100 (it finds no year), unspecified digits of
// negative years, winters that end after 9999, and years with Y (it takes
// short ones and refuses long ones).
func oracle(text string) (earliest, latest edtf.Day, err error) {
	d, err := parser.ParseString(text)
	if err != nil {
		return 0, 0, err
	}
	first, last := d.Start.Lower.YMD, d.End.Upper.YMD
	return edtf.Civil(first.Year, first.Month, first.Day), edtf.Civil(last.Year, last.Month, last.Day), nil
}

// oracleText draws a text of the features in which the oracle is right, among
// them days that do not exist.
func oracleText(t *rapid.T) string {
	two := func(name string, from, to int) string {
		return fmt.Sprintf("-%02d", rapid.IntRange(from, to).Draw(t, name))
	}
	year := fmt.Sprintf("%04d", rapid.IntRange(100, 9998).Draw(t, "year"))
	shapes := []string{"year", "negative", "month", "day", "season", "X", "XX", "-XX", "-MM-XX", "-XX-XX"}
	switch shape := rapid.SampledFrom(shapes).Draw(t, "shape"); shape {
	case "negative":
		return "-" + year
	case "month":
		return year + two("month", 0, 19)
	case "day":
		return year + two("month", 1, 12) + two("day", 1, 32)
	case "season":
		return year + two("season", 21, 24)
	case "X", "XX":
		return year[:4-len(shape)] + shape
	case "-MM-XX":
		return year + two("month", 1, 12) + "-XX"
	case "-XX", "-XX-XX":
		return year + shape
	}
	return year
}

func TestAgainstOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := oracleText(t)
		d, err := edtf.Parse(text)
		earliest, latest, oracleErr := oracle(text)
		if (err == nil) != (oracleErr == nil) {
			t.Fatalf("%q: error %v, the oracle's is %v", text, err, oracleErr)
		}
		if err == nil && (d.Earliest() != earliest || d.Latest() != latest) {
			t.Fatalf("%q is %s to %s, the oracle says %s to %s", text, d.Earliest(), d.Latest(), earliest, latest)
		}
	})
}
