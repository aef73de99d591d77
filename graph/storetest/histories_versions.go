package storetest

// Versions makes up versions of two small datasets, in the order in which they
// are loaded: those of the random history of the seed. Tests of what stands
// upon the stores load them too.
func Versions(seed uint64, n int) []Version {
	w := newWorld(seed)
	out := make([]Version, n)
	for i := range out {
		out[i] = w.next()
	}
	return out
}
