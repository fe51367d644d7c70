package content

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// Limits of what is read. They keep a hostile library from taking memory or time.
const (
	maxFiles    = 100_000   // files in a library
	maxYAML     = 256 << 10 // bytes
	maxMarkdown = 128 << 10 // bytes
	maxProblems = 50        // listed for one file
)

// A tree knows every regular file of a library. What it does not know is never opened.
type tree struct {
	fsys     fs.FS
	files    map[string]bool
	folders  map[string][]string // files directly in a folder, ordered by name
	below    map[string][]string // files anywhere below a folder of the root
	problems []catalog.Problem
	buffers  sync.Pool // of []byte, for sources: see file.release
}

// walk lists the files below the root. Links are refused, since they may lead out of the tree.
func walk(ctx context.Context, fsys fs.FS) (*tree, error) {
	t := &tree{fsys: fsys, files: make(map[string]bool), folders: make(map[string][]string), below: make(map[string][]string)}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && name == ".":
			return err
		case err != nil:
			t.problem(name, "the folder cannot be read", "")
			return fs.SkipDir
		case name != "." && hidden(name):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.Type().IsRegular():
			t.add(name)
			if len(t.files) > maxFiles {
				return errTooMany
			}
		case !d.IsDir():
			t.problem(name, "a link or special file is not read", "put the file itself here")
		}
		return nil
	})
	return t, err
}

// hidden reports whether a file or folder is none of the library's business, such as .git.
func hidden(name string) bool {
	base := path.Base(name)
	return base[0] == '.' || base[0] == '_'
}

func (t *tree) problem(name, message, suggestion string) {
	t.problems = append(t.problems, catalog.Problem{File: name, Message: message, Suggestion: suggestion})
}

func (t *tree) add(name string) {
	t.files[name] = true
	dir := path.Dir(name)
	t.folders[dir] = append(t.folders[dir], name)
	if top, _, deeper := strings.Cut(name, "/"); deeper {
		t.below[top] = append(t.below[top], name)
	}
}

// bytes reads a file of at most limit bytes. A longer one is errTooLarge.
func (t *tree) bytes(name string, limit int) ([]byte, error) {
	if !t.files[name] {
		return nil, fs.ErrNotExist
	}
	in, err := t.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	const usual = 32 << 10
	size := usual
	if info, err := in.Stat(); err == nil && info.Size() >= 0 {
		size = int(min(info.Size(), int64(limit))) + 1 // one more, to see the end
	}
	src := t.buffer(max(size, usual))
	n, err := io.ReadFull(in, src)
	src = src[:n]
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = nil
	case err == nil && n <= limit: // it is longer than it said
		var rest []byte
		rest, err = io.ReadAll(io.LimitReader(in, int64(limit-n)+1))
		src = append(src, rest...)
	}
	if err != nil {
		return nil, err
	}
	if len(src) > limit {
		return nil, errTooLarge
	}
	return src, nil
}

// buffer gives room for a file, which may have been another's before.
func (t *tree) buffer(size int) []byte {
	if b, ok := t.buffers.Get().(*[]byte); ok && cap(*b) >= size {
		return (*b)[:size]
	}
	return make([]byte, size)
}

var errTooLarge = errors.New("larger than its limit")

// read reads a text file and checks its characters. The file comes back even when ok is false: it holds
// the reason.
func (t *tree) read(name string, module catalog.ModuleID, limit int) (f *file, ok bool) {
	f = &file{path: name, module: module}
	src, err := t.bytes(name, limit)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.broken(place{}, "", "the file is missing")
	case errors.Is(err, errTooLarge):
		f.broken(place{}, "split it, or shorten it", "the file is larger than %d KiB", limit>>10)
	case err != nil:
		f.broken(place{}, "", "the file cannot be read")
	}
	if err != nil {
		return f, false
	}
	f.set(src)
	return f, f.checkCharacters()
}

// A place is where in a file something is: line and column from 1, the column in characters; 0 is "not known".
type place struct{ line, column int }

// A file is a text file of the library, and what is wrong with it.
type file struct {
	path     string
	module   catalog.ModuleID
	src      []byte // without byte order mark, lines end in "\n"
	starts   []int  // offset of each line; see lines
	problems []catalog.Problem
	asked    [][]string // room for the names of keys, of records that are done
	room     *room      // nil for one of its own
}

func (f *file) set(src []byte) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	f.src, f.starts = src, nil
}

// release gives back the source of a file of which everything is read.
func (f *file) release(t *tree) {
	if src := f.src[:0]; cap(src) > 0 {
		t.buffers.Put(&src)
	}
	f.src, f.starts, f.asked, f.room = nil, nil, nil, nil
}

// lines gives the offset of each line. Most files are never asked for one.
func (f *file) lines() []int {
	if f.starts == nil {
		f.starts = make([]int, 1, 2+bytes.Count(f.src, []byte("\n")))
		for i, c := range f.src {
			if c == '\n' {
				f.starts = append(f.starts, i+1)
			}
		}
	}
	return f.starts
}

// place finds line and column of an offset.
func (f *file) place(offset int) place {
	offset = min(max(offset, 0), len(f.src))
	starts := f.lines()
	line := sort.SearchInts(starts, offset+1)
	return place{line, 1 + utf8.RuneCount(f.src[starts[line-1]:offset])}
}

// broken reports a problem that keeps what the file is for from being used. hint may be empty.
func (f *file) broken(at place, hint, format string, args ...any) {
	f.report(at, catalog.Broken, hint, fmt.Sprintf(format, args...))
}

// advise reports something worth mending.
func (f *file) advise(at place, hint, format string, args ...any) {
	f.report(at, catalog.Advice, hint, fmt.Sprintf(format, args...))
}

func (f *file) report(at place, severity catalog.Severity, hint, message string) {
	if f.full() {
		return
	}
	if len(f.problems) == maxProblems-1 {
		at, severity, hint = place{}, catalog.Broken, "mend the others first"
		message = "there are more problems than can be listed"
	}
	f.problems = append(f.problems, catalog.Problem{
		File: f.path, Line: at.line, Column: at.column, Severity: severity,
		Message: shortened(message), Suggestion: shortened(hint), Module: f.module,
	})
}

// shortened cuts what quotes a text without end.
func shortened(s string) string {
	const most = 400
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// full reports whether no further problem will be listed, so that the search for them may stop.
func (f *file) full() bool { return len(f.problems) >= maxProblems }

// sorted lists the problems from top to bottom, those of the whole file last.
func (f *file) sorted() []catalog.Problem {
	const last = 1 << 30
	slices.SortStableFunc(f.problems, func(a, b catalog.Problem) int {
		line := func(p catalog.Problem) int {
			if p.Line == 0 {
				return last
			}
			return p.Line
		}
		return cmp.Or(cmp.Compare(line(a), line(b)), cmp.Compare(a.Column, b.Column))
	})
	return f.problems
}

// checkCharacters refuses what is no UTF-8 and what cannot be seen.
func (f *file) checkCharacters() bool {
	if !utf8.Valid(f.src) {
		f.broken(f.place(firstInvalid(f.src)), "save the file as UTF-8", "the text is not UTF-8")
		return false
	}
	if at := bytes.IndexByte(f.src, 0); at >= 0 { // one problem, not one for each of them
		f.broken(f.place(at), "save it as plain text, in UTF-8", "this is not a text")
		return false
	}
	before := len(f.problems)
	for i := 0; i < len(f.src) && !f.full(); {
		at, r := firstUnseen(f.src[i:])
		if at < 0 {
			break
		}
		f.broken(f.place(i+at), "delete it and type the text around it again", "%s", unseen(r))
		i += at + utf8.RuneLen(r)
	}
	return len(f.problems) == before
}

func firstInvalid(src []byte) int {
	at := 0
	for at < len(src) {
		r, size := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

func unseen(r rune) string {
	return fmt.Sprintf("invisible or direction-changing character U+%04X", r)
}

// joiner reports whether r shapes the letters of some scripts, which it may do anywhere but in a number.
func joiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// visible reports whether a character may stand in content. What readers cannot see may change what they
// read, a dose for instance.
func visible(r rune) bool {
	switch {
	case r >= 0x00c0 && r <= 0x024f, r >= 0x1e00 && r <= 0x1eff, r >= 0x0620 && r <= 0x06dc, r >= 0x2010 && r <= 0x2027:
		return true // Latin and Arabic letters, and quotation marks: quicker than looking them up
	case joiner(r):
		return true
	case r >= 0x0600 && r <= 0x0605, r == 0x06dd: // number signs of Arabic, which are drawn
		return true
	case r == utf8.RuneError, r == '\u2028', r == '\u2029', r == '\u3164', r == '\u115f', r == '\u1160', r == '\uffa0':
		return false
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
		return false
	}
	return true
}

// firstUnseen finds the first character that may not stand in content; at is -1 when there is none.
func firstUnseen[T string | []byte](text T) (at int, r rune) {
	for i := 0; i < len(text); {
		if c := text[i]; c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(string(text[i:min(i+utf8.UTFMax, len(text))]))
		switch {
		case !visible(r):
			return i, r
		case joiner(r):
			previous, _ := utf8.DecodeLastRuneInString(string(text[max(0, i-utf8.UTFMax):i]))
			next, _ := utf8.DecodeRuneInString(string(text[i+size : min(i+size+utf8.UTFMax, len(text))]))
			if unicode.IsDigit(previous) || unicode.IsDigit(next) {
				return i, r
			}
		}
		i += size
	}
	return -1, 0
}
