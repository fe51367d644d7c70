package homeview

import (
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// sharpState offers to keep what was learned.
type sharpState struct {
	Shown         bool // there is a refresher
	Heading, Text string
	Changed       string // empty when no answer has changed
	Action        string
	To            nav.Route
	More          bool // as much as was asked for is done today
	Primary       bool // nothing else on the screen is
	Minutes       int  // chosen, in choices
	Boosters      []booster
	Trouble       string // the choice is not kept
}

// A booster is a module that a few minutes keep fresh.
type booster struct {
	Module catalog.ModuleID
	Title  string
	Text   string
}

// mostBoosters is how many boosters are offered at once: the others come when these are done.
const mostBoosters = 2

// choices lists how many minutes a refresher may take. Off is chosen in the settings.
func choices() []int { return settings.RefresherChoices()[1:] }

// sharp says what is due. Nothing is, until the schedule is known, and for who asked for none.
func (m *model) sharp(r progress.Record) sharpState {
	if m.deck == nil || m.minutes <= 0 {
		return sharpState{}
	}
	now := m.now()
	s := sharpState{To: nav.Route{Screen: nav.Quiz, Purpose: quiz.Refresher}, Action: "Begin"}
	for i, n := range choices() {
		if n == m.minutes {
			s.Minutes = i
		}
	}
	if m.unkept != nil {
		s.Trouble = "Your choice could not be saved. It holds until you close Passalong."
	}
	m.offer(&s, r, now)
	for _, b := range refresher.BoostersOf(m.deck.Completed(), r, now) {
		if mod, ok := m.catalog.Module(b.Module); ok && len(s.Boosters) < mostBoosters {
			s.Boosters = append(s.Boosters, m.booster(mod, b, r, now))
		}
	}
	return s
}

// offer says how many items are due, and no more than fit into what was asked for.
func (m *model) offer(s *sharpState, r progress.Record, now time.Time) {
	if open, ok := progress.OpenAttempt(r, quiz.Refresher, ""); ok && now.Sub(open.Started) < oneDay {
		s.Shown, s.Heading, s.Action = true, "Go on with staying sharp", "Go on"
		s.Text = glance.Answered(open) + ". They are saved."
		return
	}
	due := m.deck.Due(now, refresher.Fits(m.minutes))
	if len(due) == 0 {
		return
	}
	minutes := glance.Minutes(minutesFor(len(due)))
	s.Shown, s.Heading = true, minutes+" to stay sharp"
	s.Text = fmt.Sprintf("%s, about %s. What matters most comes first.", glance.Items(len(due)), minutes)
	if refreshedOn(r, now) {
		s.More, s.Action = true, "Go on refreshing"
		s.Text = fmt.Sprintf("%s, about %s. You have done enough for today: this is only if you like.", glance.Items(len(due)), minutes)
	}
	changed := 0
	for _, c := range due {
		if c.Changed {
			changed++
		}
	}
	switch {
	case changed == 1:
		s.Changed = "The right answer to 1 of them has changed since you gave yours."
	case changed > 1:
		s.Changed = fmt.Sprintf("The right answers to %d of them have changed since you gave yours.", changed)
	}
}

// refreshedOn reports whether a refresher was finished on the day of now.
func refreshedOn(r progress.Record, now time.Time) bool {
	for i := len(r.Attempts) - 1; i >= 0; i-- {
		if a := &r.Attempts[i]; a.Purpose == quiz.Refresher && a.Complete() && len(a.Responses) > 0 {
			last := a.Responses[len(a.Responses)-1].At.In(now.Location())
			return glance.Date(last) == glance.Date(now)
		}
	}
	return false
}

const (
	oneDay  = 24 * time.Hour
	oneWeek = 7 * oneDay
)

// minutesFor is how many minutes items take: the least that they fit into.
func minutesFor(items int) int {
	minutes := 1
	for refresher.Fits(minutes) < items {
		minutes++
	}
	return minutes
}

func (m *model) booster(mod *catalog.Module, b refresher.Booster, r progress.Record, now time.Time) booster {
	if open, ok := progress.OpenAttempt(r, quiz.Booster, mod.ID); ok && len(open.Responses) > 0 {
		return booster{mod.ID, mod.Title, "You have begun to keep this fresh. " + glance.Answered(open) + "."}
	}
	since := "you finished this"
	for i := range r.Attempts {
		if a := &r.Attempts[i]; a.Purpose == quiz.Booster && a.Module == string(mod.ID) && a.Complete() {
			since = "you last kept this fresh"
		}
	}
	minutes := glance.BoosterMinutes(len(refresher.BoosterQuiz(mod, m.deck, now).Items))
	return booster{mod.ID, mod.Title, fmt.Sprintf("It is %s since %s. %s.", long(b.Due.Add(-refresher.BoosterAfter), now), since, keeps(minutes))}
}

func keeps(minutes int) string {
	if minutes <= 1 {
		return "1 minute keeps it fresh"
	}
	return fmt.Sprintf("%d minutes keep it fresh", minutes)
}

// long is a long time as people say it: in weeks up to half a year, in months up to two years, then in years.
func long(from, to time.Time) string {
	weeks := int(to.Sub(from) / oneWeek)
	months := 0
	for !from.AddDate(0, months+1, 0).After(to) {
		months++
	}
	switch {
	case weeks < 26:
		return inWords(weeks) + " weeks"
	case months < 24:
		return fmt.Sprintf("%d months", max(months, 6))
	}
	return fmt.Sprintf("%d years", months/12)
}

// inWords writes small numbers as a sentence does.
func inWords(n int) string {
	switch n {
	case 10:
		return "ten"
	case 11:
		return "eleven"
	case 12:
		return "twelve"
	}
	return fmt.Sprint(n)
}
