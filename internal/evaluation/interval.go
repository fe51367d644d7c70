package evaluation

import "math"

// normal95 is the 97.5th percentile of the standard normal distribution.
const normal95 = 1.959963984540054

// Clear reports whether the interval leaves no change out: the group went up, or it went down.
func (s Share) Clear() bool { return s.Low > 0 || s.High < 0 }

// Percents are a Share as it is written, on the screen, on paper and in files: whole percents, and Change, Low and
// High in percentage points. Change is After − Before of the written ones, so that what stands on a page adds up. Low is
// rounded down and High up, so that the interval never looks narrower than it is.
type Percents struct {
	Before, After, Change, Low, High int
}

// Percents rounds a share.
func (s Share) Percents() Percents {
	const noise = 1e-9 // so that 0.29 is 29 percent and no more
	before, after := int(math.Round(100*s.Before)), int(math.Round(100*s.After))
	p := Percents{Before: before, After: after, Change: after - before}
	p.Low, p.High = int(math.Floor(100*s.Low+noise)), int(math.Ceil(100*s.High-noise))
	p.Low, p.High = min(p.Low, p.Change), max(p.High, p.Change)
	return p
}

// A fourfold says how one item went for the pairs.
type fourfold struct {
	both, lost, gained, neither int // right before and after; before alone; after alone; never
}

func (f fourfold) pairs() int { return f.both + f.lost + f.gained + f.neither }

// share gives an item its interval by Newcombe's method 10 for paired proportions: the score intervals of Wilson of the
// two, squared and added, with their correlation, which is corrected for continuity (R. G. Newcombe, Improved
// confidence intervals for the difference between binomial proportions based on paired data, Statistics in Medicine 17,
// 1998, 2635–2650). It holds with few pairs and where nobody, or everybody, was right.
func (f fourfold) share() Share {
	n := float64(f.pairs())
	before, after := float64(f.both+f.lost)/n, float64(f.both+f.gained)/n
	lowBefore, highBefore := wilson(before, n)
	lowAfter, highAfter := wilson(after, n)
	phi := f.correlation()
	add := func(a, b float64) float64 { return math.Sqrt(max(a*a-2*phi*a*b+b*b, 0)) }
	d := after - before
	return Share{
		Before: before, After: after, Change: d,
		Low:  max(d-add(after-lowAfter, highBefore-before), -1),
		High: min(d+add(highAfter-after, before-lowBefore), 1),
	}
}

// wilson is the score interval of one proportion (E. B. Wilson, Journal of the American Statistical Association 22,
// 1927, 209–212).
func wilson(p, n float64) (low, high float64) {
	const z2 = normal95 * normal95
	middle, off := p+z2/(2*n), normal95*math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	return max((middle-off)/(1+z2/n), 0), min((middle+off)/(1+z2/n), 1)
}

// correlation is Newcombe's phi. Zero where one of the sums is.
func (f fourfold) correlation() float64 {
	a, b, c, d := float64(f.both), float64(f.lost), float64(f.gained), float64(f.neither)
	sums := (a + b) * (c + d) * (a + c) * (b + d)
	if sums == 0 {
		return 0
	}
	product := a*d - b*c
	if product > 0 {
		product = max(product-(a+b+c+d)/2, 0)
	}
	return product / math.Sqrt(sums)
}

// meanShare is for several items together: each pair has a part of them right before and after. The interval is Student's
// for the mean of the paired changes (Student, The probable error of a mean, Biometrika 6, 1908, 1–25; D. G. Altman,
// D. Machin, T. N. Bryant and M. J. Gardner, Statistics with Confidence, 2nd edition, 2000, chapter 4).
//
// Its width is never less than if all had changed alike but for one, by one item: a group that happens to change exactly
// alike would else have an interval without any width, and five people do not say that much.
func meanShare(before, after []float64, items int) Share {
	n := float64(len(before))
	s := Share{Before: mean(before), After: mean(after)}
	s.Change = s.After - s.Before
	squares := 0.0
	for i := range before {
		off := after[i] - before[i] - s.Change
		squares += off * off
	}
	variance := squares / (n - 1)
	one := 1 / float64(items)
	off := student95(len(before)-1) * math.Sqrt(max(variance, one*one/n)/n)
	s.Low, s.High = max(s.Change-off, -1), min(s.Change+off, 1)
	return s
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// student95 is the 97.5th percentile of Student's t with so many degrees of freedom, at least 3: the expansion of
// Cornish and Fisher around the normal one (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.7.5),
// and where that is off by more than 0.001 the table.
func student95(freedom int) float64 {
	table := [...]float64{3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
	if freedom < len(table) {
		return table[max(freedom, 3)]
	}
	const x = normal95
	const x3, x5, x7 = x * x * x, x * x * x * x * x, x * x * x * x * x * x * x
	v := float64(freedom)
	return x + (x3+x)/(4*v) + (5*x5+16*x3+3*x)/(96*v*v) + (3*x7+19*x5+17*x3-15*x)/(384*v*v*v)
}
