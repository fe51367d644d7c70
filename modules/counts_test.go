package modules_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/giveaway"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/modules"
)

var update = flag.Bool("update", false, "write the counts into docs/curriculum.md")

// illustrations lists the drawings of a module's lessons and scenarios by what is in them, so that a copy is not another one.
func illustrations(t *testing.T, m *catalog.Module) map[[sha256.Size]byte]bool {
	t.Helper()
	drawn := map[[sha256.Size]byte]bool{}
	add := func(name string) {
		if path.Ext(name) != ".svg" {
			return
		}
		b, err := fs.ReadFile(modules.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		drawn[sha256.Sum256(b)] = true
	}
	for _, l := range m.Lessons {
		l.Body.Walk(func(b catalog.Block) {
			if p, ok := b.(catalog.Picture); ok {
				add(p.Path)
			}
		})
	}
	for _, s := range m.Scenarios {
		for _, scene := range s.Scenes {
			for _, p := range scene.Parts {
				add(p.Picture)
			}
		}
	}
	return drawn
}

// TestTheCountsOfTheCurriculum writes down what there is; docs/curriculum.md has the same table.
func TestTheCountsOfTheCurriculum(t *testing.T) {
	cat := load(t)
	pictures := map[[sha256.Size]byte]bool{}
	var sum [7]int
	var b strings.Builder
	fmt.Fprintln(&b, "| Module | Lessons | Words | Items | Scenarios | Handouts | Drawings | Sources |\n|---|--:|--:|--:|--:|--:|--:|--:|")
	row := func(name string, n [7]int) {
		fmt.Fprintf(&b, "| %s | %s |\n", name, strings.ReplaceAll(strings.Trim(fmt.Sprint(n), "[]"), " ", " | "))
	}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		words := 0
		for _, l := range m.Lessons {
			words += l.Words
		}
		drawn := illustrations(t, m)
		between(t, "drawings in "+string(m.ID), len(drawn), 2, 20)
		maps.Copy(pictures, drawn)
		n := [7]int{len(m.Lessons), words, len(m.Quiz.Items), len(m.Scenarios), len(m.Handouts), len(drawn), len(m.Cited())}
		for k := range n {
			sum[k] += n[k]
		}
		row(m.Title, n)
	}
	alone := len(cat.Handouts)
	row("Handouts that stand alone", [7]int{4: alone})
	sum[4] += alone
	sum[5], sum[6] = len(pictures), len(cat.Sources)
	row(fmt.Sprintf("**%d modules**", len(cat.Modules)), sum)
	t.Logf("\n%s%d glossary words, %d services, %d alerts", b.String(), len(cat.Glossary), len(cat.Services), len(cat.Alerts))
	for what, n := range map[string][2]int{
		"modules": {len(cat.Modules), 22}, "lessons": {sum[0], 22 * 4}, "items": {sum[2], 22 * 10}, "scenarios": {sum[3], 11}, "handouts": {sum[4], 30},
		"drawings": {sum[5], 44}, "sources": {sum[6], 150},
	} {
		if n[0] < n[1] {
			t.Errorf("%d %s, want %d at least", n[0], what, n[1])
		}
	}
	keep(t, "counts", b.String())
}

// keep holds what is between two marks of docs/curriculum.md to a text.
func keep(t *testing.T, mark, text string) {
	t.Helper()
	const name = "../docs/curriculum.md"
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	begin, end := "<!-- "+mark+": go test ./modules -update -->\n", "<!-- end -->"
	at := strings.Index(doc, begin)
	if at < 0 || !strings.Contains(doc[at:], end) {
		t.Fatalf("%s has no %q", name, begin)
	}
	at += len(begin)
	to := at + strings.Index(doc[at:], end)
	if doc[at:to] == text {
		return
	}
	if !*update {
		t.Fatalf("%s says otherwise: go test ./modules -update", name)
	}
	if err := os.WriteFile(name, []byte(doc[:at]+text+doc[to:]), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestNothingGivesAnswersAway holds all quizzes together against chance, and each to what pal quiz stats shows of it.
func TestNothingGivesAnswersAway(t *testing.T) {
	cat := load(t)
	var all []quiz.Item
	var b strings.Builder
	fmt.Fprintln(&b, "| Quiz of | Single items | Longest is right | Shortest is right | By chance | Letters, right : other | Items per objective | Right answer first, second, … |\n|---|--:|--:|--:|--:|--:|--:|---|")
	row := func(name string, items []quiz.Item, per string) {
		long, short := giveaway.Longest(items), giveaway.Shortest(items)
		right, other := giveaway.Letters(items)
		places := giveaway.Places(items)
		var at []string
		for _, n := range slices.Sorted(maps.Keys(places)) {
			at = append(at, fmt.Sprintf("%s of %d", strings.Trim(fmt.Sprint(places[n]), "[]"), n))
		}
		fmt.Fprintf(&b, "| %s | %d | %.1f | %.1f | %.1f | %.0f : %.0f | %s | %s |\n", name, long.Items, long.Right, short.Right, long.Chance, right, other, per, strings.Join(at, "; "))
	}
	for i := range cat.Modules {
		m := &cat.Modules[i]
		items := m.Quiz.Items
		all = append(all, items...)
		if giveaway.ByLength(items) {
			t.Errorf("%s: the longest answer is right in %.1f and the shortest in %.1f of %d", m.ID, giveaway.Longest(items).Right, giveaway.Shortest(items).Right, giveaway.Longest(items).Items)
		}
		asked := map[string]int{}
		for _, it := range items {
			asked[it.Objective]++
		}
		counts := slices.Sorted(maps.Values(asked))
		row(m.Title, items, fmt.Sprintf("%d to %d", counts[0], counts[len(counts)-1]))
	}
	row("**All**", all, "")
	t.Logf("\n%s", b.String())
	long, short := giveaway.Longest(all), giveaway.Shortest(all)
	if long.Right > long.Chance {
		t.Errorf("the longest answer is right in %.1f of %d, by chance it would be %.1f", long.Right, long.Items, long.Chance)
	}
	if short.Right > short.Chance {
		t.Errorf("the shortest answer is right in %.1f of %d, by chance it would be %.1f", short.Right, short.Items, short.Chance)
	}
	if least := 0.75 * (long.Chance + short.Chance); long.Right+short.Right < least {
		t.Errorf("the longest or the shortest answer is right in %.1f of %d, so that one in the middle is right too often", long.Right+short.Right, long.Items)
	}
	for n, at := range giveaway.Places(all) {
		total := 0
		for _, k := range at {
			total += k
		}
		for place, k := range at {
			if share := float64(k) / float64(total) * float64(n); total >= 40 && (share < 0.7 || share > 1.3) {
				t.Errorf("of %d answers the right one is number %d in %d of %d items", n, place+1, k, total)
			}
		}
	}
	if hold, of := giveaway.Truths(all); of > 10 && (hold*3 < of || hold*3 > of*2) {
		t.Errorf("%d of %d statements are true", hold, of)
	}
	keep(t, "bank", b.String())
}
