package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/progress"
)

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func emptyFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func poolOf(t testing.TB, tg target) *sql.DB {
	t.Helper()
	pool, err := openPool(t.Context(), tg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	return pool
}

func query[T any](t testing.TB, q interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}, statement string) T {
	t.Helper()
	var v T
	if err := q.QueryRowContext(t.Context(), statement).Scan(&v); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	return v
}

func TestEveryConnectionHasThePragmas(t *testing.T) {
	pool := poolOf(t, target{name: emptyFile(t), journal: "WAL"})
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "20000",
		"secure_delete": "1", "temp_store": "2", "trusted_schema": "0", "cell_size_check": "1",
	}
	var held []*sql.Conn
	for i := range connections {
		c, err := pool.Conn(t.Context()) // held, so that the next is another
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, c)
		for name, value := range want {
			if got := query[string](t, c, "pragma "+name); got != value {
				t.Errorf("connection %d: %s = %s, want %s", i+1, name, got, value)
			}
		}
	}
	if got := pool.Stats().OpenConnections; got != connections {
		t.Errorf("%d connections are open, want %d", got, connections)
	}
	for _, c := range held {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestTransactionsTakeTheWriteLockAtOnce(t *testing.T) {
	path := emptyFile(t)
	tx, err := poolOf(t, target{name: path, journal: "WAL"}).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	other := poolOf(t, target{name: path})
	other.SetMaxOpenConns(1)
	if _, err := other.ExecContext(t.Context(), "pragma busy_timeout = 0"); err != nil {
		t.Fatal(err)
	}
	if _, err := other.BeginTx(t.Context(), nil); resultCode(err)&0xff != codeBusy {
		t.Errorf("a second transaction began: %v", err)
	}
}

func TestAPragmaThatDoesNotTakeIsNoticed(t *testing.T) {
	pool := poolOf(t, target{name: emptyFile(t)})
	err := (target{rebuilding: true}).readBack(t.Context(), pool)
	if want := "the database has foreign_keys = 1 and not 0"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestSQLiteIsNotOneThatCanCorruptAWAL(t *testing.T) {
	got := query[string](t, poolOf(t, target{name: emptyFile(t)}), "select sqlite_version()")
	var major, minor, patch int
	if _, err := fmt.Sscanf(got, "%d.%d.%d", &major, &minor, &patch); err != nil {
		t.Fatal(err)
	}
	if major*1_000_000+minor*1_000+patch < 3_051_003 {
		t.Errorf("SQLite %s has the WAL-reset bug; 3.51.3 is the first without", got)
	}
}

// modernc.org/sqlite works with exactly the libc that its own go.mod names.
func TestLibcIsTheOneThatSQLiteWasMadeWith(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Version}} {{.GoMod}}", "modernc.org/libc", "modernc.org/sqlite").Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 2 {
		t.Fatalf("go list says %q", out)
	}
	libc, _, _ := strings.Cut(lines[0], " ")
	_, gomod, _ := strings.Cut(lines[1], " ")
	text, err := os.ReadFile(gomod)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "modernc.org/libc "+libc+"\n") {
		t.Errorf("go.mod has libc %s, which is not the one that modernc.org/sqlite asks for", libc)
	}
}

// unix-dotfile is a way of SQLite to lock files that cannot share memory, as on some network drives.
const withoutWAL = "unix-dotfile"

func TestAProfileWorksWhereThereIsNoWAL(t *testing.T) {
	db, err := openFile(t.Context(), target{name: emptyFile(t), vfs: withoutWAL}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer closeDB(db)
	pool, err := db.DB()
	if err != nil {
		t.Fatal(err)
	}
	if got := query[string](t, pool, "pragma journal_mode"); got != "delete" {
		t.Errorf("got journal_mode %s, want delete", got)
	}
}

func TestAFileWithAWALIsConvertedWhereThereIsNone(t *testing.T) {
	path := emptyFile(t)
	pool := poolOf(t, target{name: path, journal: "WAL"})
	if _, err := pool.ExecContext(t.Context(), "create table t(x); insert into t values (7)"); err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := openFile(t.Context(), target{name: path, vfs: withoutWAL}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer closeDB(db)
	var x int
	if err := db.WithContext(t.Context()).Raw("select x from t").Scan(&x).Error; err != nil || x != 7 {
		t.Errorf("got %d, %v; want 7", x, err)
	}
}

// profilesIn opens a folder with other migrations than the program's.
func profilesIn(t testing.TB, dir string, steps []migration) *Profiles {
	t.Helper()
	p, err := OpenProfiles(dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	if steps != nil {
		p.steps = steps
	}
	return p
}

func openedKeeper(t testing.TB, p *Profiles, nickname string) *keeper {
	t.Helper()
	opened, err := p.Create(t.Context(), nickname)
	if err != nil {
		t.Fatal(err)
	}
	k, ok := opened.(*keeper)
	if !ok {
		t.Fatalf("Create gave a %T", opened)
	}
	t.Cleanup(func() { k.Close() })
	return k
}

var aVisit = progress.Visit{Module: "m", Lesson: "l", ModuleVersion: "1.0", Block: 1, Opened: noon()}
