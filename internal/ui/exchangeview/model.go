package exchangeview

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// A way is one of the two ways that questions go.
type way int

const (
	takeOut way = iota
	bringIn
)

// A task is what the screen is busy with.
type task int

const (
	idle task = iota
	starting
	writing
)

// A model is what the learner has chosen and opened.
type model struct {
	module *catalog.Module // nil where there is none; then there is only one way
	way    way
	format int // of formats
	ready  []export
	open   int // how many entries of the losses show

	file     string // name of what was opened; empty for nothing yet
	imported exchange.Imported
	prompts  map[string]string    // of what came through, by id
	show     [len(faultKinds)]int // how many faults of each kind show

	busy    task
	trouble explain.Trouble
}

// An export is the quiz of the module in one format.
type export struct {
	data []byte
	lost []exchange.Lost
}

// formats are those that can be chosen, the one that keeps most first.
var formats = [...]struct {
	format             exchange.Format
	name, note, ending string
}{
	{exchange.MoodleXML, "Moodle XML", "Keeps most. For Moodle, and for programs that read its files.", ".xml"},
	{exchange.GIFT, "GIFT", "Plain text, which you can read and change in any editor. Many programs take it.", ".txt"},
}

// faultKinds is the order in which faults are listed: what is gone first.
var faultKinds = [...]exchange.FaultKind{exchange.Refused, exchange.Changed, exchange.Unfinished}

const (
	few  = 20  // entries that show of a list at first
	many = 100 // more of them for each press
)

func newModel(c *catalog.Catalog, id catalog.ModuleID) *model {
	m := &model{way: bringIn, open: few}
	if mod, ok := c.Module(id); ok {
		m.module, m.way = mod, takeOut
	}
	return m
}

// exportAll writes a quiz in every format.
func exportAll(q quiz.Quiz) ([]export, error) {
	var all []export
	for _, f := range formats {
		data, lost, err := exchange.Export(q, f.format)
		if err != nil {
			return nil, err
		}
		all = append(all, export{data, lost})
	}
	return all, nil
}

// fileName is what a file of the module's questions is called.
func (m *model) fileName() string {
	return string(m.module.ID) + "-questions" + formats[m.format].ending
}

// opened takes what a file held.
func (m *model) opened(path string, in exchange.Imported) {
	m.file, m.imported, m.trouble = filepath.Base(path), in, explain.Trouble{}
	m.prompts = make(map[string]string, len(in.Quiz.Items))
	for _, it := range in.Quiz.Items {
		m.prompts[string(it.ID)] = it.Prompt
	}
	m.show = [...]int{few, few, 0} // what is not finished can be practised all the same
}

// failed takes why something could not be done.
func (m *model) failed(t explain.Trouble) { m.busy, m.trouble = idle, t }

// explainOpening says why a file was not opened.
func explainOpening(err error) explain.Trouble {
	t := explain.Error(err)
	switch {
	case errors.Is(err, exchange.ErrTooLarge):
		t.What, t.Next = fmt.Sprintf("This file is larger than %d MB, which is the most that is read.", exchange.MaxSize>>20), "Divide it where it comes from, then open the parts."
	case errors.Is(err, exchange.ErrUnknown):
		t.What, t.Next = "This file is neither GIFT nor Moodle XML.", "In Moodle, export the questions as “GIFT format” or “Moodle XML format”, then open that file."
	case errors.Is(err, fs.ErrPermission):
		t.What, t.Next = "This computer does not let you read this file.", "Copy it to a folder of your own, then open the copy."
	case errors.Is(err, fs.ErrNotExist):
		t.What, t.Next = "There is no file of that name.", "Check the name, or choose a file from the list."
	}
	return t
}

// toWrite is what was brought in, as the quiz of a library: named after its file.
func (m *model) toWrite() quiz.Quiz {
	q := m.imported.Quiz
	q.ID = quiz.ID(cmp.Or(exchange.ID(strings.TrimSuffix(m.file, filepath.Ext(m.file))), "quiz"))
	return q
}

// noteOnWriting is to be read before a quiz.yaml is saved.
func (m *model) noteOnWriting() string {
	note := "This is how a module of a library has its questions. Each of them needs an objective and a lesson there."
	if slices.ContainsFunc(m.imported.Quiz.Items, hasLines) {
		note += " Line breaks in their texts become spaces."
	}
	return note
}

// hasLines reports whether a text of an item has line breaks, which quiz.yaml does not keep.
func hasLines(it quiz.Item) bool {
	texts := it.Prompt + it.Hint + it.Explanation
	for _, c := range it.Choices {
		texts += c.Text + c.Match + c.Feedback
	}
	return strings.Contains(texts, "\n")
}

// explainWriting says why a quiz.yaml cannot be written.
func explainWriting(err error) explain.Trouble {
	return explain.Trouble{
		What: "One of the questions has a character in it that quiz.yaml cannot hold.",
		Next: "Take it out where the question comes from, then open the file again. You can practise now all the same.", Detail: err.Error(),
	}
}

// beginning is how a text begins, on one line.
func beginning(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= mostBeginning {
		return s
	}
	cut := string([]rune(s)[:mostBeginning])
	if i := strings.LastIndexByte(cut, ' '); i > mostBeginning/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

const mostBeginning = 60

// sentence begins with a capital letter and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[n:]
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "…") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// questions is a number of them, in words.
func questions(n int) string { return glance.Items(n) }
