package yearview

import (
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/place"
)

// A period is the time that is summed up: a calendar year, or one from July to June, as funders in Australia count.
type period struct {
	name     string
	from, to time.Time
}

// periodsOf are the years in which there is something, the latest first, and this year in any case.
func periodsOf(reports []evaluation.Report, support []evaluation.Support, today time.Time) []period {
	days := []time.Time{today}
	for _, r := range reports {
		days = append(days, r.Date)
	}
	for _, s := range support {
		days = append(days, s.Date)
	}
	var all []period
	add := func(p period) {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	for _, d := range days {
		y := d.Year()
		add(period{fmt.Sprint(y), first(y, time.January), first(y+1, time.January).AddDate(0, 0, -1)})
		if d.Month() < time.July {
			y--
		}
		add(period{fmt.Sprintf("July %d to June %d", y, y+1), first(y, time.July), first(y+1, time.July).AddDate(0, 0, -1)})
	}
	slices.SortStableFunc(all, func(a, b period) int { return b.to.Compare(a.to) })
	return all
}

func first(year int, month time.Month) time.Time {
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

// state is everything that the screen says besides the pages.
type state struct {
	Periods []string
	Period  int
	Empty   bool
	Facts   []fact
	Change  string
	Support []fact
	Paper   int
}

// A fact is a line of the summary.
type fact struct{ Name, Value string }

type model struct {
	reports []evaluation.Report
	support []evaluation.Support
	periods []period
	period  int
	form    paper.Form
}

// newModel begins with the calendar year of today.
func newModel(reports []evaluation.Report, support []evaluation.Support, today time.Time) *model {
	m := &model{reports: reports, support: support, periods: periodsOf(reports, support, today), form: paper.Form{Size: paper.A4}}
	m.period = max(0, slices.IndexFunc(m.periods, func(p period) bool { return p.name == fmt.Sprint(today.Year()) }))
	return m
}

func (m *model) summary() evaluation.Summary {
	p := m.periods[m.period]
	return evaluation.Year(m.reports, m.support, p.from, p.to)
}

func (m *model) state() state {
	s := state{Period: m.period}
	for _, p := range m.periods {
		s.Periods = append(s.Periods, p.name)
	}
	if m.form.Size == paper.Letter {
		s.Paper = 1
	}
	sum := m.summary()
	s.Empty = sum.Total.Sessions == 0 && sum.Helped.Times == 0
	s.Facts = []fact{
		{"Sessions", fmt.Sprint(sum.Total.Sessions)}, {"Of them, brief talks", fmt.Sprint(sum.Brief)},
		{"Hours", hours(sum.Total.Minutes)}, {"Places taken", fmt.Sprint(sum.Total.People.All())},
		{place.InPeerRoles, fmt.Sprint(sum.Total.People.Designated)}, {place.InOtherRoles, fmt.Sprint(sum.Total.People.OtherRole)},
		{place.OfCommunity, fmt.Sprint(sum.Total.People.Community)}, {"Handouts given out", fmt.Sprint(sum.Copies)},
	}
	if c := sum.Change; c.Sessions > 0 {
		p := c.Whole.Percents()
		s.Change = fmt.Sprintf("%d %% right before and %d %% after, for %d people who were matched. In a larger group like this one, the change may lie between %+d and %+d points.",
			p.Before, p.After, c.Paired, p.Low, p.High)
	} else if c.Untold > 0 {
		s.Change = "No session had five people who could be matched, so nothing is told of what changed."
	}
	for _, h := range sum.Support {
		s.Support = append(s.Support, fact{place.Help(h.Kind), fmt.Sprintf("%s, %s", times(h.Times), glance.People(h.People.All()))})
	}
	return s
}

func hours(minutes int) string { return fmt.Sprintf("%.1f", float64(minutes)/60) }

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// fileName is what files of the summary are called, without their ending.
func (m *model) fileName() string {
	p := m.periods[m.period]
	return "sessions-" + p.from.Format("2006-01") + "-to-" + p.to.Format("2006-01")
}
