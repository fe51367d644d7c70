package typst

import "github.com/tetratelabs/wazero/experimental"

// The memory of an instance grows as the program asks for it and is given back all at once, when the instance ends.
// wazero would take it from Go's heap, copy it whenever it grows, and leave the copies to the garbage collector: 200
// handouts would hold 450 MB where 300 do.

// mostMemory is what an instance may have, in bytes. A report of 50 pages with 2,000 rows of a table takes 0.7 GB;
// whoever asks for more is told that there is none, and the document fails.
const mostMemory = 1 << 30

// onHeap is memory of Go's own, for systems that do not reserve any.
type onHeap struct{ bytes []byte }

func (h *onHeap) Reallocate(size uint64) []byte {
	if size > mostMemory {
		return nil
	}
	h.bytes = append(h.bytes, make([]byte, size-uint64(len(h.bytes)))...)
	return h.bytes
}

func (h *onHeap) Free() { h.bytes = nil }

var (
	_ experimental.MemoryAllocatorFunc = newMemory
	_ experimental.LinearMemory        = (*onHeap)(nil)
)
