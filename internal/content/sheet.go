package content

import (
	"bytes"
	"slices"
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
