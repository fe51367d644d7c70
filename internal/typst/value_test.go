package typst

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHandlesAreGivenOutAgain(t *testing.T) {
	h := newHeap()
	a, b := h.add("a"), h.add("b")
	if a < firstHandle || a == b {
		t.Fatalf("handles %d and %d", a, b)
	}
	if got := h.take(a); got != "a" {
		t.Errorf("take gave %v", got)
	}
	if got := h.get(a); got != nil {
		t.Errorf("a handle that was taken gives %v", got)
	}
	if c := h.add("c"); c != a || h.get(c) != "c" || h.get(b) != "b" {
		t.Errorf("handle %d for a third value after %d was freed", c, a)
	}
	if h.take(handleTrue); h.get(handleTrue) != true {
		t.Error("a fixed value was freed")
	}
	if h.get(99999) != nil || h.take(99999) != nil {
		t.Error("a handle that was never given out has a value")
	}
}

func TestObjectsKeepTheOrderOfTheirKeys(t *testing.T) {
	o := newObject()
	o.set("b", 1.0)
	o.set("a", "x")
	o.set("b", 2.0)
	if got, want := describe(o.entries()), "[[b, 2], [a, x]]"; got != want {
		t.Errorf("entries %s, want %s", got, want)
	}
	if got := property(o, "a"); got != "x" {
		t.Errorf("property gave %v", got)
	}
}

func TestArraysCanBeIterated(t *testing.T) {
	a := &array{items: []any{"x", "y"}}
	it, err := invoke(property(a, symbol("iterator")))
	if err != nil {
		t.Fatal(err)
	}
	var got []any
	for range 3 {
		step, err := invoke(property(it, "next"))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, property(step, "done"), property(step, "value"))
	}
	if diff := cmp.Diff([]any{false, "x", false, "y", true, nil}, got); diff != "" {
		t.Error(diff)
	}
	if property(a, "length") != 2.0 || property(a, 1.0) != "y" || property(a, 2.0) != nil {
		t.Error("length or items of an array are wrong")
	}
}

func TestCallingWhatIsNoFunctionThrows(t *testing.T) {
	_, err := invoke("text")
	var exception *thrown
	if !errors.As(err, &exception) {
		t.Errorf("error %v, want an exception", err)
	}
}

func TestPromisesCallBackOnceInOrder(t *testing.T) {
	var q queue
	var got []any
	note := func(label string) any {
		return &function{call: func(args []any) (any, error) { got = append(got, label, args[0]); return nil, nil }}
	}
	p := &promise{}
	q.onDone(p, note("first"))
	q.resolve(p, 1.0)
	q.reject(p, "too late")
	q.onDone(p, note("second"))
	if err := q.run(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{"first", 1.0, "second", 1.0}, got); diff != "" {
		t.Error(diff)
	}
	if p.err != nil {
		t.Errorf("the promise was rejected after it was resolved: %v", p.err)
	}
}

func TestPlaceCountsFromOne(t *testing.T) {
	for text, want := range map[string][2]int{"2:8-2:18": {3, 9}, "0:0-0:1": {1, 1}, "": {0, 0}, "x:y-": {0, 0}} {
		if line, column := place(text); line != want[0] || column != want[1] {
			t.Errorf("place(%q) = %d:%d, want %d:%d", text, line, column, want[0], want[1])
		}
	}
}
