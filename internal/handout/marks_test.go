package handout_test

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
)

// onEveryPage checks that each page says something, and the page for browsers too.
func onEveryPage(t *testing.T, sheet paper.Sheet, html, says string) {
	t.Helper()
	for page := 1; page <= sheet.Pages; page++ {
		n := strconv.Itoa(page)
		text := strings.Join(strings.Fields(tool(t, sheet.PDF, "pdftotext", "-f", n, "-l", n, "PDF", "-")), " ")
		if strings.Count(text, says) != 1 {
			t.Errorf("page %d of %d says %q %d times:\n%.300s", page, sheet.Pages, says, strings.Count(text, says), text)
		}
	}
	if !strings.Contains(html, says) {
		t.Errorf("the page for browsers does not say %q", says)
	}
}

func TestMarksAreOnEveryPage(t *testing.T) {
	press := newPress(t)
	for name, test := range map[string]struct {
		change func(*handout.Input)
		want   []paper.Warning
		says   string
	}{
		"out of date": {
			func(in *handout.Input) { in.Today, in.Local.Checked = reviewBy.AddDate(0, 0, 1), reviewBy },
			[]paper.Warning{paper.OutOfDate}, "Check before use: review date passed on 21 May 2027",
		},
		"a machine draft": {
			func(in *handout.Input) { in.Handout.MachineDraft, in.Handout.Translates = true, "1.2" },
			[]paper.Warning{paper.MachineDraft}, "Machine draft — not reviewed",
		},
		"unsigned content": {
			func(in *handout.Input) { in.Unsigned = true },
			[]paper.Warning{paper.Unsigned}, "Unsigned content — for its authors only",
		},
		"another country": {
			func(in *handout.Input) {
				in.Written, in.Library.HomeRegion = in.Library.HomeRegion, "nz"
				in.Services = append(in.Services, catalog.Service{ID: "111", Region: "nz", Name: "Emergency", Kinds: []string{"emergency"}, Phone: "111", Checked: in.Today})
			},
			[]paper.Warning{paper.Abroad, paper.NoService}, "Written for Victoria. Emergency number here: 111",
		},
		"another country without a number": {
			func(in *handout.Input) { in.Written, in.Library.HomeRegion = in.Library.HomeRegion, "nz" },
			[]paper.Warning{paper.Abroad, paper.NoService}, "Written for Victoria. Check every number before use",
		},
		"a translation of an earlier version": {
			func(in *handout.Input) { in.Handout.Translates = "1.1" },
			[]paper.Warning{paper.Stale}, "Translated from version 1.1. The original is now version 1.2",
		},
	} {
		for _, form := range []paper.HandoutForm{{}, {Points: 24}, {Format: paper.LeafletA5, Mono: true}, {Format: paper.Receipt}} {
			t.Run(name+" as "+form.Name(), func(t *testing.T) {
				in := sample()
				original := *in.Handout
				in.Original, in.Form = &original, form
				test.change(&in)
				sheet, err := press.PDF(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, sheet.Warnings); diff != "" {
					t.Error(diff)
				}
				onEveryPage(t, sheet, handoutHTML(t, in), test.says)
				staysOnItsPages(t, sheet.PDF)
			})
		}
	}
}

func TestBandOfAMachineDraftIsInBothLanguages(t *testing.T) {
	in := sample()
	in.Handout.Language, in.Handout.MachineDraft = "vi", true
	sheet, err := newPress(t).PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	text := textOf(t, sheet.PDF)
	if english := "Machine draft — not reviewed"; !strings.Contains(text, english+" · ") || strings.Count(text, english) != 1 {
		t.Errorf("the band is not in both languages: %.200s", text)
	}
}

func TestHandoutThatStandsAlone(t *testing.T) {
	in := sample()
	in.Module = nil
	in.Handout.Reviewers = []catalog.Reviewer{{Name: "A", Role: "clinical"}, {Name: "B", Role: "legal"}}
	sheet, err := newPress(t).PDF(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, sheet.PDF); !strings.Contains(text, "Draft: awaiting peer review") {
		t.Error("the missing review is not named")
	}
	if page := handoutHTML(t, in); !strings.Contains(page, "Draft: awaiting peer review") {
		t.Error("the page for browsers does not name the missing review")
	}
}

func TestDetailsOfALocalServiceGrowOld(t *testing.T) {
	for name, test := range map[string]struct {
		checked time.Time
		want    []paper.Warning
		says    string
	}{
		"90 days ago": {time.Date(2026, 8, 24, 0, 0, 0, 0, time.UTC), nil, "Details checked on 24 August 2026"},
		"91 days ago": {time.Date(2026, 8, 23, 0, 0, 0, 0, time.UTC), []paper.Warning{paper.Unchecked}, "Details checked on 23 August 2026"},
		"never":       {time.Time{}, []paper.Warning{paper.Unchecked}, "Harbour Street van"},
	} {
		t.Run(name, func(t *testing.T) {
			in := sample()
			in.Local.Checked = test.checked
			sheet, err := newPress(t).PDF(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, sheet.Warnings); diff != "" {
				t.Error(diff)
			}
			text := textOf(t, sheet.PDF)
			if !strings.Contains(text, test.says) || test.checked.IsZero() && strings.Contains(text, "Details checked") {
				t.Errorf("it does not say %q:\n%s", test.says, text)
			}
			if !strings.Contains(handoutHTML(t, in), test.says) {
				t.Errorf("the page for browsers does not say %q", test.says)
			}
		})
	}
}

func TestLogoOfALocalService(t *testing.T) {
	damaged := bytes.Clone(pngPicture(t))
	for i := len(damaged) / 2; i < len(damaged)-16; i++ {
		damaged[i] = 0xaa // the pixels, not the head
	}
	for name, test := range map[string]struct {
		logo []byte
		bad  bool
	}{
		"a drawing": {[]byte(picture), false}, "a photo": {pngPicture(t), false},
		"a drawing with a script":  {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x</script></svg>`), true},
		"a photo cut short":        {pngPicture(t)[:60], true},
		"a photo of damaged bytes": {damaged, true},
		"no picture":               {[]byte("GIF89a"), true},
	} {
		for _, form := range []paper.HandoutForm{{}, {Mono: true}} {
			t.Run(name+" on "+form.Name(), func(t *testing.T) {
				in := sample()
				in.Form, in.Local.Logo = form, test.logo
				sheet, err := newPress(t).PDF(t.Context(), in)
				if !test.bad {
					if err != nil {
						t.Fatal(err)
					}
					saysWhatItIs(t, sheet.PDF, "Overdose: what to do")
					if n := strings.Count(tool(t, sheet.PDF, "pdfinfo", "-struct", "PDF"), "Figure"); n != 3 {
						t.Errorf("%d figures, not the picture, the logo and the QR code", n)
					}
					if page := handoutHTML(t, in); !strings.Contains(page, `class="logo" src="data:image/`) {
						t.Error("the page for browsers has no logo")
					}
					return
				}
				if !errors.Is(err, catalog.ErrBadService) || !strings.Contains(err.Error(), "Harbour Street van") {
					t.Errorf("error %v", err)
				}
			})
		}
	}
}
