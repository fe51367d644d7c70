package catalog

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/fold"
)

// A HitKind is what was found.
type HitKind int

// The kinds of hit.
const (
	HitModule HitKind = iota
	HitLesson
	HitHandout
	HitTerm
	HitService
	HitAlert
)

// A Hit is one thing that holds every word of a query.
type Hit struct {
	Kind    HitKind
	Module  ModuleID  // of a module, a lesson or a handout that belongs to one
	Lesson  LessonID  // of a lesson
	Handout HandoutID // of a handout
	Term    string    // headword of a term
	Service ServiceID // of a service
	Alert   AlertID   // of an alert
	Title   string
	Snippet string // one line of the text around the first match; the beginning when only the title matches
	// What matched, for highlighting, from left to right.
	TitleMatches, SnippetMatches []Match
}

// A Match is a part of a text, as byte offsets.
type Match struct{ Start, End int }

// An Index finds words in a catalog: in titles, summaries, objectives, lesson texts, handouts, alerts, glossary
// and services. Of handouts it knows the originals. It does not change after it was made, so any number of goroutines may search it.
type Index struct {
	entries []entry
	words   []string    // folded, ordered, each once
	uses    [][]posting // of the word of the same position, ordered by entry
}

// An entry is one thing that can be found. Its Hit has everything but the snippet and the matches.
type entry struct {
	hit        Hit
	titleWords int
	text       func() string
}

// A posting says that a word is used in an entry.
type posting struct {
	entry   int32
	inTitle bool
}

// NewIndex reads all of a catalog once. It takes about half a second for a thousand modules, so a face calls
// it in the background.
func NewIndex(c *Catalog) *Index {
	b := builder{ids: make(map[string]int32)}
	for i := range c.Modules {
		b.module(&c.Modules[i])
	}
	for i := range c.Handouts {
		b.handout(&c.Handouts[i])
	}
	for i := range c.Alerts {
		a := &c.Alerts[i]
		b.add(Hit{Kind: HitAlert, Alert: a.ID, Title: a.Title}, func() string { return a.Body.PlainText() })
	}
	for _, t := range c.Glossary {
		b.add(Hit{Kind: HitTerm, Term: t.Headword, Title: t.Headword}, func() string { return t.Meaning }, t.Also...)
	}
	for _, s := range c.Services {
		text := strings.Join(nonEmpty(s.Note, s.Phone, s.Hours, s.Address), "\n")
		b.add(Hit{Kind: HitService, Service: s.ID, Title: s.Name}, func() string { return text }, s.Kinds...)
	}
	return b.index()
}

func nonEmpty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

// A builder collects what an index is made of.
type builder struct {
	entries []entry
	ids     map[string]int32
	words   []string
	uses    [][]posting
}

func (b *builder) module(m *Module) {
	b.add(Hit{Kind: HitModule, Module: m.ID, Title: m.Title}, func() string {
		lines := []string{m.Summary}
		for _, o := range m.Objectives {
			lines = append(lines, o.Text)
		}
		return strings.Join(lines, "\n")
	})
	for i := range m.Lessons {
		l := &m.Lessons[i]
		b.add(Hit{Kind: HitLesson, Module: m.ID, Lesson: l.ID, Title: l.Title}, func() string { return l.Body.PlainText() })
	}
	for i := range m.Handouts {
		b.handout(&m.Handouts[i])
	}
}

func (b *builder) handout(h *Handout) {
	b.add(Hit{Kind: HitHandout, Module: h.Module, Handout: h.ID, Title: h.Title}, func() string { return h.Body.PlainText() })
}

// add takes in what can be found by its title, its text, and names that no face shows.
func (b *builder) add(h Hit, text func() string, names ...string) {
	at := int32(len(b.entries))
	titleWords := 0
	for range wordsOf(h.Title) {
		titleWords++
	}
	b.entries = append(b.entries, entry{h, titleWords, text})
	b.use(at, h.Title, true)
	b.use(at, text(), false)
	for _, name := range names {
		b.use(at, name, false)
	}
}

func (b *builder) use(at int32, text string, inTitle bool) {
	var key []byte
	for start, end := range wordsOf(text) {
		key = fold.Append(key[:0], text[start:end])
		id, ok := b.ids[string(key)]
		if !ok {
			id = int32(len(b.words))
			b.ids[string(key)] = id
			b.words = append(b.words, string(key))
			b.uses = append(b.uses, nil)
		}
		if n := len(b.uses[id]); n == 0 || b.uses[id][n-1].entry != at {
			b.uses[id] = append(b.uses[id], posting{at, inTitle})
		}
	}
}

func (b *builder) index() *Index {
	order := make([]int, len(b.words))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(b.words[i], b.words[j]) })
	x := &Index{entries: b.entries, words: make([]string, len(order)), uses: make([][]posting, len(order))}
	for to, from := range order {
		x.words[to], x.uses[to] = b.words[from], b.uses[from]
	}
	return x
}

// Weights of a match, by where it is.
const (
	textScore  = 2
	titleScore = 1000 // one word in a title outweighs all words in a text
	beginning  = 1    // is what the beginning of a word is worth less than the whole of it
)

// Search finds what holds every word of the query, the last of which may be the beginning of a word. Case
// and accents do not matter. What has the query for its title comes first, titles come before texts and whole words
// before beginnings; otherwise the order is that of the library. At most limit hits are returned.
func (x *Index) Search(query string, limit int) []Hit {
	words := queryWords(query)
	if len(words) == 0 || limit <= 0 {
		return nil
	}
	total := make([]int, len(x.entries))
	for i, w := range words {
		for at, gain := range x.gains(w, i == len(words)-1 && open(words)) {
			if gain == 0 {
				total[at] = lost
			}
			total[at] += gain
		}
	}
	type scored struct{ entry, score int }
	var found []scored
	for at, score := range total {
		if score >= len(words)*titleScore && x.entries[at].titleWords == len(words) {
			score += titleScore
		}
		if score > 0 {
			found = append(found, scored{at, score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	hits := make([]Hit, 0, min(limit, len(found)))
	for _, f := range found[:min(limit, len(found))] {
		hits = append(hits, x.entries[f.entry].shown(words))
	}
	return hits
}

// maxWords is how many words of a query count.
const maxWords = 12

// lost is a score that no number of matches makes up for.
const lost = -2 * maxWords * titleScore

// gains is what one word of a query is worth to each entry; 0 when the entry does not hold it.
func (x *Index) gains(word string, prefix bool) []int {
	gains := make([]int, len(x.entries))
	from := sort.SearchStrings(x.words, word)
	for i := from; i < len(x.words) && (x.words[i] == word || prefix && strings.HasPrefix(x.words[i], word)); i++ {
		for _, p := range x.uses[i] {
			points := textScore
			if p.inTitle {
				points = titleScore
			}
			if x.words[i] != word {
				points -= beginning
			}
			gains[p.entry] = max(gains[p.entry], points)
		}
	}
	return gains
}

// open reports whether the last word of a query may go on. A single letter behind other words, such as the C of "hep C",
// is one of its own.
func open(words []string) bool {
	return len(words) == 1 || utf8.RuneCountInString(words[len(words)-1]) > 1
}

// queryWords folds the words of a query.
func queryWords(query string) []string {
	var words []string
	for start, end := range wordsOf(query) {
		if w := string(fold.Append(nil, query[start:end])); w != "" && len(words) < maxWords {
			words = append(words, w)
		}
	}
	return words
}

// shown is the hit with what a face shows of it.
func (e entry) shown(words []string) Hit {
	h := e.hit
	h.TitleMatches = matches(h.Title, words)
	h.Snippet = snippet(e.text(), words)
	h.SnippetMatches = matches(h.Snippet, words)
	return h
}

// matches finds the words of a query in a text.
func matches(text string, words []string) []Match {
	var found []Match
	for start, end := range wordsOf(text) {
		if n := matchedBytes(text[start:end], words); n > 0 {
			found = append(found, Match{start, start + n})
		}
	}
	return found
}

// matchedBytes is how much of a word a query matches: all of it, or as much as the last word of the query
// has letters.
func matchedBytes(word string, words []string) int {
	folded := string(fold.Append(nil, word))
	if slices.Contains(words, folded) {
		return len(word)
	}
	last := words[len(words)-1]
	if !open(words) || !strings.HasPrefix(folded, last) {
		return 0
	}
	letters := utf8.RuneCountInString(last)
	for i, r := range word {
		if letters == 0 && fold.Rune(r) != 0 {
			return i
		}
		if fold.Rune(r) != 0 {
			letters--
		}
	}
	return len(word)
}

const (
	snippetLength = 120 // bytes, more or less
	snippetBefore = 40  // bytes before the first match
)

// snippet is one line of a text around the first match.
func snippet(text string, words []string) string {
	first := 0
	for start, end := range wordsOf(text) {
		if matchedBytes(text[start:end], words) > 0 {
			first = start
			break
		}
	}
	lineStart := strings.LastIndexByte(text[:first], '\n') + 1
	start, end := max(lineStart, first-snippetBefore), min(len(text), first+snippetLength-snippetBefore)
	if i := strings.IndexByte(text[first:end], '\n'); i >= 0 {
		end = first + i
	}
	before, after := "", ""
	if start > lineStart {
		start += 1 + max(0, strings.IndexByte(text[start:first], ' '))
		start = min(start, first)
		before = "… "
	}
	if end < len(text) && text[end] != '\n' {
		if i := strings.LastIndexByte(text[first:end], ' '); i > 0 {
			end = first + i
		}
		after = " …"
	}
	return before + strings.TrimSpace(strings.ToValidUTF8(text[start:end], "")) + after
}

// wordsOf yields start and end of each word of a text: a run of letters, digits and marks.
func wordsOf(text string) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		start := -1
		for i, r := range text {
			switch in := inWord(r); {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(start, i) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(start, len(text))
		}
	}
}

func inWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
