package lint

import "testing"

// Whatever a pattern finds must not be passed over.
func FuzzMayBeAmount(f *testing.F) {
	for _, text := range []string{
		"0.4 MG", ".5 mg", "1.0 mg", "1O mg", "l0 mg", "10 l", "3 cc", "100 IU", "5ug", "5 µg", "5 μg", "0,5 Mls", "10 units", "1,000 mcgs", "2 kg", "2.0L", "10O units", "1ol mg",
	} {
		f.Add(text)
		f.Add("take " + text + ", not more")
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := oddUnit.MatchString(text) || pointFirst.MatchString(text) || pointLast.MatchString(text) || letterAmong.MatchString(text)
		if found && !mayBeAmount(text) {
			t.Errorf("%q is passed over", text)
		}
	})
}
