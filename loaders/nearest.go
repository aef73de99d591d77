package loaders

// nearest is the candidate that s is most likely a misspelling of, empty if
// none is near. Of equally near ones it is the first.
func nearest[S ~string](s S, candidates []S) S {
	var best S
	limit := len(s) / 3
	for _, c := range candidates {
		if d := editDistance(string(s), string(c), limit); d <= limit {
			best, limit = c, d-1
		}
	}
	return best
}

// editDistance counts the letters to insert, drop or replace, in bytes; what is
// more than limit is only known to be more.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > 200 {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
