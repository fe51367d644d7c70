package handout

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
)

// A YearInput is everything that goes into a report about the sessions of some time.
type YearInput struct {
	Summary  evaluation.Summary
	Library  catalog.Library
	Language catalog.Language // of the report itself; empty for English
	Form     paper.Form
	Today    time.Time
}

// yearData is /doc.json of such a report.
type yearData struct {
	sessionData
	Rep      reportWords  `json:"rep"`
	Numbers  []numberData `json:"numbers"`
	ByYear   bool         `json:"by_year"` // Spans are years, not months
	Spans    []spanData   `json:"spans"`
	Present  []countRow   `json:"present"`
	Places   []countRow   `json:"places"`
	Modules  []sumRow     `json:"modules"`
	TaughtOf string       `json:"taught_of"`
	Change   changeBox    `json:"change"`
	Given    []countRow   `json:"given"`
	Support  []helpRow    `json:"support"`
}

// A numberData is a figure that stands out, with what it is.
type numberData struct {
	Value string `json:"value"`
	What  string `json:"what"`
}

// A spanData is a month or a year, for the chart.
type spanData struct {
	Name         string `json:"name"`
	Sessions     int    `json:"sessions"`
	People       int    `json:"people"`
	MostSessions int    `json:"most_sessions"` // of all spans
	MostPeople   int    `json:"most_people"`
}

// A sumRow is the sessions about one module.
type sumRow struct {
	Text     string `json:"text"`
	Sessions int    `json:"sessions"`
	People   int    `json:"people"`
}

// A helpRow is support of one kind.
type helpRow struct {
	Text   string `json:"text"`
	Times  int    `json:"times"`
	People int    `json:"people"`
	Hours  string `json:"hours"`
}

// yearDetails are tried in their order until a report fits two pages.
var yearDetails = [...]detail{
	{10.5, plenty, plenty, plenty, plenty, plenty, 200}, {9.5, plenty, plenty, plenty, plenty, plenty, 160}, {9, plenty, plenty, plenty, plenty, plenty, 140},
	{9, 20, 8, 14, 8, 14, 140}, {9, 14, 8, 8, 8, 10, 110}, {9, 8, 6, 6, 6, 8, 80}, {9, 5, 6, 4, 6, 5, 80},
}

// YearReport makes the report about the sessions of some time, with charts, on one page or two, on which long lists end in
// "and 3 more". Its numbers are those of evaluation.WriteYearCSV. In large print it takes the pages that it takes.
func (p *Press) YearReport(ctx context.Context, in YearInput) (paper.Sheet, error) {
	const most = 2
	sheet, err := p.inDetail(ctx, "year", yearDetails[:], most, in.Form, func(d detail) any { return in.gather(d) })
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the report of a year: %w", err)
	}
	return sheet, nil
}

func (in YearInput) gather(by detail) yearData {
	s := in.Summary
	common, w := about(in.Language, in.Library, in.Form, by)
	d := yearData{
		sessionData: common, Rep: w, Present: presentRows(s.Total.People, w), Places: []countRow{}, Modules: []sumRow{},
		Change: pooledOf(s.Change, by, w), Given: givenRows(s.Handouts, by, w), Support: []helpRow{},
	}
	d.Kind, d.Subject = w.Year, fmt.Sprintf(w.FromTo, english().day(s.From), english().day(s.To))
	d.Title, d.Keywords = w.Year+": "+d.Subject, []string{w.Year}
	d.Date, d.Version = dayOf(in.Today), fmt.Sprintf(w.MadeOn, english().day(in.Today))
	if s.Total.Sessions == 0 {
		d.Intro = append(d.Intro, w.Nothing)
	}
	d.Numbers = numbers(s, w)
	d.Spans, d.ByYear = spans(s.Months)
	for _, p := range s.Places {
		d.Places = append(d.Places, countRow{Text: cmp.Or(w.Places[p.Place], w.NoPlace), N: p.Sessions})
	}
	d.Places = withMost(d.Places)
	d.addModules(s, by)
	for _, h := range s.Support {
		d.Support = append(d.Support, helpRow{Text: w.Support[h.Kind], Times: h.Times, People: h.People.All(), Hours: hours(h.Hours)})
	}
	return d
}

// addModules adds the modules that there is room for.
func (d *yearData) addModules(s evaluation.Summary, by detail) {
	for i, m := range s.Modules {
		row := sumRow{Text: isolate(loose(clip(cmp.Or(m.Title, string(m.Module)), by.long))), Sessions: m.Sessions, People: m.People.All()}
		if i == by.modules {
			d.Modules = append(d.Modules, sumRow{Text: fmt.Sprintf(d.Rep.More, len(s.Modules)-i)})
			break
		}
		d.Modules = append(d.Modules, row)
	}
	if len(s.Modules) > 1 {
		d.TaughtOf = d.Rep.TaughtOf
	}
}

// numbers are the figures of the whole time.
func numbers(s evaluation.Summary, w reportWords) []numberData {
	sessions := w.Sessions
	if s.Brief > 0 {
		sessions += ", " + counted(s.Brief, w.OfBrief1, w.OfBrief)
	}
	return []numberData{
		{strconv.Itoa(s.Total.Sessions), sessions}, {hours(float64(s.Total.Minutes) / 60), w.Hours},
		{strconv.Itoa(s.Total.People.All()), w.People}, {strconv.Itoa(s.Copies), w.Given},
	}
}

// hours writes hours with one digit behind the point, and none where it is a nought.
func hours(h float64) string {
	text := strconv.FormatFloat(h, 'f', 1, 64)
	if whole, found := cutZero(text); found {
		return whole
	}
	return text
}

func cutZero(text string) (string, bool) {
	const zero = ".0"
	if n := len(text) - len(zero); n > 0 && text[n:] == zero {
		return text[:n], true
	}
	return text, false
}

// mostSpans is how many columns the chart has room for.
const mostSpans = 24

// spans are the months, or where there is no room for them the latest years.
func spans(months []evaluation.MonthSum) (all []spanData, byYear bool) {
	byYear = len(months) > mostSpans
	all = []spanData{}
	for _, m := range months {
		name := english().Months[m.Month.Month()-1][:3]
		if m.Month.Month() == time.January || len(all) == 0 {
			name += fmt.Sprintf("\n%d", m.Month.Year())
		}
		if byYear {
			name = strconv.Itoa(m.Month.Year())
		}
		if last := len(all) - 1; !byYear || last < 0 || all[last].Name != name {
			all = append(all, spanData{Name: name})
		}
		last := &all[len(all)-1]
		last.Sessions += m.Sessions
		last.People += m.People.All()
	}
	all = all[max(0, len(all)-mostSpans):]
	sessions, people := 1, 1
	for _, s := range all {
		sessions, people = max(sessions, s.Sessions), max(people, s.People)
	}
	for i := range all {
		all[i].MostSessions, all[i].MostPeople = sessions, people
	}
	return all, byYear
}

// pooledOf is the change of all sessions that tell of one.
func pooledOf(p evaluation.Pooled, by detail, w reportWords) changeBox {
	box := changeBox{Rows: []changeRow{}, Means: []string{}, More: []string{}, Axis: axis{Ticks: []int{}}}
	untold := counted(p.Untold, w.Untold1, w.Untold)
	switch {
	case p.Sessions == 0 && p.Untold == 0:
		box.Not = w.NoSheets
		return box
	case p.Sessions == 0:
		box.Not = fmt.Sprintf(w.NotTold, evaluation.LeastPairs)
		return box
	case p.Sessions == 1:
		box.Figures = fmt.Sprintf(w.Pooled1, p.Paired)
	default:
		box.Figures = fmt.Sprintf(w.Pooled, p.Sessions, p.Paired)
	}
	if p.Untold > 0 {
		box.Figures += " " + untold
	}
	rows := []changeRow{}
	for _, o := range p.Objectives {
		rows = append(rows, changeRowOf(cmp.Or(o.Text, string(o.ID)), o.Share, by, w))
	}
	box.fill(rows, p.Whole, by, w)
	return box
}
