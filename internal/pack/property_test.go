package pack_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// anyPack is a pack of a few of everything, with doubles and with what there is not.
func anyPack(r *rand.Rand) pack.Pack {
	p := pack.Pack{MachineDrafts: r.IntN(2) == 0}
	for range r.IntN(8) {
		form := paper.HandoutForm{
			Format: pick[paper.Format](r, "", "a4", "card", "web"), Stock: pick[paper.Size](r, "", "letter"),
			Points: pick(r, 0.0, 18, 22.5), Mono: r.IntN(2) == 0,
		}
		p.Entries = append(p.Entries, pack.Entry{pick[catalog.HandoutID](r, "naloxone", "fentanyl", "gone"), form, r.IntN(1200) - 50})
	}
	for range r.IntN(4) {
		p.Languages = append(p.Languages, pick[catalog.Language](r, "en", "vi", "ar", "th"))
	}
	for range r.IntN(4) {
		p.Services = append(p.Services, pick[catalog.ServiceID](r, "van", "harbour", "Пункт"))
	}
	return p
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func TestWhateverIsInAPack(t *testing.T) {
	c := library()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := anyPack(r)
		merged := p.Merge()
		if diff := cmp.Diff(merged, merged.Merge()); diff != "" {
			t.Fatalf("seed %d: merging twice is not merging once: %s", seed, diff)
		}
		lines, missing := p.Lines(c)
		checkLines(t, c, merged, lines, missing)
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, p)
		}
	}
}

// checkLines holds that each handout is made or missing in each language, for each service, once.
func checkLines(t *testing.T, c *catalog.Catalog, p pack.Pack, lines []pack.Line, missing []pack.Missing) {
	t.Helper()
	names := map[string]pack.Line{}
	for _, l := range lines {
		h, _, ok := c.Handout(l.Handout)
		if !ok {
			t.Fatalf("a line of nothing: %+v", l)
		}
		in, ok := h.In(l.Language)
		if !ok || in.MachineDraft && !p.MachineDrafts || l.Copies < 1 || l.Copies > 999 || l.Form.Format == "" {
			t.Errorf("a line that cannot be made: %+v", l)
		}
		name := pack.FileName(l, in.Version)
		if other, taken := names[name]; taken {
			t.Errorf("%+v and %+v are both called %s", l, other, name)
		}
		names[name] = l
		if !safeName.MatchString(name) {
			t.Errorf("%+v is called %q", l, name)
		}
	}
	services, languages := max(1, len(p.Services)), max(1, len(p.Languages))
	for _, e := range p.Entries {
		made, lacks := 0, 0
		for _, l := range lines {
			if l.Handout == e.Handout && l.Form == e.Form {
				made++
			}
		}
		for _, m := range missing {
			if m.Handout == e.Handout {
				lacks++
			}
		}
		want := languages
		if e.Handout == "gone" {
			want = 1 // in no language at all
		}
		if made/services+lacks != want || made%services != 0 {
			t.Errorf("%+v is made %d times for %d services and missing %d times in %d languages", e, made, services, lacks, languages)
		}
	}
	if n := len(slices.Compact(slices.Clone(missing))); n != len(missing) {
		t.Errorf("missing is told twice: %+v", missing)
	}
}

var safeName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,239}\.(pdf|html)$`)

func TestNamesOfFiles(t *testing.T) {
	for _, c := range []struct {
		line    pack.Line
		version string
		want    string
	}{
		{pack.Line{Handout: "naloxone-card", Language: "en", Form: card, Service: "harbour-street"}, "1.1", "naloxone-card-1.1-en-card-harbour-street.pdf"},
		{pack.Line{Handout: "naloxone", Language: "vi"}, "2.10", "naloxone-2.10-vi-a4.pdf"},
		{pack.Line{Handout: "naloxone", Language: "zh-Hans", Form: paper.HandoutForm{Format: paper.Web}}, "1.0", "naloxone-1.0-zh-hans-web.html"},
		{
			pack.Line{Handout: "naloxone", Language: "en", Form: paper.HandoutForm{Format: paper.FoldedCard, Stock: paper.Letter, Points: 18, Mono: true}},
			"1.0", "naloxone-1.0-en-folded-card-on-letter-18pt-mono.pdf",
		},
		{pack.Line{Handout: `..\con: "x"/*`, Language: "en"}, "1.0", "con-x-bab9cd30-1.0-en-a4.pdf"},
		{pack.Line{}, "", "a4.pdf"},
	} {
		if got := pack.FileName(c.line, c.version); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("naloxone", "1.0", "en", "card", "van")
	f.Add("CON", "", "", "../..", "a\x00b")
	f.Add("tên dài", "1.0 ", "zh-Hans", "a4", fmt.Sprintf("%0300d", 1))
	f.Fuzz(func(t *testing.T, handout, version, language, format, service string) {
		l := pack.Line{Handout: catalog.HandoutID(handout), Language: catalog.Language(language), Form: paper.HandoutForm{Format: paper.Format(format)}, Service: catalog.ServiceID(service)}
		if name := pack.FileName(l, version); !safeName.MatchString(name) {
			t.Errorf("%q", name)
		}
	})
}
