// Package progress derives how far a learner has come from what is stored about them. Nothing here is
// kept: a record goes in, a judgement comes out.
package progress

import (
	"context"
	"errors"
	"time"

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
	// StartAttempt keeps a new attempt, which has no responses yet.
	StartAttempt(ctx context.Context, a quiz.Attempt) error
	// SaveResponse keeps one response; it is on disk when SaveResponse returns. Saving the same response
	// again is no error.
	SaveResponse(ctx context.Context, attemptID string, r quiz.Response) error
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
)
