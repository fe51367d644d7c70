package quizview

import (
	"fmt"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/ui/glance"
)

// introState is the page before the first item, or the one that says that nothing is due.
type introState struct {
	Title  string
	Lead   string
	Points []point
	Start  string // label of the button
}

// A point is one thing to know before the quiz.
type point struct {
	Kind pointKind
	Text string
}

type pointKind int

const (
	pointPass pointKind = iota
	pointCritical
	pointSure
	pointSaved
	pointStop
	pointRetry
	pointKnown
	pointPath
	pointOpen
	pointTime
	pointView
)

// introduce says what is coming.
func (m *model) introduce() introState {
	q := m.compose(0)
	in := introState{}
	switch m.purpose {
	case quiz.Practice, quiz.Imported:
		in = introState{Title: "Practice", Start: "Start practising", Points: []point{
			{pointOpen, "Nothing is scored. Try, look things up, try again."},
		}}
		in.Lead = questions(q) + ". " + whenTold(q)
	case quiz.PreCheck:
		in = introState{Title: "I already know this", Start: "Start the check", Points: []point{
			{pointKnown, "What you show you know is marked as known."},
			{pointPath, "What is left becomes a short path of lessons. You can still read all of them."},
			{pointOpen, "Nothing is scored. If you do not know something, say so: that is what this is for."},
		}}
		in.Lead = questions(q) + " about what this module teaches. " + whenTold(q)
	case quiz.Refresher:
		in = introState{Title: "Stay sharp", Start: "Start", Points: []point{
			{pointTime, "These are due now, the most important ones first. When they are done, you are done for today."},
			{pointOpen, "Nothing is scored."},
		}}
		in.Lead = fmt.Sprintf("%s, about %s.", questions(q), glance.Count(minutes(q), "minute", "minutes"))
	case quiz.Booster:
		in = introState{Title: "Booster", Start: "Start", Points: []point{
			{pointTime, "What is not used fades in a few months. A few questions bring it back."},
			{pointOpen, "Nothing is scored. What you passed stays passed."},
		}}
		in.Lead = fmt.Sprintf("%s, about %s.", questions(q), glance.Minutes(glance.BoosterMinutes(len(q.Items))))
	default:
		in = forPass(q)
	}
	if q.AskSure {
		in.Points = append(in.Points, point{pointSure, "With each answer you say whether you are sure. It changes no result: it shows you what to look at again."})
	}
	in.Points = append(in.Points, point{pointSaved, "Every answer is saved as you give it."}, point{pointStop, "You can stop any time and go on later."})
	if m.purpose == quiz.ForPass {
		in.Points = append(in.Points, point{pointRetry, "You can always try again."})
	}
	return in
}

func forPass(q quiz.Quiz) introState {
	in := introState{Title: "Quiz", Start: "Start the quiz", Lead: questions(q) + ". " + whenTold(q)}
	scored, critical, views, partial := 0, 0, 0, false
	for _, it := range q.Items {
		if it.Survey {
			views++
			continue
		}
		scored++
		partial = partial || it.Partial
		if it.Critical {
			critical++
		}
	}
	pass := fmt.Sprintf("To pass, get %d of %d right.", needed(q.Pass, scored), scored)
	if partial {
		pass += " Where a partly right answer counts in part, the question says so."
	}
	in.Points = append(in.Points, point{pointPass, pass})
	if views > 0 {
		in.Points = append(in.Points, point{pointView, ask(views)})
	}
	if critical > 0 {
		in.Points = append(in.Points, point{pointCritical, fmt.Sprintf(
			"Questions marked with a shield matter most: they must be right. There %s.", isAre(critical))})
	}
	return in
}

// ask says how many items are surveys, since the pass mark leaves them out.
func ask(views int) string {
	if views == 1 {
		return "1 question asks for your view. It has no right answer and is not counted."
	}
	return fmt.Sprintf("%d questions ask for your view. They have no right answer and are not counted.", views)
}

func questions(q quiz.Quiz) string { return glance.Count(len(q.Items), "question", "questions") }

func whenTold(q quiz.Quiz) string {
	if q.Feedback == quiz.AtTheEnd {
		return "You see how each one went at the end."
	}
	return "You see why after each one."
}

// minutes is how long a refresher takes, about, at the pace that a refresher counts on.
func minutes(q quiz.Quiz) int {
	pace := refresher.Fits(1)
	return max(1, (len(q.Items)+pace-1)/pace)
}

// needed is the least number of right items that reaches the pass mark.
func needed(pass, items int) int { return (pass*items + 99) / 100 }

func isAre(n int) string {
	if n == 1 {
		return "is 1"
	}
	return fmt.Sprintf("are %d", n)
}

// nextDue says when something is due again, where nothing is now.
func (m *model) nextDue() string {
	if m.memory.deck == nil {
		return "Questions of the modules that you complete come back here, when it is time."
	}
	next := m.memory.deck.Next(m.memory.now)
	if next.IsZero() {
		return "Questions of the modules that you complete come back here, when it is time."
	}
	return fmt.Sprintf("The next ones come on %s.", next.In(m.memory.now.Location()).Format("2 January 2006"))
}
