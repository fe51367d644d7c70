package typst

import "math"

// makeFuncs make new values.
func makeFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg_Error_52673b7de5a0ca89":                       makes(errorOf),
		"__wbg_new_df1173567d5ff028":                         makes(errorOf),
		"__wbg_new_8a6f238a6ece86ea":                         makes(func(*instance, []uint64) (any, error) { return &thrown{"Error"}, nil }),
		"__wbg_new_1ba21ce319a06297":                         makes(func(*instance, []uint64) (any, error) { return newObject(), nil }),
		"__wbg_new_25f239778d6112b9":                         makes(func(*instance, []uint64) (any, error) { return &array{}, nil }),
		"__wbg_new_6421f6084cc5bc5a":                         makes(bytesFrom),
		"__wbg_new_b2db8aa2650f793a":                         makes(dateFrom),
		"__wbg_new_from_slice_f9c22b9153b26992":              makes(bytesOf),
		"__wbg_new_from_slice_db0691b69e9d3891":              makes(wordsOf),
		"__wbg_typstcompiler_new":                            makes(foreignOf("compiler")),
		"__wbg_typstfontresolver_new":                        makes(foreignOf("font resolver")),
		"__wbg_proxycontext_new":                             makes(foreignOf("proxy context")),
		"__wbindgen_cast_2241b6af4c4b2941":                   makes(textOf),
		"__wbindgen_cast_3334ea73b4b28ba3":                   makes(closureOf),
		"__wbindgen_cast_4625c577ab2ec9ee":                   makes(bigintOf),
		"__wbindgen_cast_9ae0607507abb057":                   makes(bigintOf),
		"__wbindgen_cast_d6cd19b81560fd6e":                   makes(floatOf),
		"__wbindgen_object_clone_ref":                        makes(func(in *instance, s []uint64) (any, error) { return in.heap.get(s[0]), nil }),
		"__wbindgen_object_drop_ref":                         func(in *instance, s []uint64) error { in.heap.take(s[0]); return nil },
		"__wbg_static_accessor_GLOBAL_THIS_60cf02db4de8e1c1": makes(globalThis),
		"__wbg_static_accessor_GLOBAL_769e6b65d6557335":      absent,
		"__wbg_static_accessor_SELF_08f5a74c69739274":        absent,
		"__wbg_static_accessor_WINDOW_a8924b26aa92d024":      absent,
	}
}

// makes makes a host function that answers with a new value.
func makes(value func(in *instance, s []uint64) (any, error)) hostFunc {
	return func(in *instance, s []uint64) error {
		v, err := value(in, s)
		if err != nil {
			return err
		}
		s[0] = in.heap.add(v)
		return nil
	}
}

// absent answers that there is no such thing.
func absent(_ *instance, s []uint64) error { s[0] = 0; return nil }

func textOf(in *instance, s []uint64) (any, error) {
	text, err := in.readString(s[0], s[1])
	return text, err
}

func errorOf(in *instance, s []uint64) (any, error) {
	message, err := in.readString(s[0], s[1])
	return &thrown{message}, err
}

func bytesOf(in *instance, s []uint64) (any, error) {
	data, err := in.read(s[0], s[1])
	return &byteArray{data}, err
}

// wordsOf keeps 32-bit words as the bytes they are.
func wordsOf(in *instance, s []uint64) (any, error) {
	data, err := in.read(s[0], 4*s[1])
	return &byteArray{data}, err
}

func bytesFrom(in *instance, s []uint64) (any, error) {
	if b, ok := in.heap.get(s[0]).(*byteArray); ok {
		return b, nil
	}
	return &byteArray{}, nil
}

func dateFrom(in *instance, s []uint64) (any, error) {
	ms, _ := in.heap.get(s[0]).(float64)
	return &date{ms}, nil
}

func bigintOf(_ *instance, s []uint64) (any, error) { return bigint(s[0]), nil }

func floatOf(_ *instance, s []uint64) (any, error) { return math.Float64frombits(s[0]), nil }

func foreignOf(class string) func(*instance, []uint64) (any, error) {
	return func(_ *instance, s []uint64) (any, error) { return &foreign{class, uint32(s[0])}, nil }
}

// globalThis offers the one thing that the program looks for in it.
func globalThis(in *instance, _ []uint64) (any, error) {
	global := newObject()
	global.set("queueMicrotask", &function{call: func(args []any) (any, error) {
		if len(args) > 0 {
			in.queue.add(func() error { _, err := invoke(args[0]); return err })
		}
		return nil, nil
	}})
	return global, nil
}

// closureOf makes a function of a closure of the program, which counts the references to it.
func closureOf(in *instance, s []uint64) (any, error) {
	a, b, references := s[0], s[1], 1
	f := &function{}
	f.release = func() error {
		references--
		if references > 0 {
			return nil
		}
		_, err := in.call("__wasm_bindgen_func_elem_957", a, b)
		return err
	}
	f.call = func(args []any) (any, error) {
		var arg any
		if len(args) > 0 {
			arg = args[0]
		}
		references++
		if _, err := in.call("__wasm_bindgen_func_elem_944", a, b, in.heap.add(arg)); err != nil {
			return nil, err
		}
		return nil, f.release()
	}
	return f, nil
}
