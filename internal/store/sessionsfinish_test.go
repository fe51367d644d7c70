package store_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

// A fullSession is a session that is open, and what must not be found when it is over.
type fullSession struct {
	id      session.ID
	entries []session.Entry
	secrets map[string][]string // by what they are
}

func hexOf(kind string, n int) string {
	sum := sha256.Sum256(fmt.Append(nil, kind, n))
	return hex.EncodeToString(sum[:16])
}

// fill begins a session with sixty phones that answer and write, and twenty sheets before and after.
func fill(t testing.TB, s *store.Sessions, c *clock) fullSession {
	t.Helper()
	f := fullSession{secrets: map[string][]string{}}
	note := func(kind, secret string) { f.secrets[kind] = append(f.secrets[kind], secret) }
	events := []session.Event{session.Went{Step: 0}, session.Asked{Poll: "m/breathing"}}
	for n := range 60 {
		phone := session.Phone(hexOf("phone", n))
		note("phone", string(phone))
		events = append(events,
			session.Joined{Phone: phone},
			session.Answered{Poll: "m/breathing", Round: 1, Phone: phone, Given: quiz.Given{Choices: []quiz.ChoiceID{"true"}}},
		)
	}
	events = append(events, session.Went{Step: 1}, session.Asked{Poll: "wall-1"})
	for n := range 60 {
		text := "my cousin " + hexOf("text", n)[:20]
		note("text", text)
		events = append(events, session.Wrote{Poll: "wall-1", Phone: session.Phone(hexOf("phone", n)), Text: text})
	}
	for _, phase := range []evaluation.Phase{evaluation.Before, evaluation.After} {
		events = append(events, session.Opened{Phase: phase, On: true})
		for n := range 20 {
			sheet := aSheet(phase, evaluation.Mark(hexOf("mark", n)))
			sheet.Way = evaluation.Phones
			events = append(events, session.Keyed{Sheet: sheet, By: session.Phone(hexOf("phone", n))})
		}
	}
	for n := range 20 {
		note("mark", hexOf("mark", n))
	}
	var key []byte
	f.id, key, f.entries = begun(t, s, c, events[0])
	var rest []session.Entry
	for i, e := range events[1:] {
		rest = append(rest, entry(len(f.entries)+1+i, c.Now(), e))
	}
	for chunk := range slices.Chunk(rest, 7) {
		if err := s.Append(t.Context(), f.id, chunk); err != nil {
			t.Fatal(err)
		}
	}
	f.entries = append(f.entries, rest...)
	note("key", string(key))
	note("key in hexadecimal", hex.EncodeToString(key))
	note("key in base 64", base64.RawStdEncoding.EncodeToString(key)[:40])
	return f
}

func aSheet(phase evaluation.Phase, mark evaluation.Mark) evaluation.Sheet {
	return evaluation.Sheet{Phase: phase, Mark: mark, Way: evaluation.Paper, Responses: []quiz.Response{{Item: "breathing", Choices: []quiz.ChoiceID{"true"}}}}
}

// found counts the secrets of a kind that are in any file below a folder.
func (f fullSession) found(t testing.TB, dir, kind string) int {
	t.Helper()
	n := 0
	files := tree(t, dir)
	for _, secret := range f.secrets[kind] {
		for name, content := range files {
			if strings.Contains(content, secret) || strings.Contains(name, secret) {
				n++
				break
			}
		}
	}
	return n
}

// checkThere shows that what will be gone could be found.
func (f fullSession) checkThere(t testing.TB, dir string, kinds ...string) {
	t.Helper()
	for _, kind := range kinds {
		// Some are cut by the end of a page.
		if n, all := f.found(t, dir, kind), len(f.secrets[kind]); n == 0 || n < all*9/10 {
			t.Errorf("%s: %d of %d can be found", kind, n, all)
		}
	}
}

func (f fullSession) checkGone(t testing.TB, dir string, kinds ...string) {
	t.Helper()
	for _, kind := range kinds {
		if n := f.found(t, dir, kind); n > 0 {
			t.Errorf("%s: %d of %d can still be found", kind, n, len(f.secrets[kind]))
		}
	}
	for name := range tree(t, dir) {
		if strings.Contains(name, string(f.id)) {
			t.Errorf("%s is still there", name)
		}
	}
}

var allSecrets = []string{"phone", "text", "mark", "key", "key in hexadecimal", "key in base 64"}

func TestAFinishedSessionLeavesItsReportAndNoTrace(t *testing.T) {
	c, dir, ctx := newClock(), t.TempDir(), t.Context()
	s := openSessions(t, dir, c.Now)
	if err := s.SavePlan(ctx, aPlan("p")); err != nil {
		t.Fatal(err)
	}
	other, _, rest := begun(t, s, c, session.Darkened{On: true}) // is open beside it
	f := fill(t, s, c)
	f.checkThere(t, dir, "phone", "text", "mark", "key")
	if err := s.Finish(ctx, f.id, aReport("r"), false); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, allSecrets...) // while the file is open
	checkReports(t, s, "r")
	if _, _, err := s.Entries(ctx, f.id); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("got %v, want ErrNoSession", err)
	}
	if err := s.Finish(ctx, f.id, aReport("again"), false); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("finishing twice: got %v, want ErrNoSession", err)
	}
	checkEntries(t, s, other, rest)
	if plans, err := s.Plans(ctx); err != nil || len(plans) != 1 {
		t.Errorf("got %v, %v; want the plan", plans, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, allSecrets...)
}

func TestADiscardedSessionLeavesNothing(t *testing.T) {
	c, dir := newClock(), t.TempDir()
	s := openSessions(t, dir, c.Now)
	f := fill(t, s, c)
	if err := s.Discard(t.Context(), f.id); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, allSecrets...)
	checkReports(t, s)
	if list, err := s.Sessions(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("got %v, %v; want no session", list, err)
	}
}

func checkReports(t testing.TB, s *store.Sessions, want ...string) {
	t.Helper()
	reports, err := s.Reports(t.Context())
	var ids []string
	for _, r := range reports {
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff(want, ids, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("error %v, reports %s", err, diff)
	}
}

func TestSheetsStayOnlyWhenAskedForAndUntilTheyAreDropped(t *testing.T) {
	c, dir, ctx := newClock(), t.TempDir(), t.Context()
	s := openSessions(t, dir, c.Now)
	f := fill(t, s, c)
	if err := s.Finish(ctx, f.id, aReport("r"), true); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, "phone", "text")
	f.checkThere(t, dir, "mark", "key")
	sheets, key, err := s.Sheets(ctx, f.id)
	if err != nil || len(sheets) != 40 || string(key) != f.secrets["key"][0] {
		t.Fatalf("got %d sheets, key %x, %v; want 40 and the key", len(sheets), key, err)
	}
	if ids, err := s.WithSheets(ctx); err != nil || !slices.Equal(ids, []session.ID{f.id}) {
		t.Errorf("got %v, %v; want the session", ids, err)
	}
	if err := s.DropSheets(ctx, f.id); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, allSecrets...)
	if _, _, err := s.Sheets(ctx, f.id); !errors.Is(err, session.ErrNoSession) {
		t.Errorf("got %v, want ErrNoSession", err)
	}
	checkReports(t, s, "r")
}

func TestTheSheetsThatStayAreThoseThatCounted(t *testing.T) {
	a, b, gone := evaluation.Mark(strings.Repeat("a", 32)), evaluation.Mark(strings.Repeat("b", 32)), evaluation.Mark(strings.Repeat("c", 32))
	better := aSheet(evaluation.Before, b)
	better.Responses[0].Choices = []quiz.ChoiceID{"false"}
	c := newClock()
	s := openSessions(t, t.TempDir(), c.Now)
	id, _, _ := begun(t, s, c,
		session.Keyed{Sheet: aSheet(evaluation.Before, b)},
		session.Keyed{Sheet: aSheet(evaluation.After, b)},
		session.Keyed{Sheet: aSheet(evaluation.Before, ""), Number: 1},
		session.Keyed{Sheet: aSheet(evaluation.Before, ""), Number: 2},
		session.Keyed{Sheet: aSheet(evaluation.Before, a)},
		session.Keyed{Sheet: aSheet(evaluation.Before, gone)},
		session.Unkeyed{Phase: evaluation.Before, Number: 1},
		session.Unkeyed{Phase: evaluation.Before, Mark: gone},
		session.Keyed{Sheet: better},
	)
	if err := s.Finish(t.Context(), id, aReport("r"), true); err != nil {
		t.Fatal(err)
	}
	got, _, err := s.Sheets(t.Context(), id)
	var told []string
	for _, sheet := range got {
		told = append(told, fmt.Sprintf("%s %.1s %s %v", sheet.Phase, sheet.Mark, sheet.Responses[0].Choices[0], sheet.Responses[0].Correct))
	}
	want := []string{"before a true true", "before b false false", "before  true true", "after b true true"}
	if diff := cmp.Diff(want, told); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestAReportThatCannotBeKeptLeavesTheSessionOpen(t *testing.T) {
	c := newClock()
	s := openSessions(t, t.TempDir(), c.Now)
	f := fill(t, s, c)
	if s.Finish(t.Context(), f.id, aReport(""), true) == nil {
		t.Error("a report without an id was kept")
	}
	checkEntries(t, s, f.id, f.entries)
	checkReports(t, s)
	if ids, err := s.WithSheets(t.Context()); err != nil || len(ids) > 0 {
		t.Errorf("got %v, %v; want no sheets", ids, err)
	}
}

// finishASession finishes the session of DIR/ID/STEP and stops after that step for good.
func finishASession(ctx context.Context, where string, in io.Reader, out io.Writer) error {
	rest, step := filepath.Split(where)
	dir, id := filepath.Split(filepath.Clean(rest))
	s, err := store.OpenSessions(filepath.Join(dir, "sessions.db"), time.Now)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	s.AfterStep(func(reached string) {
		if reached == step {
			fmt.Fprintln(out, "reached")
			lines.Scan() // nobody writes any more
		}
	})
	fmt.Fprintln(out, "ready")
	lines.Scan()
	if err := s.Finish(ctx, session.ID(id), aReport("r"), false); err != nil {
		return err
	}
	fmt.Fprintln(out, "finished")
	lines.Scan()
	return nil
}

// killWhileItFinishes begins a session, lets another process finish it, and kills that.
func killWhileItFinishes(t *testing.T, step string, when func(*learner)) (dir string, f fullSession) {
	t.Helper()
	c := newClock()
	dir = t.TempDir()
	s := openSessions(t, dir, c.Now)
	f = fill(t, s, c)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	l := startLearner(t, finishVariable, filepath.Join(dir, string(f.id), step))
	l.next(t)
	l.goOn(t)
	when(l)
	l.kill(t)
	return dir, f
}

// checkAllOrNothing opens the file again, and says whether the session was finished.
func checkAllOrNothing(t *testing.T, dir string, f fullSession) (finished bool) {
	t.Helper()
	s := openSessions(t, dir, newClock().Now)
	_, _, err := s.Entries(t.Context(), f.id)
	if errors.Is(err, session.ErrNoSession) {
		checkReports(t, s, "r")
		f.checkGone(t, dir, allSecrets...)
		return true
	}
	checkEntries(t, s, f.id, f.entries)
	checkReports(t, s)
	f.checkThere(t, dir, "phone", "text", "mark", "key")
	return false
}

func TestKilledAtEachStepOfFinishing(t *testing.T) {
	for i, step := range store.EndSteps() {
		t.Run("after "+step, func(t *testing.T) {
			dir, f := killWhileItFinishes(t, step, func(l *learner) { l.next(t) })
			switch step {
			case "deleted":
				f.checkThere(t, dir, "phone", "text", "mark", "key")
			case "committed":
				f.checkThere(t, dir, "phone", "text", "mark") // the test could fail
			}
			if finished := checkAllOrNothing(t, dir, f); finished != (i > 0) {
				t.Errorf("finished: %v", finished)
			}
		})
	}
}

func TestKilledAtAnyTimeWhileFinishing(t *testing.T) {
	const kills = 20
	finished := 0
	for i := range kills {
		dir, f := killWhileItFinishes(t, "none", func(*learner) { busyFor(time.Duration(i) * 2 * time.Millisecond) })
		if checkAllOrNothing(t, dir, f) {
			finished++
		}
	}
	t.Logf("of %d sessions that were killed, %d were finished", kills, finished)
}

func TestADeletedReportCannotBeFound(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	s := openSessions(t, dir, newClock().Now)
	r := aReport("r")
	r.Said = []string{"I will carry it from today."}
	if err := errors.Join(s.SaveReport(ctx, r), s.SaveReport(ctx, aReport("other"))); err != nil {
		t.Fatal(err)
	}
	f := fullSession{id: "none", secrets: map[string][]string{"said": r.Said}}
	f.checkThere(t, dir, "said")
	if err := s.DeleteReport(ctx, "r"); err != nil {
		t.Fatal(err)
	}
	f.checkGone(t, dir, "said")
	checkReports(t, s, "other")
}

func TestASweepThatIsRefusedIsToldAndTriedAgain(t *testing.T) {
	c, dir, ctx := newClock(), t.TempDir(), t.Context()
	s := openSessions(t, dir, c.Now)
	f := fill(t, s, c)
	blocked := filepath.Join(dir, "backups")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil { // where the folder of copies would be
		t.Fatal(err)
	}
	if err := s.Finish(ctx, f.id, aReport("r"), false); !errors.Is(err, session.ErrNotSwept) {
		t.Fatalf("got %v, want ErrNotSwept", err)
	}
	checkReports(t, s, "r")
	if err := errors.Join(s.Close(), os.Remove(blocked)); err != nil {
		t.Fatal(err)
	}
	again := openSessions(t, dir, c.Now)
	checkReports(t, again, "r")
	f.checkGone(t, dir, allSecrets...)
	later := fill(t, again, c)
	if err := again.Finish(ctx, later.id, aReport("r2"), false); err != nil {
		t.Errorf("the next one: %v", err)
	}
}
