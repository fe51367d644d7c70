package catalog

import (
	"errors"
	"fmt"
	"time"
)

// A Manifest lists every file of a revision.
type Manifest struct {
	Format   int       `json:"format"`  // 1
	Channel  string    `json:"channel"` // id of the library
	Sequence int64     `json:"sequence"`
	Issued   time.Time `json:"issued"`
	ReviewBy string    `json:"review_by"` // YYYY-MM-DD
	MinApp   string    `json:"min_app"`
	Files    []File    `json:"files"` // ordered by path
}

// A File is one file of a revision.
type File struct {
	Path   string `json:"path"` // from the root of the published repository
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Published is what a source offers as its newest revision.
type Published struct {
	Mark      string // what the source calls this state, such as a commit id
	Manifest  []byte
	Signature []byte // nil when unsigned
}

// An Update is a newer revision that can be installed, and what it would bring.
type Update struct {
	From, To Revision
	Changes  []Change
	Download int64 // bytes still to be fetched
	Files    int   // files still to be fetched
	Mark     string
	Manifest []byte
	// Signature is the publisher's signature of Manifest; nil when unsigned.
	Signature []byte
}

// A Publication is what publishing a folder did.
type Publication struct {
	Revision Revision
	Changes  []Change
	Written  []string  // files written, by their path in the folder; empty when nothing has changed
	Advice   []Problem // worth mending, though published
	Next     []string  // commands that put it before learners
}

// ChangeKind says what happened to a part of the library.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Changed ChangeKind = "changed"
	Removed ChangeKind = "removed"
)

// A Change is one line of what an update brings: files of one module (or of the library as a whole,
// with an empty Module).
type Change struct {
	Kind   ChangeKind
	Module ModuleID
	Files  int   // files added, changed or removed
	Bytes  int64 // to be fetched for it
}

// Transfer is how far a download has come, in bytes.
type Transfer struct{ Done, Total int64 }

// What can go wrong with an update. A face turns each into a sentence; adapters wrap them with detail.
var (
	ErrUpToDate      = errors.New("nothing newer is published")
	ErrNoSource      = errors.New("no source of updates is set")
	ErrNeverOnline   = errors.New("connections are switched off in the settings")
	ErrOffline       = errors.New("the source cannot be reached")
	ErrSignInPage    = errors.New("the network answered with a page of its own")
	ErrNotFound      = errors.New("there is no such repository, or no published library in it")
	ErrRefused       = errors.New("the source refused")
	ErrServer        = errors.New("the source has trouble of its own")
	ErrDamaged       = errors.New("what arrived is not what the manifest names")
	ErrNotLibrary    = errors.New("what is published there is not a library this program can read")
	ErrOtherOne      = errors.New("what is published there is another library")
	ErrNewerFormat   = errors.New("the library is made for a newer program")
	ErrOlder         = errors.New("what is published is older than what is installed")
	ErrSameNumber    = errors.New("two different revisions were published under one number")
	ErrNoSpace       = errors.New("the disk is full")
	ErrReadOnly      = errors.New("the data folder cannot be written to")
	ErrBusy          = errors.New("another copy of the program is at work on the library")
	ErrNoPrevious    = errors.New("there is no earlier revision to go back to")
	ErrNoSuchHandout = errors.New("the library has no such handout")
	ErrNoSuchAlert   = errors.New("the library has no such alert")
	ErrUnknownName   = errors.New("a source is named owner/repo")
)

// A LimitError says that the source asks to wait. It matches ErrRefused.
type LimitError struct {
	Until time.Time // zero when the source did not say
}

// Error says until when.
func (e *LimitError) Error() string {
	if e.Until.IsZero() {
		return "the source asks to wait"
	}
	return fmt.Sprintf("the source asks to wait until %s", e.Until.Format(time.RFC3339))
}

// Is makes errors.Is(err, ErrRefused) true.
func (e *LimitError) Is(target error) bool { return target == ErrRefused }

// A ContentError says that a revision was refused because it does not load.
type ContentError struct{ Problems []Problem }

// Error names the first problem and how many there are.
func (e *ContentError) Error() string {
	if len(e.Problems) == 0 {
		return "the content does not load"
	}
	return fmt.Sprintf("the content has %d problems, the first: %v", len(e.Problems), e.Problems[0])
}

// A FallbackError says that the installed revision cannot be used, so that the bundled library is shown in
// its place.
type FallbackError struct {
	Revision Revision // zero when even that is unknown
	Err      error
}

// Error says why.
func (e *FallbackError) Error() string {
	return "the installed revision cannot be used: " + e.Err.Error()
}

// Unwrap gives the reason.
func (e *FallbackError) Unwrap() error { return e.Err }

// A NetworkEntry is one line of the log of what the program asked the network for.
type NetworkEntry struct {
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	URL    string    `json:"url"`
	Status int       `json:"status"` // 0 when there was no answer
	Bytes  int64     `json:"bytes"`  // of the answer's body
	Error  string    `json:"error,omitempty"`
}
