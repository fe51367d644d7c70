// Package glance says in a few words what a module is and where a learner stands with it, so that every
// screen says it in the same way.
package glance

import (
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// Standing is where a learner stands with a module, such as "3 of 5 lessons read".
func Standing(s progress.ModuleStatus) string {
	switch {
	case s.OpenAttempt != nil:
		return "Quiz begun: " + Answered(*s.OpenAttempt)
	case s.Stage == progress.Completed:
		return "Done: " + Score(s.BestResult)
	case s.Stage == progress.NotStarted:
		return Lessons(s.Lessons)
	case s.NextLesson != "" && s.LessonsRead == 0 && s.LessonsKnown == 0:
		return Join("Begun", Lessons(s.Lessons))
	case s.NextLesson != "" && s.LessonsKnown > 0:
		return fmt.Sprintf("%d of %s read, %d known", s.LessonsRead, Lessons(s.Lessons), s.LessonsKnown)
	case s.NextLesson != "":
		return fmt.Sprintf("%d of %s read", s.LessonsRead, Lessons(s.Lessons))
	case s.Attempts > 0:
		return "Quiz not passed yet: " + Score(s.BestResult)
	}
	if s.LessonsKnown > 0 {
		return "All lessons read or known, quiz to go"
	}
	return "All lessons read, quiz to go"
}

// Size is how long a module takes, such as "5 lessons · 25 minutes".
func Size(m *catalog.Module) string { return Join(Lessons(len(m.Lessons)), Minutes(m.Minutes)) }

// Score is what an attempt is worth, such as "9 of 10 right".
func Score(r quiz.Result) string { return fmt.Sprintf("%d of %d right", r.Right, r.Items) }

// Partly says what a response that is right in part is worth in a quiz that is passed or not, from its credit.
func Partly(credit int) string {
	share := (100*credit + quiz.Full/2) / quiz.Full
	return fmt.Sprintf("What you got right counts as %d %% of this question.", min(max(share, 1), 99))
}

// Answered is how far an attempt has come, such as "4 of 10 questions answered".
func Answered(a quiz.Attempt) string {
	return fmt.Sprintf("%d of %s answered", len(a.Responses), Items(len(a.Quiz.Items)))
}

// Lessons counts lessons.
func Lessons(n int) string { return Count(n, "lesson", "lessons") }

// Items counts the items of a quiz.
func Items(n int) string { return Count(n, "question", "questions") }

// Modules counts modules.
func Modules(n int) string { return Count(n, "module", "modules") }

// People counts people.
func People(n int) string { return Count(n, "person", "people") }

// Days counts days.
func Days(n int) string { return Count(n, "day", "days") }

// Minutes is a length of time; nothing for none.
func Minutes(n int) string {
	if n <= 0 {
		return ""
	}
	return Count(n, "minute", "minutes")
}

// BoosterMinutes is how long a booster of so many items takes, about. Half a minute for each leaves time to read
// what has faded.
func BoosterMinutes(items int) int { return max(1, (items+1)/2) }

// Count is a number with the word for what is counted.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Join puts what is not empty on one line.
func Join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " · ")
}

// List writes words as a sentence does: "clinical, legal and peer".
func List(words []string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
}

// Date is a day, such as "21 November 2026"; nothing for the zero time.
func Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// Day is the day that a time falls on where people are, at midnight UTC, as days are kept that belong to no time zone.
func Day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// ReadDay reads a day as people here write it: "22 November 2026", "22/11/2026" or "2026-11-22".
func ReadDay(s string) (day time.Time, ok bool) {
	for _, layout := range []string{"2 January 2006", "2 Jan 2006", "2/1/2006", "2.1.2006", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// Fresh says how far a review date is away.
func Fresh(f catalog.Freshness) string {
	switch f {
	case catalog.OutOfDate:
		return "Out of date"
	case catalog.ReviewSoon:
		return "Review soon"
	}
	return "Fresh"
}

// Ago is a day seen from now: "today", "yesterday", "3 days ago", or "on" and its date.
func Ago(t, now time.Time) string {
	t = t.In(now.Location())
	switch days := daysBetween(t, now); {
	case days == 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days > 1 && days < 7:
		return fmt.Sprintf("%d days ago", days)
	}
	return "on " + Date(t)
}

// daysBetween counts the midnights from a to b.
func daysBetween(a, b time.Time) int {
	return int(Day(b).Sub(Day(a)) / (24 * time.Hour))
}
