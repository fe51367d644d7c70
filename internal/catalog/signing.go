package catalog

import "errors"

// PublisherKeys are the keys with which the library of an author's checkout is signed.
type PublisherKeys struct {
	Library     string // id
	Source      string // "owner/repo" that the library says it is published from; empty when it does not
	Version     int    // of the key set; 0 when the library has no keys
	Threshold   int    // keys that it takes to change them
	Keys        []string
	Fingerprint string        // that learners compare
	Proposed    *ProposedKeys // nil when no change waits for signatures
}

// ProposedKeys are a change of keys that has not been signed by enough of them.
type ProposedKeys struct {
	Version, Threshold int
	Keys               []string
	Fingerprint        string
	Signed             []string // public keys that have signed it
	MissingOld         int      // signatures that are still needed of keys in use
	MissingNew         int      // signatures that are still needed of keys of the new set
}

// A KeyChange is what making or changing keys did.
type KeyChange struct {
	PublisherKeys
	Made    []MadeKey // secret keys
	Written []string  // files written in the checkout, by their path in it
	Next    []string  // commands that put it before learners
}

// A MadeKey is a new secret key.
type MadeKey struct {
	File   string // where it is
	Public string
}

// A Password gives that of the secret key in a file.
type Password func(file string) (string, error)

// FirstKeys are keys that are to be made.
type FirstKeys struct {
	Folder    string // for the secret keys; it is made when it is missing
	Count     int    // how many
	Threshold int    // how many of them change the keys; 0 for more than half
	Password  string // of every one of them; empty for none
	// StartAgain replaces keys of which too many were lost. Computers that know the old ones take the new ones from a
	// new release of the program, or when a person has compared their fingerprint.
	StartAgain bool
}

// A KeyRotation is a change of keys that is to be made.
type KeyRotation struct {
	Drop      []string // keys that go: public keys, or their numbers in the set, from 1
	Add       []string // public keys, made elsewhere, that come
	New       int      // keys to be made here
	Folder    string   // for their secret halves
	Password  string   // of those; empty for none
	Threshold int      // 0 for as many as now, or fewer when there are fewer keys

	Sign     []string // files of secret keys that sign the change
	Unlock   Password // of those; nil when none has one
	Unsigned bool     // the change may wait for more signatures
}

// What can go wrong when an author signs a library.
var (
	ErrHasKeys     = errors.New("the library has keys already")
	ErrNoKeys      = errors.New("the library has no keys yet")
	ErrKeyFiles    = errors.New("the files of the library's keys do not belong together")
	ErrKeyChange   = errors.New("the keys cannot be changed in this way")
	ErrProposed    = errors.New("a change of keys waits for signatures already")
	ErrNoProposal  = errors.New("no change of keys waits for signatures")
	ErrTooFewKeys  = errors.New("these keys are too few to change the keys")
	ErrNotItsKey   = errors.New("the key is not one of the library's")
	ErrSecretKey   = errors.New("the file is not a secret key of minisign")
	ErrKeyPassword = errors.New("the password is not that of the secret key")
	ErrInCheckout  = errors.New("secret keys must not lie in a git checkout")
	ErrKeyExists   = errors.New("there is a secret key of that name already")
	ErrUnpublished = errors.New("the content is not that of the manifest")
)
