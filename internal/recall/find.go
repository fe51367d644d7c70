package recall

import (
	"cmp"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// Find looks for the copies that should not be handed out on a day, or need not be any more: one Recall for each entry
// that has a cause, with the most pressing of its causes. The most pressing come first, of those the last printed.
// Entries that are settled have none.
//
// Where it is not certain that a copy is good, it is not: what is known of the paper counts as much as what is known
// of the version in the library.
func Find(prints []Print, c *catalog.Catalog, today time.Time) []Recall {
	var found []Recall
	for _, p := range prints {
		if !p.Settled.IsZero() {
			continue
		}
		r := Recall{Print: p}
		if p.Alert != "" {
			r.alert(c, today)
		} else {
			r.handout(c, today)
		}
		if r.Cause != "" {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b Recall) int {
		return cmp.Or(cmp.Compare(a.Cause.rank(), b.Cause.rank()), b.Print.At.Compare(a.Print.At), cmp.Compare(a.Print.ID, b.Print.ID))
	})
	return found
}

// rank is lower for what is more pressing.
func (c Cause) rank() int {
	return slices.Index([]Cause{Withdrawn, Changed, Expired, OutOfDate, Gone, Newer}, c)
}

// alert judges copies of an alert: what stands on the paper is over when its last day has passed, even where the
// library's alert goes on.
func (r *Recall) alert(c *catalog.Catalog, today time.Time) {
	a, ok := c.Alert(r.Print.Alert)
	if ok {
		r.Now = a.Version
	}
	switch {
	case past(r.Print.ReviewBy, today):
		r.Cause, r.ReviewBy = Expired, r.Print.ReviewBy
	case ok && a.StateOn(today) == catalog.AlertExpired:
		r.Cause, r.ReviewBy = Expired, a.Expires
	case !ok:
		r.Cause = Gone
	case newer(a.Version, r.Print.Version):
		r.Cause = Newer
	}
}

// handout judges copies of a handout.
func (r *Recall) handout(c *catalog.Catalog, today time.Time) {
	if i := slices.IndexFunc(c.Withdrawn, func(w catalog.Withdrawal) bool { return w.Handout == r.Print.Handout }); i >= 0 {
		r.Cause, r.Withdrawal = Withdrawn, &c.Withdrawn[i]
		return
	}
	original, _, ok := c.Handout(r.Print.Handout)
	if !ok {
		r.gone(today)
		return
	}
	h, ok := original.In(cmp.Or(r.Print.Language, original.Language))
	if ok {
		r.Now = h.Version
	}
	r.Changes = changes(r.Print, original, h)
	switch {
	case slices.ContainsFunc(r.Changes, func(a catalog.Amendment) bool { return a.Recall }):
		r.Cause = Changed
	case !ok:
		r.gone(today)
	case past(h.ReviewBy, today):
		r.Cause, r.ReviewBy = OutOfDate, h.ReviewBy
	case newer(h.Version, r.Print.Version) && past(r.Print.ReviewBy, today):
		r.Cause, r.ReviewBy = OutOfDate, r.Print.ReviewBy
	case newer(h.Version, r.Print.Version):
		r.Cause = Newer
	}
}

// gone is for what the library does not have. Paper that is out of date is that first, because people can see why.
func (r *Recall) gone(today time.Time) {
	r.Cause = Gone
	if past(r.Print.ReviewBy, today) {
		r.Cause, r.ReviewBy = OutOfDate, r.Print.ReviewBy
	}
}

// changes are what is new since the printed version, newest first: of the handout in its language, and for a
// translation of the original as well, because a mistake that was mended there is still in what translates the
// earlier version. h is nil when the handout is not there in that language any more.
func changes(p Print, original, h *catalog.Handout) []catalog.Amendment {
	if h == original {
		return since(original, p.Version)
	}
	translated := p.Translates
	var all []catalog.Amendment
	if h != nil {
		all = since(h, p.Version)
		if translated == "" && h.Version == p.Version {
			translated = h.Translates
		}
	}
	all = append(all, since(original, cmp.Or(translated, p.Version))...)
	slices.SortStableFunc(all, func(a, b catalog.Amendment) int {
		return cmp.Or(b.Date.Compare(a.Date), catalog.CompareVersions(b.Version, a.Version))
	})
	return all
}

// since gives the amendments after a version, up to the one of h, newest first.
func since(h *catalog.Handout, version string) []catalog.Amendment {
	var out []catalog.Amendment
	for _, a := range h.Changes {
		if newer(a.Version, version) && !newer(a.Version, h.Version) {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b catalog.Amendment) int { return catalog.CompareVersions(b.Version, a.Version) })
	return out
}

func newer(a, b string) bool { return catalog.CompareVersions(a, b) > 0 }

// past reports whether a day is known and over.
func past(day, today time.Time) bool {
	return !day.IsZero() && catalog.FreshnessOn(day, today) == catalog.OutOfDate
}

// ToBin counts the recalls whose copies are to be thrown away.
func ToBin(recalls []Recall) int {
	n := 0
	for _, r := range recalls {
		if r.Cause.Bin() {
			n++
		}
	}
	return n
}
