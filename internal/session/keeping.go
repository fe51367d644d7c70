package session

import "errors"

// Why a session, a plan or a report cannot be had from the disk, besides what package progress says of disks. The file
// is as it was.
var (
	ErrNoSession = errors.New("there is no such session")
	ErrInUse     = errors.New("the session is running in another copy of the program")
	ErrDamaged   = errors.New("the file of the sessions is damaged")
	ErrNewer     = errors.New("the file of the sessions was made by a newer program")
	ErrForeign   = errors.New("the file is not one of sessions")
	// ErrNotSwept says that a session has ended and what was asked for is kept, but that what was deleted may still be
	// found on the disk. It is tried again when the file is opened next, and when another session ends.
	ErrNotSwept = errors.New("what was deleted may still be found on the disk")
)
