package revision_test

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/revision"
)

func TestInWords(t *testing.T) {
	issued := time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		r     catalog.Revision
		want  string
		vouch revision.Vouch
	}{
		{"what came with the program", catalog.Revision{Issued: issued}, "The content of 3 December 2026 that came with Passalong", revision.Vouch{}},
		{
			"from a source", catalog.Revision{Manifest: "ab", Issued: issued, Origin: "nuaa/library"},
			"Content of 3 December 2026 from nuaa/library", revision.Vouch{Text: "Nobody has signed this."},
		},
		{"from nobody knows where", catalog.Revision{Manifest: "ab", Issued: issued, Signed: true}, "Content of 3 December 2026", revision.Vouch{"Signed by its publisher.", true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := revision.InWords(tt.r); got != tt.want {
				t.Errorf("InWords is %q, want %q", got, tt.want)
			}
			if got := revision.Signature(tt.r); got != tt.vouch {
				t.Errorf("Signature is %v, want %v", got, tt.vouch)
			}
		})
	}
}

func TestTwoRevisionsOfOneDayHaveTheirHours(t *testing.T) {
	early := catalog.Revision{Manifest: "a", Issued: time.Date(2026, 12, 3, 9, 5, 0, 0, time.Local), Origin: "nuaa/library"}
	late := early
	late.Issued = early.Issued.Add(time.Hour)
	next := early
	next.Issued = early.Issued.AddDate(0, 0, 1)
	bundled := catalog.Revision{Issued: early.Issued}
	for name, tt := range map[string]struct {
		r, other      catalog.Revision
		beside, dated string
	}{
		"of one day":         {early, late, "Content of 3 December 2026, 09:05 from nuaa/library", "Content of 3 December 2026, 09:05"},
		"of two days":        {early, next, "Content of 3 December 2026 from nuaa/library", "Content of 3 December 2026"},
		"beside the bundled": {early, bundled, "Content of 3 December 2026 from nuaa/library", "Content of 3 December 2026"},
		"the bundled":        {bundled, early, "The content of 3 December 2026 that came with Passalong", "Content of 3 December 2026"},
		"from nobody knows":  {catalog.Revision{Manifest: "c", Issued: late.Issued}, early, "Content of 3 December 2026, 10:05", "Content of 3 December 2026, 10:05"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := revision.Beside(tt.r, tt.other); got != tt.beside {
				t.Errorf("Beside is %q, want %q", got, tt.beside)
			}
			if got := revision.Dated(tt.r, tt.other); got != tt.dated {
				t.Errorf("Dated is %q, want %q", got, tt.dated)
			}
		})
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1 kB", 999_499: "999 kB", 999_500: "1.0 MB", 12_340_000: "12.3 MB"} {
		if got := revision.Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestWhoVouches(t *testing.T) {
	installed := catalog.Revision{Manifest: "ab", Signed: true}
	for _, c := range []struct {
		name string
		got  revision.Vouch
		want revision.Vouch
	}{
		{"what came with the program", revision.Voucher(catalog.InstalledLibrary{Publisher: "NUAA"}), revision.Vouch{"Came with the program.", true}},
		{"signed", revision.Voucher(catalog.InstalledLibrary{Publisher: "NUAA", Revision: installed}), revision.Vouch{"Signed by NUAA.", true}},
		{"signed by somebody without a name", revision.Voucher(catalog.InstalledLibrary{Revision: installed}), revision.Vouch{"Signed by its publisher.", true}},
		{"unsigned", revision.Voucher(catalog.InstalledLibrary{Revision: catalog.Revision{Manifest: "ab"}}), revision.Vouch{Text: "Nobody has signed this."}},
		{"offered with known keys", revision.Offered(catalog.Update{Publisher: "NUAA", Trust: catalog.KnownKeys}), revision.Vouch{"Signed by NUAA, whose keys this computer knows.", true}},
		{"offered with new keys", revision.Offered(catalog.Update{Publisher: "NUAA", Trust: catalog.NewKeys}), revision.Vouch{Text: "Signed with keys that this computer has not seen before."}},
		{"offered unsigned", revision.Offered(catalog.Update{Trust: catalog.Unsigned}), revision.Vouch{Text: "Nobody has signed this."}},
		{"offered without a word", revision.Offered(catalog.Update{}), revision.Vouch{Text: "Nobody has signed this."}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestFrom(t *testing.T) {
	national := catalog.Part{Library: catalog.Library{ID: "au", Title: "National library", Publisher: "AIVL"}}
	local := catalog.Part{Library: catalog.Library{ID: "van", Title: "Our van"}}
	alone, both := &catalog.Catalog{Parts: []catalog.Part{national}}, &catalog.Catalog{Parts: []catalog.Part{national, local}}
	for _, c := range []struct {
		catalog *catalog.Catalog
		id      string
		want    string
	}{
		{alone, "au", ""}, {&catalog.Catalog{}, "", ""}, {both, "au", "From: National library, AIVL"}, {both, "van", "From: Our van"}, {both, "gone", ""},
	} {
		if got := revision.From(c.catalog, c.id); got != c.want {
			t.Errorf("of %d libraries, %q is said to be %q, want %q", len(c.catalog.Parts), c.id, got, c.want)
		}
	}
}

func TestMoment(t *testing.T) {
	now := time.Date(2026, 12, 31, 14, 0, 0, 0, time.Local)
	for _, c := range []struct {
		at            time.Time
		moment, clock string
	}{
		{now.Add(5 * time.Minute), "today 14:05", "14:05"},
		{now.Add(-time.Hour).UTC(), "today 13:00", "13:00"},
		{now.Add(10*time.Hour + 10*time.Minute), "tomorrow 00:10", "tomorrow 00:10"},
		{now.AddDate(0, 0, -1), "30 December 2026, 14:00", "30 December 2026, 14:00"},
		{now.AddDate(1, 0, 0), "31 December 2027, 14:00", "31 December 2027, 14:00"},
	} {
		if got := revision.Moment(c.at, now); got != c.moment {
			t.Errorf("Moment(%v) = %q, want %q", c.at, got, c.moment)
		}
		if got := revision.Clock(c.at, now); got != c.clock {
			t.Errorf("Clock(%v) = %q, want %q", c.at, got, c.clock)
		}
	}
}
