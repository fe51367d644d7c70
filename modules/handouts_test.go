package modules_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

const plainHandout = 6 // grade of what people read in the street

func eachHandout(t *testing.T, visit func(*testing.T, *catalog.Catalog, *catalog.Handout)) {
	t.Helper()
	cat := load(t)
	for h := range cat.AllHandouts() {
		t.Run("the handout "+string(h.ID), func(t *testing.T) { visit(t, cat, h) })
	}
}

func TestEveryHandoutCanBeFoundAndTrusted(t *testing.T) {
	eachHandout(t, func(t *testing.T, cat *catalog.Catalog, h *catalog.Handout) {
		if len(h.Topics) == 0 || len(h.For) == 0 || h.Audience == "" {
			t.Errorf("topics %v, for %v, audience %q", h.Topics, h.For, h.Audience)
		}
		if len(h.Body.Cited()) == 0 || h.Link == "" || h.ReviewBy.IsZero() {
			t.Errorf("%d sources, link %q, review by %v", len(h.Body.Cited()), h.Link, h.ReviewBy)
		}
		if !slices.Contains(h.Offers(), paper.LeafletA4) {
			t.Errorf("offered as %v, and not as an A4 sheet", h.Offers())
		}
		for _, kind := range h.Services {
			if !slices.ContainsFunc(cat.Services, func(s catalog.Service) bool { return slices.Contains(s.Kinds, kind) }) {
				t.Errorf("no service is of the kind %s", kind)
			}
		}
	})
}

func TestEveryHandoutIsPlain(t *testing.T) {
	eachHandout(t, func(t *testing.T, _ *catalog.Catalog, h *catalog.Handout) {
		if g := grade(h.Body); g > plainHandout {
			t.Errorf("grade %.1f, want %d at most", g, plainHandout)
		}
		if word := labels.FindString(h.Title + "\n" + h.Audience + "\n" + h.Body.PlainText()); word != "" {
			t.Errorf("it labels somebody: %q", word)
		}
	})
}

// TestSmallFormatsCarryWhatMatters keeps the number to call on every card of a handout that has it.
func TestSmallFormatsCarryWhatMatters(t *testing.T) {
	eachHandout(t, func(t *testing.T, _ *catalog.Catalog, h *catalog.Handout) {
		for format := range h.Short {
			whole, short := h.Body.PlainText(), h.BodyFor(format).PlainText()
			if len(short) == 0 || len(short) >= len(whole) {
				t.Errorf("as %s it carries %d of %d letters", format, len(short), len(whole))
			}
			if strings.Contains(whole, "000") && !strings.Contains(short, "000") {
				t.Errorf("as %s it does not say whom to call", format)
			}
		}
	})
}

var number = regexp.MustCompile(`[0-9]+`)

// TestTranslationsKeepEveryNumber holds translations to their originals line by line: a lost number may be a dose.
func TestTranslationsKeepEveryNumber(t *testing.T) {
	drafts := map[catalog.Language]int{}
	eachHandout(t, func(t *testing.T, _ *catalog.Catalog, h *catalog.Handout) {
		for _, lang := range h.Languages(true)[1:] {
			in, _ := h.In(lang)
			if in.MachineDraft {
				drafts[lang]++
			}
			if in.StaleAgainst(h) {
				t.Errorf("%s is of version %s", lang, in.Translates)
			}
			from, to := h.Body.Sections(), in.Body.Sections()
			if len(from) != len(to) {
				t.Errorf("%s: %d sections, want %d", lang, len(to), len(from))
				continue
			}
			for i := range from {
				if from[i].Lines() != to[i].Lines() {
					t.Errorf("%s, %s: %d lines, want %d", lang, from[i].Heading, to[i].Lines(), from[i].Lines())
				}
				if diff := cmp.Diff(numbers(from[i]), numbers(to[i])); diff != "" {
					t.Errorf("%s, %s: -original +translation:\n%s", lang, from[i].Heading, diff)
				}
			}
			if diff := cmp.Diff(h.Body.Cited(), in.Body.Cited()); diff != "" {
				t.Errorf("%s: sources: -original +translation:\n%s", lang, diff)
			}
		}
	})
	if drafts["vi"] == 0 || drafts["ar"] == 0 {
		t.Errorf("machine drafts: %v; the path of translations is shown in Vietnamese and Arabic", drafts)
	}
}

// numbers lists the numbers of a section as they stand, each once: a language may say "2" in a word as well.
func numbers(s catalog.Section) []string {
	all := number.FindAllString(catalog.Document{Blocks: s.Blocks}.PlainText(), -1)
	slices.Sort(all)
	return slices.Compact(all)
}

func TestMachineDraftsAreNotOfferedUnasked(t *testing.T) {
	eachHandout(t, func(t *testing.T, _ *catalog.Catalog, h *catalog.Handout) {
		for _, lang := range h.Languages(false) {
			if in, ok := h.In(lang); !ok || in.MachineDraft {
				t.Errorf("%s is offered: %+v", lang, in)
			}
		}
		for _, translation := range h.Translations {
			if translation.MachineDraft && !translation.Draft() {
				t.Errorf("%s is a machine's, and reviewed: say so by leaving machine_draft out", translation.Language)
			}
		}
	})
}

func TestAlertsEnd(t *testing.T) {
	cat := load(t)
	if len(cat.Alerts) == 0 {
		t.Error("there is no alert to show what one is")
	}
	for _, a := range cat.Alerts {
		t.Run("the alert "+string(a.ID), func(t *testing.T) {
			const longest = 200 // days: an alert without end is a handout
			if days := int(a.Expires.Sub(a.From).Hours() / 24); days > longest {
				t.Errorf("it holds for %d days, want %d at most", days, longest)
			}
			if g := grade(a.Body); g > plainHandout+1 { // it has to name substances
				t.Errorf("grade %.1f", g)
			}
			if word := labels.FindString(a.Title + "\n" + a.Body.PlainText()); word != "" {
				t.Errorf("it labels somebody: %q", word)
			}
			if !a.In(cat.Library.HomeRegion) || a.Link == "" {
				t.Errorf("regions %v, link %q", a.Regions, a.Link)
			}
		})
	}
}

func TestReadyMadePacksAreThere(t *testing.T) {
	cat := load(t)
	for _, id := range []catalog.PackID{"new-client", "naloxone", "session", "wound-care", "festival", "going-home", "court-and-rights", "parent"} {
		p, ok := cat.Pack(id)
		if !ok || len(p.Items) < 2 || p.About == "" {
			t.Errorf("the pack %s: %+v", id, p)
		}
		for _, item := range p.Items {
			if _, _, ok := cat.Handout(item.Handout); !ok {
				t.Errorf("the pack %s has the handout %s, which cannot be used", id, item.Handout)
			}
		}
	}
}
