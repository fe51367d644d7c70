package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

// mark does what a learner would: marks three handouts, takes one back and marks it again, and reads two alerts, one
// of them twice.
func mark(t testing.TB, k progress.Keeper) {
	t.Helper()
	for _, m := range []struct {
		id catalog.HandoutID
		on bool
	}{{"b", true}, {"a", true}, {"ç “d”", true}, {"b", false}, {"b", false}, {"a", true}, {"b", true}, {"never", false}} {
		if err := k.SetFavourite(t.Context(), m.id, m.on); err != nil {
			t.Fatal(err)
		}
	}
	for _, read := range [][2]string{{"strong", "1.9"}, {"other", "1.0"}, {"strong", "1.10"}} {
		if err := k.SaveAlertRead(t.Context(), catalog.AlertID(read[0]), read[1]); err != nil {
			t.Fatal(err)
		}
	}
}

func marked() progress.Record {
	return progress.Record{
		Favourites: []catalog.HandoutID{"a", "ç “d”", "b"}, AlertsRead: map[catalog.AlertID]string{"strong": "1.10", "other": "1.0"},
	}
}

func TestFavouritesAndReadAlertsComeBack(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k := create(t, p, "An")
	mark(t, k)
	if diff := cmp.Diff(marked(), load(t, k)); diff != "" {
		t.Error("while open:", diff)
	}
	closeKeeper(t, k)
	if diff := cmp.Diff(marked(), load(t, reopen(t, p, k.Profile().ID))); diff != "" {
		t.Error("after reopening:", diff)
	}
	if diff := cmp.Diff(progress.Record{}, load(t, create(t, p, "Bo"))); diff != "" {
		t.Error("somebody else:", diff)
	}
}

func TestAGuestHasFavouritesToo(t *testing.T) {
	guest, err := openProfiles(t, t.TempDir(), newClock().Now).Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mark(t, guest)
	if diff := cmp.Diff(marked(), load(t, guest)); diff != "" {
		t.Error(diff)
	}
	closeKeeper(t, guest)
}

func TestAMarkThatIsNotKept(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	ctx, end := context.WithCancel(t.Context())
	end()
	for _, err := range []error{k.SetFavourite(ctx, "a", true), k.SetFavourite(ctx, "a", false), k.SaveAlertRead(ctx, "strong", "1.0")} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	if diff := cmp.Diff(progress.Record{}, load(t, k)); diff != "" {
		t.Error(diff)
	}
}
