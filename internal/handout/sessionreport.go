package handout

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
)

// A ReportInput is everything that goes into the report of a session.
type ReportInput struct {
	Report   evaluation.Report
	Library  catalog.Library
	Language catalog.Language // of the report itself; empty for English
	Form     paper.Form
}

// reportData is /doc.json of the report of a session.
type reportData struct {
	sessionData
	Rep     reportWords `json:"rep"`
	Present []countRow  `json:"present"`
	Taught  []string    `json:"taught"`
	Aims    []string    `json:"aims"`
	Change  changeBox   `json:"change"`
	Said    []string    `json:"said"`
	Given   []countRow  `json:"given"`
}

// A countRow is how many there are of something.
type countRow struct {
	Text string `json:"text"`
	N    int    `json:"n"`
	Most int    `json:"most"` // of all rows, for bars
}

// A changeBox is what is told of before and after.
type changeBox struct {
	Figures string      `json:"figures"`
	Told    bool        `json:"told"`
	Not     string      `json:"not"` // why nothing is told
	Rows    []changeRow `json:"rows"`
	Axis    axis        `json:"axis"`
	Means   []string    `json:"means"`
	More    []string    `json:"more"` // what else there is to know
}

// A changeRow is how something went before and after, in percent and points.
type changeRow struct {
	Text     string `json:"text"`
	Whole    bool   `json:"whole"`
	Before   int    `json:"before"`
	After    int    `json:"after"`
	Change   int    `json:"change"`
	Low      int    `json:"low"`
	High     int    `json:"high"`
	Shift    string `json:"shift"`    // Change with its sign
	Interval string `json:"interval"` // Low and High in words
}

// An axis is the scale on which changes are drawn, in points.
type axis struct {
	Low   int   `json:"low"`
	High  int   `json:"high"`
	Ticks []int `json:"ticks"`
}

// A detail is how much of its lists a report has room for. Sizes are in points, lengths in characters.
type detail struct {
	size                float64
	rows, aims, modules int
	said, given, long   int
}

const plenty = 1000

// reportDetails are tried in their order until a report fits one page: smaller type first, but never below 9 points, then
// shorter lists.
var reportDetails = [...]detail{
	{11, plenty, plenty, plenty, plenty, plenty, 600}, {10.5, plenty, plenty, plenty, plenty, plenty, 600}, {10, plenty, plenty, plenty, plenty, plenty, 600},
	{9.5, plenty, plenty, plenty, plenty, plenty, 600}, {9, plenty, plenty, plenty, plenty, plenty, 600},
	{9, 10, 6, 6, 8, 8, 240}, {9, 8, 4, 4, 6, 6, 160}, {9, 6, 3, 4, 4, 5, 140}, {9, 5, 2, 3, 3, 3, 110}, {9, 3, 1, 2, 2, 2, 80}, {9, 1, 1, 1, 1, 1, 60},
}

// SessionReport makes the report of a session for whoever paid for it: one page, on which long lists end in "and 3 more". In
// large print nothing is left out, and it takes the pages that it takes.
func (p *Press) SessionReport(ctx context.Context, in ReportInput) (sheet paper.Sheet, err error) {
	in.Report, err = p.inLetters(in.Report)
	if err == nil {
		sheet, err = p.inDetail(ctx, "report", reportDetails[:], 1, in.Form, func(d detail) any { return in.gather(d) })
	}
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the report of the session %q: %w", in.Report.ID, err)
	}
	return sheet, nil
}

// inLetters is a report whose words have only signs that can be printed: many were written on phones. Its data has all of
// them.
func (p *Press) inLetters(r evaluation.Report) (evaluation.Report, error) {
	var failed error
	printable := func(words []string) []string {
		var out []string
		for _, word := range words {
			word, err := p.covered.without(word)
			if failed = cmp.Or(failed, err); word != "" {
				out = append(out, word)
			}
		}
		return out
	}
	r.Said, r.Polls = printable(r.Said), slices.Clone(r.Polls)
	for i := range r.Polls {
		r.Polls[i].Words = printable(r.Polls[i].Words)
	}
	return r, failed
}

// inDetail makes a sheet with the first of the details in which it has no more pages than most; with the last if there is
// none.
func (p *Press) inDetail(ctx context.Context, template string, details []detail, most int, form paper.Form, data func(detail) any) (paper.Sheet, error) {
	if form.Large {
		details, most = []detail{{largeSize, plenty, plenty, plenty, plenty, plenty, plenty}}, 0
	}
	var sheet paper.Sheet
	for i, d := range details {
		if sheet.Pages > 2*most && d.rows == plenty && i < len(details)-1 {
			continue // smaller type alone won't do
		}
		limit := most
		if i == len(details)-1 {
			limit = 0
		}
		var err error
		if sheet, _, err = p.measured(ctx, template, data(d), map[string][]byte{}, limit); err != nil {
			return paper.Sheet{}, err
		}
		sheet.TextSize = d.size
		if sheet.Pages <= most {
			break
		}
	}
	sheet.Size, sheet.TwoSided = cmp.Or(form.Size, paper.A4), sheet.Pages > 1
	if most > 0 && sheet.Pages > most {
		sheet.Warnings = append(sheet.Warnings, paper.MorePages)
	}
	return sheet, nil
}

// about is the data that a report begins with.
func about(language catalog.Language, l catalog.Library, form paper.Form, by detail) (sessionData, reportWords) {
	rep, in := reportWordsFor(language)
	d := sessionOf(in, l, form) // there is little else on it than its own words
	d.Size = by.size
	return d, rep
}

func (in ReportInput) gather(by detail) reportData {
	r := in.Report
	common, w := about(in.Language, in.Library, in.Form, by)
	d := reportData{sessionData: common, Rep: w, Present: presentRows(r.Present, w), Change: changeOf(r.Change.WithTexts(r.Modules), by, w)}
	d.Kind, d.Subject = w.Report, isolate(loose(clip(r.Title, 2*by.long)))
	d.Title, d.Keywords = w.Report+": "+r.Title, []string{w.Report}
	d.Date, d.Version = dayOf(r.Date), w.Report+" · "+english().day(r.Date)
	d.Facts = in.facts(d.Say, w)
	d.Taught, d.Aims = taught(r, by, w)
	if draftAmong(r.Modules) {
		d.Notices = []string{w.Draft}
	}
	said := []string{}
	for _, text := range r.Said {
		said = append(said, isolate(loose(clip(text, by.long))))
	}
	for _, poll := range r.Polls {
		if len(poll.Words) > 0 {
			said = append(said, isolate(loose(clip(poll.Prompt, by.long)))+" "+isolate(loose(clip(strings.Join(poll.Words, ", "), by.long))))
		}
	}
	d.Said = firstOf(said, by.said, w)
	d.Given = givenRows(r.Handouts, by, w)
	return d
}

// facts are when, where, how long and how many.
func (in ReportInput) facts(say sessionWords, w reportWords) []string {
	r := in.Report
	place := cmp.Or(w.Places[r.Place], w.NoPlace)
	length := counted(r.Minutes, say.Minute, say.Minutes)
	if r.Days > 1 {
		length += " " + fmt.Sprintf(w.Days, r.Days)
	}
	facts := []string{english().day(r.Date), place, length, counted(r.Present.All(), w.PeopleOne, w.PeopleMany)}
	if r.Brief {
		facts = append(facts, w.BriefTalk)
	}
	return facts
}

// presentRows are the people by category.
func presentRows(p evaluation.Present, w reportWords) []countRow {
	return withMost([]countRow{
		{Text: w.Categories[evaluation.Designated], N: p.Designated}, {Text: w.Categories[evaluation.OtherRole], N: p.OtherRole},
		{Text: w.Categories[evaluation.OfPublic], N: p.Community},
	})
}

// withMost tells each row how many the longest has.
func withMost(rows []countRow) []countRow {
	most := 1
	for _, r := range rows {
		most = max(most, r.N)
	}
	for i := range rows {
		rows[i].Most = most
	}
	return rows
}

// taught are the modules of a session, and what people can do afterwards.
func taught(r evaluation.Report, by detail, w reportWords) (modules, aims []string) {
	say, _ := sessionWordsFor("")
	for _, m := range r.Modules {
		title := fmt.Sprintf(say.Of, isolate(loose(clip(m.Title, by.long))), clip(m.Version, by.long))
		if m.Draft {
			title = fmt.Sprintf(w.DraftTitle, title)
		}
		modules = append(modules, title)
		for _, o := range m.Objectives {
			aims = append(aims, isolate(loose(clip(o.Text, by.long))))
		}
	}
	return firstOf(modules, by.modules, w), firstOf(aims, by.aims, w)
}

// givenRows are the handouts that were given out.
func givenRows(handouts []evaluation.HandoutGiven, by detail, w reportWords) []countRow {
	rows := []countRow{}
	for _, h := range handouts {
		rows = append(rows, countRow{Text: isolate(loose(clip(h.Title, by.long))), N: h.Copies})
	}
	return withMost(firstRows(rows, by.given, w))
}

// firstRows are the first rows; the last is for those that there is no room for, together.
func firstRows(rows []countRow, n int, w reportWords) []countRow {
	if len(rows) <= n {
		return rows
	}
	rest := countRow{Text: fmt.Sprintf(w.More, len(rows)-n)}
	for _, r := range rows[n:] {
		rest.N += r.N
	}
	return append(rows[:n:n], rest)
}

// firstOf are the first of a list, and a line that says how many more there are.
func firstOf(all []string, n int, w reportWords) []string {
	if len(all) <= n {
		return append([]string{}, all...)
	}
	return append(all[:n:n], fmt.Sprintf(w.More, len(all)-n))
}

// clip ends a text behind a word, with an ellipsis, where it is longer than n characters.
func clip(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;.:") + "…"
}

func changeOf(c evaluation.Change, by detail, w reportWords) changeBox {
	box := changeBox{Rows: []changeRow{}, Means: []string{}, More: []string{}, Axis: axis{Ticks: []int{}}}
	if c.Before+c.After == 0 {
		box.Not = w.NoSheets
		return box
	}
	box.Figures = fmt.Sprintf(w.Figures, c.Before, c.After, c.Paired)
	if !c.Told {
		why := w.NotTold
		if c.Paired >= evaluation.LeastPairs {
			why = w.NotAsked
		}
		box.Not = fmt.Sprintf(why, evaluation.LeastPairs)
		return box
	}
	rows := []changeRow{}
	for _, o := range c.Objectives {
		rows = append(rows, changeRowOf(cmp.Or(o.Text, string(o.ID)), o.Share, by, w))
	}
	if n := len(c.LeftOut); n > 0 {
		box.More = append(box.More, counted(n, w.LeftOut1, w.LeftOut))
	}
	box.fill(rows, c.Whole, by, w)
	return box
}

// fill takes rows into the box, and that of the whole.
func (box *changeBox) fill(rows []changeRow, whole evaluation.Share, by detail, w reportWords) {
	box.Told = true
	if n := len(rows) - by.rows; n > 0 {
		rows = rows[:by.rows]
		box.More = append([]string{fmt.Sprintf(w.More, n)}, box.More...)
	}
	all := changeRowOf(w.Whole, whole, by, w)
	all.Whole = true
	box.Rows = append(rows, all)
	box.Axis = axisOf(box.Rows)
	box.Means = append(box.Means, w.Means)
	for _, r := range box.Rows {
		if r.Low <= 0 && r.High >= 0 {
			box.Means = append(box.Means, w.Unclear)
			break
		}
	}
}

func changeRowOf(text string, s evaluation.Share, by detail, w reportWords) changeRow {
	p := s.Percents()
	return changeRow{
		Text: isolate(loose(clip(text, by.long))), Before: p.Before, After: p.After, Change: p.Change, Low: p.Low, High: p.High,
		Shift: signed(p.Change), Interval: fmt.Sprintf(w.From, signed(p.Low), signed(p.High)),
	}
}

// signed writes points with their sign.
func signed(n int) string {
	switch {
	case n > 0:
		return fmt.Sprintf("+%d", n)
	case n < 0:
		return fmt.Sprintf("−%d", -n)
	}
	return "0"
}

// axisOf is the scale that takes in all rows, with 0 on it.
func axisOf(rows []changeRow) axis {
	low, high := 0, 0
	for _, r := range rows {
		low, high = min(low, r.Low), max(high, r.High)
	}
	step := 20
	if high-low > 100 {
		step = 50
	}
	a := axis{Ticks: []int{}}
	for a.Low = 0; a.Low > low; a.Low -= step {
	}
	for a.High = step; a.High < high; a.High += step {
	}
	for at := a.Low; at <= a.High; at += step {
		a.Ticks = append(a.Ticks, at)
	}
	return a
}
