package handout

import (
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// marks notes what nobody may overlook about a handout: in bands across every page what makes it unfit to hand out
// as it is, at the foot what it still waits for.
func (d *data) marks(in Input) {
	h, w := in.Handout, d.Words.Marks
	if in.Unsigned {
		d.band(paper.Unsigned, isolate(english().Marks.Unsigned))
	}
	if catalog.FreshnessOn(h.ReviewBy, in.Today) == catalog.OutOfDate {
		d.band(paper.OutOfDate, fmt.Sprintf(w.CheckBeforeUse, d.Words.day(h.ReviewBy)))
	}
	if catalog.Elsewhere(in.Written, in.Library.HomeRegion) {
		d.band(paper.Abroad, w.abroad(in.Written, in.Library.HomeRegion, in.Services))
	}
	if h.MachineDraft {
		d.band(paper.MachineDraft, inBothLanguages(english().Marks.MachineDraft, w.MachineDraft))
	}
	if in.Original != nil && h.StaleAgainst(in.Original) {
		d.band(paper.Stale, fmt.Sprintf(w.Stale, h.Translates, in.Original.Version))
	}
	missing := h.MissingReviews()
	if in.Module != nil {
		missing = in.Module.MissingReviews()
	}
	if len(missing) > 0 {
		d.Notices = append(d.Notices, d.Words.draft(missing))
	}
}

// abroad says in another country what the text is written for, and whom to ring there: the text may say 000.
func (w markWords) abroad(written, here catalog.Region, services []catalog.Service) string {
	of, ok := w.Regions[written]
	if !ok {
		of = string(written)
	}
	if number := catalog.EmergencyIn(services, here); number != "" {
		return fmt.Sprintf(w.Abroad, of, number)
	}
	return fmt.Sprintf(w.AbroadAsk, of)
}

// band adds a band across every page, and the warning that goes with it.
func (d *data) band(warning paper.Warning, says string) {
	d.Bands, d.warnings = append(d.Bands, says), append(d.warnings, warning)
}

// inBothLanguages joins what is said in English and in the language of the sheet.
func inBothLanguages(english, own string) string {
	if english == own {
		return own
	}
	return isolate(english) + " · " + isolate(own)
}

// in is the page in a form: large print and black and white change what it looks like.
func (p pageSpec) in(form paper.HandoutForm) pageSpec {
	p.Mono = p.Mono || form.Mono
	p.Tries = slices.Clone(p.Tries)
	for i := range p.Tries {
		p.Tries[i].Sizes = atLeast(form.Points, p.Tries[i].Sizes)
	}
	p.Band = max(p.Band, p.Small*1.25, 11*p.Unit)
	if form.Points < paper.LargePrint {
		return p
	}
	p.Large, p.End, p.Small = true, true, max(p.Small, leastLarge)
	p.Audience, p.Band = max(p.Audience, leastLarge), form.Points
	return p
}

// leastLarge is the smallest type of a sheet in large print, in points: nothing on it is less.
const leastLarge = 14

// atLeast keeps the sizes of type that are no smaller than points; points itself when none is.
func atLeast(points float64, sizes []float64) []float64 {
	kept := slices.DeleteFunc(slices.Clone(sizes), func(size float64) bool { return size < points })
	if len(kept) == 0 {
		return []float64{points}
	}
	return kept
}
