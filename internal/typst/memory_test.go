package typst

import (
	"testing"

	"github.com/tetratelabs/wazero/experimental"
)

func TestMemoryGrowsAndKeepsWhatItHolds(t *testing.T) {
	const page = 64 << 10
	for name, m := range map[string]experimental.LinearMemory{
		"of this system": newMemory(page, 1<<32), "of Go": &onHeap{}, "reserved in part": newMemory(page, 4*page),
	} {
		t.Run(name, func(t *testing.T) {
			defer m.Free()
			first := m.Reallocate(page)
			if len(first) != page || first[0] != 0 || first[page-1] != 0 {
				t.Fatalf("%d bytes, or not empty", len(first))
			}
			first[page-1] = 7
			grown := m.Reallocate(3 * page)
			if len(grown) != 3*page || grown[page-1] != 7 || grown[3*page-1] != 0 {
				t.Fatalf("grown to %d bytes, or something else in it", len(grown))
			}
			grown[3*page-1] = 8
			if m.Reallocate(mostMemory+page) != nil {
				t.Error("it grows for ever")
			}
			if again := m.Reallocate(3 * page); again[page-1] != 7 || again[3*page-1] != 8 {
				t.Error("what cannot grow forgets what it holds")
			}
		})
	}
}
