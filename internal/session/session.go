// Package session holds the rules of a session that is under way: what the facilitator and the room do, and who may
// see what of it. It keeps nothing, knows no clock and starts nothing.
package session

import (
	"errors"
	"time"
)

// An ID names a session.
type ID string

// A Phone stands in for the phone of a participant: 32 hexadecimal digits of a digest of a random number that only the
// phone has. It is forgotten when the session ends.
type Phone string

// Limits.
const (
	MostPhones  = 1000
	MostCounted = 500 // of one row, by hands or on paper
	MostWord    = 80  // characters
	MostWords   = 20  // of one phone for one wall
	MostTeams   = 6
)

// Why something cannot be done now. Nothing was changed.
var (
	ErrNotBegun  = errors.New("the session has not begun")
	ErrNoStep    = errors.New("the plan has no such step")
	ErrNoPoll    = errors.New("the session has no such poll")
	ErrNotOpen   = errors.New("no answers are taken now")
	ErrOldRound  = errors.New("this answer is for an earlier round")
	ErrBadAnswer = errors.New("the poll takes no such answer")
	ErrNotJoined = errors.New("this phone has not joined")
	ErrLocked    = errors.New("no more phones can join")
	ErrFull      = errors.New("there are too many")
	ErrBadCount  = errors.New("a count is out of range")
	ErrBadEvent  = errors.New("the session cannot take this")
	ErrLeft      = errors.New("the session was left") // it is not run here any more
)

// A Listed session is one that was begun, seen from outside.
type Listed struct {
	ID      ID
	Title   string
	Began   time.Time
	Last    time.Time // when something happened last
	Days    int
	Problem error // why it cannot be opened; nil when it can
}
