package arrival_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local)

func TestChangesInWords(t *testing.T) {
	titles := arrival.Titles(&catalog.Catalog{Modules: []catalog.Module{{ID: "overdose", Title: "Responding to an overdose"}, {ID: "needles", Title: "Needles and syringes"}}})
	u := catalog.Update{Changes: []catalog.Change{
		{Kind: catalog.Removed, Module: "needles", Files: 20},
		{Kind: catalog.Changed, Module: "overdose", Files: 1, Bytes: 24_300},
		{Kind: catalog.Added, Module: "party-drugs", Files: 12, Bytes: 1_225_000},
		{Kind: catalog.Changed, Files: 2, Bytes: 700},
		{Kind: catalog.Added, Files: 5},
		{Kind: catalog.Removed, Files: 5},
	}}
	want := []arrival.Line{
		{catalog.Removed, "Needles and syringes", "Taken out of the library. What you did in it is kept."},
		{catalog.Changed, "Responding to an overdose", "1 file changed, 24 kB"},
		{catalog.Added, "Party drugs", "New module, 12 files, 1.2 MB"},
		{catalog.Changed, "Shared parts", "Sources, services and words: 2 files changed, 700 bytes"},
		{catalog.Added, "Shared parts", "Sources, services and words: 5 files new"},
		{catalog.Removed, "Shared parts", "Taken out of the library."},
	}
	if diff := cmp.Diff(want, arrival.Changes(u, titles)); diff != "" {
		t.Error(diff)
	}
}

func TestSizesInWords(t *testing.T) {
	for want, u := range map[string]catalog.Update{
		"To fetch: 1.2 MB in 14 files.":                                     {Download: 1_240_000, Files: 14},
		"To fetch: 1 byte in 1 file.":                                       {Download: 1, Files: 1},
		"Nothing has to be fetched: all of it is on this computer already.": {},
	} {
		if got := arrival.Sizes(u); got != want {
			t.Errorf("%+v: %q, want %q", u, got, want)
		}
	}
}

func TestShare(t *testing.T) {
	for _, c := range []struct {
		t     catalog.Transfer
		share float64
		words string
	}{
		{catalog.Transfer{}, 0, "Checking every file…"},
		{catalog.Transfer{Done: 500, Total: 2000}, 0.25, "500 bytes of 2 kB"},
		{catalog.Transfer{Done: 2000, Total: 2000}, 1, "All 2 kB are here. Checking every file…"},
		{catalog.Transfer{Done: 3000, Total: 2000}, 1, "All 2 kB are here. Checking every file…"},
	} {
		share, words := arrival.Share(c.t)
		if share != c.share || words != c.words {
			t.Errorf("%v: %v, %q", c.t, share, words)
		}
	}
}

func TestLimit(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want time.Time
	}{
		"a time to come":      {fmt.Errorf("checking: %w", &catalog.LimitError{Until: noon.Add(time.Minute)}), noon.Add(time.Minute)},
		"no time":             {&catalog.LimitError{}, time.Time{}},
		"a time that is over": {&catalog.LimitError{Until: noon}, time.Time{}},
		"something else":      {catalog.ErrRefused, time.Time{}},
	} {
		if got, ok := arrival.Limit(c.err, noon); got != c.want || ok == c.want.IsZero() {
			t.Errorf("%s: until %v, %v", name, got, ok)
		}
	}
}

func TestWaitingNamesWhoAsks(t *testing.T) {
	for source, want := range map[string]string{
		"nuaa/library":                  "Waiting until 12:05 because GitHub asks us to.",
		"":                              "Waiting until 12:05 because GitHub asks us to.",
		"https://content.example.org/x": "Waiting until 12:05 because content.example.org asks us to.",
	} {
		if got := arrival.Waiting(noon.Add(5*time.Minute), noon, source); got != want {
			t.Errorf("%q: %q", source, got)
		}
	}
	const later = "Waiting until 12:06 because GitHub asks us to."
	if got := arrival.Waiting(noon.Add(5*time.Minute+20*time.Second), noon, "a/b"); got != later {
		t.Errorf("20 seconds past the minute: %q", got)
	}
	if got := arrival.Explain(&catalog.LimitError{}, "a/b"); got.What != "GitHub asks us to wait." || got.Next != "Your lessons still work. Try again later." {
		t.Errorf("%+v", got)
	}
	if got := arrival.Explain(catalog.ErrOffline, "a/b"); got.What != "The source cannot be reached." {
		t.Errorf("%+v", got)
	}
}

func TestAlarm(t *testing.T) {
	a, ok := arrival.AlarmOf(fmt.Errorf("checking: %w", &catalog.KeysChangedError{Library: "nuaa", Title: "NUAA library", Known: "1", Offered: "2"}))
	if !ok || a.Known != "1" || a.Offered != "2" || len(a.Meanings) != 3 {
		t.Errorf("%+v, %v", a, ok)
	}
	for _, err := range []error{nil, catalog.ErrSignature, catalog.ErrUnsigned, errors.New("x")} {
		if _, ok := arrival.AlarmOf(err); ok {
			t.Errorf("%v is an alarm", err)
		}
	}
}

func TestThrottle(t *testing.T) {
	now := noon
	th := &arrival.Throttle{Now: func() time.Time { return now }}
	var got []bool
	for _, step := range []struct {
		after time.Duration
		done  int64
	}{{0, 1}, {50 * time.Millisecond, 2}, {50 * time.Millisecond, 3}, {time.Millisecond, 4}, {time.Millisecond, 10}} {
		now = now.Add(step.after)
		got = append(got, th.Due(catalog.Transfer{Done: step.done, Total: 10}))
	}
	if want := []bool{true, false, true, false, true}; !slices.Equal(got, want) {
		t.Errorf("reports let through: %v, want %v", got, want)
	}
}
