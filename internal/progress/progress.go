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
	"github.com/passalong/passalong/internal/scenario"
)

// A ProfileID names a profile's file.
type ProfileID string

// A Profile is a learner's record on this machine, seen from outside.
type Profile struct {
	ID        ProfileID
	Nickname  string
	Created   time.Time
	LastUsed  time.Time
	Guest     bool   // kept in memory only
	Pseudonym string // names the record where it leaves this machine: 32 random hexadecimal digits; empty in a list of profiles
	Problem   error  // why the profile cannot be opened (ErrNewerProfile, ErrDamagedProfile); nil when it can
}

// A Visit is how far a learner read one lesson.
type Visit struct {
	Module        catalog.ModuleID
	Lesson        catalog.LessonID
	ModuleVersion string
	Block         int           // the block of the lesson's body at the top of the window when last seen
	Opened        time.Time     // last time
	Finished      time.Time     // first time the end was reached; zero when never
	Spent         time.Duration // reading it, all visits together, as far as somebody was there
}

// A Record is everything that is known about a learner.
type Record struct {
	Visits       []Visit
	Attempts     []quiz.Attempt             // by start, oldest first
	Runs         []scenario.Run             // of scenarios, by start, oldest first
	Observations []Observation              // of skills, oldest first
	Certificates []Certificate              // oldest first
	Favourites   []catalog.HandoutID        // in the order in which they were marked
	AlertsRead   map[catalog.AlertID]string // the version that was read
	// ModulesSeen are the versions up to which the learner knows what is new; empty for a record that was never told.
	// Package news says what they mean.
	ModulesSeen map[catalog.ModuleID]string
}

// An Observation says that a facilitator saw the learner do a skill.
type Observation struct {
	ID            string
	Module        catalog.ModuleID
	ModuleVersion string
	Skill         catalog.SkillID
	Title         string   // of the skill as it was then
	Steps         []string // texts of the steps that were seen, as they were then
	Missing       []string // texts of the steps that were not seen; a skill is met when there are none
	Initials      string   // of the facilitator, 1 to 4 letters
	At            time.Time
}

// A Certificate is proof that the learner asked for. It never holds a name.
type Certificate struct {
	Number     string // see package proof
	Kind       CertificateKind
	Subject    string // id of the module or track
	Title      string
	Modules    []CertifiedModule
	Objectives []string // texts of the objectives that were met
	Skills     []string // titles of the skills that were seen, each once
	Issued     time.Time
	Key        []byte // 32 random bytes; the seed of the key that signs its credential file
}

// A CertificateKind is what a certificate is about.
type CertificateKind string

// The kinds of certificate.
const (
	ModuleCertificate CertificateKind = "module"
	TrackCertificate  CertificateKind = "track"
)

// A CertifiedModule is a module that was completed, in the version in which it was passed.
type CertifiedModule struct {
	Module    catalog.ModuleID `json:"module"`
	Title     string           `json:"title"`
	Version   string           `json:"version"`
	Completed time.Time        `json:"completed"`
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
	// StartRun keeps a new run of a scenario, which has no steps yet, as StartAttempt does for an attempt.
	StartRun(ctx context.Context, r scenario.Run) error
	// SaveStep keeps step number n, counted from 0, of a run, as SaveResponse does for a response. A run that
	// was never started, or a step that is not the next, is ErrNoRun.
	SaveStep(ctx context.Context, runID string, n int, s scenario.Step) error
	// SaveObservation keeps what a facilitator saw.
	SaveObservation(ctx context.Context, o Observation) error
	// SaveCertificate keeps a certificate; another one with its number is ErrAlreadyKept.
	SaveCertificate(ctx context.Context, c Certificate) error
	// SetFavourite marks a handout as a favourite, or not any more. To mark it again is no error and changes nothing.
	SetFavourite(ctx context.Context, id catalog.HandoutID, on bool) error
	// SaveAlertRead keeps which version of an alert was read, in place of the one before.
	SaveAlertRead(ctx context.Context, id catalog.AlertID, version string) error
	// SaveModulesSeen keeps up to which version the learner knows what is new in each of these modules, in place of
	// what was kept of them, all of it or nothing; it is on disk when SaveModulesSeen returns. Other modules stay as
	// they are.
	SaveModulesSeen(ctx context.Context, seen map[catalog.ModuleID]string) error
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
	ErrNoRun          = errors.New("there is no such run of a scenario")
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
