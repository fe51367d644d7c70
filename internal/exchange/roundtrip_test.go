package exchange_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
)

// carried is what of an item a format promises to bring back.
func carried(it quiz.Item, f exchange.Format) quiz.Item {
	it.Choices = slices.Clone(it.Choices)
	for i := range it.Choices {
		c := &it.Choices[i]
		if f == exchange.GIFT && (it.Kind == quiz.Match || it.Kind == quiz.Short) {
			c.Text = strings.ReplaceAll(c.Text, "->", "→")
		}
		if f == exchange.GIFT && it.Kind == quiz.Short {
			c.Feedback = strings.ReplaceAll(c.Feedback, "->", "→")
		}
	}
	if f == exchange.GIFT {
		it.Hint, it.Unit = "", ""
	}
	return it
}

func checkRoundTrip(t *testing.T, q quiz.Quiz, f exchange.Format) {
	t.Helper()
	data, _, err := exchange.Export(q, f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := exchange.Import(data)
	if err != nil {
		t.Fatalf("%v:\n%s", err, data)
	}
	var want []quiz.Item
	for _, it := range q.Items {
		if f == exchange.GIFT && it.Kind == quiz.Order {
			continue
		}
		want = append(want, carried(it, f))
	}
	if diff := cmp.Diff(want, got.Quiz.Items, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("export and import (-want +got):\n%s\nof\n%s\nfaults: %v", diff, data, got.Faults)
	}
	for _, fault := range got.Faults {
		if fault.Kind != exchange.Unfinished && !strings.Contains(fault.Reason, "stands for anything") {
			t.Errorf("our own file has a fault: %+v\n%s", fault, data)
		}
	}
	if again, _, err := exchange.Export(q, f); err != nil || string(again) != string(data) {
		t.Errorf("the second export differs from the first (%v)", err)
	}
}

func TestExportThenImportGivesTheSameItems(t *testing.T) {
	for _, f := range []exchange.Format{exchange.GIFT, exchange.MoodleXML} {
		t.Run(string(f), func(t *testing.T) {
			for seed := range uint64(700) {
				checkRoundTrip(t, newRandom(seed).quiz(), f)
				if t.Failed() {
					t.Fatalf("with the seed %d", seed)
				}
			}
		})
	}
}

func FuzzExportThenImport(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		q := newRandom(seed).quiz()
		checkRoundTrip(t, q, exchange.GIFT)
		checkRoundTrip(t, q, exchange.MoodleXML)
	})
}
