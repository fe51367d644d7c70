package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// fillUp starts attempts until one is refused, and gives how many were kept and the refusal.
func fillUp(t testing.TB, k progress.Keeper) (kept int, err error) {
	t.Helper()
	for n := range 5000 {
		q := quiz.Quiz{ID: quiz.ID(fmt.Sprint("q", n)), Items: []quiz.Item{{ID: "i", Prompt: strings.Repeat("long ", 400)}}}
		if err := k.StartAttempt(t.Context(), quiz.Attempt{ID: fmt.Sprint("a", n), Quiz: q, Started: noon()}); err != nil {
			return n, err
		}
	}
	t.Fatal("the disk never became full")
	return 0, nil
}

func TestADatabaseThatCannotGrowSaysThatTheDiskIsFull(t *testing.T) {
	k := openedKeeper(t, profilesIn(t, t.TempDir(), nil), "An")
	pool, err := k.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	if err := k.SaveVisit(t.Context(), aVisit); err != nil {
		t.Fatal(err)
	}
	limit(t, pool, t.Context())
	kept, err := fillUp(t, k)
	if !errors.Is(err, progress.ErrDiskFull) {
		t.Fatalf("got %v, want ErrDiskFull", err)
	}
	r, err := k.Load(t.Context())
	if err != nil || len(r.Attempts) != kept || len(r.Visits) != 1 {
		t.Errorf("got %d attempts and %d visits, %v; want %d and 1", len(r.Attempts), len(r.Visits), err, kept)
	}
	if _, err := pool.ExecContext(t.Context(), "pragma max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	if err := k.StartAttempt(t.Context(), quiz.Attempt{ID: "now there is room", Started: noon()}); err != nil {
		t.Errorf("after space was made: %v", err)
	}
}

func TestADatabaseThatCannotBeWrittenSaysSo(t *testing.T) {
	k := openedKeeper(t, profilesIn(t, t.TempDir(), nil), "An")
	pool, err := k.db.DB()
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	if _, err := pool.ExecContext(t.Context(), "pragma query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if err := k.SaveVisit(t.Context(), aVisit); !errors.Is(err, progress.ErrCannotWrite) {
		t.Errorf("got %v, want ErrCannotWrite", err)
	}
}
