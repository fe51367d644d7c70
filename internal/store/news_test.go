package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
)

type seen = map[catalog.ModuleID]string

// tell does what a learner would: is told of three modules, later of one of them and of another.
func tell(t testing.TB, k progress.Keeper) {
	t.Helper()
	for _, s := range []seen{{"naloxone": "1.9", "ç “d”": "1.0", "gone": "2.1"}, nil, {"naloxone": "1.10", "gone": "-2.1", "new": "0.1"}} {
		if err := k.SaveModulesSeen(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
}

var told = progress.Record{ModulesSeen: seen{"naloxone": "1.10", "ç “d”": "1.0", "gone": "-2.1", "new": "0.1"}}

func TestWhatWasToldComesBack(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k := create(t, p, "An")
	tell(t, k)
	if diff := cmp.Diff(told, load(t, k)); diff != "" {
		t.Error("while open:", diff)
	}
	closeKeeper(t, k)
	if diff := cmp.Diff(told, load(t, reopen(t, p, k.Profile().ID))); diff != "" {
		t.Error("after reopening:", diff)
	}
	if diff := cmp.Diff(progress.Record{}, load(t, create(t, p, "Bo"))); diff != "" {
		t.Error("somebody else:", diff)
	}
}

func TestAGuestIsToldToo(t *testing.T) {
	guest, err := openProfiles(t, t.TempDir(), newClock().Now).Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tell(t, guest)
	if diff := cmp.Diff(told, load(t, guest)); diff != "" {
		t.Error(diff)
	}
	closeKeeper(t, guest)
}

func TestALibraryOfManyModulesIsToldAtOnce(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	many := seen{}
	for i := range 40_000 { // more values than one statement takes
		many[catalog.ModuleID(fmt.Sprint("m", i))] = "1.0"
	}
	if err := k.SaveModulesSeen(t.Context(), many); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(many, load(t, k).ModulesSeen); diff != "" {
		t.Error(diff)
	}
}

func TestTellingThatIsNotKeptChangesNothing(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	tell(t, k)
	ctx, end := context.WithCancel(t.Context())
	end()
	if err := k.SaveModulesSeen(ctx, seen{"naloxone": "3.0", "other": "1.0"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(told, load(t, k)); diff != "" {
		t.Error(diff)
	}
}
