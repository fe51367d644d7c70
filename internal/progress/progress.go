// Package progress derives how far a learner has come from what is stored about them. Nothing here is
// kept: a record goes in, a judgement comes out.
package progress

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// A ProfileID names a profile's file.
type ProfileID string

// A Profile is a learner's record on this machine, seen from outside.
type Profile struct {
	ID       ProfileID
	Nickname string
	Created  time.Time
	LastUsed time.Time
	Guest    bool  // kept in memory only
	Problem  error // why the profile cannot be opened (ErrNewerProfile, ErrDamagedProfile); nil when it can
}

// A Visit is how far a learner read one lesson.
type Visit struct {
	Module        catalog.ModuleID
	Lesson        catalog.LessonID
	ModuleVersion string
	Block         int       // the block of the lesson's body at the top of the window when last seen
	Opened        time.Time // last time
	Finished      time.Time // first time the end was reached; zero when never
}

// A Record is everything that is known about a learner.
type Record struct {
	Visits   []Visit
	Attempts []quiz.Attempt // by start, oldest first
}

// A Keeper holds the record of one learner. Methods may be called from several goroutines.
type Keeper interface {
	Profile() Profile
	// Load reads the whole record.
	Load(ctx context.Context) (Record, error)
	// SaveVisit replaces what is known of the lesson, but never takes Finished back.
	SaveVisit(ctx context.Context, v Visit) error
	// StartAttempt keeps a new attempt, which has no responses yet. Keeping the same attempt again is no
	// error; another one with its id is ErrAlreadyKept.
	StartAttempt(ctx context.Context, a quiz.Attempt) error
	// SaveResponse keeps one response; it is on disk when SaveResponse returns. Saving the same response
	// again is no error and keeps the time of the first; a different one for the item is ErrAlreadyKept,
	// and an attempt that was never started is ErrNoAttempt.
	SaveResponse(ctx context.Context, attemptID string, r quiz.Response) error
	// Close lets go of the profile. Closing twice is no error.
	Close() error
}

// What can go wrong with a record.
var (
	ErrNewerProfile   = errors.New("the profile was made by a newer program")
	ErrDamagedProfile = errors.New("the profile's file is damaged")
	ErrNotAProfile    = errors.New("the file is not a profile")
	ErrNoProfile      = errors.New("there is no such profile")
	ErrProfileInUse   = errors.New("the profile is open in another copy of the program")
	ErrBadNickname    = errors.New("a nickname has 1 to 40 characters")
	ErrDiskFull       = errors.New("the disk is full")
	ErrCannotWrite    = errors.New("the data folder cannot be written to")
	ErrNoAttempt      = errors.New("there is no such attempt")
	ErrAlreadyKept    = errors.New("something different is kept under this name")
	ErrNoCopy         = errors.New("there is no whole copy of the profile")
)

// A DamageError says what is wrong with a profile's file and what there is to go back to. It matches
// ErrDamagedProfile.
type DamageError struct {
	File     string    // the damaged file, in which nothing was changed
	Copy     string    // the newest whole copy; empty when there is none
	CopiedAt time.Time // when the copy was made
	Err      error     // what was found
}

// Error names the file, what was found in it and the copy.
func (e *DamageError) Error() string {
	hint := "there is no copy of it"
	if e.Copy != "" {
		hint = "the newest copy is " + e.Copy
	}
	return fmt.Sprintf("%s: %v (%s)", e.File, e.Err, hint)
}

// Is makes errors.Is(err, ErrDamagedProfile) true.
func (e *DamageError) Is(target error) bool { return target == ErrDamagedProfile }

// Unwrap gives what was found.
func (e *DamageError) Unwrap() error { return e.Err }

// CleanNickname drops the space around a nickname. It returns ErrBadNickname for one that is empty, has
// more than 40 characters or holds characters that cannot be seen.
func CleanNickname(s string) (string, error) {
	s = strings.TrimSpace(s)
	n := utf8.RuneCountInString(s)
	if n < 1 || n > 40 || !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return "", ErrBadNickname
	}
	return s, nil
}
