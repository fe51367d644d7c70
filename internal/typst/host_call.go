package typst

import (
	"errors"
	"math"
	"strings"
)

// arrayFuncs work on arrays and objects.
func arrayFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg_get_6b7bd52aca3f9671":    getItem,
		"__wbg_length_22ac23eaec9d8053": length,
		"__wbg_length_d45040a40c570362": length,
		"__wbg_push_7d9be8f38fc13975":   push,
		"__wbg_set_3f1d0b984ed272ed":    setTaking,
		"__wbg_set_781438a03c0c3c81":    setProperty,
		"__wbg_set_7df433eea03a5c14":    setItem,
		"__wbg_entries_83c79938054e065f": makes(func(in *instance, s []uint64) (any, error) {
			o, err := lookup[*object](in.heap, s[0])
			if err != nil {
				return nil, err
			}
			return o.entries(), nil
		}),
	}
}

func getItem(in *instance, s []uint64) error {
	s[0] = in.heap.add(property(in.heap.get(s[0]), float64(uint32(s[1]))))
	return nil
}

func length(in *instance, s []uint64) error {
	n := 0
	switch v := in.heap.get(s[0]).(type) {
	case *byteArray:
		n = len(v.data)
	case *array:
		n = len(v.items)
	}
	s[0] = uint64(n)
	return nil
}

func push(in *instance, s []uint64) error {
	a, err := lookup[*array](in.heap, s[0])
	if err != nil {
		return err
	}
	a.items = append(a.items, in.heap.get(s[1]))
	s[0] = uint64(len(a.items))
	return nil
}

func setItem(in *instance, s []uint64) error {
	a, err := lookup[*array](in.heap, s[0])
	if err != nil {
		return err
	}
	i := int(uint32(s[1]))
	for len(a.items) <= i {
		a.items = append(a.items, nil)
	}
	a.items[i] = in.heap.take(s[2])
	return nil
}

func setTaking(in *instance, s []uint64) error {
	name, v := in.heap.take(s[1]), in.heap.take(s[2])
	if o, ok := in.heap.get(s[0]).(*object); ok {
		o.set(propertyKey(name), v)
	}
	return nil
}

func setProperty(in *instance, s []uint64) error {
	if o, ok := in.heap.get(s[0]).(*object); ok {
		o.set(propertyKey(in.heap.get(s[1])), in.heap.get(s[2]))
	}
	s[0] = 1
	return nil
}

// iterationFuncs walk an iterator.
func iterationFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg_iterator_27b7c8b35ab3e86b": makes(func(*instance, []uint64) (any, error) { return symbol("iterator"), nil }),
		"__wbg_next_138a17bbf04e926c":     makes(reads("next")),
		"__wbg_value_57b7b035e117f7ee":    makes(reads("value")),
		"__wbg_next_3cfe5c0fe2a4cc53": guarded(func(in *instance, s []uint64) (any, error) {
			return invoke(property(in.heap.get(s[0]), "next"))
		}),
		"__wbg_done_62ea16af4ce34b24": func(in *instance, s []uint64) error {
			done, _ := property(in.heap.get(s[0]), "done").(bool)
			s[0] = flag(done)
			return nil
		},
	}
}

func reads(name string) func(*instance, []uint64) (any, error) {
	return func(in *instance, s []uint64) (any, error) { return property(in.heap.get(s[0]), name), nil }
}

// callFuncs call functions, now or later, and deal with promises.
func callFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg_call_abb4ff46ce38be40":             guarded(callWith(0)),
		"__wbg_call_3020136f7a2d6e44":             guarded(callWith(1)),
		"__wbg_call_78f94eb02ec7f9b2":             guarded(callWith(3)),
		"__wbg__wbg_cb_unref_87dfb5aaa0cbcea7":    releaseFunction,
		"__wbg_new_no_args_cb138f77cf6151ee":      makes(functionFrom(0)),
		"__wbg_new_with_args_df9e7125ffe55248":    makes(functionFrom(2)),
		"__wbg_new_ff12d2b041fb48f1":              makes(newPromise),
		"__wbg_resolve_fd5bfbaa4ce36e1e":          makes(resolved),
		"__wbg_then_4f95312d68691235":             then,
		"__wbg_queueMicrotask_9b549dfce8865860":   makes(reads("queueMicrotask")),
		"__wbg_queueMicrotask_fca69f5bfad613a5":   queueMicrotask,
		"__wbg___wbindgen_throw_dd24417ed36fc46e": throw,
	}
}

// guarded makes a host function that hands a JavaScript exception to the program, which asks for it; any
// other error ends the program's call.
func guarded(value func(in *instance, s []uint64) (any, error)) hostFunc {
	return func(in *instance, s []uint64) error {
		v, err := value(in, s)
		var exception *thrown
		if errors.As(err, &exception) {
			s[0] = 0
			_, err := in.call("__wbindgen_export3", in.heap.add(exception))
			return err
		}
		if err != nil {
			return err
		}
		s[0] = in.heap.add(v)
		return nil
	}
}

// callWith calls the function s[0] with the n values after s[1], which is its this.
func callWith(n int) func(*instance, []uint64) (any, error) {
	return func(in *instance, s []uint64) (any, error) {
		args := make([]any, n)
		for i := range args {
			args[i] = in.heap.get(s[2+i])
		}
		return invoke(in.heap.get(s[0]), args...)
	}
}

func releaseFunction(in *instance, s []uint64) error {
	f, err := lookup[*function](in.heap, s[0])
	if err != nil || f.release == nil {
		return err
	}
	return f.release()
}

// functionFrom makes a function from JavaScript source, which starts at argument i. The program asks for
// four bodies only: they make up the file system that it falls back to, which is empty.
func functionFrom(i int) func(*instance, []uint64) (any, error) {
	return func(in *instance, s []uint64) (any, error) {
		body, err := in.readString(s[i], s[i+1])
		return &function{call: func(args []any) (any, error) { return runBody(body, args) }}, err
	}
}

func runBody(body string, args []any) (any, error) {
	switch {
	case body == "return 0":
		return 0.0, nil
	case body == "return true":
		return true, nil
	case body == "return path" && len(args) > 0:
		return args[0], nil
	case strings.HasPrefix(body, "return this"):
		return nil, nil
	}
	return nil, &thrown{body}
}

func newPromise(in *instance, s []uint64) (any, error) {
	p := &promise{}
	first := func(args []any) any {
		if len(args) > 0 {
			return args[0]
		}
		return nil
	}
	resolve := &function{call: func(args []any) (any, error) { in.queue.resolve(p, first(args)); return nil, nil }}
	reject := &function{call: func(args []any) (any, error) { in.queue.reject(p, first(args)); return nil, nil }}
	_, err := in.call("__wasm_bindgen_func_elem_37350", s[0], s[1], in.heap.add(resolve), in.heap.add(reject))
	return p, err
}

func resolved(in *instance, s []uint64) (any, error) {
	return &promise{done: true, value: in.heap.get(s[0])}, nil
}

func then(in *instance, s []uint64) error {
	p, err := lookup[*promise](in.heap, s[0])
	if err != nil {
		return err
	}
	in.queue.onDone(p, in.heap.get(s[1]))
	s[0] = in.heap.add(p)
	return nil
}

func queueMicrotask(in *instance, s []uint64) error {
	f := in.heap.get(s[0])
	in.queue.add(func() error { _, err := invoke(f); return err })
	return nil
}

func throw(in *instance, s []uint64) error {
	message, err := in.readString(s[0], s[1])
	if err != nil {
		return err
	}
	return &thrown{message}
}

// worldFuncs are the clock and the console.
func worldFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg_now_69d776cd24f5215b": func(in *instance, s []uint64) error {
			s[0] = math.Float64bits(float64(in.now().UnixMilli()))
			return nil
		},
		"__wbg_info_ce6bcc489c22f6f0":  func(*instance, []uint64) error { return nil },
		"__wbg_error_85faeb8919b11cc6": func(*instance, []uint64) error { return nil },
		"__wbg_error_7534b8e9a36f1ab4": panicMessage,
	}
}

// panicMessage keeps what the program says before it traps, and frees the text.
func panicMessage(in *instance, s []uint64) error {
	message, err := in.readString(s[0], s[1])
	if err != nil {
		return err
	}
	in.lastWords = message
	_, err = in.call("__wbindgen_export4", s[0], s[1], 1)
	return err
}
