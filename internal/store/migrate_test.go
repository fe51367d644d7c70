package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// later are steps that follow the released ones, of the kinds that go wrong most.
var later = []migration{
	{"0005_rebuild_a_parent.sql", `
		create table attempt_new (id text primary key, module text not null, module_version text not null, revision text not null,
			seed integer not null, started integer not null, given_quiz text not null references given_quiz (sha256), place text not null default '',
			purpose text not null default '') strict;
		insert into attempt_new (id, module, module_version, revision, seed, started, given_quiz, purpose)
			select id, module, module_version, revision, seed, started, given_quiz, purpose from attempt;
		drop table attempt;
		alter table attempt_new rename to attempt;`},
	{"0006_add_a_column.sql", `alter table profile add column colour integer not null default 0;`},
}

func released(t testing.TB) []migration {
	t.Helper()
	return profilesIn(t, t.TempDir(), nil).steps
}

func upTo(steps []migration, more ...migration) []migration {
	return append(slices.Clone(steps), more...)
}

// firstRecord fills a database of version 1, as the program of that version did.
const firstRecord = `
	insert into profile values (1, 'Zebedee', 1000, 2000);
	insert into visit values ('m', 'l', '1.0', 7, 3000, 4000), ('m', 'l2', '1.0', 2, 3500, null);
	insert into given_quiz values ('%s', '%s');
	insert into attempt values ('a1', 'm', '1.0', 'rev', -41, 5000, '%[1]s');
	insert into response values (1, 'a1', 'i', '["c"]', 1, 6000), (2, 'a1', 'j', '["c","d"]', 0, 7000);`

// firstQuiz is the quiz of firstRecord as it was written then.
const firstQuiz = `{"id":"q","pass":80,"items":[{"id":"i","kind":"single","objective":"o","lesson":"l","prompt":"p","choices":[{"id":"c","text":"t","correct":true,"feedback":""}]}]}`

// thirdRecord is what a program of version 3 added, and thirdAsRead what it means to this one.
const thirdRecord = `
	insert into favourite (handout) values ('naloxone'), ('fentanyl');
	insert into alert_read values ('strong', '1.10');`

func thirdAsRead() progress.Record {
	r := firstAsRead()
	r.Favourites = []catalog.HandoutID{"naloxone", "fentanyl"}
	r.AlertsRead = map[catalog.AlertID]string{"strong": "1.10"}
	return r
}

// fourthRecord is what a program of version 4 added, and fourthAsRead what it means to this one.
const fourthRecord = `insert into module_seen values ('m', '1.10'), ('left', '-2.0');`

func fourthAsRead() progress.Record {
	r := thirdAsRead()
	r.ModulesSeen = map[catalog.ModuleID]string{"m": "1.10", "left": "-2.0"}
	return r
}

// fills are what a program of each version added to a record, as far as it could.
var fills = map[int]string{1: fmt.Sprintf(firstRecord, digest(firstQuiz), firstQuiz), 3: thirdRecord, 4: fourthRecord}

// profileOfVersion makes a closed profile with these steps. A program of each version added to its record, which came
// through the later steps.
func profileOfVersion(t testing.TB, dir string, steps []migration) progress.ProfileID {
	t.Helper()
	id := newID()
	path := filepath.Join(dir, string(id)+extension)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	pool := poolOf(t, target{name: path, rebuilding: true})
	nothing := func() error { return nil }
	var errs []error
	for version := range len(steps) {
		errs = append(errs, migrate(t.Context(), pool, applicationID, steps[:version+1], nothing))
		_, err := pool.ExecContext(t.Context(), fills[version+1])
		errs = append(errs, err)
	}
	if err := errors.Join(errors.Join(errs...), pool.Close()); err != nil {
		t.Fatal(err)
	}
	return id
}

// firstAsRead is what firstRecord means to this program.
func firstAsRead() progress.Record {
	q := quiz.Quiz{ID: "q", Pass: 80, Items: []quiz.Item{{
		ID: "i", Kind: quiz.Single, Objective: "o", Lesson: "l", Prompt: "p",
		Choices: []quiz.Choice{{ID: "c", Text: "t", Correct: true}},
	}}}
	return progress.Record{
		Visits: []progress.Visit{
			{Module: "m", Lesson: "l", ModuleVersion: "1.0", Block: 7, Opened: fromMillis(3000), Finished: fromMillis(4000)},
			{Module: "m", Lesson: "l2", ModuleVersion: "1.0", Block: 2, Opened: fromMillis(3500)},
		},
		Attempts: []quiz.Attempt{{
			ID: "a1", Module: "m", ModuleVersion: "1.0", Revision: "rev", Seed: math.MaxUint64 - 40, Started: fromMillis(5000), Quiz: q,
			Responses: []quiz.Response{
				{Item: "i", Choices: []quiz.ChoiceID{"c"}, Credit: quiz.Full, Correct: true, At: fromMillis(6000)},
				{Item: "j", Choices: []quiz.ChoiceID{"c", "d"}, At: fromMillis(7000)},
			},
		}},
	}
}

func TestEveryVersionComesToTheNewest(t *testing.T) {
	all := upTo(released(t), later...)
	for from := 1; from <= len(all); from++ {
		t.Run(fmt.Sprint("from version ", from), func(t *testing.T) {
			dir := t.TempDir()
			id := profileOfVersion(t, dir, all[:from])
			k, err := profilesIn(t, dir, all).Open(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			want := firstAsRead()
			switch {
			case from >= 4:
				want = fourthAsRead()
			case from == 3:
				want = thirdAsRead()
			}
			r, err := k.Load(t.Context())
			if diff := cmp.Diff(want, r); err != nil || diff != "" {
				t.Errorf("error %v, %s", err, diff)
			}
			who := k.Profile()
			if who.Nickname != "Zebedee" || !who.Created.Equal(fromMillis(1000)) || !ownID.MatchString(who.Pseudonym) {
				t.Errorf("the profile is %+v", who)
			}
			if err := k.Close(); err != nil {
				t.Fatal(err)
			}
			pool := poolOf(t, target{name: filepath.Join(dir, string(id)+".db")})
			if app, v, err := version(t.Context(), pool); app != applicationID || v != len(all) || err != nil {
				t.Errorf("got application %x and version %d, %v; want %x and %d", app, v, err, applicationID, len(all))
			}
		})
	}
}

func TestACopyIsKeptBeforeAChange(t *testing.T) {
	steps := released(t)
	dir := t.TempDir()
	id := profileOfVersion(t, dir, steps)
	if err := os.RemoveAll(filepath.Join(dir, copiesFolder)); err != nil {
		t.Fatal(err)
	}
	p := profilesIn(t, dir, upTo(steps, later...))
	k, err := p.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	kept, err := p.copies(id)
	if err != nil || len(kept) != 1 {
		t.Fatalf("got %v, %v; want one copy", kept, err)
	}
	pool := poolOf(t, target{name: kept[0].path})
	if _, v, err := version(t.Context(), pool); v != len(steps) || err != nil {
		t.Errorf("the copy has version %d, %v; want %d", v, err, len(steps))
	}
	if n := query[int](t, pool, "select count(*) from response"); n != 2 {
		t.Errorf("the copy has %d responses, want 2", n)
	}
}

func TestAFailedChangeChangesNothing(t *testing.T) {
	steps := released(t)
	cases := []struct {
		name  string
		bad   migration
		block bool // the folder of copies
		want  string
	}{
		{name: "a wrong statement after a right one", bad: migration{"0005_bad.sql", "alter table visit add column x integer; insert into nowhere values (1)"}, want: "migration 0005_bad.sql"},
		{name: "a reference to nothing", bad: migration{"0005_orphan.sql", "alter table visit add column x integer; update response set attempt = 'nobody'"}, want: "2 rows refer to rows that are not there"},
		{name: "a table that is emptied", bad: migration{"0005_empty.sql", "delete from attempt"}, want: "2 rows refer"},
		{name: "no safety copy", bad: later[0], block: true, want: "keeping a copy before the change"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			id := profileOfVersion(t, dir, steps)
			if c.block {
				folder := filepath.Join(dir, copiesFolder)
				if err := errors.Join(os.RemoveAll(folder), os.WriteFile(folder, nil, 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			_, err := profilesIn(t, dir, upTo(steps, c.bad)).Open(t.Context(), id)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want an error with %q", err, c.want)
			}
			pool := poolOf(t, target{name: filepath.Join(dir, string(id)+".db")})
			if _, v, err := version(t.Context(), pool); v != len(steps) || err != nil {
				t.Errorf("got version %d, %v; want %d", v, err, len(steps))
			}
			if n := query[int](t, pool, "select count(*) from pragma_table_info('visit') where name = 'x'"); n != 0 {
				t.Error("half of the step was done")
			}
			if n := query[int](t, pool, "select count(*) from response where attempt = 'a1'"); n != 2 {
				t.Error("a response was lost")
			}
		})
	}
}

func TestAnOlderProgramLeavesANewerProfileAlone(t *testing.T) {
	steps := released(t)
	dir := t.TempDir()
	id := profileOfVersion(t, dir, upTo(steps, later...))
	path := filepath.Join(dir, string(id)+".db")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := profilesIn(t, dir, steps)
	if _, err := p.Open(t.Context(), id); !errors.Is(err, progress.ErrNewerProfile) {
		t.Errorf("got %v, want ErrNewerProfile", err)
	}
	ps, err := p.List(t.Context())
	if err != nil || len(ps) != 1 || !errors.Is(ps[0].Problem, progress.ErrNewerProfile) || ps[0].Nickname != "Zebedee" {
		t.Errorf("got %+v, %v; want Zebedee with ErrNewerProfile", ps, err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the file was changed (%v)", err)
	}
	pool := poolOf(t, target{name: path, rebuilding: true})
	nothing := func() error { return nil }
	if err := migrate(t.Context(), pool, applicationID, steps, nothing); !errors.Is(err, progress.ErrNewerProfile) {
		t.Errorf("migrate: got %v, want ErrNewerProfile", err)
	}
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	for _, names := range [][]string{{"0002_a.sql"}, {"0001_a.sql", "0003_b.sql"}, {"0001_a.sql", "0001_b.sql"}, {"first.sql"}} {
		fsys := fstest.MapFS{}
		for _, n := range names {
			fsys[n] = &fstest.MapFile{}
		}
		if _, err := migrationsIn(fsys); err == nil {
			t.Errorf("%v was accepted", names)
		}
	}
	if len(released(t)) == 0 {
		t.Error("there are no migrations")
	}
}

// limit keeps a database from growing past its size now, as a full disk does.
func limit(t testing.TB, pool *sql.DB, ctx context.Context) {
	t.Helper()
	pool.SetMaxOpenConns(1)
	pages := query[int](t, pool, "pragma page_count")
	if _, err := pool.ExecContext(ctx, fmt.Sprintf("pragma max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
}
