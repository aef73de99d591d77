package edtf_test

import (
	"errors"
	"fmt"

	"github.com/realign/realign/graph/edtf"
)

func ExampleParse() {
	for _, text := range []string{"2026-01-18", "2026-01", "2026-01~", "201X", "2025-24", "[2025-12-20..2026-01]", "[..2024-12-08]"} {
		d, err := edtf.Parse(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%-22s %s to %s, exact %v\n", d, d.Earliest(), d.Latest(), d.Exact())
	}
	// Output:
	// 2026-01-18             2026-01-18 to 2026-01-18, exact true
	// 2026-01                2026-01-01 to 2026-01-31, exact false
	// 2026-01~               2025-12-01 to 2026-02-28, exact false
	// 201X                   2010-01-01 to 2019-12-31, exact false
	// 2025-24                2025-12-01 to 2026-02-28, exact false
	// [2025-12-20..2026-01]  2025-12-20 to 2026-01-31, exact false
	// [..2024-12-08]         .. to 2024-12-08, exact false
}

func ExampleParse_refused() {
	for _, text := range []string{"2026-02-30", "201x", "2026-01-18T10:00Z", "2024-12/..", "[2025-05..2025-03]"} {
		_, err := edtf.Parse(text)
		fmt.Println(err)
	}
	// Output:
	// "2026-02-30": February 2026 has 28 days: write 01 to 28
	// "201x": unspecified digits are a capital X: write X, such as 201X
	// "2026-01-18T10:00Z": it has a time of day: write the day only, 2026-01-18
	// "2024-12/..": an interval is not a date: write it where a span is expected; for one day somewhere within, write [a..b]
	// "[2025-05..2025-03]": the set's first date is after its last: write the earlier date first
}

func ExampleParseError() {
	_, err := edtf.Parse("2026-13-01")
	var refused *edtf.ParseError
	if errors.As(err, &refused) {
		fmt.Println(refused.Text[refused.Offset:])
		fmt.Println(refused.Reason)
		fmt.Println(refused.Remedy)
	}
	// Output:
	// 13-01
	// month 13 does not exist
	// write 01 to 12
}

func ExampleParseInterval() {
	for _, text := range []string{"2011/2024-12-08", "2024-12/..", "2024-12/", "2026-01"} {
		i, err := edtf.ParseInterval(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s: from %q to %q, still in force: %v\n", i, i.Start, i.End, i.EndOpen)
	}
	// Output:
	// 2011/2024-12-08: from "2011" to "2024-12-08", still in force: false
	// 2024-12/..: from "2024-12" to "", still in force: true
	// 2024-12/: from "2024-12" to "", still in force: false
	// 2026-01: from "2026-01" to "2026-01", still in force: false
}

func ExampleBetween() {
	fmt.Println(edtf.Between(edtf.Civil(2026, 1, 6), edtf.Civil(2026, 1, 20)))
	fmt.Println(edtf.Between(edtf.Civil(2026, 1, 6), edtf.Civil(2026, 1, 6)))
	fmt.Println(edtf.Between(edtf.Civil(2026, 1, 6), edtf.MaxDay))
	// Output:
	// [2026-01-06..2026-01-20]
	// 2026-01-06
	// [2026-01-06..]
}

func ExampleDay() {
	d, _ := edtf.ParseDay("2024-02-28")
	fmt.Println(d+1, d+2)
	fmt.Println(int(edtf.Civil(2024, 12, 31)-edtf.Civil(2023, 12, 31)), "days")
	// Output:
	// 2024-02-29 2024-03-01
	// 366 days
}
