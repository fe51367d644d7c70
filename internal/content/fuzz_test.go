package content_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/scenario"
)

// FuzzLoad replaces one file of the good library with anything. Whatever it is, loading ends soon, names a
// file with every problem, leaves the other module alone, and never gives a module that is not whole.
func FuzzLoad(f *testing.F) {
	names := []string{
		manifest, lesson, quizFile, "alpha/en/guide.md", "alpha/en/handouts/steps.md", svgFile, "alpha/images/hand.png",
		"library.yaml", "sources.yaml", "glossary/en.yaml", "services/au-vic.yaml", scenarioFile,
		veins, veinsVI, stepsVI, pills, "packs.yaml", "withdrawn.yaml",
	}
	whole := street(f)
	for i, name := range names {
		if file := whole[name]; file != nil {
			f.Add(uint8(i), file.Data)
		}
	}
	f.Add(uint8(slices.Index(names, quizFile)), []byte(everyKind))
	f.Add(uint8(slices.Index(names, manifest)), bytes.Replace(whole[manifest].Data, []byte("version: 1.0\n"), []byte(changed), 1))
	f.Add(uint8(slices.Index(names, "library.yaml")), append(bytes.Clone(whole["library.yaml"].Data), "retired: [gamma]\n"...))
	for _, markdown := range []string{
		"# T\n\n> [!TIP]\n> a[^who-od]\n\n| a |\n|---|\n| `\\|` |\n\n1. x\n   - y\n\n[a](02-second.md) ![b](../images/hand.svg)\n",
		"# T\n\n[^a]: x\n[a]: <b>\n\n***a **b* c***\n&#x202e;\n\n```\nx\n",
		"Title\n===\n\n* a\n> b\n    c\n\n<a@b.c> <x>\n\\\n",
	} {
		f.Add(uint8(1), []byte(markdown))
	}
	const slow = 5 * time.Second // a load takes milliseconds; machines that fuzz are busy
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		name := names[int(which)%len(names)]
		started := time.Now()
		c, problems, err := content.Load(t.Context(), street(t, edit{name, "", string(data)}))
		if took := time.Since(started); took > slow {
			t.Errorf("took %v", took)
		}
		for _, p := range problems {
			if p.File == "" || p.Message == "" || p.Line < 0 || p.Column > 0 && p.Line == 0 {
				t.Errorf("a problem without a place: %#v", p)
			}
		}
		if err != nil {
			if name != "library.yaml" || c != nil {
				t.Errorf("loading failed: %v", err)
			}
			return
		}
		inAlpha := name[:len("alpha")] == "alpha"
		if _, ok := c.Module("beta"); inAlpha && !ok {
			t.Errorf("beta is not available: %v", problems)
		}
		for _, m := range c.Modules {
			checkWhole(t, c, m)
			checkPast(t, c, m)
		}
		checkHandouts(t, c)
		catalog.NewIndex(c).Search("opioid", 10)
	})
}

// checkWhole wants a loaded module to have what the program relies on.
func checkWhole(t *testing.T, c *catalog.Catalog, m catalog.Module) {
	t.Helper()
	if m.ID == "" || m.Title == "" || m.Version == "" || len(m.Lessons) == 0 || len(m.Objectives) == 0 || len(m.Quiz.Items) == 0 {
		t.Errorf("the module %q is not whole", m.ID)
	}
	for _, key := range m.Cited() {
		if _, ok := c.Sources[key]; !ok {
			t.Errorf("%s cites %q, which is not there", m.ID, key)
		}
	}
	for i := range m.Scenarios {
		if faults := scenario.Check(&m.Scenarios[i]); len(faults) > 0 || m.Scenarios[i].ID == "" {
			t.Errorf("%s: the scenario %q: %v", m.ID, m.Scenarios[i].ID, faults)
		}
	}
	for _, s := range m.Skills {
		if s.ID == "" || s.Title == "" || s.Objective == "" || len(s.Steps) < 2 {
			t.Errorf("%s: the skill %+v is not whole", m.ID, s)
		}
	}
	for _, l := range m.Lessons {
		if l.Title == "" || len(l.Body.Blocks) == 0 {
			t.Errorf("the lesson %s/%s is not whole", m.ID, l.ID)
		}
		l.Body.Walk(func(b catalog.Block) {
			if p, ok := b.(catalog.Picture); ok && (p.Width <= 0 || p.Height <= 0 || p.Alt == "") {
				t.Errorf("%s/%s: picture %+v", m.ID, l.ID, p)
			}
			if table, ok := b.(catalog.Table); ok {
				for _, row := range table.Rows {
					if len(row) != len(table.Head) || len(row) != len(table.Align) {
						t.Errorf("%s/%s: a table that is not straight", m.ID, l.ID)
					}
				}
			}
		})
	}
}

// checkPast wants what a module says of its past to go down from its version, and to retire nothing that it has.
func checkPast(t *testing.T, c *catalog.Catalog, m catalog.Module) {
	t.Helper()
	last := m.Version
	for i, change := range m.Changes {
		if by := catalog.CompareVersions(change.Version, last); by > 0 || by == 0 && i > 0 || change.What == "" || change.Date.IsZero() {
			t.Errorf("%s: after version %s comes the change %+v", m.ID, last, change)
		}
		last = change.Version
	}
	if slices.Contains(c.Library.Retired, m.ID) {
		t.Errorf("%s is retired", m.ID)
	}
	for _, l := range m.Lessons {
		if m.IsRetired("lesson", string(l.ID)) {
			t.Errorf("%s: the lesson %s is retired", m.ID, l.ID)
		}
	}
	for _, it := range m.Quiz.Items {
		if m.IsRetired("item", string(it.ID)) {
			t.Errorf("%s: the item %s is retired", m.ID, it.ID)
		}
	}
	for _, h := range m.Handouts {
		if m.IsRetired("handout", string(h.ID)) {
			t.Errorf("%s: the handout %s is retired", m.ID, h.ID)
		}
	}
}

// checkHandouts wants what is handed out to have what pages are made of.
func checkHandouts(t *testing.T, c *catalog.Catalog) {
	t.Helper()
	ids := make(map[catalog.HandoutID]bool)
	for h := range c.AllHandouts() {
		if ids[h.ID] || h.ID == "" {
			t.Errorf("the id %q is given twice, or none", h.ID)
		}
		ids[h.ID] = true
		for _, lang := range h.Languages(true) {
			in, _ := h.In(lang)
			if in.Title == "" || in.Version == "" || in.ReviewBy.IsZero() || len(in.Body.Blocks) == 0 || len(in.Translations) > 0 && in != h {
				t.Errorf("%s in %s is not whole: %+v", h.ID, lang, in)
			}
			for format, extracts := range in.Short {
				if len(in.BodyFor(format).Blocks) == 0 || len(extracts) == 0 || !slices.Contains(in.Offers(), format) {
					t.Errorf("%s in %s carries nothing as %s", h.ID, lang, format)
				}
			}
		}
	}
	for _, a := range c.Alerts {
		if a.ID == "" || a.Title == "" || !a.Expires.After(a.From) || len(a.Body.Cited()) == 0 || a.Urgency == "" {
			t.Errorf("the alert %+v is not whole", a)
		}
	}
	for _, p := range c.Packs {
		for _, it := range p.Items {
			if it.Copies < 1 || !it.Format.Known() {
				t.Errorf("the pack %s has %+v", p.ID, it)
			}
		}
	}
	for _, w := range c.Withdrawn {
		if ids[w.Handout] || w.Why == "" || w.On.IsZero() {
			t.Errorf("the withdrawal %+v", w)
		}
	}
}
