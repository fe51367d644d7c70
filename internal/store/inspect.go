package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/passalong/passalong/internal/progress"
)

// headerSize is how many bytes say what an SQLite file is, https://www.sqlite.org/fileformat.html.
const headerSize = 100

// checkHeader judges the first bytes of a file without opening it as a database. ours says that its name
// is one that only this program gives.
func checkHeader(path string, application uint32, ours bool) error {
	h, err := readHeader(path)
	if err != nil {
		return err
	}
	damaged := func(what string) error {
		if ours {
			return fmt.Errorf("%w: %s", progress.ErrDamagedProfile, what)
		}
		return progress.ErrNotAProfile
	}
	if len(h) < headerSize || !bytes.HasPrefix(h, []byte("SQLite format 3\x00")) {
		return damaged("it does not begin as a database does")
	}
	if binary.BigEndian.Uint32(h[68:]) != application {
		return progress.ErrNotAProfile
	}
	if !validJournalVersions(h[18], h[19]) {
		return damaged("its header names a format that was never written")
	}
	return nil
}

// validJournalVersions accepts 1, a rollback journal, and 2, a WAL, for writing and reading.
func validJournalVersions(write, read byte) bool {
	return write == read && (write == 1 || write == 2)
}

func readHeader(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, progress.ErrNoProfile
	}
	if err != nil {
		return nil, domainError(err)
	}
	h := make([]byte, headerSize)
	n, err := io.ReadFull(f, h)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return h[:n], errors.Join(err, f.Close())
}

// peek opens a profile's file to look at it without changing it, nor making files beside it where none are.
func peek(ctx context.Context, path string) (*sql.DB, error) {
	t := target{name: path, access: immutable}
	switch {
	case exists(path + "-journal"):
		// A change was cut off on a disk that has no WAL. Only a connection that writes can take it back.
		t.access = readWrite
	case exists(path + "-wal"):
		t.access = readOnly
	}
	return openPool(ctx, t)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// checkContents looks at every page of a file whose header is good, and gives its version. newest is the
// newest version that this program knows.
func checkContents(ctx context.Context, path string, newest int) (int, error) {
	db, err := peek(ctx, path)
	if err != nil {
		return 0, asDamage(err)
	}
	_, v, err := version(ctx, db)
	if err == nil {
		err = checkVersion(v, newest)
	}
	if err == nil {
		err = quickCheck(ctx, db)
	}
	return v, asDamage(errors.Join(err, db.Close()))
}

func checkVersion(v, newest int) error {
	switch {
	case v > newest:
		return progress.ErrNewerProfile
	case v < 1:
		return fmt.Errorf("%w: it has version %d", progress.ErrDamagedProfile, v)
	}
	return nil
}

func quickCheck(ctx context.Context, db *sql.DB) error {
	var found string
	if err := db.QueryRowContext(ctx, "pragma quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", progress.ErrDamagedProfile, found)
	}
	return nil
}

// asDamage makes damage of what SQLite says of a file that it cannot read. What has another reason stays
// as it is.
func asDamage(err error) error {
	if err == nil {
		return nil
	}
	err = domainError(err)
	switch resultCode(err) & 0xff {
	case 0, codeBusy, codePerm, codeReadOnly, codeCantOpen, codeFull, codeIOErr:
		return err
	}
	if errors.Is(err, progress.ErrDamagedProfile) {
		return err
	}
	return fmt.Errorf("%w: %w", progress.ErrDamagedProfile, err)
}

// look reads what a profile is called, without changing it. The nickname of a newer profile is given too
// when it can be read.
func look(ctx context.Context, path string, newest int) (profileRow, error) {
	db, err := peek(ctx, path)
	if err != nil {
		return profileRow{}, asDamage(err)
	}
	var row profileRow
	_, v, err := version(ctx, db)
	if err == nil {
		err = checkVersion(v, newest)
	}
	if err == nil || errors.Is(err, progress.ErrNewerProfile) {
		one := db.QueryRowContext(ctx, "select nickname, created, last_used from profile where one = 1")
		if failed := one.Scan(&row.Nickname, &row.Created, &row.LastUsed); err == nil && failed != nil {
			err = fmt.Errorf("%w: %w", progress.ErrDamagedProfile, failed)
		}
	}
	return row, asDamage(errors.Join(err, db.Close()))
}
