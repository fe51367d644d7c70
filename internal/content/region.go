package content

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// readVariants reads what the lesson of this file says in other regions. home is the text of the lesson.
func (m *moduleResult) readVariants(home *file, lesson *catalog.Lesson) {
	for _, name := range m.loader.tree.below[string(m.id)] {
		below, is := strings.CutPrefix(name, m.dir()+"/")
		region, rest, within := strings.Cut(below, "/")
		if !is || !within || rest != strings.TrimPrefix(home.path, m.dir()+"/") || !regionPattern.MatchString(region) {
			continue
		}
		if body, ok := m.readVariant(name, catalog.Region(region), home); ok {
			lesson.Variants = append(lesson.Variants, catalog.LessonVariant{Region: catalog.Region(region), Body: body, Words: countWords(body)})
		}
	}
	slices.SortFunc(lesson.Variants, func(a, b catalog.LessonVariant) int { return strings.Compare(string(a.Region), string(b.Region)) })
}

func (m *moduleResult) readVariant(name string, region catalog.Region, home *file) (body catalog.Document, ok bool) {
	f, ok := m.open(name, maxMarkdown)
	if !ok {
		return body, false
	}
	before := len(f.problems)
	_, own := m.document(f, 0, false, false)
	m.checkVariant(f, own, region)
	if len(f.problems) > before || len(home.problems) > 0 {
		return body, false
	}
	whole := &file{path: home.path, module: home.module, src: merge(home.src, f.src), room: home.room}
	_, body = m.document(whole, 0, true, true)
	m.loader.glossaries[m.module.Language].mark(body.Blocks, m.room)
	return body, len(whole.problems) == 0
}

// checkVariant wants sections, and nothing that would mean another file when it stands in the lesson.
func (m *moduleResult) checkVariant(f *file, d catalog.Document, region catalog.Region) {
	if region.Contains(m.loader.head.home) {
		f.broken(place{}, "write it in the lesson itself", "“%s” is the home of the library", region)
	}
	if len(d.Blocks) > 0 {
		if h, is := d.Blocks[0].(catalog.Heading); !is || h.Level != sectionLevel {
			f.broken(place{}, "begin with a ## heading: that of the section which differs, or a new one", "a text for a region is made of sections")
		}
	}
	d.Walk(func(b catalog.Block) {
		if p, is := b.(catalog.Picture); is {
			f.broken(place{}, "leave it to the lesson", "a text for a region has no pictures, such as %s", path.Base(p.Path))
		}
	})
}

// sectionLevel is the level of the headings that divide a lesson.
const sectionLevel = 2

// ending begins the line at the end of a lesson, which stays the last.
var ending = regexp.MustCompile(`(?m)^\*\*Say it in your own words`)

// merge is the text of a lesson with the sections of a region in it. Both have been read without a problem.
func merge(home, region []byte) []byte {
	last := len(home)
	if all := ending.FindAllIndex(home, -1); len(all) > 0 {
		last = all[len(all)-1][0]
	}
	sections := split(home[:last])
	for _, own := range split(region)[1:] {
		if i := slices.IndexFunc(sections, func(s section) bool { return s.heading == own.heading }); i > 0 {
			sections[i] = own
		} else {
			sections = append(sections, own)
		}
	}
	var b bytes.Buffer
	for _, s := range sections {
		b.Write(bytes.TrimSpace(s.text))
		b.WriteString("\n\n")
	}
	b.Write(home[last:])
	return b.Bytes()
}

// A section is a piece of a text from a ## heading to the next. The first has none.
type section struct {
	heading string
	text    []byte
}

func split(text []byte) []section {
	all := []section{{}}
	fenced := false
	for line := range bytes.Lines(text) {
		bare := bytes.TrimSpace(line)
		if bytes.HasPrefix(bare, []byte("```")) || bytes.HasPrefix(bare, []byte("~~~")) {
			fenced = !fenced
		}
		if heading, is := bytes.CutPrefix(line, []byte("## ")); is && !fenced {
			all = append(all, section{heading: string(bytes.TrimSpace(heading))})
		}
		last := &all[len(all)-1]
		last.text = append(last.text, line...)
	}
	return all
}
