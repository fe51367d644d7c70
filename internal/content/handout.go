package content

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// A handoutFile is the file of a handout, opened and with its front matter under way.
type handoutFile struct {
	u    *unit
	f    *file
	r    *record
	body int // offset of the Markdown
	lang catalog.Language
}

func (u *unit) openHandout(name string, lang catalog.Language) (*handoutFile, bool) {
	f, ok := u.open(name, maxMarkdown)
	if !ok {
		return nil, false
	}
	r, body, ok := f.frontMatter("the handout")
	return &handoutFile{u: u, f: f, r: r, body: body, lang: lang}, ok
}

// original reads a handout that translates nothing.
func (h *handoutFile) original(id catalog.HandoutID) catalog.Handout {
	r := h.r
	out := catalog.Handout{
		ID: id, Module: h.u.of, Language: h.lang,
		Title: r.text("title"), Audience: r.text("audience"), Version: r.version(), ReviewBy: r.date("review_by"),
		Formats: h.formats(r.fullTexts("formats")), Services: h.services(), Link: r.web("link"),
		Topics: named[catalog.TopicID](h, "topics", h.u.loader.head.topics),
		For:    named[catalog.AudienceID](h, "for", h.u.loader.head.audiences),
	}
	out.Changes = h.changes(out.Version)
	if h.u.of == "" {
		out.Reviewers = readReviewers(r)
	} else {
		h.misplaced()
	}
	short := r.value("short")
	r.done()
	_, out.Body = h.u.document(h.f, h.body, false, false)
	out.Short = h.short(short, &out)
	return out
}

// misplaced reports keys that the handout of a module does not have.
func (h *handoutFile) misplaced() {
	if n := h.r.value("translates"); n != nil {
		h.f.broken(placeOf(n), "leave it out, or move the file into the folder of its language", "%s lists this file as the original", manifestFile)
	}
	if n := h.r.value("reviewers"); n != nil {
		h.f.broken(placeOf(n), "leave it out", "the reviewers are those of the module, in %s", manifestFile)
	}
}

// named reads a list of ids that library.yaml declares under known.
func named[T ~string](h *handoutFile, key string, known []string) []T {
	var all []T
	for _, s := range h.r.texts(key) {
		if !slices.Contains(known, s.text) {
			hint := didYouMean(s.text, known)
			if hint != "" {
				hint = strings.TrimSuffix(hint, "?") + "; "
			}
			h.f.broken(s.at, hint+"otherwise add it to "+libraryFile, "“%s” is not a value of “%s”", s.text, key)
			continue
		}
		all = append(all, T(s.text))
	}
	return all
}

func formatNames() []string {
	var names []string
	for _, f := range paper.Formats() {
		names = append(names, string(f))
	}
	return names
}

func (h *handoutFile) formats(texts []scalar) []paper.Format {
	var all []paper.Format
	names := formatNames()
	for _, s := range texts {
		if h.f.checkOneOf(s, "formats", names) {
			all = append(all, paper.Format(s.text))
		}
	}
	return all
}

func (h *handoutFile) services() []string { return readServiceKinds(h.r) }

// readServiceKinds reads the kinds of service that are printed at the end of a page.
func readServiceKinds(r *record) []string {
	var all []string
	for _, s := range r.texts("services") {
		if r.f.checkOneOf(s, "services", serviceKinds()) {
			all = append(all, s.text)
		}
	}
	return all
}

// changes reads what is new in which version, and gives it newest first.
func (h *handoutFile) changes(version string) []catalog.Amendment {
	var all []catalog.Amendment
	seen := newIDs(h.f, "version")
	for _, n := range h.r.list("changes", h.r.value("changes")) {
		r, ok := h.f.record(n, "a change")
		if !ok {
			continue
		}
		a := catalog.Amendment{Version: r.version(), Date: r.date("date"), What: r.text("what"), Recall: r.truth("recall")}
		r.done()
		switch {
		case a.Version == "":
		case seen.first[a.Version] != place{}:
			h.f.broken(r.at("version"), "write one entry for each version", "version %s is in line %d already", a.Version, seen.first[a.Version].line)
		case version != "" && catalog.CompareVersions(a.Version, version) > 0:
			h.f.broken(r.at("version"), "", "version %s is later than the handout, which is %s", a.Version, version)
		}
		seen.first[a.Version] = r.at("version")
		all = append(all, a)
	}
	slices.SortStableFunc(all, func(a, b catalog.Amendment) int { return catalog.CompareVersions(b.Version, a.Version) })
	if len(all) > 0 && version != "" && all[0].Version != version && seen.first[version] == (place{}) {
		h.f.advise(h.r.at("changes"), "say in a line what is new", "“changes” does not speak of version %s", version)
	}
	return all
}

// short reads what the small formats carry: {FORMAT: [HEADING, {section: HEADING, lines: [1, 2]}]}.
func (h *handoutFile) short(n *yaml.Node, of *catalog.Handout) map[paper.Format][]catalog.Extract {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		h.f.broken(placeOf(n), "short: {card: [\"1. Check\"]}", "“short” has formats and what they carry; this is %s", kindOf(n))
		return nil
	}
	var offers []string
	for _, f := range of.Offers() {
		offers = append(offers, string(f))
	}
	sections := of.Body.Sections()
	short := make(map[paper.Format][]catalog.Extract)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		format := scalar{key.Value, placeOf(key)}
		switch {
		case !h.f.checkOneOf(format, "short", formatNames()):
			continue
		case len(of.Formats) > 0 && !slices.Contains(offers, format.text):
			h.f.broken(format.at, "add it to “formats”", "“%s” is in “short” and not in “formats”", format.text)
			continue
		}
		short[paper.Format(format.text)] = h.extracts(value, format.text, sections)
	}
	return short
}

func (h *handoutFile) extracts(n *yaml.Node, format string, sections []catalog.Section) []catalog.Extract {
	nodes := h.r.list(format, n)
	if n.Kind == yaml.SequenceNode && len(nodes) == 0 {
		h.f.broken(placeOf(n), "name the sections that it carries, or leave it out for all of them", "“%s” carries nothing", format)
	}
	var all []catalog.Extract
	for _, entry := range nodes {
		e, at, ok := h.extract(entry, sections)
		if !ok {
			continue
		}
		if slices.ContainsFunc(all, func(other catalog.Extract) bool { return other.Section == e.Section }) {
			h.f.broken(at, "keep one of them", "%s is in “%s” twice", sectionName(e.Section), format)
			continue
		}
		all = append(all, e)
	}
	return all
}

func (h *handoutFile) extract(n *yaml.Node, sections []catalog.Section) (e catalog.Extract, at place, ok bool) {
	if n.Kind != yaml.MappingNode {
		s, ok := h.f.scalar(n, "section")
		e.Section = s.text
		return e, s.at, ok && h.checkSection(s, sections)
	}
	r, _ := h.f.record(n, "an extract")
	s := r.single("section", r.value("section"))
	if s.at == (place{}) {
		s.at = placeOf(n)
	}
	lines := r.texts("lines")
	r.done()
	e.Section = s.text
	if !h.checkSection(s, sections) {
		return e, s.at, false
	}
	i := slices.IndexFunc(sections, func(sec catalog.Section) bool { return sec.Heading == s.text })
	for _, line := range lines {
		number, err := strconv.Atoi(line.text)
		if most := sections[i].Lines(); err != nil || number < 1 || number > most {
			h.f.broken(line.at, "its list items, table rows and paragraphs are counted from 1", "%s has %s, and no line “%s”",
				sectionName(s.text), counted(most, "line"), line.text)
			ok = false
			continue
		}
		e.Lines = append(e.Lines, number)
	}
	return e, s.at, true
}

func sectionName(heading string) string {
	if heading == "" {
		return "what stands before the first heading"
	}
	return "the section “" + heading + "”"
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// checkSection wants exactly one section of the handout to have this heading.
func (h *handoutFile) checkSection(s scalar, sections []catalog.Section) bool {
	var headings []string
	same := 0
	for _, section := range sections {
		if section.Heading == s.text {
			same++
		}
		if section.Heading != "" && !slices.Contains(headings, section.Heading) {
			headings = append(headings, section.Heading)
		}
	}
	switch {
	case same == 1:
		return true
	case same > 1:
		h.f.broken(s.at, "give them different headings", "%d sections have the heading “%s”", same, s.text)
	case len(sections) == 0: // the text has a problem, which is listed
	case s.text == "":
		h.f.broken(s.at, "name a section: a heading that begins with ##", "nothing stands before the first heading")
	default:
		h.f.broken(s.at, similarHeading(s.text, headings), "there is no section “%s”", s.text)
	}
	return false
}

// similarHeading suggests a heading: a mistyped one, or one that a word of it stands for.
func similarHeading(text string, headings []string) string {
	if c, ok := closest(text, headings); ok {
		return "did you mean “" + c + "”?"
	}
	for _, heading := range headings {
		if strings.Contains(strings.ToLower(heading), strings.ToLower(text)) {
			return "did you mean “" + heading + "”?"
		}
	}
	return didYouMean(text, headings)
}

// readHandouts reads the handouts that module.yaml lists, and their translations, which are found by their names.
func (m *moduleResult) readHandouts(r *record) {
	seen := newIDs(r.f, "handout")
	for _, n := range r.list("handouts", r.value("handouts")) {
		entry, ok := r.f.record(n, "a handout")
		if !ok {
			continue
		}
		id := entry.id("id")
		if seen.add(id, entry.at("id")) {
			m.handoutIDs = append(m.handoutIDs, scalar{id, entry.at("id")})
		}
		name, ok := m.listedFile(entry, "file", entry.required("file"), ".md")
		entry.done()
		if !ok {
			continue
		}
		h, ok := m.openHandout(name, m.module.Language)
		if !ok {
			continue
		}
		handout := h.original(catalog.HandoutID(id))
		handout.Reviewers = m.module.Reviewers
		m.readTranslations(name, &handout)
		m.module.Handouts = append(m.module.Handouts, handout)
	}
}

// readTranslations reads the files of the same name in the folders of the other languages.
func (m *moduleResult) readTranslations(name string, of *catalog.Handout) {
	below := strings.TrimPrefix(name, m.dir()+"/")
	for _, lang := range m.loader.head.languages {
		other := path.Join(string(m.id), lang, below)
		if lang == string(m.module.Language) || !m.loader.tree.files[other] {
			continue
		}
		u := m.loader.unit(m.id)
		u.room = m.room
		m.translations = append(m.translations, u)
		h, ok := u.openHandout(other, catalog.Language(lang))
		if !ok {
			continue
		}
		if t := h.translation(of); u.sound() {
			of.Translations = append(of.Translations, t)
		}
	}
}

func readReviewers(r *record) []catalog.Reviewer {
	roles := []string{"clinical", "legal", "peer", "community"}
	var all []catalog.Reviewer
	for _, n := range r.list("reviewers", r.value("reviewers")) {
		v, ok := r.f.record(n, "a reviewer")
		if !ok {
			continue
		}
		all = append(all, catalog.Reviewer{
			Name: v.text("name"), Organisation: v.text("organisation"), Role: v.oneOf("role", roles), Date: v.date("date"),
		})
		v.done()
	}
	return all
}
