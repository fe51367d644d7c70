package catalog

import (
	"errors"
	"fmt"
)

// What can keep a new part of a library from being made.
var (
	ErrTaken  = errors.New("there is one already")
	ErrByHand = errors.New("the file that would list it cannot be changed by a program")
)

// A Creation is what was made for an author.
type Creation struct {
	Made    []string // new files, by their paths from where the author stands
	Changed []string // files that list them now
	Next    []string // what to do next, a sentence each
}

// A NameError says that the name of something new cannot be used.
type NameError struct {
	Name  string
	Try   string // a name that could be used; empty when none comes to mind
	Where string // what has the name already; empty when it is no id at all
}

// Error says what is wrong with the name.
func (e *NameError) Error() string {
	if e.Where != "" {
		return fmt.Sprintf("“%s” is taken: %s", e.Name, e.Where)
	}
	return fmt.Sprintf("“%s” is not an id", e.Name)
}

// Unwrap tells a name that is taken from one that is none.
func (e *NameError) Unwrap() error {
	if e.Where != "" {
		return ErrTaken
	}
	return nil
}

// A ByHandError says which line an author has to write themselves. It matches ErrByHand.
type ByHandError struct {
	File string // path of the file
	Key  string // the list in it
	Line string // what to add to the list
}

// Error names the line.
func (e *ByHandError) Error() string {
	return fmt.Sprintf("%s: add %s to “%s”", e.File, e.Line, e.Key)
}

// Unwrap gives ErrByHand.
func (e *ByHandError) Unwrap() error { return ErrByHand }
