package typst

import (
	"fmt"
	"strconv"
	"strings"
)

// The JavaScript values that the program handles. A Go string, float64 or bool stands for itself, and nil
// for undefined.
type (
	null   struct{}
	symbol string
	bigint uint64 // the 64 bits, signed or not

	byteArray struct{ data []byte }
	array     struct{ items []any }
	date      struct{ milliseconds float64 }

	// object keeps the order in which its keys were set.
	object struct {
		keys   []string
		values map[string]any
	}

	// function may fail with a *thrown. release is nil unless the program counts references to it.
	function struct {
		call    func(args []any) (any, error)
		release func() error
	}

	// foreign is an object of the program, known by its address.
	foreign struct {
		class   string
		address uint32
	}

	// thrown is a JavaScript Error; it is the Go error of whatever threw it, too.
	thrown struct{ message string }
)

func (t *thrown) Error() string { return t.message }

func newObject() *object { return &object{values: map[string]any{}} }

func (o *object) set(key string, v any) {
	if _, known := o.values[key]; !known {
		o.keys = append(o.keys, key)
	}
	o.values[key] = v
}

// nullish reports whether v is undefined or null.
func nullish(v any) bool {
	_, isNull := v.(null)
	return v == nil || isNull
}

// propertyKey is the key under which an object keeps the property named by v.
func propertyKey(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case symbol:
		return "@@" + string(v)
	}
	return fmt.Sprint(v)
}

// property reads a property of v; undefined when there is none.
func property(v, name any) any {
	switch v := v.(type) {
	case *object:
		return v.values[propertyKey(name)]
	case *array:
		return v.property(name)
	case *thrown:
		if name == "message" {
			return v.message
		}
	}
	return nil
}

func (a *array) property(name any) any {
	switch name := name.(type) {
	case symbol:
		if name == "iterator" {
			return &function{call: func([]any) (any, error) { return a.iterator(), nil }}
		}
	case float64:
		if i := int(name); i >= 0 && i < len(a.items) {
			return a.items[i]
		}
	case string:
		if name == "length" {
			return float64(len(a.items))
		}
	}
	return nil
}

// iterator is a JavaScript iterator over the items.
func (a *array) iterator() *object {
	i := 0
	it := newObject()
	it.set("next", &function{call: func([]any) (any, error) {
		step := newObject()
		step.set("done", i >= len(a.items))
		if i < len(a.items) {
			step.set("value", a.items[i])
			i++
		}
		return step, nil
	}})
	return it
}

// entries is what Object.entries gives.
func (o *object) entries() *array {
	all := &array{}
	for _, k := range o.keys {
		all.items = append(all.items, &array{items: []any{k, o.values[k]}})
	}
	return all
}

// invoke calls v, which has to be a function.
func invoke(v any, args ...any) (any, error) {
	f, ok := v.(*function)
	if !ok {
		return nil, &thrown{"not a function"}
	}
	return f.call(args)
}

// describe is v in words, for messages.
func describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case null:
		return "null"
	case string:
		return v
	case *thrown:
		return v.message
	case *array:
		parts := make([]string, len(v.items))
		for i, item := range v.items {
			parts[i] = describe(item)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *object:
		parts := make([]string, len(v.keys))
		for i, k := range v.keys {
			parts[i] = k + ": " + describe(v.values[k])
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case *byteArray:
		return fmt.Sprintf("%d bytes", len(v.data))
	}
	return fmt.Sprint(v)
}
