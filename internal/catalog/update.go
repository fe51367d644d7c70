package catalog

import (
	"errors"
	"fmt"
	"time"
)

// A Manifest lists every file of a revision.
type Manifest struct {
	Format    int       `json:"format"`  // 1
	Channel   string    `json:"channel"` // id of the library
	Title     string    `json:"title"`
	Publisher string    `json:"publisher"`
	Sequence  int64     `json:"sequence"`
	Issued    time.Time `json:"issued"`
	ReviewBy  string    `json:"review_by"` // YYYY-MM-DD
	MinApp    string    `json:"min_app"`
	Keys      int       `json:"keys"`              // version of the key set that signs it; 0 for an unsigned one
	Mirrors   []string  `json:"mirrors,omitempty"` // https addresses below which the same files lie, each ending in /
	Files     []File    `json:"files"`             // ordered by path
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
	// Cached says that servers between here and the publisher may have kept it for some minutes, or for longer: it may
	// be older than what is published, and manifest and signature may be of two states.
	Cached bool
}

// A SignedKeySet is a key set as it was published, and the signatures over it in minisign's format.
type SignedKeySet struct {
	Set        []byte
	Signatures [][]byte
}

// Trust says who vouches for a revision.
type Trust string

// The kinds of trust.
const (
	KnownKeys Trust = "known"    // signed with keys that this computer knows
	NewKeys   Trust = "new"      // signed, by keys that this computer sees for the first time: a person compares the fingerprint
	Unsigned  Trust = "unsigned" // signed by nobody
)

// An Update is a newer revision that can be installed, or a library that can be added, and what it would bring.
type Update struct {
	Library   string // id
	Title     string // of the library, as the manifest says
	Publisher string // as the manifest says
	Source    string // address that it comes from: "owner/repo", "https://…/", or the path of a pack or a folder
	First     bool   // the library is not on this computer yet, or only as it came with the program
	Trust     Trust
	// Fingerprint is that of the key set which signs it; empty for an unsigned one.
	Fingerprint string
	// Compared says that the person named the fingerprint with the address, and that it is this one.
	Compared  bool
	From, To  Revision
	ReviewBy  time.Time // by when it is to be looked at again; zero when it does not say
	Changes   []Change
	Download  int64 // bytes still to be fetched
	Files     int   // files still to be fetched
	Mark      string
	Manifest  []byte
	Signature []byte // the publisher's signature of Manifest; nil when unsigned
	// Keys are the key sets that have to be accepted with it, in their order: on first use the one that signs it,
	// later those by which the publisher has changed keys since.
	Keys []SignedKeySet
}

// An InstalledLibrary is one of the libraries on this computer, and what is known of where it comes from.
type InstalledLibrary struct {
	ID          string
	Title       string
	Publisher   string
	Source      string   // where newer revisions come from; empty when that is not known
	Mirrors     []string // https addresses below which the same files lie, as its revision names them
	Bundled     bool     // it came with the program, so it can be updated and not removed
	Revision    Revision
	Previous    Revision // that RollBack would put to use
	HasPrevious bool
	Trust       Trust
	Fingerprint string    // of the key set that is trusted now; empty when there is none
	ReviewBy    time.Time // zero when it does not say
	Checked     time.Time // when its source last answered; zero for never
	CanPack     bool      // its revision can be passed on as a pack
	Hidden      []Hidden  // what is not shown of it
	Fault       error     // why it cannot be used, or what is used in place of its revision; nil when all is well
}

// A Hidden is something of a library that is not shown, because a library that goes before has the same id.
type Hidden struct {
	Library string // whose it is
	Kind    string // "module", "handout", "alert", "pack" or "service"
	ID      string
	Title   string
	By      string // id of the library that goes before
}

// PackExtension ends the name of every pack.
const PackExtension = ".passalong"

// Contents are a published revision whole, as a pack holds it.
type Contents struct {
	Manifest  []byte
	Signature []byte
	Keys      []SignedKeySet // by which the publisher has changed keys: versions 2 and later, in their order
	// Object gives the bytes of a file by their SHA-256 in hexadecimal. Its errors are ErrDamaged or the disk's.
	Object func(sum string) ([]byte, error)
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
	ErrUnsigned      = errors.New("nobody has signed it")
	ErrSignature     = errors.New("it is not signed by the publisher of this library")
	ErrFingerprint   = errors.New("the keys are not those whose fingerprint was named")
	ErrNotPack       = errors.New("the file is no pack of a library")
	ErrNoLibrary     = errors.New("there is no such library on this computer")
	ErrBundled       = errors.New("the library came with the program and cannot be removed")
	ErrCannotPack    = errors.New("the library has no signed revision that could be passed on")
)

// A KeysChangedError says that something is signed by other keys than those which this computer knows for the
// library, and that nobody who may has changed them. It matches ErrSignature.
type KeysChangedError struct {
	Library string // id
	Title   string // as this computer knows it
	Known   string // fingerprint of the keys that are trusted
	Offered string // fingerprint of the others; empty when they are not known
}

// Error names the library.
func (e *KeysChangedError) Error() string {
	return fmt.Sprintf("%s is signed by keys that this computer does not know for it", e.Library)
}

// Is makes errors.Is(err, ErrSignature) true.
func (e *KeysChangedError) Is(target error) bool { return target == ErrSignature }

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

// A FallbackError says that revisions which are installed cannot be used, so that the bundled library is shown in the
// place of its own, and others are left out.
type FallbackError struct {
	Revision Revision // zero when even that is unknown
	Left     []string // titles, or ids, of libraries that did not come with the program: nothing stands in for them
	Bundled  bool     // the bundled library is shown in the place of one of its revisions
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
