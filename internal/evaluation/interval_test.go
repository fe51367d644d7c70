package evaluation

import (
	"math"
	"testing"
)

// The published figures are those of method 10 in table II of Newcombe 1998, of table 6.2 of Altman et al. 2000, and of
// M. W. Fagerland, S. Lydersen and P. Laake, Recommended tests and confidence intervals for paired binomial
// proportions, Statistics in Medicine 33, 2014, where one is given.
func TestNewcombe(t *testing.T) {
	for _, c := range []struct {
		name      string
		f         fourfold
		low, high float64
	}{
		{"the first example of Newcombe", fourfold{36, 12, 2, 0}, 0.0569, 0.3404},
		{"the second", fourfold{18, 12, 2, 18}, 0.0562, 0.3290},
		{"nobody differs", fourfold{53, 0, 0, 1}, -0.0729, 0.0729},
		{"airway hyper-responsiveness", fourfold{1, 1, 7, 12}, -0.507, -0.026},
		{"response to treatment", fourfold{59, 6, 16, 80}, -0.1186, -0.0046},
		{"one and one", fourfold{1, 0, 0, 1}, -0.5734, 0.5734},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.f.share()
			// They subtract the second from the first.
			low, high := -s.High, -s.Low
			t.Logf("%.4f %.4f", low, high)
			if math.Abs(low-c.low) > 0.0006 || math.Abs(high-c.high) > 0.0006 {
				t.Errorf("%.4f to %.4f, want %.4f to %.4f", low, high, c.low, c.high)
			}
		})
	}
	s := fourfold{14, 5, 0, 22}.share()
	t.Log(s)
}
