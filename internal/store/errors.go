package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"github.com/passalong/passalong/internal/atomicfile"
	"github.com/passalong/passalong/internal/progress"
)

// SQLite's primary result codes, https://www.sqlite.org/rescode.html.
const (
	codeError    = 1
	codePerm     = 3
	codeBusy     = 5
	codeReadOnly = 8
	codeIOErr    = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// Extended result codes of codeIOErr, most of which say that a write failed.
const (
	codeIOErrShort    = 522 // a read, rather: the file ends too early
	codeIOErrWrite    = 778
	codeIOErrFsync    = 1034
	codeIOErrTruncate = 1546
	codeIOErrShmSize  = 4874
)

// resultCode gives the extended result code of an error of SQLite, 0 for any other error.
func resultCode(err error) int {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		return coded.Code()
	}
	return 0
}

// domainError wraps an error of the database or the disk in the domain's error for it, where there is one.
func domainError(err error) error {
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}

func kindOf(err error) error {
	switch {
	case err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return nil
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return progress.ErrNoAttempt
	case atomicfile.DiskFull(err):
		return progress.ErrDiskFull
	case atomicfile.CannotWrite(err):
		return progress.ErrCannotWrite
	}
	code := resultCode(err)
	switch code & 0xff {
	case codeFull:
		return progress.ErrDiskFull
	case codePerm, codeReadOnly, codeCantOpen:
		return progress.ErrCannotWrite
	case codeCorrupt, codeNotADB:
		return progress.ErrDamagedProfile
	case codeError:
		// Every statement is ours and fits the schema, so a table or column is missing.
		return progress.ErrDamagedProfile
	case codeIOErr:
		switch code {
		case codeIOErrShort:
			return progress.ErrDamagedProfile
		case codeIOErrShmSize:
			return progress.ErrDiskFull
		case codeIOErrWrite, codeIOErrFsync, codeIOErrTruncate:
			return progress.ErrCannotWrite
		}
	}
	return nil
}

// noSharedMemory reports whether a file could not be opened as SQLite reports it when its WAL needs shared
// memory that the disk does not offer. Other troubles look the same.
func noSharedMemory(err error) bool {
	code := resultCode(err) & 0xff
	return code == codeCantOpen || code == codeIOErr
}
