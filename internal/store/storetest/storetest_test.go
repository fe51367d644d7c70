package storetest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/progress/progresstest"
	"github.com/passalong/passalong/internal/store"
	"github.com/passalong/passalong/internal/store/storetest"
)

var end = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

func now() time.Time { return end }

func open(t testing.TB, dir string, id progress.ProfileID) progress.Record {
	t.Helper()
	p, err := store.OpenProfiles(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	k, err := p.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	r, err := k.Load(t.Context())
	if err := errors.Join(err, k.Close()); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsWrittenIsWhatALearnerWouldHave(t *testing.T) {
	dir := t.TempDir()
	want := progresstest.Record(progresstest.Catalog(5), 700, end)
	want.Favourites = []catalog.HandoutID{"naloxone", "fentanyl"}
	want.AlertsRead = map[catalog.AlertID]string{"strong": "1.1", "other": "1.0"}
	want.ModulesSeen = map[catalog.ModuleID]string{"m1": "1.0", "left": "-2.0"}
	id, err := storetest.Write(t.Context(), dir, "An", now, want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, open(t, dir, id), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkOpen opens and reads a profile with 100,000 responses.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	const responses = 100_000
	id, err := storetest.Write(b.Context(), dir, "An", now, progresstest.Record(progresstest.Catalog(40), responses, end))
	if err != nil {
		b.Fatal(err)
	}
	open(b, dir, id) // keeps the copy of the day
	for b.Loop() {
		n := 0
		for _, a := range open(b, dir, id).Attempts {
			n += len(a.Responses)
		}
		if n != responses {
			b.Fatalf("%d responses", n)
		}
	}
}
