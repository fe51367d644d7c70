package content

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// A glossary finds the terms of one language in running text. It does not change after it was read.
type glossary struct {
	terms   []catalog.Term
	byStart map[string][]wording // by the first word of the wording, the longest first
}

// A wording is one way to write a term, in lower case.
type wording struct {
	letters  []rune
	headword string
}

func (l *loader) readGlossaries() map[catalog.Language]*glossary {
	all := make(map[catalog.Language]*glossary)
	for _, name := range l.yamlFiles(glossaryDir, langPattern, "a language, such as en.yaml") {
		lang := catalog.Language(strings.TrimSuffix(path.Base(name), ".yaml"))
		f, nodes := l.yamlList(name)
		if !slices.Contains(l.head.languages, string(lang)) {
			f.broken(place{}, "add it to “languages” in "+libraryFile, "the library has no language “%s”", lang)
			continue
		}
		g := &glossary{byStart: make(map[string][]wording)}
		words := newIDs(f, "glossary")
		for _, n := range nodes {
			before := len(f.problems)
			r, ok := f.record(n, "a term")
			if !ok {
				continue
			}
			head := r.single("term", r.required("term"))
			also := r.texts("also")
			t := catalog.Term{Headword: head.text, Also: typed[string](also), Meaning: r.text("meaning"), Language: lang}
			r.done()
			for _, s := range append([]scalar{head}, also...) {
				words.addWord(s)
			}
			if len(f.problems) == before {
				g.add(t)
			}
		}
		g.sort()
		all[lang] = g
	}
	return all
}

// addWord reports a wording that another term has.
func (s *ids) addWord(word scalar) {
	low := strings.ToLower(word.text)
	if first, taken := s.first[low]; taken && low != "" {
		s.f.broken(word.at, "keep one of them", "“%s” is explained in line %d", word.text, first.line)
		return
	}
	s.first[low] = word.at
}

func (g *glossary) add(t catalog.Term) {
	g.terms = append(g.terms, t)
	for _, name := range append([]string{t.Headword}, t.Also...) {
		letters := lower([]rune(name))
		start := string(letters[:wordEnd(letters, 0)])
		g.byStart[start] = append(g.byStart[start], wording{letters, t.Headword})
	}
}

func (g *glossary) sort() {
	for _, ws := range g.byStart {
		slices.SortStableFunc(ws, func(a, b wording) int { return len(b.letters) - len(a.letters) })
	}
}

// terms lists the terms of all languages, language by language.
func (l *loader) terms() []catalog.Term {
	var all []catalog.Term
	for _, lang := range slices.Sorted(maps.Keys(l.glossaries)) {
		all = append(all, l.glossaries[lang].terms...)
	}
	return all
}

// mark turns the first use of each term in a document into a span of its own. Headings, links, citations and
// code stay as they are.
func (g *glossary) mark(blocks []catalog.Block, r *room) {
	if g == nil || len(g.byStart) == 0 {
		return
	}
	m := &marker{g: g, used: make(map[string]bool), room: r}
	m.blocks(blocks)
}

// A marker goes through one document.
type marker struct {
	g    *glossary
	used map[string]bool
	room *room

	// Used for one text after the other: a word in lower case, the letters of a text in lower case, where each letter
	// begins, and the parts into which the text is cut.
	word    []byte
	letters []rune
	offsets []int
	parts   []catalog.Span
}

func (m *marker) blocks(blocks []catalog.Block) {
	for i, b := range blocks {
		switch b := b.(type) {
		case catalog.Paragraph:
			if text, marked := m.spans(b.Text); marked {
				blocks[i] = catalog.Paragraph{Text: text}
			}
		case catalog.List:
			for _, item := range b.Items {
				m.blocks(item.Blocks)
			}
		case catalog.Callout:
			m.blocks(b.Blocks)
		case catalog.Quote:
			m.blocks(b.Blocks)
		case catalog.Table:
			for _, row := range b.Rows {
				for j := range row {
					row[j], _ = m.spans(row[j])
				}
			}
		}
	}
}

// spans gives the spans with their terms marked. Without a term they are the same ones.
func (m *marker) spans(spans []catalog.Span) (out []catalog.Span, marked bool) {
	for i, s := range spans {
		var parts []catalog.Span
		if !s.Code && s.URL == "" && s.Lesson == "" && s.Source == "" && m.mayHave(s.Text) {
			parts = m.split(s)
		}
		switch {
		case len(parts) > 1 || len(parts) == 1 && parts[0].Term != "":
			if !marked {
				out, marked = append(out, spans[:i]...), true
			}
			out = append(out, parts...)
		case marked:
			out = append(out, s)
		}
	}
	if !marked {
		return spans, false
	}
	return append(m.room.list(len(out)), out...), true
}

// mayHave reports whether some word of a text begins a term that is not marked yet. Most texts have none, and need not
// be taken apart.
func (m *marker) mayHave(text string) bool {
	for i := 0; i < len(text); {
		m.word = m.word[:0]
		for i < len(text) {
			r, size := rune(text[i]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRuneInString(text[i:])
			}
			i += size
			if !inWord(r) {
				break
			}
			if r >= utf8.RuneSelf {
				m.word = utf8.AppendRune(m.word, unicode.ToLower(r))
			} else {
				m.word = append(m.word, byte(r|0x20)) // digits have that bit already
			}
		}
		if len(m.word) > 0 && slices.ContainsFunc(m.g.byStart[string(m.word)], func(w wording) bool { return !m.used[w.headword] }) {
			return true
		}
	}
	return false
}

// split cuts a span around the terms that are used for the first time in it. The parts are good until the next call.
func (m *marker) split(s catalog.Span) []catalog.Span {
	m.letters, m.offsets, m.parts = m.letters[:0], m.offsets[:0], m.parts[:0]
	for at, r := range s.Text {
		m.letters, m.offsets = append(m.letters, unicode.ToLower(r)), append(m.offsets, at)
	}
	m.offsets = append(m.offsets, len(s.Text))
	low := m.letters
	cut := func(from, to int, term string) {
		if from < to {
			part := s
			part.Text, part.Term = s.Text[m.offsets[from]:m.offsets[to]], term
			m.parts = append(m.parts, part)
		}
	}
	done := 0
	for i := 0; i < len(low); {
		end := wordEnd(low, i)
		if end == i {
			i++
			continue
		}
		if w, ok := m.g.at(low, i, end); ok {
			end = i + len(w.letters)
			if !m.used[w.headword] {
				m.used[w.headword] = true
				cut(done, i, "")
				cut(i, end, w.headword)
				done = end
			}
		}
		i = end
	}
	cut(done, len(low), "")
	return m.parts
}

// at finds the longest wording that begins with the word low[start:end] and ends where a word ends.
func (g *glossary) at(low []rune, start, end int) (wording, bool) {
	for _, w := range g.byStart[string(low[start:end])] {
		stop := start + len(w.letters)
		if stop <= len(low) && slices.Equal(low[start:stop], w.letters) && (stop == len(low) || !inWord(low[stop])) {
			return w, true
		}
	}
	return wording{}, false
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// wordEnd is the end of the word that begins at start.
func wordEnd(text []rune, start int) int {
	end := start
	for end < len(text) && inWord(text[end]) {
		end++
	}
	return end
}

func lower(text []rune) []rune {
	low := make([]rune, len(text))
	for i, r := range text {
		low[i] = unicode.ToLower(r)
	}
	return low
}
