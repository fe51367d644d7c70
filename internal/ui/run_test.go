package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/test"
)

// A system is a window as a system opens it, or does not.
type system struct {
	fyne.Window
	handle uintptr // zero when there is none
	panics any
}

func (s system) RunNative(f func(any)) { f(driver.X11WindowContext{WindowHandle: s.handle}) }

func (s system) Show() {
	if s.panics != nil {
		panic(s.panics)
	}
}

func TestShowSaysWhetherThereIsAWindow(t *testing.T) {
	if err := show(system{}); !errors.Is(err, ErrNoWindow) {
		t.Errorf("a window that the system does not open: %v", err)
	}
	if err := show(system{panics: "no display"}); !errors.Is(err, ErrNoWindow) || !strings.Contains(err.Error(), "no display") {
		t.Errorf("a driver that does not start: %v", err)
	}
	if err := show(system{handle: 7}); err != nil {
		t.Errorf("a window that opens: %v", err)
	}
	test.NewTempApp(t)
	if err := show(test.NewTempWindow(t, nil)); err != nil {
		t.Errorf("a window of a test: %v", err)
	}
}

func TestAMistakeOfOursStaysAPanic(t *testing.T) {
	defer func() {
		if p := recover(); p != "ours" {
			t.Errorf("recovered %v", p)
		}
	}()
	err := show(system{handle: 7, panics: "ours"})
	t.Errorf("it became %v", err)
}
