package paper_test

import (
	"testing"

	"github.com/passalong/passalong/internal/paper"
)

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		size          paper.Size
		width, height float64
	}{{paper.A4, 210, 297}, {paper.Letter, 215.9, 279.4}, {"", 210, 297}, {"foolscap", 210, 297}} {
		if w, h := c.size.Millimetres(); w != c.width || h != c.height {
			t.Errorf("%q has %g by %g mm, want %g by %g", c.size, w, h, c.width, c.height)
		}
	}
}
