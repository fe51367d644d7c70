package catalog_test

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
)

func TestVersionsAreOrderedByTheirNumbers(t *testing.T) {
	rising := []string{"", "draft", "0.9", "1.draft", "1.0", "1.0.1", "1.9", "1.10", "2.0", "10.0"}
	for i, a := range rising {
		for j, b := range rising {
			got := catalog.CompareVersions(a, b)
			if got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%q and %q: %d", a, b, got)
			}
		}
	}
	for _, same := range [][2]string{{"1", "1.0"}, {"1.01", "1.1"}, {"1.0.0", "1"}} {
		if catalog.CompareVersions(same[0], same[1]) != 0 {
			t.Errorf("%q is not %q", same[0], same[1])
		}
	}
}
