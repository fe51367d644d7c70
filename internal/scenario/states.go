package scenario

import (
	"bytes"
	"hash/maphash"
)

// states are the different states that were found, in the order of being found. Hundreds of thousands of
// them are looked up, so they stand in one piece of memory.
type states struct {
	width int
	all   []byte
	table []int32 // positions in all, from 1, by hash; 0 is a free place
	seed  maphash.Seed
}

func newStates(width int) *states {
	const first = 1 << 10
	return &states{width: width, table: make([]int32, first), seed: maphash.MakeSeed()}
}

func (t *states) count() int { return len(t.all) / t.width }

// at is the state at a position. It is not to be changed.
func (t *states) at(i int) state { return state(t.all[i*t.width : (i+1)*t.width]) }

// add copies a state that is not there yet, and reports whether it did.
func (t *states) add(s state) bool {
	place := t.find(s)
	if t.table[place] != 0 {
		return false
	}
	t.all = append(t.all, s...)
	t.table[place] = int32(t.count())
	if 2*t.count() > len(t.table) {
		t.grow()
	}
	return true
}

// find is the place of a state in the table, or the free place where it belongs.
func (t *states) find(s state) int {
	mask := len(t.table) - 1 // the table's size is a power of two
	place := int(maphash.Bytes(t.seed, s)) & mask
	for t.table[place] != 0 && !bytes.Equal(t.at(int(t.table[place])-1), s) {
		place = (place + 1) & mask
	}
	return place
}

func (t *states) grow() {
	t.table = make([]int32, 2*len(t.table))
	for i := range t.count() {
		t.table[t.find(t.at(i))] = int32(i + 1)
	}
}
