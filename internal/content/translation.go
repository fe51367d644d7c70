package content

import (
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// translation reads a handout that translates another. What it leaves out it has from its original.
func (h *handoutFile) translation(of *catalog.Handout) catalog.Handout {
	r := h.r
	r.what = "the translation"
	t := catalog.Handout{
		ID: of.ID, Module: of.Module, Topics: of.Topics, For: of.For, Language: h.lang,
		Title: r.text("title"), Audience: r.text("audience"), MachineDraft: r.truth("machine_draft"),
		Formats: of.Formats, Services: of.Services, Link: of.Link, ReviewBy: of.ReviewBy, Changes: of.Changes,
	}
	t.Translates = h.translates(of)
	t.Version = t.Translates
	h.override(&t, of)
	t.Reviewers = readReviewers(r)
	if !r.has("reviewers") && !t.MachineDraft {
		t.Reviewers = of.Reviewers
	}
	short := r.value("short")
	for _, key := range []string{"topics", "for"} {
		if n := r.value(key); n != nil {
			h.f.broken(placeOf(n), "leave it out", "“%s” is that of the original", key)
		}
	}
	r.done()
	_, t.Body = h.u.document(h.f, h.body, false, false)
	if short != nil {
		t.Short = h.short(short, &t)
	} else {
		h.inheritShort(&t, of)
	}
	return t
}

// translates reads which version of the original was translated. A translation has no version of its own, so that
// what was printed of it is recalled with the original.
func (h *handoutFile) translates(of *catalog.Handout) string {
	r := h.r
	version := r.matching("translates", versionPattern, "the version of the original, such as "+of.Version)
	switch c := catalog.CompareVersions(version, of.Version); {
	case version == "" || of.Version == "":
	case c > 0:
		h.f.broken(r.at("translates"), "", "this translates version %s, and the original is %s", version, of.Version)
	case c < 0:
		h.f.advise(r.at("translates"), "translate what has changed, and write translates: "+of.Version,
			"this translates version %s; the original is %s now", version, of.Version)
	}
	if own := r.single("version", r.value("version")); own.text != "" && version != "" && own.text != version {
		h.f.broken(own.at, "leave it out", "a translation has the version that it translates, which is %s", version)
	}
	return version
}

// override reads the keys that a translation may have from its original.
func (h *handoutFile) override(t, of *catalog.Handout) {
	r := h.r
	if r.value("formats") != nil {
		t.Formats = h.formats(r.fullTexts("formats"))
	}
	if services := h.services(); r.has("services") {
		t.Services = services
	}
	if link := r.web("link"); r.has("link") {
		t.Link = link
	}
	if r.value("review_by") != nil {
		t.ReviewBy = r.date("review_by")
	}
	if changes := h.changes(""); len(changes) > 0 {
		t.Changes = h.translatedChanges(changes, of.Changes)
	}
}

// translatedChanges puts the words of the translation into the changes of the original: which versions there are,
// and which of them are recalled, is not for a translation to say.
func (h *handoutFile) translatedChanges(own, original []catalog.Amendment) []catalog.Amendment {
	all := slices.Clone(original)
	for _, a := range own {
		i := slices.IndexFunc(all, func(b catalog.Amendment) bool { return b.Version == a.Version })
		if i < 0 {
			h.f.broken(h.r.at("changes"), "", "the original has no change of version %s", a.Version)
			continue
		}
		all[i].What = a.What
	}
	return all
}

// inheritShort carries what small formats hold over from the original, section by section in their order. Where
// the sections do not match, the format is not offered in this language: it would be another text.
func (h *handoutFile) inheritShort(t, of *catalog.Handout) {
	if len(of.Short) == 0 || len(t.Body.Blocks) == 0 {
		return
	}
	from, to := of.Body.Sections(), t.Body.Sections()
	var lost []string
	t.Short = make(map[paper.Format][]catalog.Extract)
	t.Formats = slices.DeleteFunc(slices.Clone(t.Formats), func(f paper.Format) bool {
		extracts, short := of.Short[f]
		if !short {
			return false
		}
		carried, ok := carryOver(extracts, from, to)
		if !ok {
			lost = append(lost, string(f))
			return true
		}
		t.Short[f] = carried
		return false
	})
	if len(lost) > 0 {
		h.f.advise(place{1, 1}, "give it the sections and lines of the original, or “short” of its own",
			"the sections are not those of the original (%s), so this is not offered as %s", difference(from, to), strings.Join(lost, ", "))
	}
}

func difference(from, to []catalog.Section) string {
	if len(from) != len(to) {
		return fmt.Sprintf("%d there, %d here", len(from), len(to))
	}
	return "their lines or headings differ"
}

// carryOver names the sections of the same places.
func carryOver(extracts []catalog.Extract, from, to []catalog.Section) ([]catalog.Extract, bool) {
	if len(from) != len(to) {
		return nil, false
	}
	var all []catalog.Extract
	for _, e := range extracts {
		i := slices.IndexFunc(from, func(s catalog.Section) bool { return s.Heading == e.Section })
		if i < 0 || len(e.Lines) > 0 && slices.Max(e.Lines) > to[i].Lines() {
			return nil, false
		}
		same := 0
		for _, s := range to {
			if s.Heading == to[i].Heading {
				same++
			}
		}
		if same != 1 {
			return nil, false
		}
		all = append(all, catalog.Extract{Section: to[i].Heading, Lines: e.Lines})
	}
	return all, true
}
