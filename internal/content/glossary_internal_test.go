package content

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

// TestLookingAheadMissesNoTerm marks random texts with and without looking first whether there is anything to mark.
func TestLookingAheadMissesNoTerm(t *testing.T) {
	g := &glossary{byStart: make(map[string][]wording)}
	for _, head := range []string{"opioid", "opioid overdose", "naloxone", "Đường tiêm", "fit pack", "U47700"} {
		g.add(catalog.Term{Headword: head, Also: []string{head + "s"}})
	}
	g.sort()
	words := strings.Fields("Opioid opioids OVERDOSE overdose naloxone, the đường tiêm tiêm a fit pack pack. fit’s u47700 -- İ x")
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 3000 {
		var texts []catalog.Span
		for range 1 + r.IntN(3) {
			var b strings.Builder
			for range r.IntN(8) {
				b.WriteString(words[r.IntN(len(words))])
				b.WriteString([]string{" ", "", "-"}[r.IntN(3)])
			}
			texts = append(texts, catalog.Span{Text: b.String()})
		}
		ahead := &marker{g: g, used: make(map[string]bool), room: new(room)}
		got, _ := ahead.spans(slices.Clone(texts))
		plain := &marker{g: g, used: make(map[string]bool), room: new(room)}
		var want []catalog.Span
		for _, s := range texts {
			want = append(want, plain.split(s)...)
		}
		filled := slices.DeleteFunc(slices.Clone(got), func(s catalog.Span) bool { return s.Text == "" })
		if diff := cmp.Diff(want, filled); diff != "" && len(want)+len(filled) > 0 {
			t.Fatalf("of %+v: -want +got:\n%s", texts, diff)
		}
		found += len(plain.used)
	}
	if found < 1000 {
		t.Errorf("only %d terms were there to be found", found)
	}
}
