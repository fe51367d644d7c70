package lint

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// maxFile is how much of a file is read. The loader takes no larger ones.
const maxFile = 256 << 10 // bytes

// mostAlike is how many problems of one rule are listed for a file.
const mostAlike = 20

// A source is one file of the library, and what was found in it.
type source struct {
	path   string
	module catalog.ModuleID
	text   string // without byte order mark, lines end in "\n"
	starts []int  // offset of each line
	found  []finding
}

// A finding is a problem, and the word that it is about, if it is about one.
type finding struct {
	catalog.Problem
	word string
}

// open reads a file, or gives nil when there is none or the loader could not use it.
func (c *checker) open(name string, module catalog.ModuleID) *source {
	if c.broken[name] {
		return nil
	}
	info, err := fs.Stat(c.fsys, name)
	if err != nil || info.Size() > maxFile {
		return nil // the loader says so
	}
	raw, err := fs.ReadFile(c.fsys, name)
	if err != nil || len(raw) > maxFile || !utf8.Valid(raw) {
		return nil
	}
	return newSource(name, module, raw)
}

func newSource(name string, module catalog.ModuleID, raw []byte) *source {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if bytes.IndexByte(raw, '\r') >= 0 {
		raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	}
	s := &source{path: name, module: module, text: string(raw), starts: make([]int, 1, 2+bytes.Count(raw, []byte("\n")))}
	for i := range len(s.text) {
		if s.text[i] == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// place is line and column of an offset, from 1.
func (s *source) place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(s.text))
	line = sort.SearchInts(s.starts, offset+1)
	return line, 1 + utf8.RuneCountInString(s.text[s.starts[line-1]:offset])
}

// offset is where a line and column are, counted in characters from 1.
func (s *source) offset(line, column int) int {
	if line < 1 || line > len(s.starts) {
		return 0
	}
	at := s.starts[line-1]
	for range column - 1 {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		at += size
	}
	return min(at, len(s.text))
}

// advise notes a problem at an offset; below 0 it is the whole file's.
func (s *source) advise(rule string, offset int, message, suggestion string) {
	s.adviseWord(rule, offset, "", message, suggestion)
}

// adviseWord is advise for a problem with a word.
func (s *source) adviseWord(rule string, offset int, word, message, suggestion string) {
	p := catalog.Problem{File: s.path, Severity: catalog.Advice, Message: message, Suggestion: suggestion, Module: s.module, Rule: rule}
	alike := 0
	for _, f := range s.found {
		if f.Rule == rule {
			alike++
		}
	}
	switch {
	case alike > mostAlike:
		return
	case alike == mostAlike:
		p.Message, p.Suggestion, word = "there is more of this in the file", "mend the others first", ""
	}
	if offset >= 0 {
		p.Line, p.Column = s.place(offset)
	}
	s.found = append(s.found, finding{p, word})
}

// findings lists what was found from top to bottom, what concerns the whole file first.
func (s *source) findings() []finding {
	slices.SortStableFunc(s.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return s.found
}

// A passage is a text that a person reads in one go, such as a paragraph or the feedback of a choice.
type passage struct {
	text   string
	pieces []piece // where the parts of the text stand in the file, in order; the first is at 0
	kind   passageKind
	block  int  // passages of one list, table, callout or item have the same number
	cited  bool // whether there is a citation in it
	quoted bool // whether it is somebody else's voice, or shows words that are not to be used
}

// A passageKind says what a passage is to its reader.
type passageKind int

const (
	prose   passageKind = iota // sentences
	line                       // a title, heading, label or table cell
	picture                    // the text of a picture
	answer                     // what is accepted as a typed answer: nobody reads it
)

// A piece is a part of a passage that stands in the file as it is.
type piece struct{ at, src int }

// where is the offset in the file of an offset in the passage.
func (p *passage) where(at int) int {
	i := sort.Search(len(p.pieces), func(i int) bool { return p.pieces[i].at > at }) - 1
	if i < 0 {
		return 0
	}
	return p.pieces[i].src + at - p.pieces[i].at
}

// excerpt is the beginning of a text, for a message.
func excerpt(text string) string {
	const most, long = 6, 400
	if len(text) > long {
		text = strings.ToValidUTF8(text[:long], "")
	}
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}
