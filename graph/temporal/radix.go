package temporal

import (
	"cmp"
	"slices"
)

// sortByNumber sorts a list by a number of each element, and leaves those of
// equal numbers in their order. It looks at bytes, the lowest first, instead of
// comparing elements.
func sortByNumber[T any](list []T, number func(*T) uint32) []T {
	const few = 64
	if len(list) < few {
		slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(number(&a), number(&b)) })
		return list
	}
	var counts [4][256]uint32
	for i := range list {
		n := number(&list[i])
		for b := range counts {
			counts[b][byte(n>>(8*b))]++
		}
	}
	spare := make([]T, len(list))
	for b := range counts {
		if isOneByte(&counts[b], len(list)) {
			continue
		}
		at := uint32(0)
		for i, n := range counts[b] {
			counts[b][i], at = at, at+n
		}
		for i := range list {
			to := &counts[b][byte(number(&list[i])>>(8*b))]
			spare[*to] = list[i]
			*to++
		}
		list, spare = spare, list
	}
	return list
}

// isOneByte reports whether all n elements have the same byte.
func isOneByte(counts *[256]uint32, n int) bool {
	for _, c := range counts {
		if c > 0 {
			return int(c) == n
		}
	}
	return true
}
