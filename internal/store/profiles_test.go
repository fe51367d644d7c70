package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/store"
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

func openProfiles(t testing.TB, dir string, now func() time.Time) *store.Profiles {
	t.Helper()
	p, err := store.OpenProfiles(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func create(t testing.TB, p *store.Profiles, nickname string) progress.Keeper {
	t.Helper()
	k, err := p.Create(t.Context(), nickname)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeKeeper(t, k) })
	return k
}

// made makes a profile and closes it.
func made(t testing.TB, p *store.Profiles, nickname string) progress.ProfileID {
	t.Helper()
	k := create(t, p, nickname)
	closeKeeper(t, k)
	return k.Profile().ID
}

func reopen(t testing.TB, p *store.Profiles, id progress.ProfileID) progress.Keeper {
	t.Helper()
	k, err := p.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeKeeper(t, k) })
	return k
}

func closeKeeper(t testing.TB, k progress.Keeper) {
	t.Helper()
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

// tree gives the files below a folder and what is in them.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func nicknames(ps []progress.Profile) []string {
	var names []string
	for _, p := range ps {
		names = append(names, p.Nickname)
	}
	return names
}

func TestProfilesAreListedNewestUsedFirst(t *testing.T) {
	c := newClock()
	p := openProfiles(t, t.TempDir(), c.Now)
	an := made(t, p, "  An ")
	c.Add(time.Hour)
	made(t, p, "Bảo")
	c.Add(time.Hour)
	made(t, p, "Cy")
	c.Add(time.Hour)
	closeKeeper(t, reopen(t, p, an))

	ps, err := p.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"An", "Cy", "Bảo"}, nicknames(ps)); diff != "" {
		t.Error(diff)
	}
	want := progress.Profile{ID: an, Nickname: "An", Created: c.Now().Add(-3 * time.Hour), LastUsed: c.Now()}
	if diff := cmp.Diff(want, ps[0]); diff != "" {
		t.Error(diff)
	}
}

func TestListingChangesNothing(t *testing.T) {
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	made(t, p, "An")
	write(t, filepath.Join(dir, "notes.db"), []byte("not ours"))
	before := tree(t, dir)
	if _, err := p.List(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestAnOpenProfileIsListed(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	create(t, p, "An")
	ps, err := p.List(t.Context())
	if err != nil || len(ps) != 1 || ps[0].Nickname != "An" || ps[0].Problem != nil {
		t.Errorf("got %+v, %v; want An without a problem", ps, err)
	}
}

func TestNicknamesAreChecked(t *testing.T) {
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	for _, bad := range []string{"", "   ", strings.Repeat("x", 41), "a\x00b", "a\nb", "\xff"} {
		if k, err := p.Create(t.Context(), bad); !errors.Is(err, progress.ErrBadNickname) || k != nil {
			t.Errorf("Create(%q) = %v, %v; want nil and ErrBadNickname", bad, k, err)
		}
	}
	if got := tree(t, dir); len(got) > 0 {
		t.Errorf("files were left behind: %v", got)
	}
}

func TestFilesAreOnlyForTheirOwnerAndNameNobody(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	dir := filepath.Join(t.TempDir(), "p")
	p := openProfiles(t, dir, newClock().Now)
	k := create(t, p, "Zebedee")
	save(t, k, attempt("a1"))
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), want)
		}
		if strings.Contains(strings.ToLower(d.Name()), "zebedee") {
			t.Errorf("%s names the learner", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAGuestLeavesNothingOnTheDisk(t *testing.T) {
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	made(t, p, "An")
	before := tree(t, dir)
	k, err := p.Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !k.Profile().Guest {
		t.Error("the profile does not say that it is a guest's")
	}
	a := attempt("a1")
	save(t, k, a)
	if r := load(t, k); len(r.Attempts) != 1 {
		t.Errorf("got %d attempts, want 1", len(r.Attempts))
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error("while open:", diff)
	}
	closeKeeper(t, k)
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error("after closing:", diff)
	}
	other, err := p.Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closeKeeper(t, other)
	if r := load(t, other); len(r.Attempts) != 0 {
		t.Error("a second guest sees the record of the first")
	}
}

func TestAGuestsRecordSurvivesACancelledSave(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k, err := p.Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closeKeeper(t, k)
	save(t, k, attempt("a1"))
	cancelSaves(t, k, "a1")
	if r := load(t, k); len(r.Attempts) != 1 {
		t.Errorf("got %d attempts, want 1", len(r.Attempts))
	}
}

func TestAProfileIsOpenOnlyOnce(t *testing.T) {
	dir := t.TempDir()
	k := create(t, openProfiles(t, dir, newClock().Now), "An")
	other := openProfiles(t, dir, newClock().Now)
	for range 3 {
		runtime.GC() // a lock that nothing refers to would be let go here
		if _, err := other.Open(t.Context(), k.Profile().ID); !errors.Is(err, progress.ErrProfileInUse) {
			t.Fatalf("got %v, want ErrProfileInUse", err)
		}
	}
	if err := other.Delete(t.Context(), k.Profile().ID); !errors.Is(err, progress.ErrProfileInUse) {
		t.Errorf("deleting an open profile: got %v, want ErrProfileInUse", err)
	}
	if err := other.Rename(t.Context(), k.Profile().ID, "Bo"); !errors.Is(err, progress.ErrProfileInUse) {
		t.Errorf("renaming it from elsewhere: got %v, want ErrProfileInUse", err)
	}
	closeKeeper(t, k)
	closeKeeper(t, reopen(t, other, k.Profile().ID))
}

func TestIdsNameFilesOfTheFolderOnly(t *testing.T) {
	p := openProfiles(t, filepath.Join(t.TempDir(), "p"), newClock().Now)
	outside := openProfiles(t, filepath.Join(t.TempDir(), "q"), newClock().Now)
	id := made(t, outside, "An")
	for _, bad := range []progress.ProfileID{"", ".", "..", "../q/" + id, `..\q\` + id, "nobody", ".hidden"} {
		if _, err := p.Open(t.Context(), bad); !errors.Is(err, progress.ErrNoProfile) {
			t.Errorf("Open(%q) = %v, want ErrNoProfile", bad, err)
		}
		if err := p.Delete(t.Context(), bad); !errors.Is(err, progress.ErrNoProfile) {
			t.Errorf("Delete(%q) = %v, want ErrNoProfile", bad, err)
		}
	}
}

func TestRenameLeavesNoTraceOfTheOldNickname(t *testing.T) {
	for _, open := range []bool{true, false} {
		dir := t.TempDir()
		c := newClock()
		p := openProfiles(t, dir, c.Now)
		k := create(t, p, "Zebedee")
		c.Add(time.Minute)
		if !open {
			closeKeeper(t, k)
		}
		id := k.Profile().ID
		if err := p.Rename(t.Context(), id, "\t"); !errors.Is(err, progress.ErrBadNickname) {
			t.Errorf("got %v, want ErrBadNickname", err)
		}
		if err := p.Rename(t.Context(), id, "Flo"); err != nil {
			t.Fatal(err)
		}
		if open && k.Profile().Nickname != "Flo" {
			t.Errorf("the keeper still says %q", k.Profile().Nickname)
		}
		closeKeeper(t, k)
		if got := reopen(t, p, id).Profile().Nickname; got != "Flo" {
			t.Errorf("got %q, want Flo", got)
		}
		assertNoTrace(t, dir, "Zebedee")
	}
}

func TestDeleteLeavesNoTrace(t *testing.T) {
	dir := t.TempDir()
	c := newClock()
	p := openProfiles(t, dir, c.Now)
	stays := made(t, p, "Flo")
	k := create(t, p, "Zebedee")
	save(t, k, attempt("a1"))
	closeKeeper(t, k)
	c.Add(25 * time.Hour)
	id := k.Profile().ID
	closeKeeper(t, reopen(t, p, id)) // keeps a second copy
	if found := traces(t, dir, "Zebedee", "unmistakable-choice"); len(found) < 2 {
		t.Fatalf("only %v hold the record: the test would not see a trace", found)
	}
	if err := p.Delete(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	assertNoTrace(t, dir, "Zebedee", "unmistakable-choice", string(id))
	for name := range tree(t, dir) {
		if strings.Contains(name, string(id)) {
			t.Errorf("%s is left", name)
		}
	}
	closeKeeper(t, reopen(t, p, stays))
}

// traces names the files below dir that hold one of the texts.
func traces(t testing.TB, dir string, texts ...string) []string {
	t.Helper()
	var found []string
	for name, content := range tree(t, dir) {
		if slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(content, s) }) {
			found = append(found, name)
		}
	}
	return found
}

func assertNoTrace(t testing.TB, dir string, texts ...string) {
	t.Helper()
	if found := traces(t, dir, texts...); len(found) > 0 {
		t.Errorf("%v still hold one of %q", found, texts)
	}
}

func TestWhatADeadProgramWasMakingIsSwept(t *testing.T) {
	dir := t.TempDir()
	half := filepath.Join(dir, strings.Repeat("ab", 16)+".new")
	write(t, half, []byte("SQLite format 3\x00 and half of Zebedee"))
	write(t, half+"-journal", []byte("Zebedee"))
	write(t, filepath.Join(dir, "letter.new"), []byte("not ours"))
	p := openProfiles(t, dir, newClock().Now)
	assertNoTrace(t, dir, "Zebedee")
	if diff := cmp.Diff(map[string]string{"/letter.new": "not ours"}, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	if ps, err := p.List(t.Context()); err != nil || len(ps) != 0 {
		t.Errorf("got %v, %v; want no profile", ps, err)
	}
}

func TestCopiesAreKeptDailyAndThreeOfThem(t *testing.T) {
	dir := t.TempDir()
	c := newClock()
	p := openProfiles(t, dir, c.Now)
	id := made(t, p, "An")
	for day := 1; day <= 5; day++ {
		for range 2 { // the second time that day keeps none
			closeKeeper(t, reopen(t, p, id))
		}
		c.Add(24 * time.Hour)
		copies, err := os.ReadDir(filepath.Join(dir, "backups"))
		if err != nil {
			t.Fatal(err)
		}
		if want := min(day, 3); len(copies) != want {
			t.Errorf("after day %d: %d copies, want %d", day, len(copies), want)
		}
	}
}

func TestPathsWithOddCharacters(t *testing.T) {
	for _, name := range []string{"sp ace", "ünïcode-é😀", "hash#x", "per%41c", "plus+&x=1", "ques?x"} {
		if runtime.GOOS == "windows" && strings.ContainsAny(name, "?") {
			continue
		}
		dir := filepath.Join(t.TempDir(), name)
		p := openProfiles(t, dir, newClock().Now)
		k := create(t, p, "An")
		if !strings.HasPrefix(tree(t, dir)["/"+string(k.Profile().ID)+".db"], "SQLite format 3") {
			t.Errorf("%q: the profile is not where it should be", name)
		}
	}
}

func TestEveryMethodEndsWithItsContext(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k := create(t, p, "An")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	calls := map[string]func() error{
		"List":   func() error { _, err := p.List(ctx); return err },
		"Create": func() error { _, err := p.Create(ctx, "Bo"); return err },
		"Guest":  func() error { _, err := p.Guest(ctx); return err },
		"Load":   func() error { _, err := k.Load(ctx); return err },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want context.Canceled", name, err)
		}
	}
	if ps, err := p.List(t.Context()); err != nil || len(ps) != 1 {
		t.Errorf("a cancelled Create left something: %v, %v", ps, err)
	}
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// integrity runs SQLite's own check on a closed profile.
func integrity(t testing.TB, dir string, id progress.ProfileID) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, string(id)+".db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var got string
	if err := db.QueryRowContext(t.Context(), "pragma integrity_check").Scan(&got); err != nil || got != "ok" {
		t.Errorf("integrity_check: %q, %v", got, err)
	}
}

func sameFile(t testing.TB, path string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s was changed", path)
	}
}
