package spelling_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/spelling"
)

func english(t testing.TB) *spelling.Dictionary {
	t.Helper()
	d, err := spelling.English()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestKnowsHowWordsAreWritten(t *testing.T) {
	d := english(t)
	for word, want := range map[string]bool{
		"organise": true, "organize": true, "colour": true, "color": true, "centre": true, "center": true,
		"don't": true, "don’t": true, "Don't": true, "nurse's": true, "nurses'": true, "NURSE'S": true,
		"Stop": true, "STOP": true, "Monday": true, "MONDAY": true, "monday": false, "sToP": false, "Melbourne's": true,
		"teh": false, "recieve": false, "seperate": false, "ovredose": false, "": false, "'": false, "'s": false,
	} {
		if got := d.Knows(word); got != want {
			t.Errorf("%q: %t, want %t", word, got, want)
		}
	}
}

func TestSuggestsTheLikeliestWordFirst(t *testing.T) {
	d := english(t)
	for written, want := range map[string]string{
		"teh": "the", "recieve": "receive", "seperate": "separate", "breatheing": "breathing", "Ovredose": "Overdose",
		"SERVCIE": "SERVICE", "needel": "needle", "syrnige": "syringe", "adress": "address", "alot": "alto",
		"dependance": "dependence", "monday": "Monday", "ambulence": "ambulance", "hepatitus": "hepatitis",
	} {
		got := d.Suggest(written, 3)
		if !slices.Contains(got, want) {
			t.Errorf("%q: %v, want %q among them", written, got, want)
		}
	}
	if got := d.Suggest("xqzvbnwk", 3); len(got) != 0 {
		t.Errorf("for no word there is %v", got)
	}
	if got := d.Suggest(strings.Repeat("a", 5000), 3); got != nil {
		t.Errorf("for a word without end there is %v", got)
	}
}

func TestSlipsOfAText(t *testing.T) {
	d := english(t)
	known := func(word string) bool { return strings.EqualFold(word, "naloxone") }
	for _, c := range []struct {
		name, text string
		want       []spelling.Slip
	}{
		{"words that are right", "Stay with them. It's the nurses' colour-coded bin.", nil},
		{"a slip, with its place", "Stay whith them.", []spelling.Slip{{Word: "whith", Offset: 5}}},
		{"a slip in a word with a hyphen", "a drop-in sevrice", []spelling.Slip{{Word: "sevrice", Offset: 10}}},
		{"one part of a word with a hyphen", "well-knwon", []spelling.Slip{{Word: "knwon", Offset: 5}}},
		{"quotation marks around a slip", "‘teh’ 'teh'", []spelling.Slip{{Word: "teh", Offset: 3}, {Word: "teh", Offset: 11}}},
		{"words of the library", "Naloxone's effect, naloxone’s", nil},
		{"numbers and units", "0.4mg at 12pm on the 3rd, 30ml", nil},
		{"acronyms", "CPR, STIs, a GP's NSP", nil},
		{"names with capitals within", "DanceWize, QLife's 5 mL", nil},
		{"addresses", "See www.exmaple.org/pgae, exmaple.org.au, https://a.b/teh and me@exmaple.org.", nil},
		{"other alphabets", "xương ức của họ, الأفيون", []spelling.Slip{{Word: "xương", Offset: 0}, {Word: "ức", Offset: 8}, {Word: "của", Offset: 13}, {Word: "họ", Offset: 19}}},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, d.Slips(c.text, known)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSlips(f *testing.F) {
	d := english(f)
	for _, s := range []string{"", "don't", "‘a’ — b", "www.x", "\xff'\xff", "a/b.c#d", "İ’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range d.Slips(text, nil) {
			if s.Offset < 0 || !strings.HasPrefix(text[s.Offset:], s.Word) {
				t.Fatalf("%q is not at %d of %q", s.Word, s.Offset, text)
			}
			if d.Knows(s.Word) {
				t.Fatalf("%q is known", s.Word)
			}
			for _, word := range d.Suggest(s.Word, 2) {
				if !utf8.ValidString(word) && utf8.ValidString(text) {
					t.Fatalf("%q is suggested for %q", word, s.Word)
				}
			}
		}
	})
}

func BenchmarkEnglish(b *testing.B) {
	for b.Loop() {
		english(b)
	}
}

func BenchmarkSuggest(b *testing.B) {
	d := english(b)
	for b.Loop() {
		d.Suggest("breatheing", 3)
	}
}

func BenchmarkSlips(b *testing.B) {
	d := english(b)
	text := strings.Repeat("Stay with them until help comes. Don't leave the person alone; it's the after-effects that count. ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Slips(text, nil)
	}
}
