package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/glebarez/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// A target says which database to open, and how. Encryption at rest will add a key here: open is the only
// place that opens databases.
type target struct {
	name    string // path of the file, or the name of a database in memory
	vfs     string // SQLite's own when empty
	access  access
	journal string // "WAL" or "DELETE"; "" leaves it as it is
	// exclusive keeps the file locked, which lets a WAL file be read where memory cannot be shared.
	exclusive bool
	// rebuilding switches foreign keys off, because dropping a table to rebuild it would delete the rows
	// that refer to it.
	rebuilding bool
}

type access int

const (
	readWrite access = iota
	readOnly
	immutable // read-only, and nothing beside the file is read or made
)

const connections = 4

type pragma struct{ name, value string }

// pragmas are set on every connection, in this order.
func (t target) pragmas() []pragma {
	foreignKeys := "1"
	if t.rebuilding {
		foreignKeys = "0"
	}
	ps := []pragma{
		{"busy_timeout", "20000"},
		{"foreign_keys", foreignKeys},
		{"secure_delete", "1"},
		{"temp_store", "2"},
		{"trusted_schema", "0"},
		{"cell_size_check", "1"},
		{"synchronous", "2"},
	}
	if t.access != readWrite {
		ps = append(ps, pragma{"query_only", "1"})
	}
	return ps
}

// dsn gives what the driver opens. The driver ignores what it does not know, so open reads the pragmas back.
// Setting _time_format would switch _txlock off.
func (t target) dsn() string {
	var b strings.Builder
	b.WriteString("file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(t.name))
	b.WriteString("?_txlock=immediate")
	if t.exclusive {
		b.WriteString("&_pragma=locking_mode(EXCLUSIVE)") // first, because others read the file
	}
	for _, p := range t.pragmas() {
		fmt.Fprintf(&b, "&_pragma=%s(%s)", p.name, p.value)
	}
	if t.journal != "" {
		fmt.Fprintf(&b, "&_pragma=journal_mode(%s)", t.journal)
	}
	if t.vfs != "" {
		b.WriteString("&vfs=" + t.vfs)
	}
	switch t.access {
	case readOnly:
		b.WriteString("&mode=ro")
	case immutable:
		b.WriteString("&mode=ro&immutable=1")
	}
	return b.String()
}

// open opens a database that exists, or one in memory.
func open(ctx context.Context, t target, now func() time.Time) (*gorm.DB, error) {
	pool, err := openPool(ctx, t)
	if err != nil {
		return nil, err
	}
	db, err := gorm.Open(&sqlite.Dialector{Conn: pool}, &gorm.Config{
		Logger:                 logger.Discard, // its own prints statements with their values
		NowFunc:                func() time.Time { return now().UTC() },
		PrepareStmt:            true,
		TranslateError:         true,
		SkipDefaultTransaction: true, // transact begins them
	})
	if err != nil {
		return nil, errors.Join(domainError(err), pool.Close())
	}
	return db, nil
}

// openPool opens the connections without GORM, for checks and migrations.
func openPool(ctx context.Context, t target) (*sql.DB, error) {
	pool, err := sql.Open(sqlite.DriverName, t.dsn())
	if err != nil {
		return nil, err
	}
	n := connections
	if t.exclusive || t.rebuilding {
		n = 1
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	if err := t.readBack(ctx, pool); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return pool, nil
}

// readBack checks that the pragmas took. A folder on the network cannot have a WAL: SQLite then keeps a
// rollback journal, which is as safe and only slower.
func (t target) readBack(ctx context.Context, pool *sql.DB) error {
	for _, p := range t.pragmas() {
		var got string
		if err := pool.QueryRowContext(ctx, "pragma "+p.name).Scan(&got); err != nil {
			return domainError(err)
		}
		if got != p.value {
			return fmt.Errorf("the database has %s = %s and not %s", p.name, got, p.value)
		}
	}
	if t.journal == "" {
		return nil
	}
	var journal string
	if err := pool.QueryRowContext(ctx, "pragma journal_mode").Scan(&journal); err != nil {
		return domainError(err)
	}
	if !slices.Contains([]string{strings.ToLower(t.journal), "delete", "memory"}, journal) {
		return fmt.Errorf("the database has journal_mode = %s and not %s", journal, t.journal)
	}
	return nil
}

// openFile opens a profile's file for use, with a WAL where one can be had.
func openFile(ctx context.Context, t target, now func() time.Time) (*gorm.DB, error) {
	t.journal = "WAL"
	db, err := open(ctx, t, now)
	if err == nil || !noSharedMemory(err) {
		return db, err
	}
	// The file has a WAL from another disk, and this one cannot share the memory it needs.
	convert := t
	convert.journal, convert.exclusive = "DELETE", true
	pool, failed := openPool(ctx, convert)
	if failed != nil {
		return nil, err
	}
	if failed := pool.Close(); failed != nil {
		return nil, err
	}
	return open(ctx, t, now)
}
