// Package nav says where in the app a learner is and how to get elsewhere. Screens know this package and
// not each other.
package nav

import "github.com/passalong/passalong/internal/catalog"

// A Screen names a screen.
type Screen string

// The screens.
const (
	Profiles Screen = "profiles" // choose or make a profile
	Home     Screen = "home"
	Learn    Screen = "learn"
	Module   Screen = "module"
	Lesson   Screen = "lesson"
	Quiz     Screen = "quiz"
	Result   Screen = "result"
	Handouts Screen = "handouts"
	Handout  Screen = "handout"
	Search   Screen = "search"
	Settings Screen = "settings"
	Update   Screen = "update"
)

// A Route is a screen and what it shows. It can be compared with ==.
type Route struct {
	Screen  Screen
	Module  catalog.ModuleID  // Module, Lesson, Quiz, Result
	Lesson  catalog.LessonID  // Lesson
	Attempt string            // Result; Quiz to go on with an attempt, empty to begin or go on with the open one
	Handout catalog.HandoutID // Handout
	Query   string            // Search
}

// A Navigator moves between screens. Its methods run on the UI goroutine.
type Navigator interface {
	// Go opens a screen and remembers the one that is left.
	Go(Route)
	// Replace opens a screen in place of the one that is left: Back skips that one.
	Replace(Route)
	// Back returns to the screen that was left last.
	Back()
}

// Section is the entry of the rail under which a screen is found.
func (s Screen) Section() Screen {
	switch s {
	case Module, Lesson, Quiz, Result:
		return Learn
	case Handout:
		return Handouts
	case Update:
		return Settings
	}
	return s
}
