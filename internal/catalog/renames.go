package catalog

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// renames are the other names by which a library's source notes and pictures go beside other libraries. What they do
// not change they share with what they were given.
type renames struct {
	sources map[SourceKey]SourceKey
	prefix  string // of pictures
}

func (r renames) source(k SourceKey) SourceKey {
	if name, is := r.sources[k]; is {
		return name
	}
	return k
}

func (r renames) picture(path string) string {
	if path == "" {
		return ""
	}
	return r.prefix + path
}

// module is a copy of a module as one of a library. Its handouts are a list of their own.
func (r renames) module(m *Module, library string) Module {
	out := *m
	out.Library = library
	out.Lessons, _ = rewrite(m.Lessons, func(l Lesson) (Lesson, bool) {
		blocks, changed := r.blocks(l.Body.Blocks)
		l.Body.Blocks = blocks
		variants, more := rewrite(l.Variants, func(v LessonVariant) (LessonVariant, bool) {
			blocks, changed := r.blocks(v.Body.Blocks)
			v.Body.Blocks = blocks
			return v, changed
		})
		l.Variants = variants
		return l, changed || more
	})
	out.Guide.Body = r.document(m.Guide.Body)
	out.Quiz.Items, _ = rewrite(m.Quiz.Items, func(it quiz.Item) (quiz.Item, bool) {
		sources, changed := r.keys(it.Sources)
		it.Sources = sources
		return it, changed
	})
	out.Scenarios, _ = rewrite(m.Scenarios, r.scenario)
	out.Handouts = slices.Clone(m.Handouts)
	for i, h := range out.Handouts {
		out.Handouts[i] = r.handout(h, library)
	}
	return out
}

func (r renames) handout(h Handout, library string) Handout {
	h.Library, h.Body = library, r.document(h.Body)
	h.Translations = slices.Clone(h.Translations)
	for i, t := range h.Translations {
		h.Translations[i] = r.handout(t, library)
	}
	return h
}

func (r renames) scenario(s scenario.Scenario) (scenario.Scenario, bool) {
	sources, cites := r.keys(s.Sources)
	scenes, shows := rewrite(s.Scenes, func(sc scenario.Scene) (scenario.Scene, bool) {
		parts, here := rewrite(sc.Parts, r.part)
		actions, there := rewrite(sc.Actions, func(a scenario.Action) (scenario.Action, bool) {
			says, changed := rewrite(a.Says, r.part)
			a.Says = says
			return a, changed
		})
		sc.Parts, sc.Actions = parts, actions
		return sc, here || there
	})
	s.Sources, s.Scenes = sources, scenes
	return s, cites || shows
}

func (r renames) part(p scenario.Part) (scenario.Part, bool) {
	to := r.picture(p.Picture)
	changed := to != p.Picture
	p.Picture = to
	return p, changed
}

// keys renames source notes as quizzes and scenarios name them.
func (r renames) keys(in []string) ([]string, bool) {
	return rewrite(in, func(k string) (string, bool) {
		to := string(r.source(SourceKey(k)))
		return to, to != k
	})
}

func (r renames) document(d Document) Document {
	if len(r.sources) > 0 || r.prefix != "" {
		d.Blocks, _ = r.blocks(d.Blocks)
	}
	return d
}

func (r renames) blocks(in []Block) ([]Block, bool) { return rewrite(in, r.block) }

func (r renames) block(b Block) (_ Block, changed bool) {
	switch b := b.(type) {
	case Heading:
		b.Text, changed = r.spans(b.Text)
		return b, changed
	case Paragraph:
		b.Text, changed = r.spans(b.Text)
		return b, changed
	case List:
		b.Items, changed = rewrite(b.Items, func(it ListItem) (ListItem, bool) {
			blocks, changed := r.blocks(it.Blocks)
			return ListItem{blocks}, changed
		})
		return b, changed
	case Table:
		var body bool
		b.Head, changed = rewrite(b.Head, r.spans)
		b.Rows, body = rewrite(b.Rows, func(row [][]Span) ([][]Span, bool) { return rewrite(row, r.spans) })
		return b, changed || body
	case Callout:
		b.Blocks, changed = r.blocks(b.Blocks)
		return b, changed
	case Quote:
		b.Blocks, changed = r.blocks(b.Blocks)
		return b, changed
	case Picture:
		to := r.picture(b.Path)
		changed = to != b.Path
		b.Path = to
		return b, changed
	}
	return b, false // Code and Rule name nothing
}

func (r renames) spans(in []Span) ([]Span, bool) {
	return rewrite(in, func(s Span) (Span, bool) {
		to := r.source(s.Source)
		changed := to != s.Source
		s.Source = to
		return s, changed
	})
}

// rewrite gives a list with what f makes of each entry. It is the same list when f changes none.
func rewrite[T any](in []T, f func(T) (T, bool)) (out []T, changed bool) {
	out = in
	for i := range in {
		v, differs := f(in[i])
		if !differs {
			continue
		}
		if !changed {
			out, changed = slices.Clone(in), true
		}
		out[i] = v
	}
	return out, changed
}

// A shelf finds the pictures of several libraries: those of the first by their own paths, those of each by its
// prefix too, so that a path which somebody noted under another order still leads there.
type shelf struct {
	first    fs.FS
	prefixes []string
	files    []fs.FS // of the prefix at the same position
}

// add gives the prefix of a library's pictures. No library has a file below it: names that begin with _ are none of
// a library's business.
func (s *shelf) add(library string, files fs.FS) (prefix string) {
	if len(s.files) == 0 {
		s.first = files
	}
	prefix = "_" + library + "/"
	for slices.Contains(s.prefixes, prefix) {
		prefix = "_" + prefix
	}
	s.prefixes, s.files = append(s.prefixes, prefix), append(s.files, files)
	return prefix
}

var errNoPictures = errors.New("the library has no pictures")

// Open finds a picture.
func (s *shelf) Open(name string) (fs.File, error) {
	files, path := s.find(name)
	if files == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.Join(fs.ErrNotExist, errNoPictures)}
	}
	return files.Open(path)
}

// ReadFile reads a picture.
func (s *shelf) ReadFile(name string) ([]byte, error) {
	files, path := s.find(name)
	if files == nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.Join(fs.ErrNotExist, errNoPictures)}
	}
	return fs.ReadFile(files, path)
}

func (s *shelf) find(name string) (files fs.FS, path string) {
	for i, prefix := range s.prefixes {
		if rest, is := strings.CutPrefix(name, prefix); is {
			return s.files[i], rest
		}
	}
	return s.first, name
}
