package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/store"
)

// aRecord is the file of a closed profile with a record in it.
func aRecord(t testing.TB) []byte {
	t.Helper()
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	k := create(t, p, "Zebedee")
	for i := range 8 {
		save(t, k, attempt(fmt.Sprint("a", i)))
		play(t, k, sampleRun(fmt.Sprint("r", i)), "knock", "", "call")
	}
	closeKeeper(t, k)
	b, err := os.ReadFile(filepath.Join(dir, string(k.Profile().ID)+".db"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type variant struct {
	name  string
	bytes []byte
}

// damagedVariants gives a record damaged in many ways; the same ones each time.
func damagedVariants(whole []byte) []variant {
	const page = 4096
	r := rand.New(rand.NewPCG(1, 2))
	vs := []variant{
		{"text", []byte(strings.Repeat("Dear diary, ", 900))},
		{"nothing", nil},
		{"only the magic", whole[:16]},
		{"only the header", whole[:100]},
		{"zeros", make([]byte, len(whole))},
	}
	add := func(name string, change func(b []byte) []byte) {
		vs = append(vs, variant{name, change(append([]byte(nil), whole...))})
	}
	for n := 1; n < len(whole)/page; n++ {
		add(fmt.Sprint("cut after page ", n), func(b []byte) []byte { return b[:n*page] })
		add(fmt.Sprint("cut inside page ", n), func(b []byte) []byte { return b[:n*page+r.IntN(page)] })
		add(fmt.Sprint("zero page ", n), func(b []byte) []byte { clear(b[n*page : (n+1)*page]); return b })
	}
	for i := range 100 {
		add(fmt.Sprint("header byte ", i), func(b []byte) []byte { b[i] ^= 1 << r.IntN(8); return b })
	}
	for i := range 60 {
		add(fmt.Sprint("bit ", i), func(b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b })
	}
	for i := range 40 {
		add(fmt.Sprint("noise ", i), func(b []byte) []byte {
			at := r.IntN(len(b) - 64)
			for j := range 64 {
				b[at+j] = byte(r.Uint32())
			}
			return b
		})
	}
	return vs
}

func TestDamagedFilesAreNamedAndNotTouched(t *testing.T) {
	variants := damagedVariants(aRecord(t))
	if len(variants) < 200 {
		t.Errorf("only %d variants", len(variants))
	}
	refused := map[string]int{}
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	id := progress.ProfileID(strings.Repeat("0f", 16))
	path := filepath.Join(dir, string(id)+".db")
	for _, v := range variants {
		write(t, path, v.bytes)
		kind := openDamaged(t, p, path, id, v)
		refused[kind]++
		if err := p.Delete(t.Context(), id); err != nil {
			t.Errorf("%s: deleting: %v", v.name, err)
		}
	}
	t.Logf("of %d variants: %v", len(variants), refused)
	if refused["damaged"] < len(variants)/3 {
		t.Errorf("only %d of %d were found to be damaged", refused["damaged"], len(variants))
	}
}

// openDamaged opens and reads one damaged file and says how that ended.
func openDamaged(t *testing.T, p *store.Profiles, path string, id progress.ProfileID, v variant) string {
	t.Helper()
	ps, err := p.List(t.Context())
	if err != nil || len(ps) != 1 || ps[0].ID != id {
		t.Fatalf("%s: listing: %v, %v", v.name, ps, err)
	}
	sameFile(t, path, v.bytes)
	k, err := p.Open(t.Context(), id)
	if err == nil {
		// SQLite has no checksums: a change inside a text is only noticed when it is read, or not at all.
		_, err = k.Load(t.Context())
		closeKeeper(t, k)
	} else {
		sameFile(t, path, v.bytes)
	}
	var damage *progress.DamageError
	switch {
	case err == nil:
		return "unnoticed"
	case errors.Is(err, progress.ErrNewerProfile):
		return "newer"
	case errors.Is(err, progress.ErrNotAProfile):
		return "foreign"
	case !errors.As(err, &damage):
		t.Errorf("%s: got %v, want a *progress.DamageError", v.name, err)
	case damage.File != path || !strings.Contains(err.Error(), path):
		t.Errorf("%s: the error does not name the file: %v", v.name, err)
	}
	return "damaged"
}

func TestADamagedProfileIsListedWithItsCopyAndRestored(t *testing.T) {
	dir := t.TempDir()
	c := newClock()
	p := openProfiles(t, dir, c.Now)
	k := create(t, p, "An")
	want := save(t, k, attempt("a1"))
	closeKeeper(t, k)
	id := k.Profile().ID
	c.Add(24 * time.Hour)
	copied := c.Now()
	closeKeeper(t, reopen(t, p, id))
	path := filepath.Join(dir, string(id)+".db")
	damaged := make([]byte, 5000)
	write(t, path, damaged)

	ps, err := p.List(t.Context())
	if err != nil || len(ps) != 1 {
		t.Fatalf("got %v, %v; want one profile", ps, err)
	}
	var damage *progress.DamageError
	if !errors.As(ps[0].Problem, &damage) || !damage.CopiedAt.Equal(copied) || !strings.Contains(damage.Error(), damage.Copy) {
		t.Fatalf("got %v, want damage with the copy of %v", ps[0].Problem, copied)
	}
	if _, err := p.Open(t.Context(), id); !errors.As(err, &damage) || damage.Copy == "" {
		t.Errorf("Open: got %v, want damage with a copy", err)
	}
	sameFile(t, path, damaged)

	if err := p.Restore(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	r := load(t, reopen(t, p, id))
	if len(r.Attempts) != 1 || len(r.Attempts[0].Responses) != len(want.Responses) {
		t.Errorf("the record did not come back: %+v", r)
	}
	aside, err := filepath.Glob(filepath.Join(dir, string(id)+".damaged-*"))
	if err != nil || len(aside) != 1 {
		t.Fatalf("got %v, %v; want the damaged file set aside", aside, err)
	}
	sameFile(t, aside[0], damaged)
}

func TestRestoreWithoutAWholeCopyChangesNothing(t *testing.T) {
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	id := made(t, p, "An")
	copies, err := filepath.Glob(filepath.Join(dir, "backups", "*"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("got %v, %v; want one copy", copies, err)
	}
	write(t, copies[0], []byte("damaged too"))
	write(t, filepath.Join(dir, string(id)+".db"), []byte("damaged"))
	before := tree(t, dir)
	if err := p.Restore(t.Context(), id); !errors.Is(err, progress.ErrNoCopy) {
		t.Errorf("got %v, want ErrNoCopy", err)
	}
	for name, content := range before {
		sameFile(t, filepath.Join(dir, name), []byte(content))
	}
}

func TestNewerAndForeignFilesAreListedAndNotTouched(t *testing.T) {
	cases := []struct {
		name     string
		file     string // "" for the profile's own
		sql      string // run on a copy of a record; "" for a file of text
		want     error
		nickname string // that the list still shows
		deleted  bool   // whether Delete takes it
	}{
		{"a newer profile", "", "pragma user_version = 99", progress.ErrNewerProfile, "Zebedee", true},
		{"a newer profile that names nobody", "", "pragma user_version = 99; drop table profile", progress.ErrNewerProfile, "", true},
		{"another program's database", "", "pragma application_id = 7", progress.ErrNotAProfile, "", true},
		{"another program's database by another name", "books", "pragma application_id = 7", progress.ErrNotAProfile, "", false},
		{"a text by another name", "notes", "", progress.ErrNotAProfile, "", false},
		{"a profile without its tables", "", "drop table profile; drop table response", progress.ErrDamagedProfile, "", true},
		{"a profile with no version", "", "pragma user_version = 0", progress.ErrDamagedProfile, "", true},
	}
	whole := aRecord(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			p := openProfiles(t, dir, newClock().Now)
			id := progress.ProfileID(strings.Repeat("0f", 16))
			if c.file != "" {
				id = progress.ProfileID(c.file)
			}
			path := filepath.Join(dir, string(id)+".db")
			write(t, path, whole)
			if c.sql == "" {
				write(t, path, []byte("just text"))
			} else {
				run(t, path, c.sql)
			}
			before := tree(t, dir)
			ps, err := p.List(t.Context())
			if err != nil || len(ps) != 1 || !errors.Is(ps[0].Problem, c.want) || ps[0].Nickname != c.nickname {
				t.Errorf("listed as %+v, %v; want %v of %q", ps, err, c.want, c.nickname)
			}
			if k, err := p.Open(t.Context(), id); !errors.Is(err, c.want) || k != nil {
				t.Errorf("Open: got %v, %v; want %v", k, err, c.want)
			}
			sameFile(t, path, []byte(before["/"+string(id)+".db"]))
			err = p.Delete(t.Context(), id)
			if c.deleted && err != nil || !c.deleted && !errors.Is(err, progress.ErrNotAProfile) {
				t.Errorf("Delete: got %v", err)
			}
			if got := len(tree(t, dir)); c.deleted && got > 0 || !c.deleted && got != len(before) {
				t.Errorf("after Delete there are %d files", got)
			}
		})
	}
}

// run changes a file as another program would.
func run(t testing.TB, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), statements+"; pragma journal_mode = wal"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func count(t testing.TB, path, table string) int {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(t.Context(), "select count(*) from "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestARecordThatChangedOnTheDiskIsNoticed(t *testing.T) {
	cases := []struct{ name, sql string }{
		{"an item reads differently", `update given_item set body = replace(body, 'Prompt', 'Pronto')`},
		{"a quiz is passed more easily", `update given_quiz set body = replace(body, '80', '10')`},
		{"a quiz has other items", `update given_quiz set items = substr(items, 66)`},
		{"an item is missing", `delete from given_item where sha256 = (select min(sha256) from given_item)`},
		{"a quiz is missing", `delete from given_quiz`},
		{"an attempt is missing", `delete from attempt`},
		{"choices are no list", `update response set choices = '{}' where id = 1`},
		{"a scenario reads differently", `update given_scenario set body = replace(body, 'knock', 'shout')`},
		{"a scenario is missing", `delete from given_scenario`},
		{"a run is missing", `delete from run`},
		{"a step is missing", `delete from step where n = 0`},
		{"steps that were seen are no list", `update observation set steps = '{}'`},
		{"a certificate without a key", `update certificate set key = 'key'`},
		{"modules of a certificate are no list", `update certificate set modules = '1'`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			p := openProfiles(t, dir, newClock().Now)
			k := create(t, p, "An")
			save(t, k, attempt("a1"))
			play(t, k, sampleRun("r"), "knock", "call")
			err := errors.Join(k.SaveObservation(t.Context(), sampleObservation("o")), k.SaveCertificate(t.Context(), sampleCertificate("1")))
			if err != nil {
				t.Fatal(err)
			}
			closeKeeper(t, k)
			id := k.Profile().ID
			run(t, filepath.Join(dir, string(id)+".db"), "pragma foreign_keys = 0; "+c.sql)
			_, err = reopen(t, p, id).Load(t.Context())
			var damage *progress.DamageError
			if !errors.As(err, &damage) || damage.Copy == "" {
				t.Errorf("got %v, want damage with a copy", err)
			}
		})
	}
}
