package typst

import "fmt"

// Handles below firstHandle stand for fixed values; the program counts on these four.
const (
	handleUndefined = 128
	handleNull      = 129
	handleTrue      = 130
	handleFalse     = 131
	firstHandle     = 132
)

// A heap gives the program numbers (handles) for JavaScript values, since it can hold nothing else.
type heap struct {
	slots []any
	free  []uint32 // handles to be given out again, last first
}

func newHeap() *heap {
	h := &heap{slots: make([]any, firstHandle)}
	h.slots[handleNull] = null{}
	h.slots[handleTrue] = true
	h.slots[handleFalse] = false
	return h
}

// add keeps v and gives the handle that stands for it.
func (h *heap) add(v any) uint64 {
	if n := len(h.free); n > 0 {
		i := h.free[n-1]
		h.free = h.free[:n-1]
		h.slots[i] = v
		return uint64(i)
	}
	h.slots = append(h.slots, v)
	return uint64(len(h.slots) - 1)
}

// get gives the value of a handle; undefined for one that was never given out.
func (h *heap) get(handle uint64) any {
	if i := int(uint32(handle)); i < len(h.slots) {
		return h.slots[i]
	}
	return nil
}

// take gives the value of a handle and frees the handle.
func (h *heap) take(handle uint64) any {
	v := h.get(handle)
	if i := uint32(handle); i >= firstHandle && int(i) < len(h.slots) {
		h.slots[i] = nil
		h.free = append(h.free, i)
	}
	return v
}

// lookup gives the value of a handle as a T.
func lookup[T any](h *heap, handle uint64) (T, error) {
	v, ok := h.get(handle).(T)
	if !ok {
		return v, fmt.Errorf("the typesetting program used a %T as a %T", h.get(handle), v)
	}
	return v, nil
}
