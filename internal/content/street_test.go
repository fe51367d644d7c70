package content_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/content"
	"github.com/passalong/passalong/internal/paper"
)

// Files that street adds to the good library.
const (
	veins   = "handouts/en/vein-care.md"
	veinsVI = "handouts/vi/vein-care.md"
	stepsVI = "alpha/vi/handouts/steps.md"
	pills   = "alerts/strong-pills.md"
)

// street adds to the good library what people hand out: a stand-alone handout and its translation, a translation of a
// module's handout, an alert, packs and withdrawals.
func street(t testing.TB, edits ...edit) fstest.MapFS {
	t.Helper()
	return edited(t, append([]edit{
		{"library.yaml", "languages: [en]", "languages: [en, vi]"},
		{"library.yaml", "tracks:", "topics:\n  - {id: injecting, title: Safer injecting}\naudiences:\n  - {id: people-who-use, title: People who use drugs}\ntracks:"},
		{veins, "", goodVeins}, {veinsVI, "", goodVeinsVI}, {stepsVI, "", goodStepsVI}, {pills, "", goodPills},
		{"handouts/images/vein.svg", "", goodPicture},
		{"packs.yaml", "", goodPacks}, {"withdrawn.yaml", "", goodWithdrawn},
	}, edits...)...)
}

const (
	goodVeins = `---
title: Look after your veins
audience: People who inject
version: 1.1
review_by: 2027-05-21
topics: [injecting]
for: [people-who-use]
formats: [a4, card, folded-card]
short:
  card: ["1. Rest", {section: 2. Look, lines: [1, 2]}]
  folded-card: [{lines: [1]}, 2. Look]
services: [needles, nurse]
link: https://www.health.vic.gov.au/page
changes:
  - {version: 1.0, date: 2026-10-01, what: The first version.}
  - {version: 1.1, date: 2026-11-01, what: How long to rest., recall: true}
reviewers:
  - {name: A. Nurse, organisation: Nobody, role: clinical, date: 2026-11-01}
---
Before you begin.

## 1. Rest

Rest a sore place.[^who-od]

## 2. Look

- Red?
- Hot?
- Hard?

![A vein.](../images/vein.svg)
`

	goodVeinsVI = `---
title: Chăm sóc tĩnh mạch
audience: Người tiêm chích
translates: 1.1
machine_draft: true
---
Trước khi bắt đầu.

## 1. Nghỉ

Để chỗ đau nghỉ.[^who-od]

## 2. Nhìn

- Đỏ?
- Nóng?
- Cứng?
`

	goodStepsVI = `---
title: "Quá liều: phải làm gì"
audience: Mọi người
translates: 1.0
formats: [a5]
services: []
review_by: 2027-01-01
reviewers:
  - {name: B. Person, organisation: Nobody, role: peer, date: 2026-11-02}
---
## Kiểm tra

1. Gọi to.[^who-od]
`

	goodPills = `---
title: Yellow pills are very strong
version: 1.0
urgency: deadly
regions: [au-vic]
from: 2026-11-20
expires: 2026-12-20
services: [naloxone]
link: https://www.health.vic.gov.au/alerts
reviewers: []
---
They hold a nitazene.[^who-od]

- Take less.
`

	goodPacks = `- id: new-client
  title: New client pack
  about: For a first visit.
  items:
    - {handout: vein-care, format: card, copies: 2}
    - {handout: alpha-steps, format: a4, copies: 1}
- id: session
  title: Session pack
  items:
    - {handout: beta-steps, format: letter, copies: 10}
`

	goodWithdrawn = `- handout: old-steps
  title: What to do
  on: 2026-06-01
  why: It told people to put salt water into the vein.
  instead: alpha-steps
`
)

// inventory lists what can be used of a library.
func inventory(c *catalog.Catalog) []string {
	var all []string
	for _, m := range c.Modules {
		all = append(all, "module "+string(m.ID))
	}
	for h := range c.AllHandouts() {
		for _, lang := range h.Languages(true) {
			all = append(all, fmt.Sprintf("handout %s in %s", h.ID, lang))
		}
	}
	for _, a := range c.Alerts {
		all = append(all, "alert "+string(a.ID))
	}
	for _, p := range c.Packs {
		all = append(all, "pack "+string(p.ID))
	}
	for _, w := range c.Withdrawn {
		all = append(all, "withdrawal of "+string(w.Handout))
	}
	return all
}

// checkStreet loads each case and wants exactly the problems, and the losses, of the golden file.
func checkStreet(t *testing.T, golden string, cases []problemCase) {
	t.Helper()
	whole, problems, err := content.Load(t.Context(), street(t))
	if err != nil || len(problems) > 0 {
		t.Fatalf("the good library has %v, %v", problems, err)
	}
	var said strings.Builder
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			c, problems, err := content.Load(t.Context(), street(t, test.edits...))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&said, "== %s\n", test.name)
			for _, p := range problems {
				fmt.Fprintln(&said, p)
			}
			left := inventory(c)
			for _, what := range inventory(whole) {
				if !slices.Contains(left, what) {
					fmt.Fprintln(&said, "-", what)
				}
			}
		})
	}
	name := filepath.Join("testdata", golden+".txt")
	if *update {
		if err := os.WriteFile(name, []byte(said.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(said.String(), "\n")); diff != "" {
		t.Errorf("%s: -want +got:\n%s", name, diff)
	}
}

func TestProblemsOfHandouts(t *testing.T) {
	checkStreet(t, "handouts", []problemCase{
		{name: "a topic that the library does not have", edits: one(veins, "topics: [injecting]", "topics: [injectin]")},
		{name: "an audience from nowhere", edits: one(veins, "for: [people-who-use]", "for: [everybody]")},
		{name: "a mistyped format", edits: one(veins, "formats: [a4, card, folded-card]", "formats: [a4, crad, card, folded-card]")},
		{name: "no format", edits: one(veins, "formats: [a4, card, folded-card]", "formats: []")},
		{name: "a mistyped section", edits: one(veins, `"1. Rest", {`, `"1. Resst", {`)},
		{name: "a section by a word of it", edits: one(veins, `"1. Rest", {`, `rest, {`)},
		{name: "a section twice", edits: one(veins, `"1. Rest", {`, `2. Look, {`)},
		{name: "sections of one heading", edits: one(veins, "## 2. Look", "## 1. Rest")},
		{name: "nothing before the first heading", edits: one(veins, "Before you begin.\n", "")},
		{name: "a line that is not there", edits: one(veins, "lines: [1, 2]", "lines: [1, 4]")},
		{name: "a line that does not stand before the first heading", edits: one(veins, "{lines: [1]}", "{lines: [2]}")},
		{name: "a line in words", edits: one(veins, "lines: [1, 2]", "lines: [first]")},
		{name: "a small format that is not offered", edits: one(veins, "formats: [a4, card, folded-card]", "formats: [a4, card]")},
		{name: "a small format from nowhere", edits: one(veins, "  card:", "  cards:")},
		{name: "a small format that carries nothing", edits: one(veins, "[{lines: [1]}, 2. Look]", "[]")},
		{name: "a small format without a list", edits: one(veins, "[{lines: [1]}, 2. Look]", "2. Look")},
		{name: "short without formats", edits: one(veins, "short:\n", "short: [card]\nshirt:\n")},
		{name: "an unknown key of a section", edits: one(veins, "lines: [1, 2]", "line: [1, 2]")},
		{name: "a change of a later version", edits: one(veins, "{version: 1.1,", "{version: 1.2,")},
		{name: "a change twice", edits: one(veins, "{version: 1.0,", "{version: 1.1,")},
		{name: "a change without words", edits: one(veins, ", what: The first version.", "")},
		{name: "a version without a change", edits: one(veins, "version: 1.1\n", "version: 1.10\n")},
		{name: "recall that is neither", edits: one(veins, "recall: true", "recall: maybe")},
		{name: "reviewers of a module's handout", edits: one("alpha/en/handouts/steps.md", "services:", "reviewers: []\nservices:")},
		{name: "a service kind of a handout", edits: one(veins, "[needles, nurse]", "[needles, nurses]")},
		{name: "a picture that is not there", edits: one(veins, "vein.svg", "vien.svg")},
		{name: "a picture that nothing shows", edits: []edit{{"handouts/images/arm.svg", "", goodPicture}}},
		{name: "a picture with a script", edits: one("handouts/images/vein.svg", "<path", "<script/><path")},
		{name: "no front matter", edits: one(veins, "---\n", "")},
		{name: "an id that a module has", edits: []edit{{"handouts/en/alpha-steps.md", "", goodVeins}}},
		{name: "a name that is no id", edits: []edit{{"handouts/en/Vein_Care.md", "", goodVeins}}},
		{name: "a handout in no language", edits: []edit{{"handouts/arms.md", "", goodVeins}}},
		{name: "a handout in a language that the library does not have", edits: []edit{{"handouts/fr/vein-care.md", "", goodVeinsVI}}},
		{name: "words for authors are left alone", edits: []edit{{"handouts/README.md", "", "Hello"}, {"alerts/README.md", "", "Hello"}}},
	})
}

func TestProblemsOfTranslations(t *testing.T) {
	checkStreet(t, "translations", []problemCase{
		{name: "of an earlier version", edits: one(veinsVI, "translates: 1.1", "translates: 1.0")},
		{name: "of a version to come", edits: one(veinsVI, "translates: 1.1", "translates: 2.0")},
		{name: "of nothing", edits: one(stepsVI, "translates: 1.0\n", "")},
		{name: "two originals", edits: one(veinsVI, "translates: 1.1\n", "")},
		{name: "no original", edits: one(veins, "version: 1.1\n", "version: 1.1\ntranslates: 1.0\n")},
		{name: "an original that is gone", edits: []edit{{veins, "", gone}, {"packs.yaml", "", gone}, {"handouts/images/vein.svg", "", gone}}},
		{name: "an original with a problem", edits: one(veins, "audience:", "audiense:")},
		{name: "a version of its own", edits: one(veinsVI, "translates: 1.1", "translates: 1.1\nversion: 1.2")},
		{name: "the version again is fine", edits: one(veinsVI, "translates: 1.1", "translates: 1.1\nversion: 1.1")},
		{name: "topics of its own", edits: one(veinsVI, "translates: 1.1", "translates: 1.1\ntopics: [injecting]")},
		{name: "a machine draft of a kind", edits: one(veinsVI, "machine_draft: true", "machine_draft: yes")},
		{name: "fewer sections", edits: one(veinsVI, "## 2. Nhìn\n", "")},
		{name: "fewer lines", edits: one(veinsVI, "- Đỏ?\n- Nóng?\n- Cứng?\n", "Đỏ?\n")},
		{name: "sections of one heading", edits: one(veinsVI, "## 2. Nhìn", "## 1. Nghỉ")},
		{name: "short of its own", edits: one(veinsVI, "translates: 1.1", "translates: 1.1\nformats: [card]\nshort: {card: [2. Nhin]}")},
		{name: "a change that the original does not have", edits: one(veinsVI, "translates: 1.1", "translates: 1.1\nchanges: [{version: 0.9, date: 2026-01-01, what: Mới.}]")},
		{name: "an unknown key", edits: one(stepsVI, "formats:", "format:")},
		{name: "a source that is not there", edits: one(stepsVI, "[^who-od]", "[^who]")},
		{name: "of no handout of the module", edits: []edit{{"alpha/vi/handouts/stesp.md", "", goodStepsVI}}},
		{name: "in a language that the library does not have", edits: []edit{{"alpha/fr/handouts/steps.md", "", goodStepsVI}}},
		{name: "listed as the original", edits: one("alpha/en/handouts/steps.md", "version: 1.0", "version: 1.0\ntranslates: 1.0")},
	})
}

func TestProblemsOfAlerts(t *testing.T) {
	checkStreet(t, "alerts", []problemCase{
		{name: "over before it begins", edits: one(pills, "expires: 2026-12-20", "expires: 2026-10-20")},
		{name: "on the day on which it begins only", edits: one(pills, "expires: 2026-12-20", "expires: 2026-11-20")},
		{name: "without an end", edits: one(pills, "expires: 2026-12-20\n", "")},
		{name: "a mistyped urgency", edits: one(pills, "urgency: deadly", "urgency: deadley")},
		{name: "a region that is none", edits: one(pills, "[au-vic]", "[Victoria]")},
		{name: "without a source", edits: one(pills, "[^who-od]", "")},
		{name: "with a source that is not there", edits: one(pills, "[^who-od]", "[^who-do]")},
		{name: "without words", edits: one(pills, "They hold a nitazene.[^who-od]\n\n- Take less.\n", "")},
		{name: "in a language that the library does not have", edits: one(pills, "urgency:", "language: fr\nurgency:")},
		{name: "an unknown key", edits: one(pills, "regions:", "region:")},
		{name: "in a folder of a language", edits: []edit{{"alerts/en/pills.md", "", goodPills}}},
		{name: "a name that is no id", edits: []edit{{"alerts/2026_pills.md", "", goodPills}}},
		{name: "bytes that are no UTF-8", edits: one(pills, "Take less", "Take \xff less")},
	})
}

func TestProblemsOfPacksAndWithdrawals(t *testing.T) {
	checkStreet(t, "packs", []problemCase{
		{name: "a handout that is not there", edits: one("packs.yaml", "handout: vein-care", "handout: vein-car")},
		{name: "a format that the handout does not have", edits: one("packs.yaml", "format: card", "format: receipt")},
		{name: "a format from nowhere", edits: one("packs.yaml", "format: card", "format: kard")},
		{name: "no copies", edits: one("packs.yaml", "copies: 2", "copies: 0")},
		{name: "nothing in it", edits: one("packs.yaml", "items:\n    - {handout: beta-steps, format: letter, copies: 10}\n", "items: []\n")},
		{name: "two of one id", edits: one("packs.yaml", "id: session", "id: new-client")},
		{name: "a handout that cannot be used is no fault of the pack", edits: one("alpha/en/handouts/steps.md", "audience:", "audiense:")},
		{name: "packs that are no list", edits: one("packs.yaml", "", "packs: []\n")},
		{name: "withdrawn and still there", edits: one("withdrawn.yaml", "handout: old-steps", "handout: vein-care")},
		{name: "instead of it something that is not there", edits: one("withdrawn.yaml", "instead: alpha-steps", "instead: alpha-step")},
		{name: "withdrawn twice", edits: one("withdrawn.yaml", "- handout:", goodWithdrawn+"- handout:")},
		{name: "withdrawn for no reason", edits: one("withdrawn.yaml", "  why: It told people to put salt water into the vein.\n", "")},
		{name: "a topic twice", edits: one("library.yaml", "topics:\n", "topics:\n  - {id: injecting, title: Injecting}\n")},
		{name: "a topic without a title", edits: one("library.yaml", ", title: Safer injecting", "")},
	})
}

func TestLoadReadsWhatIsHandedOut(t *testing.T) {
	c, problems, err := content.Load(t.Context(), street(t))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	changes := []catalog.Amendment{
		{Version: "1.1", Date: day("2026-11-01"), What: "How long to rest.", Recall: true},
		{Version: "1.0", Date: day("2026-10-01"), What: "The first version."},
	}
	vi := catalog.Handout{
		ID: "vein-care", Title: "Chăm sóc tĩnh mạch", Audience: "Người tiêm chích", Topics: []catalog.TopicID{"injecting"},
		For: []catalog.AudienceID{"people-who-use"}, Version: "1.1", Language: "vi", ReviewBy: day("2027-05-21"),
		Formats: []paper.Format{"a4", "card", "folded-card"}, Services: []string{"needles", "nurse"}, Link: "https://www.health.vic.gov.au/page",
		Short: map[paper.Format][]catalog.Extract{
			"card":        {{Section: "1. Nghỉ"}, {Section: "2. Nhìn", Lines: []int{1, 2}}},
			"folded-card": {{Lines: []int{1}}, {Section: "2. Nhìn"}},
		},
		Changes: changes, Translates: "1.1", MachineDraft: true,
	}
	en := vi
	en.Title, en.Audience, en.Language, en.Translates, en.MachineDraft = "Look after your veins", "People who inject", "en", "", false
	en.Reviewers = []catalog.Reviewer{{Name: "A. Nurse", Organisation: "Nobody", Role: "clinical", Date: day("2026-11-01")}}
	en.Short = map[paper.Format][]catalog.Extract{
		"card":        {{Section: "1. Rest"}, {Section: "2. Look", Lines: []int{1, 2}}},
		"folded-card": {{Lines: []int{1}}, {Section: "2. Look"}},
	}
	en.Translations = []catalog.Handout{vi}
	bodies := cmpopts.IgnoreTypes(catalog.Document{})
	if diff := cmp.Diff([]catalog.Handout{en}, c.Handouts, bodies); diff != "" {
		t.Errorf("handouts: -want +got:\n%s", diff)
	}
	steps, _, _ := c.Handout("alpha-steps")
	translated := catalog.Handout{
		ID: "alpha-steps", Module: "alpha", Title: "Quá liều: phải làm gì", Audience: "Mọi người", Version: "1.0", Language: "vi",
		ReviewBy: day("2027-01-01"), Formats: []paper.Format{"a5"}, Link: "https://www.health.vic.gov.au/page", Translates: "1.0",
		Reviewers: []catalog.Reviewer{{Name: "B. Person", Organisation: "Nobody", Role: "peer", Date: day("2026-11-02")}},
	}
	if diff := cmp.Diff([]catalog.Handout{translated}, steps.Translations, bodies); diff != "" {
		t.Errorf("translations of a module's handout: -want +got:\n%s", diff)
	}
	alert := catalog.Alert{
		ID: "strong-pills", Version: "1.0", Title: "Yellow pills are very strong", Urgency: catalog.Deadly, Regions: []catalog.Region{"au-vic"},
		Language: "en", From: day("2026-11-20"), Expires: day("2026-12-20"), Services: []string{"naloxone"}, Link: "https://www.health.vic.gov.au/alerts",
	}
	if diff := cmp.Diff([]catalog.Alert{alert}, c.Alerts, bodies); diff != "" {
		t.Errorf("alerts: -want +got:\n%s", diff)
	}
	packs := []catalog.Pack{
		{ID: "new-client", Title: "New client pack", About: "For a first visit.", Items: []catalog.PackItem{
			{Handout: "vein-care", Format: "card", Copies: 2}, {Handout: "alpha-steps", Format: "a4", Copies: 1},
		}},
		{ID: "session", Title: "Session pack", Items: []catalog.PackItem{{Handout: "beta-steps", Format: "letter", Copies: 10}}},
	}
	if diff := cmp.Diff(packs, c.Packs); diff != "" {
		t.Errorf("packs: -want +got:\n%s", diff)
	}
	withdrawn := []catalog.Withdrawal{{
		Handout: "old-steps", Title: "What to do", On: day("2026-06-01"), Why: "It told people to put salt water into the vein.", Instead: "alpha-steps",
	}}
	if diff := cmp.Diff(withdrawn, c.Withdrawn); diff != "" {
		t.Errorf("withdrawn: -want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]catalog.Topic{{ID: "injecting", Title: "Safer injecting"}}, c.Library.Topics); diff != "" {
		t.Errorf("topics: -want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]catalog.Audience{{ID: "people-who-use", Title: "People who use drugs"}}, c.Library.Audiences); diff != "" {
		t.Errorf("audiences: -want +got:\n%s", diff)
	}
}

func TestAHandoutMayBeWrittenInAnyLanguageFirst(t *testing.T) {
	c, problems, err := content.Load(t.Context(), street(t,
		edit{veinsVI, "", "---\ntitle: Chăm sóc\naudience: Mọi người\nversion: 1.0\nreview_by: 2027-05-21\nformats: [a4]\n---\nNghỉ.\n"},
		edit{veins, "", "---\ntitle: Care\naudience: Everyone\ntranslates: 1.0\n---\nRest.\n"},
		edit{"packs.yaml", "", gone}, edit{"handouts/images/vein.svg", "", gone},
	))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	h, _, ok := c.Handout("vein-care")
	if !ok || h.Language != "vi" || !slices.Equal(h.Languages(false), []catalog.Language{"vi", "en"}) {
		t.Errorf("got %+v", h)
	}
}

func TestAlertsComeNewestFirst(t *testing.T) {
	older := strings.Replace(goodPills, "from: 2026-11-20", "from: 2026-10-01", 1)
	newer := strings.Replace(goodPills, "from: 2026-11-20", "from: 2026-11-21", 1)
	c, _, err := content.Load(t.Context(), street(t, edit{"alerts/a-older.md", "", older}, edit{"alerts/z-newer.md", "", newer}, edit{"alerts/a-same.md", "", goodPills}))
	if err != nil {
		t.Fatal(err)
	}
	var got []catalog.AlertID
	for _, a := range c.Alerts {
		got = append(got, a.ID)
	}
	if want := []catalog.AlertID{"z-newer", "a-same", "strong-pills", "a-older"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What a translator leaves out of the changes, above all that a version is recalled, stays as in the original.
func TestATranslationCannotCallOffARecall(t *testing.T) {
	c, problems, err := content.Load(t.Context(), street(t, edit{veinsVI, "translates: 1.1", "translates: 1.1\nchanges: [{version: 1.1, date: 2026-12-24, what: Nghỉ bao lâu.}]"}))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	h, _, _ := c.Handout("vein-care")
	vi, _ := h.In("vi")
	if len(vi.Changes) != 2 || vi.Changes[0].What != "Nghỉ bao lâu." || !vi.Changes[0].Recall || !vi.Changes[0].Date.Equal(h.Changes[0].Date) {
		t.Errorf("got %+v", vi.Changes)
	}
}

// A draft of a machine is nobody's, so it has no reviewers unless it names its own.
func TestAMachineDraftHasNoReviewersOfItsOriginal(t *testing.T) {
	for draft, want := range map[string]int{"machine_draft: true": 0, "machine_draft: false": 1, "reviewers: []": 0} {
		c, _, err := content.Load(t.Context(), street(t, edit{veinsVI, "machine_draft: true", draft}))
		if err != nil {
			t.Fatal(err)
		}
		h, _, _ := c.Handout("vein-care")
		if vi, ok := h.In("vi"); !ok || len(vi.Reviewers) != want {
			t.Errorf("%s: %d reviewers, want %d", draft, len(vi.Reviewers), want)
		}
	}
}
