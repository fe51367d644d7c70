package evaluation

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The published figures are those of method 10 in table II of Newcombe 1998, of the example on page 52 of Altman et al.
// 2000, and of M. W. Fagerland, S. Lydersen and P. Laake, Recommended tests and confidence intervals for paired binomial
// proportions, Statistics in Medicine 33, 2014, 2850–2875, with the R package "contingencytables" that belongs to it.
func TestNewcombe(t *testing.T) {
	for _, c := range []struct {
		name      string
		f         fourfold
		low, high float64
		off       float64 // half of the last digit that was published
	}{
		{"the first example of Newcombe", fourfold{36, 12, 2, 0}, 0.0569, 0.3404, 0.00005},
		{"the second", fourfold{18, 12, 2, 18}, 0.0562, 0.3290, 0.00005},
		{"nobody differs", fourfold{53, 0, 0, 1}, -0.0729, 0.0729, 0.00005},
		{"airway hyper-responsiveness", fourfold{1, 1, 7, 12}, -0.507, -0.026, 0.0005},
		{"response to treatment", fourfold{59, 6, 16, 80}, -0.1186, -0.0046, 0.00005},
		{"one and one", fourfold{1, 0, 0, 1}, -0.5734, 0.5734, 0.00005},
		{"example of Altman", fourfold{14, 5, 0, 22}, 0.011, 0.226, 0.0005},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.f.share()
			// They subtract the second from the first.
			low, high := -s.High, -s.Low
			if math.Abs(low-c.low) > c.off || math.Abs(high-c.high) > c.off {
				t.Errorf("%.4f to %.4f, want %.4f to %.4f", low, high, c.low, c.high)
			}
		})
	}
}

// The table is that of the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
func TestStudent(t *testing.T) {
	for freedom, want := range map[int]float64{
		4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 11: 2.201, 14: 2.145, 19: 2.093, 29: 2.045, 60: 2.000, 100: 1.984, 499: 1.965,
	} {
		if got := student95(freedom); math.Abs(got-want) > 0.0006 {
			t.Errorf("with %d degrees of freedom %.4f, want %.3f", freedom, got, want)
		}
	}
	for freedom := 4; freedom < 600; freedom++ {
		if student95(freedom+1) >= student95(freedom) {
			t.Errorf("more degrees of freedom than %d make it wider", freedom)
		}
	}
}

// The ten pairs are those with which Student began: hours of sleep gained by ten patients with two drugs. Their mean
// difference is 1.58, its interval 0.70 to 2.46. Here they are parts of ten hours.
func TestMeanOfStudent(t *testing.T) {
	one := []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	two := []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
	for i := range one {
		one[i], two[i] = one[i]/10, two[i]/10
	}
	s := meanShare(one, two, 10)
	if math.Abs(s.Change-0.158) > 1e-9 || math.Abs(s.Low-0.0700) > 0.00005 || math.Abs(s.High-0.2460) > 0.00005 {
		t.Errorf("%+v", s)
	}
}

func TestAGroupThatChangedAlikeIsNotTakenForCertain(t *testing.T) {
	for pairs := 5; pairs < 40; pairs++ {
		before, after := make([]float64, pairs), make([]float64, pairs)
		for i := range after {
			after[i] = 0.5
		}
		s := meanShare(before, after, 4)
		// As wide as for a group in which one changed by one item more.
		after[0] += 0.25
		one := meanShare(before, after, 4)
		if off := (s.High - s.Low) - (one.High - one.Low); s.High-s.Low <= 0 || math.Abs(off) > 1e-9 {
			t.Errorf("%d pairs: %+v, with one that differs %+v", pairs, s, one)
		}
	}
}

// Of many rooms drawn from a crowd that changes by a known amount, about 95 of 100 have an interval that holds it, with
// few people and with many, where most know it before and where nobody does.
func TestIntervalsHoldWhatTheyPromise(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 5))
	const rooms = 2000
	for _, c := range []struct {
		pairs, items int
		p, q         float64 // right before; learned by those who were not
	}{
		{5, 1, 0.5, 0.5}, {5, 10, 0.5, 0.5}, {8, 1, 0.9, 0.5}, {8, 5, 0.9, 0.5}, {12, 10, 0.2, 0.8}, {12, 1, 0.05, 0.9}, {30, 10, 0.6, 0.3}, {200, 5, 0.6, 0.1},
	} {
		held := 0
		truth := (1 - c.p) * c.q
		for range rooms {
			before, after := make([]float64, c.pairs), make([]float64, c.pairs)
			var f fourfold
			for i := range c.pairs {
				for range c.items {
					known := random.Float64() < c.p
					learned := !known && random.Float64() < c.q
					switch {
					case known:
						f.both++
						before[i] += 1 / float64(c.items)
						after[i] += 1 / float64(c.items)
					case learned:
						f.gained++
						after[i] += 1 / float64(c.items)
					default:
						f.neither++
					}
				}
			}
			s := f.share()
			if c.items > 1 {
				s = meanShare(before, after, c.items)
			}
			if s.Low <= truth && truth <= s.High {
				held++
			}
		}
		share := float64(held) / rooms
		t.Logf("%+v: %.1f of 100", c, 100*share)
		if share < 0.925 {
			t.Errorf("%+v: only %.1f of 100 intervals hold the truth", c, 100*share)
		}
	}
}

func TestPercentsAddUp(t *testing.T) {
	for _, c := range []struct {
		name string
		s    Share
		want Percents
		show bool
	}{
		{"thirds", Share{Before: 1.0 / 3, After: 2.0 / 3, Change: 1.0 / 3, Low: -0.051, High: 0.649}, Percents{33, 67, 34, -6, 65}, false},
		{"exact ones stay", Share{Before: 0.29, After: 0.58, Change: 0.29, Low: 0.29, High: 0.29}, Percents{29, 58, 29, 29, 29}, true},
		{"a fall", Share{Before: 1, After: 0.5, Change: -0.5, Low: -0.75, High: -0.001}, Percents{100, 50, -50, -75, 0}, true},
		{"nothing", Share{}, Percents{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.s.Percents(); got != c.want || c.s.Clear() != c.show {
				t.Errorf("%+v, clear %t", got, c.s.Clear())
			}
		})
	}
}
