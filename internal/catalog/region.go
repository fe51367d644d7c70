package catalog

import "slices"

// A LessonVariant is what a lesson says in a region where law, products or numbers differ from those of the library's
// home. It is whole: nothing of the lesson's own text has to be added.
type LessonVariant struct {
	Region Region
	Body   Document // without the title
	Words  int
}

// In is the lesson as it is read in a region: its variant for that region, or for the smallest one around it, or the
// lesson itself.
func (l *Lesson) In(r Region) Lesson {
	best := -1
	for i, v := range l.Variants {
		if v.Region.Contains(r) && (best < 0 || len(v.Region) > len(l.Variants[best].Region)) {
			best = i
		}
	}
	if best < 0 {
		return *l
	}
	v := l.Variants[best]
	own := *l
	own.Body, own.Words, own.Region = v.Body, v.Words, v.Region
	return own
}

// In is the catalog as it is read in a region: each lesson that has a variant for it is that variant. A catalog in
// which nothing changes is returned as it is. What is not a lesson stays: handouts and alerts look for their region when
// they are printed.
func (c *Catalog) In(r Region) *Catalog {
	var changed *Catalog
	for i := range c.Modules {
		lessons, is := rewrite(c.Modules[i].Lessons, func(l Lesson) (Lesson, bool) {
			own := l.In(r)
			return own, own.Region != l.Region
		})
		if !is {
			continue
		}
		if changed == nil {
			own := *c
			own.Modules = slices.Clone(c.Modules)
			changed = &own
		}
		changed.Modules[i].Lessons = lessons
	}
	if changed == nil {
		return c
	}
	return changed
}
