package typst

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/tetratelabs/wazero/api"
)

// An instance is one running copy of the program, with its fonts. One goroutine at a time may use it, and
// nobody after any of its calls has failed with something else than a *DocumentError.
type instance struct {
	ctx       context.Context // of the call under way; host functions run below it
	module    api.Module
	memory    api.Memory
	heap      *heap
	queue     queue
	now       func() time.Time
	lastWords string // what the program said before it trapped
	compiler  uint64 // address of its compiler
	fonts     [][]byte
}

// instanceKey is the context key under which host functions find the instance that called them.
type instanceKey struct{}

func (in *instance) bind(ctx context.Context) {
	in.ctx = context.WithValue(ctx, instanceKey{}, in)
}

// call calls an exported function; its result is 0 if it has none.
func (in *instance) call(name string, args ...uint64) (uint64, error) {
	f := in.module.ExportedFunction(name)
	if f == nil {
		return 0, fmt.Errorf("the typesetting program has no %s", name)
	}
	// A new api.Function each time, as above, is what allows calls within calls.
	results, err := f.Call(in.ctx, args...)
	if err != nil {
		if in.lastWords != "" {
			err = fmt.Errorf("%s: %w", in.lastWords, err)
		}
		return 0, err
	}
	if len(results) == 0 {
		return 0, nil
	}
	return results[0], nil
}

// callReturning calls a function that writes its four-word result into memory.
func (in *instance) callReturning(name string, args ...uint64) (words [4]uint32, err error) {
	const size = 16
	at, err := in.call("__wbindgen_add_to_stack_pointer", uint64(uint32(1<<32-size)))
	if err != nil {
		return words, err
	}
	at = uint64(uint32(at))
	if _, err = in.call(name, append([]uint64{at}, args...)...); err != nil {
		return words, err
	}
	raw, err := in.view(at, size)
	if err != nil {
		return words, err
	}
	for i := range words {
		words[i] = binary.LittleEndian.Uint32(raw[4*i:])
	}
	_, err = in.call("__wbindgen_add_to_stack_pointer", size)
	return words, err
}

// await gives the value of a promise, by its handle, when all work is done.
func (in *instance) await(handle uint64) (any, error) {
	p, ok := in.heap.take(handle).(*promise)
	if !ok {
		return nil, errors.New("the typesetting program gave no promise")
	}
	if err := in.queue.run(); err != nil {
		return nil, err
	}
	if !p.done {
		return nil, errors.New("the typesetting program waits for something that will not come")
	}
	return p.value, p.err
}

var errOutOfMemory = errors.New("the typesetting program pointed outside its memory")

// view gives a piece of the program's memory itself, good until the next call.
func (in *instance) view(at, size uint64) ([]byte, error) {
	b, ok := in.memory.Read(uint32(at), uint32(size))
	if !ok {
		return nil, errOutOfMemory
	}
	return b, nil
}

// read copies a piece of the program's memory.
func (in *instance) read(at, size uint64) ([]byte, error) {
	b, err := in.view(at, size)
	return append([]byte(nil), b...), err
}

func (in *instance) readString(at, size uint64) (string, error) {
	b, err := in.view(at, size)
	return string(b), err
}

// pass copies data into memory of the program's own, which it will free.
func (in *instance) pass(data []byte) (at, size uint64, err error) {
	at, err = in.call("__wbindgen_export", uint64(len(data)), 1)
	if err != nil {
		return 0, 0, err
	}
	at = uint64(uint32(at))
	if !in.memory.Write(uint32(at), data) {
		return 0, 0, errOutOfMemory
	}
	return at, uint64(len(data)), nil
}

// returnString passes text and writes where it is to the address at.
func (in *instance) returnString(at uint64, text string) error {
	start, size, err := in.pass([]byte(text))
	if err != nil {
		return err
	}
	return in.writeSlice(at, start, size)
}

func (in *instance) writeSlice(at, start, size uint64) error {
	if !in.memory.WriteUint32Le(uint32(at), uint32(start)) || !in.memory.WriteUint32Le(uint32(at)+4, uint32(size)) {
		return errOutOfMemory
	}
	return nil
}

// writeOptional writes whether there is a value, and its 64 bits.
func (in *instance) writeOptional(at uint64, present bool, bits uint64) error {
	if !in.memory.WriteUint64Le(uint32(at)+8, bits) || !in.memory.WriteUint32Le(uint32(at), uint32(flag(present))) {
		return errOutOfMemory
	}
	return nil
}

// close ends the instance and gives its memory back.
func (in *instance) close() {
	_ = in.module.Close(context.WithoutCancel(in.ctx)) // it says nothing that could be acted on
}
