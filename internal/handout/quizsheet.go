package handout

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/quiz"
)

// A QuizInput is everything that goes into a sheet of questions.
type QuizInput struct {
	Module  *catalog.Module // whose quiz it is
	Library catalog.Library
	Sources map[catalog.SourceKey]catalog.Source
	Form    paper.QuizForm
	Today   time.Time // to tell whether the module is out of date
}

// The sizes of type of sheets, in points. The key is to fit one page, so smaller ones are tried.
const (
	usualSize = 11.0
	largeSize = 18.0
)

var keySizes = [...]float64{10.5, 9.5, 8.5, 7.5}

// Quiz makes a sheet of questions to be answered on paper, the same with the answers, or the key to it. The
// form's Number decides which questions are drawn and how they are mixed, and is printed, so that a sheet and
// its key can be brought together. Nobody is asked for a name.
func (p *Press) Quiz(ctx context.Context, in QuizInput) (paper.Sheet, error) {
	d := gatherQuiz(in)
	on := setting{template: "quiz", otherwise: usualSize, files: map[string][]byte{}, data: func(size float64) any { return d.in(size) }}
	switch {
	case in.Form.Large:
		on.otherwise = largeSize
	case in.Form.Show == paper.AnswerKey:
		on.sizes, on.otherwise = keySizes[:], keySizes[0]
	}
	sheet, err := p.onePage(ctx, on)
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making a sheet of the quiz %q: %w", in.Module.Quiz.ID, err)
	}
	sheet.Size = cmp.Or(in.Form.Size, paper.A4)
	return sheet, nil
}

// A setting is a sheet that is to fit one page, if it can.
type setting struct {
	template  string
	sizes     []float64 // of type that are tried, in points, the largest first
	otherwise float64   // the size when it fits one page in none of them
	files     map[string][]byte
	data      func(size float64) any
}

// onePage makes a sheet in the largest size of type in which it fits one page.
func (p *Press) onePage(ctx context.Context, s setting) (paper.Sheet, error) {
	for _, size := range s.sizes {
		sheet, err := p.set(ctx, s.template, s.data(size), size, s.files)
		if err != nil || sheet.Pages <= 1 {
			return sheet, err
		}
	}
	return p.set(ctx, s.template, s.data(s.otherwise), s.otherwise, s.files)
}

// quizData is /doc.json of a sheet of questions.
type quizData struct {
	frame
	Kind    string     `json:"kind"`    // what sort of sheet it is
	Subject string     `json:"subject"` // what it is about
	Form    string     `json:"form"`    // names the number of the sheet
	Code    bool       `json:"code"`    // whether there are boxes for a code
	Intro   []string   `json:"intro"`
	Items   []itemData `json:"items"`
	Key     []keyData  `json:"key"`
}

// An itemData is a question with room for an answer. Form says which of the fields count.
type itemData struct {
	Number   int          `json:"number"`
	Whole    bool         `json:"whole"` // it stays on one page
	Prompt   string       `json:"prompt"`
	Do       string       `json:"do"`
	Critical bool         `json:"critical"`
	Form     string       `json:"form"` // "choices", "row", "order", "match" or "line"
	Round    bool         `json:"round"`
	Choices  []choiceData `json:"choices"`
	Rights   []string     `json:"rights"` // right sides of a match, with letters in their order
	Unit     string       `json:"unit"`
	Written  string       `json:"written"` // on the line
	Sure     bool         `json:"sure"`
	Why      string       `json:"why"`
	Cited    []int        `json:"cited"` // numbers of sources
}

type choiceData struct {
	Letter string `json:"letter"`
	Text   string `json:"text"`
	Value  string `json:"value"`  // in its box
	Filled bool   `json:"filled"` // its box is ticked
}

// A keyData is a line of the answer key.
type keyData struct {
	Number   int       `json:"number"`
	Critical bool      `json:"critical"`
	Answers  []keyPart `json:"answers"`
	Why      string    `json:"why"`
	Cited    []int     `json:"cited"`
}

// A keyPart is an answer: what stands on the sheet, and what it means.
type keyPart struct {
	Mark string `json:"mark"`
	Text string `json:"text"`
}

// gatherQuiz says everything that the sheet says.
func gatherQuiz(in QuizInput) quizData {
	m, w := in.Module, wordsFor(in.Module.Language)
	d := quizData{frame: frameOf(m.Language, in.Library), Subject: m.Title, Intro: []string{}, Items: []itemData{}, Key: []keyData{}}
	d.Kind = map[paper.QuizShow]string{paper.WithAnswers: w.Sheet.Answers, paper.AnswerKey: w.Sheet.Key}[in.Form.Show]
	d.Kind = cmp.Or(d.Kind, w.Sheet.Questions)
	d.ofModule(m, in.Library, d.Kind, in.Form.Form)
	d.mark(m, m.ReviewBy, in.Today)
	d.Form = fmt.Sprintf(w.Sheet.Form, in.Form.Number)
	d.Number = string(m.Quiz.ID) + " · " + d.Form
	walk := &walker{words: w}
	for i, it := range m.Quiz.Given(in.Form.Number).Order(in.Form.Number) {
		on := sheetItem{Item: it, words: w.Sheet, number: i + 1, seed: in.Form.Number}
		cited := []int{}
		if in.Form.Show != paper.Blank {
			for _, key := range it.Sources {
				cited = append(cited, walk.number(catalog.SourceKey(key)))
			}
		}
		if in.Form.Show == paper.AnswerKey {
			d.Key = append(d.Key, on.key(cited))
			continue
		}
		item := on.blank()
		item.Sure = m.Quiz.AskSure && !it.Survey && in.Form.Show == paper.Blank
		if in.Form.Show == paper.WithAnswers {
			on.fill(&item)
			item.Cited = cited
		}
		d.Items = append(d.Items, item)
	}
	d.Sources, d.Checked = sourceList(w, walk.cited, in.Sources), w.checked(walk.cited, in.Sources)
	if in.Form.Show == paper.Blank {
		d.Code = true
		d.Intro = append(d.Intro, w.Sheet.CodeHow)
	}
	if pass := w.Sheet.pass(m.Quiz); pass != "" && in.Form.Show != paper.WithAnswers {
		d.Intro = append(d.Intro, pass)
	}
	return d
}

// pass says what passes the quiz; nothing where nothing is scored.
func (w sheetWords) pass(q quiz.Quiz) string {
	switch {
	case q.Pass == 0 || !slices.ContainsFunc(q.Items, func(it quiz.Item) bool { return !it.Survey }):
		return ""
	case slices.ContainsFunc(q.Items, func(it quiz.Item) bool { return it.Critical }):
		return fmt.Sprintf(w.PassAll, q.Pass)
	}
	return fmt.Sprintf(w.Pass, q.Pass)
}

// ofModule completes the frame of a sheet of one module.
func (f *frame) ofModule(m *catalog.Module, l catalog.Library, kind string, form paper.Form) {
	f.Title, f.Keywords = kind+": "+m.Title, []string{m.Title}
	f.Version = fmt.Sprintf(f.Words.Sheet.Version, m.Version, f.Words.day(l.Issued))
	f.Paper = paperName(form.Size)
}

// paperName is what Typst calls a size of paper.
func paperName(s paper.Size) string {
	if s == paper.Letter {
		return "us-letter"
	}
	return "a4"
}

// in is the data in a size of type.
func (d quizData) in(size float64) quizData {
	const most = 0.6 // of a page: what is longer may be broken
	d.Size = size
	d.Items = slices.Clone(d.Items)
	for i := range d.Items {
		d.Items[i].Whole = d.Items[i].height(size) < most*pageHeight
	}
	return d
}

// height is an estimate of the room that a question takes, in points.
func (it itemData) height(size float64) float64 {
	const width = 150 * millimetre
	f := fitter{size: size, unit: 1}
	height := f.text(it.Prompt, width) + f.em(6) + f.text(it.Why, width)
	for _, c := range it.Choices {
		height += f.text(c.Text, width) + f.em(1)
	}
	for _, r := range it.Rights {
		height += f.text(r, width/2)
	}
	return height
}
