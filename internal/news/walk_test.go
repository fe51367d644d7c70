package news_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// A world is a library that changes, and a learner who is told now and then.
type world struct {
	r       *rand.Rand
	modules [4]catalog.Module // as they are published
	there   [4]bool
	record  progress.Record
	told    map[string]int // how often each note was told
}

func newWorld(seed uint64) *world {
	w := &world{r: rand.New(rand.NewPCG(seed, 5)), told: map[string]int{}}
	for i := range w.modules {
		w.modules[i] = catalog.Module{ID: catalog.ModuleID(fmt.Sprint("m", i)), Version: "1.0", Quiz: quiz.Quiz{Items: []quiz.Item{item("a", "Version 1.0", "yes")}}}
		w.there[i] = true
	}
	return w
}

func (w *world) catalog() *catalog.Catalog {
	c := &catalog.Catalog{}
	for i := range w.modules {
		if w.there[i] {
			c.Modules = append(c.Modules, w.modules[i])
		}
	}
	return c
}

func (w *world) publish(i int) {
	m := &w.modules[i]
	version := fmt.Sprintf("1.%d", len(m.Changes)+1)
	note := catalog.ModuleChange{Version: version, Date: day("2026-12-03")}
	if w.r.IntN(2) == 0 {
		note.Corrected = []string{"a"}
		m.Quiz.Items = []quiz.Item{item("a", "Version "+version, "no")}
	}
	m.Version, m.Changes = version, append([]catalog.ModuleChange{note}, m.Changes...)
}

// work has the learner read or answer something of a module.
func (w *world) work(i int) {
	m := w.modules[i]
	if w.r.IntN(2) == 0 {
		w.record.Visits = append(w.record.Visits, visit(m.ID, fmt.Sprint("l", len(w.record.Visits)), m.Version))
		return
	}
	a := answered(m.Version, m.Quiz.Items[0], "yes", m.Version == "1.0")
	a.Module = string(m.ID)
	w.record.Attempts = append(w.record.Attempts, a)
}

// mark is what home and the screen of news do with what they are given.
func (w *world) mark(seen map[catalog.ModuleID]string) {
	all := map[catalog.ModuleID]string{}
	maps.Copy(all, w.record.ModulesSeen)
	maps.Copy(all, seen)
	w.record.ModulesSeen = all
}

func (w *world) read(t *testing.T) {
	t.Helper()
	n := news.Since(w.catalog(), w.record, nil)
	for _, m := range n.Modules {
		for _, c := range m.Changes {
			w.told[string(m.Module)+" "+c.Version]++
		}
	}
	w.mark(n.Seen)
	if n := news.Since(w.catalog(), w.record, nil); len(n.Modules) > 0 {
		t.Fatalf("after it was seen there is still %+v", n.Modules)
	}
}

func (w *world) step(t *testing.T) {
	t.Helper()
	i := w.r.IntN(len(w.modules))
	switch w.r.IntN(6) {
	case 0, 1:
		w.publish(i)
	case 2:
		w.there[i] = !w.there[i]
	case 3:
		if w.there[i] {
			w.work(i)
		}
	case 4:
		w.mark(news.Quiet(w.catalog(), w.record))
	case 5:
		w.markOne(t)
	}
	if w.r.IntN(5) == 0 {
		w.read(t)
	}
}

// markOne tells of one module only, and sees that the others are as new as before.
func (w *world) markOne(t *testing.T) {
	t.Helper()
	w.mark(news.Quiet(w.catalog(), w.record))
	before := news.Since(w.catalog(), w.record, nil)
	if len(before.Modules) == 0 {
		return
	}
	one := before.Modules[w.r.IntN(len(before.Modules))]
	for _, c := range one.Changes {
		w.told[string(one.Module)+" "+c.Version]++
	}
	w.mark(map[catalog.ModuleID]string{one.Module: before.Seen[one.Module]})
	after := news.Since(w.catalog(), w.record, nil)
	var rest []news.Module
	for _, m := range before.Modules {
		if m.Module != one.Module {
			rest = append(rest, m)
		}
	}
	if diff := cmp.Diff(rest, after.Modules); diff != "" {
		t.Fatal("telling of one module changed what is new in others:", diff)
	}
}

// However a library changes, comes and goes, a learner who was there from the start hears each note once.
func TestEachNoteIsToldOnce(t *testing.T) {
	notes := 0
	for seed := range uint64(300) {
		w := newWorld(seed)
		w.mark(news.Quiet(w.catalog(), w.record))
		for range 40 {
			w.step(t)
		}
		w.there = [4]bool{true, true, true, true}
		w.mark(news.Quiet(w.catalog(), w.record))
		w.read(t)
		for _, m := range w.modules {
			for _, c := range m.Changes {
				notes++
				if n := w.told[string(m.ID)+" "+c.Version]; n != 1 {
					t.Fatalf("seed %d: %s %s was told %d times", seed, m.ID, c.Version, n)
				}
			}
		}
	}
	if notes < 1000 {
		t.Errorf("only %d notes were tried", notes)
	}
}

// Who answered a question before it was corrected hears of it, unless they have answered the new one.
func TestNoCorrectionIsMissed(t *testing.T) {
	tried := 0
	for seed := range uint64(300) {
		w := newWorld(seed)
		for range 5 {
			w.work(w.r.IntN(len(w.modules)))
			w.publish(w.r.IntN(len(w.modules)))
		}
		newest := progress.NewestOf(w.record)
		told := map[catalog.ModuleID]bool{}
		for _, m := range news.Since(w.catalog(), w.record, nil).Modules {
			told[m.Module] = len(m.Corrected) > 0
		}
		for _, m := range w.modules {
			a, ok := newest[progress.Ref{Module: m.ID, Item: "a"}]
			old := ok && a.Given.Prompt != m.Quiz.Items[0].Prompt
			if old {
				tried++
			}
			if told[m.ID] != old {
				t.Fatalf("seed %d: %s was answered as %+v, is %+v, and told is %v", seed, m.ID, a.Given, m.Quiz.Items[0], told[m.ID])
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d corrections were tried", tried)
	}
}
