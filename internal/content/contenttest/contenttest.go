// Package contenttest makes libraries for tests and measurements.
package contenttest

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"time"
)

// What a generated module has.
const (
	Lessons     = 5
	LessonWords = 300
)

// vocabulary is the number of different words that generated texts use.
const vocabulary = 4000

// Library makes a valid library of n modules, each with five lessons of 300 words, a quiz, a guide, a
// handout and a picture. The same n gives the same library.
func Library(n int) fs.FS {
	w := &writer{files: make(fstest.MapFS), r: rand.New(rand.NewPCG(1, 2))}
	w.words = w.makeWords()
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprintf("module-%04d", i+1))
	}
	w.add("library.yaml", `id: generated
title: Generated library
publisher: Nobody
licence: CC BY-SA 4.0
issued: 2026-11-21
languages: [en]
home_region: au-vic
tracks:
  - id: all
    title: Everything
    modules:
`+indented("      - ", ids))
	w.add("sources.yaml", "note-one:\n  organisation: Nobody\n  title: A page\n  url: https://example.org/page\n  checked: 2026-11-21\n")
	w.add("services/au-vic.yaml", "- id: line\n  name: The line\n  kinds: [drug-help]\n  phone: 1800 000 000\n  checked: 2026-11-21\n")
	w.glossary()
	for _, id := range ids {
		w.module(id)
	}
	return newIndexed(w.files)
}

func indented(prefix string, lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(prefix + l + "\n")
	}
	return b.String()
}

type writer struct {
	files fstest.MapFS
	r     *rand.Rand
	words []string
}

func (w *writer) add(name, text string) { w.files[name] = &fstest.MapFile{Data: []byte(text)} }

// makeWords invents words of two to four syllables, each of them once.
func (w *writer) makeWords() []string {
	onsets := strings.Fields("b c d f g h j k l m n p r s t v w br cl dr fl gr pl st tr")
	vowels := strings.Fields("a e i o u ai ea oo")
	seen := make(map[string]bool)
	var words []string
	for len(words) < vocabulary {
		var b strings.Builder
		for range 2 + w.r.IntN(3) {
			b.WriteString(onsets[w.r.IntN(len(onsets))] + vowels[w.r.IntN(len(vowels))])
		}
		if word := b.String(); !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

// sentence has n words, of which the first ones of the vocabulary are the most frequent, as in a language.
func (w *writer) sentence(n int) string {
	words := make([]string, n)
	for i := range words {
		x := w.r.Float64()
		words[i] = w.words[int(x*x*x*vocabulary)]
	}
	words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	return strings.Join(words, " ")
}

func (w *writer) glossary() {
	const terms = 60
	var b strings.Builder
	for i := range terms {
		fmt.Fprintf(&b, "- term: %s\n  meaning: %s.\n", w.words[i*17], w.sentence(12))
	}
	w.add("glossary/en.yaml", b.String())
}

func (w *writer) module(id string) {
	var objectives, lessons, items strings.Builder
	for i := range Lessons {
		n := i + 1
		fmt.Fprintf(&objectives, "  - {id: aim-%d, text: %s}\n", n, w.sentence(6))
		fmt.Fprintf(&lessons, "  - {id: lesson-%d, file: %02d-lesson.md, minutes: 4, objectives: [aim-%d]}\n", n, n, n)
		fmt.Fprintf(&items, `  - id: item-%d
    type: single
    objective: aim-%d
    lesson: lesson-%d
    prompt: %s?
    choices:
      - {id: yes-please, text: %s, correct: true, feedback: %s.}
      - {id: no-thanks, text: %s, feedback: %s.}
`, n, n, n, w.sentence(9), w.sentence(4), w.sentence(8), w.sentence(4), w.sentence(8))
		w.add(fmt.Sprintf("%s/en/%02d-lesson.md", id, n), w.lesson(i == 0))
	}
	w.add(id+"/module.yaml", fmt.Sprintf(`id: %s
version: 1.0
title: %s
summary: %s.
minutes: 25
language: en
regions: [au-vic]
review_by: 2027-05-21
objectives:
%slessons:
%squiz: quiz.yaml
guide: guide.md
handouts:
  - {id: %s-handout, file: handouts/sheet.md}
`, id, w.sentence(4), w.sentence(14), objectives.String(), lessons.String(), id))
	w.add(id+"/en/quiz.yaml", "id: "+id+"-quiz\npass: 80\nshuffle: [items, choices]\nitems:\n"+items.String())
	w.add(id+"/en/guide.md", fmt.Sprintf("---\nminutes: 10\ngroup: up to 10 people\nmaterials: [pens]\n---\n# Guide\n\n## Welcome (10 min)\n\n%s.\n", w.sentence(40)))
	w.add(id+"/en/handouts/sheet.md", fmt.Sprintf("---\ntitle: %s\naudience: Everyone\nversion: 1.0\nreview_by: 2027-05-21\nformats: [a4]\nservices: [drug-help]\n---\n## First\n\n%s.[^note-one]\n", w.sentence(4), w.sentence(60)))
	w.add(id+"/images/shape.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300"><circle cx="240" cy="150" r="90" fill="#1F6F6B"/></svg>`)
}

// lesson has LessonWords words besides the title.
func (w *writer) lesson(picture bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.[^note-one]\n\n", w.sentence(4), w.sentence(60))
	if picture {
		b.WriteString("![A green disc.](../images/shape.svg)\n\n")
	}
	fmt.Fprintf(&b, "## %s\n\n%s **%s** %s.\n\n", w.sentence(4), w.sentence(40), w.sentence(6), w.sentence(40))
	fmt.Fprintf(&b, "- %s\n- %s\n\n> [!TIP]\n> %s.\n\n", w.sentence(20), w.sentence(20), w.sentence(30))
	fmt.Fprintf(&b, "| %s | %s |\n|---|---|\n| %s | %s |\n\n", w.sentence(2), w.sentence(2), w.sentence(10), w.sentence(10))
	fmt.Fprintf(&b, "%s.\n", w.sentence(LessonWords-60-4-86-40-30-4-20))
	return b.String()
}

// An indexed is a MapFS that knows what is in each of its folders: a MapFS looks through all files each time.
type indexed struct {
	fstest.MapFS
	dirs map[string][]fs.DirEntry
}

func newIndexed(files fstest.MapFS) indexed {
	x := indexed{files, make(map[string][]fs.DirEntry)}
	seen := make(map[string]bool)
	for name := range files {
		for isDir := false; name != "." && !seen[name]; isDir = true {
			seen[name] = true
			dir := path.Dir(name)
			x.dirs[dir] = append(x.dirs[dir], entry{path.Base(name), isDir})
			name = dir
		}
	}
	for _, entries := range x.dirs {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return x
}

// ReadDir lists a folder.
func (x indexed) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, ok := x.dirs[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return entries, nil
}

// An entry is a file or folder, of which only name and kind are known.
type entry struct {
	name  string
	isDir bool
}

func (e entry) Name() string               { return e.name }
func (e entry) IsDir() bool                { return e.isDir }
func (e entry) Size() int64                { return 0 }
func (e entry) Mode() fs.FileMode          { return e.Type() }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Sys() any                   { return nil }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }

// Type tells a folder from a file.
func (e entry) Type() fs.FileMode {
	if e.isDir {
		return fs.ModeDir
	}
	return 0
}
