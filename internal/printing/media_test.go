package printing

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
)

func TestSizesOf(t *testing.T) {
	for name, c := range map[string]struct {
		media []string
		want  []paper.Size
	}{
		"nothing is known":                    {nil, nil},
		"names that are no sizes":             {[]string{"auto", "", "x", "iso_a4_210mm", "iso_a4_-210x297mm", "iso_a4_NaNxNaNmm", "a_1e999x1e999mm"}, nil},
		"what an office printer takes":        {[]string{"iso_a4_210x297mm", "na_letter_8.5x11in", "iso_a5_148x210mm", "na_number-10_4.125x9.5in"}, []paper.Size{paper.A4, paper.Letter, paper.A5}},
		"sizes as drivers round them":         {[]string{"custom_148.52x209.9mm_148.52x209.9mm"}, []paper.Size{paper.A5}},
		"A4 is not Letter":                    {[]string{"na_letter_8.5x11in"}, []paper.Size{paper.Letter}},
		"legal is none of ours":               {[]string{"na_legal_8.5x14in"}, nil},
		"any size between two":                {[]string{"custom_min_76x127mm", "custom_max_216x356mm"}, []paper.Size{paper.A4, paper.Letter, paper.A5, paper.A6}},
		"a till":                              {[]string{"om_72x200mm_72x200mm"}, []paper.Size{paper.Roll80}},
		"a till that cuts to measure":         {[]string{"roll_min_25.4x25.4mm", "roll_max_80x2000mm"}, []paper.Size{paper.A7, paper.Roll80}},
		"a printer of photographs is no till": {[]string{"iso_a7_74x105mm", "na_5x7_5x7in"}, []paper.Size{paper.A7}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, sizesOf(c.media)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every size is known again by the name that jobs use for it.
func TestMediaNamesAreReadAsTheyAreWritten(t *testing.T) {
	for _, size := range sheets {
		if diff := cmp.Diff([]paper.Size{size}, sizesOf([]string{mediaName(size, 0)})); diff != "" {
			t.Errorf("%s: %s", mediaName(size, 0), diff)
		}
	}
	if got, want := mediaName(paper.Roll80, 301.2), "custom_80x302mm_80x302mm"; got != want {
		t.Errorf("a roll is called %s, want %s", got, want)
	}
	if got, want := mediaName("", 0), "iso_a4_210x297mm"; got != want {
		t.Errorf("no size is called %s, want %s", got, want)
	}
}

func FuzzMediaSize(f *testing.F) {
	for _, name := range []string{"iso_a4_210x297mm", "na_letter_8.5x11in", "custom_max_330x1200mm", "x", "_xmm", "1x1e400mm"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		width, height, ok := mediaSize(name)
		if ok && !(width > 0 && height > 0) {
			t.Errorf("%q has %g by %g", name, width, height)
		}
		sizesOf([]string{name, name})
	})
}
