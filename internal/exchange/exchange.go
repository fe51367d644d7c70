// Package exchange turns quizzes into the formats of other programs and back, and records into statements:
// GIFT, Moodle XML, xAPI. It reads and writes bytes only.
//
// What comes in is never trusted: every file gives its sound items and a list of faults, in time and memory
// that grow with its length and no faster. What cannot go out or come in is listed, item by item.
package exchange

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/quiz"
)

// A Format is a way to write a quiz down.
type Format string

// The formats of quizzes.
const (
	// GIFT is Moodle's plain-text format, as https://docs.moodle.org/en/GIFT_format describes it.
	GIFT Format = "gift"
	// MoodleXML is what Moodle's question bank exports, as https://docs.moodle.org/en/Moodle_XML_format
	// describes it.
	MoodleXML Format = "moodle-xml"
)

// The limits of what is read.
const (
	MaxSize  = 32 << 20 // bytes of a file
	maxItems = 10_000
	maxNotes = 1_000
)

// What is wrong with a whole file.
var (
	ErrTooLarge = errors.New("the file is larger than 32 MB")
	ErrUnknown  = errors.New("the file is neither GIFT nor Moodle XML")
)

// Imported is what a file held.
type Imported struct {
	Format Format
	Quiz   quiz.Quiz // with Pass at 80 and without an ID: no format has them
	Faults []Fault   // in order of the file
}

// Whole reports whether everything in the file came through, though some of it may be unfinished.
func (i Imported) Whole() bool {
	for _, f := range i.Faults {
		if f.Kind != Unfinished {
			return false
		}
	}
	return true
}

// A Fault is something in a file that could not be read or carried, or that is not finished.
type Fault struct {
	Kind         FaultKind
	Line, Column int    // counted from 1; 0 when they are not known
	Item         string // id of the item when it came through, else its name or how it begins; empty for what belongs to none
	Reason       string
	Next         string // what to do about it; may be empty
}

// A FaultKind says what became of the item.
type FaultKind string

// The kinds of fault.
const (
	Refused    FaultKind = "refused"    // it did not come through
	Changed    FaultKind = "changed"    // it came through, but not with all that the file says
	Unfinished FaultKind = "unfinished" // it came through whole, but cannot be published as it is
)

// Lost is something of a quiz that a format cannot carry.
type Lost struct {
	Item string // id; empty for what belongs to the quiz as a whole
	What string
	Line int  // position of the item in the quiz, counted from 1; 0 for the quiz as a whole
	Out  bool // the whole item is left out
}

// Import reads a quiz in the format that its bytes show. It returns ErrTooLarge or ErrUnknown for a file that
// is not read at all; whatever else is wrong is a Fault.
func Import(data []byte) (Imported, error) {
	if len(data) > MaxSize {
		return Imported{}, ErrTooLarge
	}
	switch format, _ := Sniff(data); format {
	case GIFT:
		return readGIFT(data), nil
	case MoodleXML:
		return readXML(data), nil
	}
	return Imported{}, ErrUnknown
}

// Export writes a quiz and lists what the format has no place for. The same quiz gives the same bytes.
func Export(q quiz.Quiz, f Format) ([]byte, []Lost, error) {
	switch f {
	case GIFT:
		data, lost := writeGIFT(q)
		return data, lost, nil
	case MoodleXML:
		data, lost := writeXML(q)
		return data, lost, nil
	}
	return nil, nil, ErrUnknown
}

var byteOrderMark = []byte("\ufeff")

// Sniff says by its bytes in which format a file is. A text without braces, names or comments is no
// quiz.
func Sniff(data []byte) (Format, bool) {
	text := bytes.TrimSpace(bytes.TrimPrefix(data, byteOrderMark))
	switch {
	case len(text) == 0 || isBinary(data):
		return "", false
	case text[0] == '<':
		head := text[:min(len(text), 4096)]
		if bytes.Contains(head, []byte("<quiz")) || bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<!DOCTYPE")) || bytes.Contains(head, []byte("<question")) {
			return MoodleXML, true
		}
	}
	if bytes.ContainsAny(text, "{}") || bytes.Contains(text, []byte("::")) || bytes.HasPrefix(text, []byte("//")) || bytes.HasPrefix(text, []byte("$CATEGORY:")) {
		return GIFT, true
	}
	return "", false
}

// isBinary recognises pictures, archives and documents, and text in UTF-16, by a zero byte near the start.
func isBinary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 4096)], 0) >= 0
}

// A place is where in a file something is, counted from 1.
type place struct{ line, column int }

// placeIn finds the place of a byte of a text that begins at a place.
func placeIn(text string, offset int, from place) place {
	offset = min(max(offset, 0), len(text))
	line, start := from.line, 0
	for i := range offset {
		if text[i] == '\n' {
			line, start = line+1, i+1
		}
	}
	column := utf8.RuneCountInString(text[start:offset]) + 1
	if start == 0 {
		column += from.column - 1
	}
	return place{line, column}
}

// A Source is a quiz of a module, with where it is written.
type Source struct {
	Module string
	Quiz   quiz.Quiz
	File   string              // its quiz.yaml; empty when only the library has it
	Lines  map[quiz.ItemID]int // on which its items begin in File
}

// Join makes one quiz of those of several modules. The ids of the items begin with their module then, and each
// module is a bank. One alone stays as it is. The sources say for each item of the quiz where it comes from.
func Join(sources []Source) (q quiz.Quiz, from []Origin) {
	if len(sources) == 1 {
		q = sources[0].Quiz
	} else if len(sources) > 0 {
		q = quiz.Quiz{ID: "quiz", Pass: sources[0].Quiz.Pass}
	}
	for _, s := range sources {
		for _, it := range s.Quiz.Items {
			from = append(from, Origin{Module: s.Module, Item: it.ID, File: s.File, Line: s.Lines[it.ID]})
			if len(sources) == 1 {
				continue
			}
			it.ID = quiz.ItemID(s.Module) + "-" + it.ID
			if !it.Survey {
				it.Bank = strings.Trim(s.Module+"-"+it.Bank, "-")
			}
			q.Items = append(q.Items, it)
		}
		q.ShuffleChoices = q.ShuffleChoices || s.Quiz.ShuffleChoices
	}
	return q, from
}

// An Origin says where an item of a joined quiz comes from.
type Origin struct {
	Module string
	Item   quiz.ItemID // its id there
	File   string      // as in Source
	Line   int         // 0 when it is not known
}
