package recall_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a mistake in this file
	}
	return d
}

var today = day("2026-11-22")

// library has "dose" at 1.10, whose 1.9 called earlier copies back, with translations; "old" whose review date has
// passed; "taken-back", which is withdrawn; and alerts.
func library() *catalog.Catalog {
	return &catalog.Catalog{
		Modules: []catalog.Module{{ID: "m", Handouts: []catalog.Handout{{
			ID: "dose", Module: "m", Title: "Dose", Version: "1.10", Language: "en", ReviewBy: day("2027-06-01"),
			Changes: []catalog.Amendment{
				{Version: "1.8", Date: day("2026-01-01"), What: "pictures"},
				{Version: "1.9", Date: day("2026-02-01"), What: "the dose was wrong", Recall: true},
				{Version: "1.10", Date: day("2026-03-01"), What: "a comma"},
				{Version: "2.0", Date: day("2027-03-01"), What: "not published yet", Recall: true},
			},
			Translations: []catalog.Handout{
				{ID: "dose", Version: "1.0", Translates: "1.8", Language: "vi", ReviewBy: day("2027-06-01")},
				{ID: "dose", Version: "3.0", Translates: "1.10", Language: "ar", ReviewBy: day("2027-06-01"), Changes: []catalog.Amendment{
					{Version: "3.0", Date: day("2026-04-01"), What: "a wrong word", Recall: true},
				}},
			},
		}}}},
		Handouts: []catalog.Handout{
			{ID: "old", Title: "Old", Version: "2.1", Language: "en", ReviewBy: day("2026-11-21")},
			{ID: "last-day", Title: "Last day", Version: "1.0", Language: "en", ReviewBy: day("2026-11-22")},
		},
		Withdrawn: []catalog.Withdrawal{{Handout: "taken-back", Title: "Taken back", On: day("2026-05-01"), Why: "wrong", Instead: "dose"}},
		Alerts: []catalog.Alert{
			{ID: "current", Version: "1.1", From: day("2026-11-01"), Expires: day("2026-11-22")},
			{ID: "over", Version: "1.0", From: day("2026-10-01"), Expires: day("2026-11-21")},
		},
	}
}

func handout(id, version string, l catalog.Language) recall.Print {
	return recall.Print{ID: "x", Handout: catalog.HandoutID(id), Version: version, Language: l, Copies: 40, At: day("2026-05-03")}
}

func alert(id, version, expires string) recall.Print {
	return recall.Print{ID: "x", Alert: catalog.AlertID(id), Version: version, ReviewBy: day(expires), At: day("2026-11-03")}
}

func translating(p recall.Print, version string) recall.Print {
	p.Translates = version
	return p
}

func reviewed(p recall.Print, by string) recall.Print {
	p.ReviewBy = day(by)
	return p
}

func TestCauses(t *testing.T) {
	settled := handout("taken-back", "1.0", "en")
	settled.Settled = day("2026-06-01")
	for _, c := range []struct {
		name    string
		print   recall.Print
		want    recall.Cause
		changes []string // versions
	}{
		{"the version of today", handout("dose", "1.10", "en"), "", nil},
		{"in no language named", handout("dose", "1.10", ""), "", nil},
		{"withdrawn", handout("taken-back", "9.0", "en"), recall.Withdrawn, nil},
		{"withdrawn, but the copies are gone", settled, "", nil},
		{"before the version that calls back", handout("dose", "1.8", "en"), recall.Changed, []string{"1.10", "1.9"}},
		{"long before it", handout("dose", "1.2", "en"), recall.Changed, []string{"1.10", "1.9", "1.8"}},
		{"the version that called back", handout("dose", "1.9", "en"), recall.Newer, []string{"1.10"}},
		{"that one, and its own review date has passed", reviewed(handout("dose", "1.9", "en"), "2026-10-01"), recall.OutOfDate, []string{"1.10"}},
		{"the version of today, reviewed again since", reviewed(handout("dose", "1.10", "en"), "2026-10-01"), "", nil},
		{"a version from the future, after going back", handout("dose", "1.11", "en"), "", nil},
		{"out of date", handout("old", "2.1", "en"), recall.OutOfDate, nil},
		{"out of date and older", handout("old", "2.0", "en"), recall.OutOfDate, nil},
		{"on its last day", handout("last-day", "1.0", "en"), "", nil},
		{"not in the library", handout("unheard-of", "1.0", "en"), recall.Gone, nil},
		{"not in the library and out of date", reviewed(handout("unheard-of", "1.0", "en"), "2026-01-01"), recall.OutOfDate, nil},

		{"a translation of what was called back", translating(handout("dose", "1.0", "vi"), "1.8"), recall.Changed, []string{"1.10", "1.9"}},
		{"a translation whose original was not noted", handout("dose", "1.0", "vi"), recall.Changed, []string{"1.10", "1.9"}},
		{"a translation that called itself back", translating(handout("dose", "2.0", "ar"), "1.10"), recall.Changed, []string{"3.0"}},
		{"a translation of today", translating(handout("dose", "3.0", "ar"), "1.10"), "", nil},
		{"a translation that is gone", translating(handout("dose", "1.0", "th"), "1.10"), recall.Gone, nil},
		{"a translation that is gone, of what was called back", translating(handout("dose", "1.0", "th"), "1.8"), recall.Changed, []string{"1.10", "1.9"}},

		{"an alert of today", alert("current", "1.1", "2026-11-22"), "", nil},
		{"an earlier version of an alert", alert("current", "1.0", "2026-11-22"), recall.Newer, nil},
		{"an alert that goes on, on paper that says it is over", alert("current", "1.0", "2026-11-10"), recall.Expired, nil},
		{"an alert that is over", alert("over", "1.0", "2026-12-24"), recall.Expired, nil},
		{"an alert that the library has dropped", alert("unheard-of", "1.0", "2026-12-24"), recall.Gone, nil},
		{"an alert that was dropped after it was over", alert("unheard-of", "1.0", "2026-11-10"), recall.Expired, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := recall.Find([]recall.Print{c.print}, library(), today)
			if c.want == "" {
				if len(found) > 0 {
					t.Fatalf("got %+v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Cause != c.want {
				t.Fatalf("got %+v, want %s", found, c.want)
			}
			r := found[0]
			var changes []string
			for _, a := range r.Changes {
				changes = append(changes, a.Version)
			}
			if diff := cmp.Diff(c.changes, changes); diff != "" {
				t.Error("changes:", diff)
			}
			if diff := cmp.Diff(c.print, r.Print); diff != "" {
				t.Error("the entry has changed:", diff)
			}
			if (r.Withdrawal != nil) != (c.want == recall.Withdrawn) {
				t.Errorf("the withdrawal is %+v", r.Withdrawal)
			}
			if dated := c.want == recall.OutOfDate || c.want == recall.Expired; r.ReviewBy.IsZero() == dated {
				t.Errorf("the date is %v", r.ReviewBy)
			}
			if r.Cause.Bin() != (c.want != recall.Newer) {
				t.Errorf("to be thrown away: %v", r.Cause.Bin())
			}
		})
	}
}

func TestTheVersionOfTodayIsTold(t *testing.T) {
	for _, c := range []struct {
		print recall.Print
		want  string
	}{
		{handout("dose", "1.8", "en"), "1.10"}, {handout("dose", "2.0", "ar"), "3.0"}, {handout("dose", "1.0", "th"), ""},
		{alert("current", "1.0", "2026-12-01"), "1.1"}, {handout("unheard-of", "1.0", "en"), ""},
	} {
		found := recall.Find([]recall.Print{c.print}, library(), today)
		if len(found) != 1 || found[0].Now != c.want {
			t.Errorf("%+v: got %+v, want %q", c.print, found, c.want)
		}
	}
}

// entries have each cause, and two of one handout.
func entries() []recall.Print {
	withdrawn, again := handout("taken-back", "1.0", "en"), handout("taken-back", "1.0", "en")
	again.At = again.At.Add(time.Hour)
	list := []recall.Print{
		withdrawn, again, handout("dose", "1.8", "en"), handout("dose", "1.8", "en"), alert("over", "1.0", "2026-11-21"),
		handout("old", "2.1", "en"), handout("unheard-of", "1.0", "en"), handout("dose", "1.9", "en"), handout("dose", "1.10", "en"),
	}
	for i := range list {
		list[i].ID = string(rune('a' + i))
	}
	return list
}

func TestTheMostPressingComeFirst(t *testing.T) {
	for seed := range uint64(50) {
		shuffled := entries()
		rand.New(rand.NewPCG(seed, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		before := slices.Clone(shuffled)
		ids := ""
		for _, r := range recall.Find(shuffled, library(), today) {
			ids += r.Print.ID
		}
		if ids != "bacdefgh" {
			t.Fatalf("from %d: the order is %s", seed, ids)
		}
		if diff := cmp.Diff(before, shuffled); diff != "" {
			t.Fatal("the log has changed:", diff)
		}
	}
}

func TestWhatIsPutDownCanBeFound(t *testing.T) {
	form := paper.HandoutForm{Format: paper.Card}
	h := library().Modules[0].Handouts[0].Translations[0]
	p := recall.OfHandout(&h, form, 40, "the van", day("2026-05-03"))
	want := recall.Print{
		Handout: "dose", Version: "1.0", Translates: "1.8", ReviewBy: h.ReviewBy, Language: "vi", Form: form, Copies: 40,
		Place: "the van", At: day("2026-05-03"),
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	a := library().Alerts[1]
	q := recall.OfAlert(&a, form, 2, "", day("2026-10-03"))
	found := recall.Find([]recall.Print{p, q}, library(), today)
	if len(found) != 2 || found[0].Cause != recall.Changed || found[1].Cause != recall.Expired {
		t.Errorf("got %+v", found)
	}
}
