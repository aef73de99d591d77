package resolvers

import (
	"math"
	"reflect"
	"testing"
)

// However much stands below a field, and however long the lists in its
// arguments, its cost never wraps round to a small one.
func TestCostsDoNotOverflow(t *testing.T) {
	const refused = 1 << 39 // more than any server allows
	root := reflect.ValueOf(complexity())
	tried := 0
	for _, child := range []int{1 << 40, 1<<51 + 40, 1<<62 + 1, math.MaxInt} {
		for i := range root.NumField() {
			object := root.Field(i)
			for j := range object.NumField() {
				f := object.Field(j)
				if f.Kind() != reflect.Func || f.IsNil() {
					continue
				}
				tried++
				for _, long := range []int{0, 1, 3, 8192} {
					args := []reflect.Value{reflect.ValueOf(child)}
					for k := 1; k < f.Type().NumIn(); k++ {
						arg := reflect.Zero(f.Type().In(k))
						if arg.Kind() == reflect.Slice {
							arg = reflect.MakeSlice(arg.Type(), long, long)
						}
						args = append(args, arg)
					}
					if got := f.Call(args)[0].Int(); got < refused || got > 1<<50 {
						t.Errorf("%s.%s over %d with lists of %d costs %d", root.Type().Field(i).Name, object.Type().Field(j).Name, child, long, got)
					}
				}
			}
		}
	}
	if tried < 50 {
		t.Errorf("%d costs were tried, of which there are more", tried)
	}
}

// What has no cost of its own is not lost in that of the list around it.
func TestCostsOfNodes(t *testing.T) {
	c := complexity()
	for _, nodes := range []func(int, []string) int{c.Query.Nodes, c.Graph.Nodes} {
		for n, want := range map[int]int{0: 6, 1: 6, 3: 16} {
			if got := nodes(5, make([]string, n)); got != want {
				t.Errorf("%d nodes of 5 values cost %d, want %d", n, got, want)
			}
		}
	}
}
