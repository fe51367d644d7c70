package ui

import "time"

// escTwice is how close two presses of Esc have to be to hide the window.
const escTwice = 700 * time.Millisecond

// A doubleEsc notices two presses of Esc in a row.
type doubleEsc struct{ last time.Time }

// pressed reports whether this press is the second of two.
func (d *doubleEsc) pressed(now time.Time) bool {
	second := now.Sub(d.last) <= escTwice && !d.last.IsZero()
	d.last = now
	if second {
		d.last = time.Time{}
	}
	return second
}

// other forgets the first press: another key came between.
func (d *doubleEsc) other() { d.last = time.Time{} }
