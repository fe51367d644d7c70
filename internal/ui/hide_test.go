package ui

import (
	"testing"
	"time"
)

func TestTwoPressesOfEscInARowHide(t *testing.T) {
	t0 := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var d doubleEsc
	if d.pressed(t0) {
		t.Error("one press hides")
	}
	if !d.pressed(t0.Add(300 * time.Millisecond)) {
		t.Error("two presses do not hide")
	}
	if d.pressed(t0.Add(400 * time.Millisecond)) {
		t.Error("a third press counts with the second")
	}
	if d.pressed(t0.Add(3 * time.Second)) {
		t.Error("two slow presses hide")
	}
	d.other()
	if d.pressed(t0.Add(3*time.Second + 100*time.Millisecond)) {
		t.Error("two presses with another key between them hide")
	}
}
