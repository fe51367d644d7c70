//go:build linux || darwin

package typst

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// newMemory reserves addresses for the memory of an instance. They cost nothing until they are used.
func newMemory(_, most uint64) experimental.LinearMemory {
	all, err := syscall.Mmap(-1, 0, int(min(most, mostMemory)), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return &onHeap{}
	}
	return &reserved{all: all}
}

// reserved is memory that the system hands out where it was reserved, so that it never moves.
type reserved struct {
	all  []byte
	used uint64
}

// Reallocate makes the first bytes usable. Sizes are multiples of 64 KiB, which pages of every size divide.
func (r *reserved) Reallocate(size uint64) []byte {
	if size > uint64(len(r.all)) {
		return nil
	}
	if size > r.used {
		if err := syscall.Mprotect(r.all[r.used:size], syscall.PROT_READ|syscall.PROT_WRITE); err != nil {
			return nil
		}
		r.used = size
	}
	return r.all[:size:size]
}

func (r *reserved) Free() {
	_ = syscall.Munmap(r.all) // it says nothing that could be acted on
	r.all, r.used = nil, 0
}
