package content

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"

	"github.com/passalong/passalong/internal/catalog"
)

func sortedCopy(names []string) []string { return slices.Sorted(slices.Values(names)) }

// frontMatter reads the YAML between the --- lines at the head of a Markdown file. body is the offset of
// what comes after it.
func (f *file) frontMatter(what string) (r *record, body int, ok bool) {
	const fence = "---\n"
	end := bytes.Index(f.src, []byte("\n"+fence))
	if !bytes.HasPrefix(f.src, []byte(fence)) || end < 0 {
		f.broken(place{1, 1}, "begin the file with ---, keys and values, and --- again", "the front matter is missing")
		return nil, 0, false
	}
	doc := f.parseYAML(end + 1)
	if doc == nil {
		return nil, 0, false
	}
	r, ok = f.record(doc, what)
	return r, end + 1 + len(fence), ok
}

const maxGuideMinutes = 480

func (m *moduleResult) readGuide(name string) {
	f, ok := m.open(name, maxMarkdown)
	if !ok {
		return
	}
	r, body, ok := f.frontMatter("the guide")
	if !ok {
		return
	}
	g := &m.module.Guide
	g.Minutes, g.Group = r.number("minutes", 1, maxGuideMinutes), r.text("group")
	g.Materials = typed[string](r.texts("materials"))
	r.done()
	_, g.Body = m.document(f, body, true, true)
	if sum := activityMinutes(g.Body); g.Minutes > 0 && sum != g.Minutes {
		f.broken(r.at("minutes"), "the minutes of an activity end its ## heading: (10 min)",
			"“minutes” is %d, and the activities take %d", g.Minutes, sum)
	}
}

var minutesPattern = regexp.MustCompile(`\(([0-9]{1,3}) min\)$`)

// activityMinutes adds up what the ## headings say.
func activityMinutes(d catalog.Document) int {
	sum := 0
	for _, b := range d.Blocks {
		h, ok := b.(catalog.Heading)
		if !ok || h.Level != 2 {
			continue
		}
		if m := minutesPattern.FindStringSubmatch(catalog.PlainText(h.Text)); m != nil {
			n, _ := strconv.Atoi(m[1])
			sum += n
		}
	}
	return sum
}
