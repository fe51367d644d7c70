package typst

import (
	"errors"
	"maps"
	"math"
)

// A hostFunc is one thing that the program asks of its host. The stack s holds the arguments and, on
// return, the result in s[0]. Its error ends the call of the program that led here.
type hostFunc func(in *instance, s []uint64) error

// hostFuncs are all imports of the program, by name. The names end in hashes of the generated JavaScript,
// so another build of the program has others: a test compares them.
func hostFuncs() map[string]hostFunc {
	all := map[string]hostFunc{}
	for _, part := range []map[string]hostFunc{
		kindFuncs(), readFuncs(), makeFuncs(), arrayFuncs(), iterationFuncs(), callFuncs(), worldFuncs(),
	} {
		maps.Copy(all, part)
	}
	return all
}

// kindFuncs ask what a value is.
func kindFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg___wbindgen_is_bigint_0e1a2e3f55cfae27":      asks(is[bigint]),
		"__wbg___wbindgen_is_function_8d400b8b1af978cd":    asks(is[*function]),
		"__wbg___wbindgen_is_object_ce774f3490692386":      asks(isObject),
		"__wbg___wbindgen_is_string_704ef9c8fc131030":      asks(is[string]),
		"__wbg___wbindgen_is_undefined_f6b95eab589e0269":   asks(func(v any) bool { return v == nil }),
		"__wbg_instanceof_ArrayBuffer_f3320d2419cd0355":    asks(never),
		"__wbg_instanceof_Map_084be8da74364158":            asks(never),
		"__wbg_instanceof_Uint8Array_da54ccc9d3e09434":     asks(is[*byteArray]),
		"__wbg_isArray_51fd9e6422c0a395":                   asks(is[*array]),
		"__wbg_isSafeInteger_ae7d3f054d55fa16":             asks(isSafeInteger),
		"__wbg___wbindgen_jsval_eq_b6101cc9cef1fe36":       sameValue,
		"__wbg___wbindgen_jsval_loose_eq_766057600fdd1b0d": looselySame,
		"__wbg___wbindgen_in_0d3e1e8f0c669317":             hasProperty,
	}
}

// asks makes a host function of a question about one value.
func asks(question func(any) bool) hostFunc {
	return func(in *instance, s []uint64) error {
		s[0] = flag(question(in.heap.get(s[0])))
		return nil
	}
}

func is[T any](v any) bool { _, ok := v.(T); return ok }

func never(any) bool { return false }

func isObject(v any) bool {
	switch v.(type) {
	case *object, *array, *byteArray, *promise, *thrown, *foreign, *date:
		return true
	}
	return false
}

func isSafeInteger(v any) bool {
	f, ok := v.(float64)
	return ok && f == math.Trunc(f) && math.Abs(f) < 1<<53
}

func sameValue(in *instance, s []uint64) error {
	a, b := in.heap.get(s[0]), in.heap.get(s[1])
	s[0] = flag(a == b)
	return nil
}

func looselySame(in *instance, s []uint64) error {
	a, b := in.heap.get(s[0]), in.heap.get(s[1])
	s[0] = flag(a == b || nullish(a) && nullish(b))
	return nil
}

func hasProperty(in *instance, s []uint64) error {
	o, ok := in.heap.get(s[1]).(*object)
	if ok {
		_, ok = o.values[propertyKey(in.heap.get(s[0]))]
	}
	s[0] = flag(ok)
	return nil
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// readFuncs take plain data out of a value.
func readFuncs() map[string]hostFunc {
	return map[string]hostFunc{
		"__wbg___wbindgen_bigint_get_as_i64_6e32f5e6aff02e1d": bigintBits,
		"__wbg___wbindgen_boolean_get_dea25b33882b895b":       boolean,
		"__wbg___wbindgen_debug_string_adfb662ae34724b6":      debugString,
		"__wbg___wbindgen_number_get_9619185a74197f95":        number,
		"__wbg___wbindgen_string_get_a2a31e16edf96e42":        stringOf,
		"__wbg_Number_2d1dcfcf4ec51736":                       toNumber,
		"__wbg_stack_0ed75d68575b0f3c":                        stackTrace,
		"__wbg_prototypesetcall_dfe9b766cdc1f1fd":             copyBytes,
		"__wbg_get_af9dab7e9603ea93":                          getProperty,
		"__wbg_get_with_ref_key_1dc361bd10053bfe":             getProperty,
		"__wbg_getTimezoneOffset_45389e26d6f46823":            func(_ *instance, s []uint64) error { s[0] = 0; return nil },
	}
}

func bigintBits(in *instance, s []uint64) error {
	v, ok := in.heap.get(s[1]).(bigint)
	return in.writeOptional(s[0], ok, uint64(v))
}

func number(in *instance, s []uint64) error {
	v, ok := in.heap.get(s[1]).(float64)
	return in.writeOptional(s[0], ok, math.Float64bits(v))
}

// boolean answers 0, 1, or for a value that is no boolean, 0xFFFFFF.
func boolean(in *instance, s []uint64) error {
	v, ok := in.heap.get(s[0]).(bool)
	s[0] = 0xFFFFFF
	if ok {
		s[0] = flag(v)
	}
	return nil
}

func toNumber(in *instance, s []uint64) error {
	v, ok := in.heap.get(s[0]).(float64)
	if !ok {
		v = math.NaN()
	}
	s[0] = math.Float64bits(v)
	return nil
}

func stringOf(in *instance, s []uint64) error {
	v, ok := in.heap.get(s[1]).(string)
	if !ok {
		return in.writeSlice(s[0], 0, 0)
	}
	return in.returnString(s[0], v)
}

func debugString(in *instance, s []uint64) error {
	return in.returnString(s[0], describe(in.heap.get(s[1])))
}

// stackTrace of an error is empty here.
func stackTrace(in *instance, s []uint64) error { return in.returnString(s[0], "") }

func copyBytes(in *instance, s []uint64) error {
	from, err := lookup[*byteArray](in.heap, s[2])
	if err != nil {
		return err
	}
	to, err := in.view(s[0], s[1])
	if err != nil {
		return err
	}
	if len(to) < len(from.data) {
		return errors.New("the typesetting program offered too little room for data")
	}
	copy(to, from.data)
	return nil
}

func getProperty(in *instance, s []uint64) error {
	s[0] = in.heap.add(property(in.heap.get(s[0]), in.heap.get(s[1])))
	return nil
}
