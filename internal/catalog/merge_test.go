package catalog_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// national and local are two libraries that have much in common.
func national(t *testing.T) *catalog.Catalog {
	return &catalog.Catalog{
		Library: catalog.Library{
			ID: "national", Title: "National", HomeRegion: "au", Languages: []catalog.Language{"en"},
			Tracks: []catalog.Track{{ID: "start", Title: "Start here", Modules: []catalog.ModuleID{"overdose", "safer"}}},
			Topics: []catalog.Topic{{ID: "veins", Title: "Veins"}},
		},
		Revision: catalog.Revision{Manifest: "aa", Sequence: 3},
		Modules: []catalog.Module{
			{ID: "overdose", Title: "Overdose", Handouts: []catalog.Handout{{ID: "steps", Module: "overdose", Title: "Steps", Formats: []paper.Format{paper.BookletA5}}}},
			{ID: "safer", Title: "Safer use"},
		},
		Unavailable: []catalog.UnavailableModule{{ID: "broken"}},
		Handouts:    []catalog.Handout{{ID: "vein-care", Title: "Vein care"}},
		Alerts:      []catalog.Alert{{ID: "heat", Title: "Heat", From: day(t, "2026-11-01")}},
		Packs:       []catalog.Pack{{ID: "release", Title: "Release"}},
		Sources:     map[catalog.SourceKey]catalog.Source{"same": {Key: "same", Title: "Same", Checked: day(t, "2026-11-01")}, "who": {Key: "who", Title: "WHO"}},
		Services:    []catalog.Service{{ID: "line", Name: "Line", Source: "who"}},
		Glossary:    []catalog.Term{{Headword: "Shot", Meaning: "national", Language: "en"}},
		Withdrawn:   []catalog.Withdrawal{{Handout: "old", Title: "Old", Instead: "steps"}, {Handout: "local-one", Title: "Theirs"}},
		Files:       fstest.MapFS{"a.svg": {Data: []byte("national a")}},
	}
}

func local(t *testing.T) *catalog.Catalog {
	return &catalog.Catalog{
		Library: catalog.Library{
			ID: "local", Title: "Local", HomeRegion: "au-vic", Languages: []catalog.Language{"en", "vi"},
			Tracks: []catalog.Track{
				{ID: "start", Title: "Begin", Modules: []catalog.ModuleID{"van", "safer"}},
				{ID: "own", Title: "Our own", Modules: []catalog.ModuleID{"broken"}},
			},
			Topics: []catalog.Topic{{ID: "veins", Title: "Our veins"}, {ID: "van", Title: "The van"}},
		},
		Revision: catalog.Revision{Manifest: "bb"},
		Modules: []catalog.Module{
			{ID: "safer", Title: "Our safer use", Handouts: []catalog.Handout{{ID: "hidden-with-it", Module: "safer", Title: "Hidden with it"}}},
			{ID: "broken", Title: "Not broken here"},
			{
				ID: "van", Title: "The van", Guide: catalog.Guide{Body: doc("who")},
				Lessons: []catalog.Lesson{{ID: "one", Body: catalog.Document{Blocks: []catalog.Block{catalog.Picture{Path: "a.svg"}, catalog.Paragraph{Text: cites("who", "same")}}}}},
				Handouts: []catalog.Handout{
					{ID: "steps", Module: "van", Title: "Our steps"},
					{ID: "local-one", Module: "van", Body: doc("who"), Translations: []catalog.Handout{{ID: "local-one", Language: "vi", Body: doc("who")}}},
				},
			},
		},
		Alerts: []catalog.Alert{{ID: "pills", Title: "Pills", From: day(t, "2026-11-20"), Body: doc("who")}, {ID: "heat", Title: "Our heat"}},
		Packs: []catalog.Pack{
			{ID: "release", Title: "Our release"},
			{ID: "van", Title: "Van", Items: []catalog.PackItem{
				{Handout: "steps", Format: paper.PosterA3}, {Handout: "local-one", Format: paper.PosterA3}, {Handout: "hidden-with-it"},
			}},
			{ID: "nothing", Title: "Nothing left", Items: []catalog.PackItem{{Handout: "hidden-with-it"}}},
		},
		Sources:   map[catalog.SourceKey]catalog.Source{"same": {Key: "same", Title: "Same", Checked: day(t, "2026-11-01")}, "who": {Key: "who", Title: "WHO, later"}},
		Services:  []catalog.Service{{ID: "line", Name: "Our line"}, {ID: "van", Name: "Van", Source: "who"}},
		Glossary:  []catalog.Term{{Headword: "Shot", Meaning: "local", Language: "en"}, {Headword: "Shot", Meaning: "vi", Language: "vi"}},
		Withdrawn: []catalog.Withdrawal{{Handout: "steps", Title: "Steps"}, {Handout: "older", Title: "Older", Instead: "hidden-with-it"}},
		Files:     fstest.MapFS{"a.svg": {Data: []byte("local a")}},
	}
}

func doc(k ...catalog.SourceKey) catalog.Document {
	return catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: cites(k...)}}}
}

func TestMergeLetsTheFirstLibraryWin(t *testing.T) {
	c := catalog.Merge([]*catalog.Catalog{national(t), local(t)})
	want := []catalog.Hidden{
		{Library: "local", Kind: "module", ID: "safer", Title: "Our safer use", By: "national"},
		{Library: "local", Kind: "module", ID: "broken", Title: "Not broken here", By: "national"},
		{Library: "local", Kind: "handout", ID: "steps", Title: "Our steps", By: "national"},
		{Library: "local", Kind: "handout", ID: "hidden-with-it", Title: "Hidden with it", By: "national"},
		{Library: "local", Kind: "alert", ID: "heat", Title: "Our heat", By: "national"},
		{Library: "local", Kind: "pack", ID: "release", Title: "Our release", By: "national"},
		{Library: "local", Kind: "pack", ID: "nothing", Title: "Nothing left", By: "national"},
		{Library: "local", Kind: "service", ID: "line", Title: "Our line", By: "national"},
	}
	if diff := cmp.Diff(want, c.Hidden); diff != "" {
		t.Errorf("hidden, -want +got:\n%s", diff)
	}
	var modules []string
	for _, m := range c.Modules {
		modules = append(modules, m.Library+" "+string(m.ID))
		for _, h := range m.Handouts {
			modules = append(modules, m.Library+" "+string(m.ID)+" "+h.Library+" "+string(h.ID))
		}
	}
	if diff := cmp.Diff([]string{"national overdose", "national overdose national steps", "national safer", "local van", "local van local local-one"}, modules); diff != "" {
		t.Errorf("modules, -want +got:\n%s", diff)
	}
	if len(c.Alerts) != 2 || c.Alerts[0].ID != "pills" || c.Alerts[0].Library != "local" || c.Alerts[1].Title != "Heat" {
		t.Errorf("alerts, newest first: %v", c.Alerts)
	}
	if len(c.Glossary) != 2 || c.Glossary[0].Meaning != "national" || c.Glossary[1].Meaning != "vi" {
		t.Errorf("glossary: %v", c.Glossary)
	}
	if len(c.Unavailable) != 1 {
		t.Errorf("unavailable: %v", c.Unavailable)
	}
}

func TestMergeKeepsTheFirstLibraryAndAddsToIt(t *testing.T) {
	c := catalog.Merge([]*catalog.Catalog{national(t), local(t)})
	want := national(t).Library
	want.Languages = []catalog.Language{"en", "vi"}
	want.Topics = []catalog.Topic{{ID: "veins", Title: "Veins"}, {ID: "van", Title: "The van"}}
	want.Tracks = []catalog.Track{
		{ID: "start", Title: "Start here", Modules: []catalog.ModuleID{"overdose", "safer", "van"}},
		{ID: "own", Title: "Our own", Modules: []catalog.ModuleID{"broken"}},
	}
	if diff := cmp.Diff(want, c.Library); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if c.Revision.Manifest != "aa" || len(c.Parts) != 2 || c.Parts[1].Revision.Manifest != "bb" {
		t.Errorf("revision %v, parts %v", c.Revision, c.Parts)
	}
	if got := c.LibraryOf("local").Title; got != "Local" {
		t.Errorf("LibraryOf(local) is %q", got)
	}
	if got := c.LibraryOf("").Title; got != "National" {
		t.Errorf("LibraryOf() is %q", got)
	}
}

func TestMergeKeepsTheNotesAndPicturesOfALaterLibraryApart(t *testing.T) {
	c := catalog.Merge([]*catalog.Catalog{national(t), local(t)})
	van, _ := c.Module("van")
	if diff := cmp.Diff([]catalog.SourceKey{"who@local", "same"}, van.Cited()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := c.Sources["who@local"]; got.Title != "WHO, later" || got.Key != "who@local" {
		t.Errorf("the note is %v", got)
	}
	vi := van.Handouts[0].Translations[0]
	if got := vi.Body.Cited()[0]; got != "who@local" || vi.Library != "local" {
		t.Errorf("a translation cites %s", got)
	}
	if got := c.Alerts[0].Body.Cited()[0]; got != "who@local" {
		t.Errorf("an alert cites %s", got)
	}
	if got := c.Services[1].Source; got != "who@local" {
		t.Errorf("a service has the source %s", got)
	}
	path := van.Lessons[0].Body.Blocks[0].(catalog.Picture).Path
	for at, want := range map[string]string{path: "local a", "a.svg": "national a", "_national/a.svg": "national a"} {
		if got, err := fs.ReadFile(c.Files, at); string(got) != want || err != nil {
			t.Errorf("%s reads %q, %v; want %q", at, got, err, want)
		}
	}
	if _, err := fs.ReadFile(c.Files, "none.svg"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a picture that is not there: %v", err)
	}
}

func TestMergeLetsPacksHoldWhatIsShown(t *testing.T) {
	c := catalog.Merge([]*catalog.Catalog{national(t), local(t)})
	p, _ := c.Pack("van")
	want := []catalog.PackItem{{Handout: "steps", Format: paper.BookletA5}, {Handout: "local-one", Format: paper.PosterA3}}
	if diff := cmp.Diff(want, p.Items); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWithdrawalCountsWhereNoOtherLibraryHasTheHandout(t *testing.T) {
	c := catalog.Merge([]*catalog.Catalog{national(t), local(t)})
	want := []catalog.Withdrawal{{Handout: "old", Title: "Old", Instead: "steps"}, {Handout: "older", Title: "Older"}}
	if diff := cmp.Diff(want, c.Withdrawn); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMergeOfOneOrNoneIsWhatItWas(t *testing.T) {
	one := catalog.Merge([]*catalog.Catalog{local(t)})
	if len(one.Hidden) != 0 || len(one.Modules) != 3 || one.Modules[0].ID != "van" || one.Modules[0].Library != "local" {
		t.Errorf("hidden %v, modules %v", one.Hidden, one.Modules)
	}
	if p := one.Modules[0].Lessons[0].Body.Blocks[0].(catalog.Picture).Path; p != "a.svg" {
		t.Errorf("its picture is now %s", p)
	}
	none := catalog.Merge(nil)
	if _, err := none.Files.Open("a.svg"); !errors.Is(err, fs.ErrNotExist) || len(none.Parts) != 0 {
		t.Errorf("no library has pictures: %v", err)
	}
}

func TestMergeLeavesItsPartsAlone(t *testing.T) {
	a, b := national(t), local(t)
	catalog.Merge([]*catalog.Catalog{a, b})
	catalog.Merge([]*catalog.Catalog{b, a})
	if diff := cmp.Diff(national(t), a); diff != "" {
		t.Errorf("the first has changed:\n%s", diff)
	}
	if diff := cmp.Diff(local(t), b); diff != "" {
		t.Errorf("the second has changed:\n%s", diff)
	}
}

// Who publishes a library may fill it as far as there is room. To put it beside another must not take longer than
// anybody waits: half a minute, where each entry is looked up in a list.
func TestMergeOfTheLargestLibraries(t *testing.T) {
	const n = 20_000
	full := func(id string) *catalog.Catalog {
		c := &catalog.Catalog{Library: catalog.Library{ID: id, Tracks: []catalog.Track{{ID: "start"}}}}
		for i := range n {
			name := fmt.Sprint(id, i)
			c.Library.Tracks[0].Modules = append(c.Library.Tracks[0].Modules, catalog.ModuleID(name))
			c.Library.Topics = append(c.Library.Topics, catalog.Topic{ID: catalog.TopicID(name)})
			c.Handouts = append(c.Handouts, catalog.Handout{ID: catalog.HandoutID(name)})
			c.Withdrawn = append(c.Withdrawn, catalog.Withdrawal{Handout: catalog.HandoutID("old-" + name)})
		}
		return c
	}
	began := time.Now()
	got := catalog.Merge([]*catalog.Catalog{full("a"), full("b")})
	if len(got.Handouts) != 2*n || len(got.Withdrawn) != 2*n || len(got.Library.Tracks[0].Modules) != 2*n || len(got.Library.Topics) != 2*n {
		t.Errorf("%d handouts, %d withdrawn, %d topics", len(got.Handouts), len(got.Withdrawn), len(got.Library.Topics))
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestTheSameThingInTwoLibrariesIsNotHidden(t *testing.T) {
	again := func(id string) *catalog.Catalog {
		c := national(t)
		c.Library.ID, c.Unavailable = id, nil
		return c
	}
	if c := catalog.Merge([]*catalog.Catalog{again("one"), again("two")}); len(c.Hidden) > 0 {
		t.Errorf("all is the same, and hidden is %+v", c.Hidden)
	}
	for name, tt := range map[string]struct {
		change func(*catalog.Catalog)
		want   string // kind and id
	}{
		"another word in a module":    {func(c *catalog.Catalog) { c.Modules[0].Title = "Another" }, "module " + string(national(t).Modules[0].ID)},
		"another word in a service":   {func(c *catalog.Catalog) { c.Services[0].Phone = "1800 000 000" }, "service " + string(national(t).Services[0].ID)},
		"another version of an alert": {func(c *catalog.Catalog) { c.Alerts[0].Version = "9.9" }, "alert " + string(national(t).Alerts[0].ID)},
	} {
		t.Run(name, func(t *testing.T) {
			other := again("two")
			tt.change(other)
			c := catalog.Merge([]*catalog.Catalog{again("one"), other})
			if len(c.Hidden) != 1 || c.Hidden[0].Kind+" "+c.Hidden[0].ID != tt.want {
				t.Errorf("hidden is %+v, want %s", c.Hidden, tt.want)
			}
		})
	}
}

func TestAnotherPictureOrSourceNoteIsAnotherThing(t *testing.T) {
	with := func(id, picture, note string) *catalog.Catalog {
		return &catalog.Catalog{
			Library: catalog.Library{ID: id},
			Alerts:  []catalog.Alert{{ID: "heat", Body: catalog.Document{Blocks: []catalog.Block{catalog.Picture{Path: "a.svg"}, catalog.Paragraph{Text: cites("who")}}}}},
			Sources: map[catalog.SourceKey]catalog.Source{"who": {Key: "who", Title: note}},
			Files:   fstest.MapFS{"a.svg": {Data: []byte(picture)}},
		}
	}
	for name, tt := range map[string]struct {
		other  *catalog.Catalog
		hidden int
	}{
		"all is the same":      {with("two", "sun", "WHO"), 0},
		"the picture differs":  {with("two", "rain", "WHO"), 1},
		"the source differs":   {with("two", "sun", "WHO, later"), 1},
		"there is no picture":  {&catalog.Catalog{Library: catalog.Library{ID: "two"}, Alerts: with("two", "", "").Alerts, Sources: with("two", "", "WHO").Sources}, 1},
		"there is no such one": {&catalog.Catalog{Library: catalog.Library{ID: "two"}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if c := catalog.Merge([]*catalog.Catalog{with("one", "sun", "WHO"), tt.other}); len(c.Hidden) != tt.hidden {
				t.Errorf("hidden is %+v", c.Hidden)
			}
		})
	}
}
