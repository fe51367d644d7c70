package progressview

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/report"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/nav"
)

// A model is a report, and what the learner asked of it.
type model struct {
	catalog *catalog.Catalog
	report  report.Report
	ready   bool // the report is made
	byTrack bool
	typed   string // number or payload to check
	checked *proof.Verdict
	saving  bool
	trouble error // why no certificate could be made
}

// state is everything that the screen shows.
type state struct {
	Ready   bool
	Empty   bool // nothing was learned yet
	Figures []figure
	ByTrack bool
	Modules []moduleState // what was begun comes first
	Begun   int           // how many of Modules
	Tracks  []trackState
	Curve   curveState
	Sure    sureState
	Lately  []line // attempts and runs, newest first
	Proof   proofState
}

// A figure is a number with what it counts.
type figure struct{ Value, What string }

// A line leads somewhere.
type line struct {
	Heading, Meta string
	To            nav.Route
}

type moduleState struct {
	ID         catalog.ModuleID
	Title      string
	Standing   string
	Meta       string // time and answers
	Done       bool
	Gone       bool
	Shares     [4]int // of objectives: learned, known, fading, not yet
	Words      string // the same in words
	Objectives []objectiveState
	Curve      curveState // empty until the module is completed
	To         nav.Route
}

type objectiveState struct {
	Text  string
	State report.State
	Meta  string
	Sure  string // how sure the learner was, against what was right; empty when nothing asked
}

type trackState struct {
	Title, Words, Time string
	Share              float64
}

// A curveState is a forgetting curve, days before and after today.
type curveState struct {
	Past, Coming []point
	Before       int // days
	After        int
	Words        string
}

type point struct{ Day, Known float64 }

type sureState struct {
	Asked  bool // anything asked how sure somebody was
	Counts [4]figure
	Lead   string
	Myths  []mythState
}

type mythState struct {
	Prompt, Chosen, Right, Why string
	Meta                       string
	Critical                   bool
	Lesson                     nav.Route
}

type proofState struct {
	Offers       []offer
	Certificates []certificateState
	Trouble      error
	Saving       bool
	Verdict      verdictState
}

// An offer is something that a certificate can be made of.
type offer struct {
	Kind    progress.CertificateKind
	Subject string
	Title   string
}

type certificateState struct {
	Number, Title, Meta string
	To                  nav.Route
}

type verdictState struct {
	Shown bool
	Good  bool
	Text  string
}

func (m *model) state() state {
	if !m.ready {
		return state{}
	}
	r := &m.report
	st := state{
		Ready: true, ByTrack: m.byTrack,
		Empty:   r.Totals.Attempts == 0 && r.Totals.Runs == 0 && r.Totals.Time == 0 && len(r.Observations) == 0 && r.Totals.Underway == 0,
		Figures: figures(&r.Totals), Curve: curveOf(r.Curve), Sure: m.sure(), Lately: lately(r), Proof: m.proof(),
	}
	var untouched []moduleState
	for i := range r.Modules {
		m := moduleOf(&r.Modules[i])
		if r.Modules[i].Status.Stage == progress.NotStarted && m.Meta == "" && !m.Gone {
			untouched = append(untouched, m)
			continue
		}
		st.Modules = append(st.Modules, m)
	}
	st.Begun = len(st.Modules)
	st.Modules = append(st.Modules, untouched...)
	for _, t := range r.Tracks {
		st.Tracks = append(st.Tracks, trackOf(&t))
	}
	return st
}

func figures(t *report.Totals) []figure {
	return []figure{
		{fmt.Sprintf("%d of %d", t.Completed, t.Modules), "modules completed"},
		{fmt.Sprintf("%d of %d", t.ObjectivesMet, t.Objectives), "objectives met"},
		{spent(t.Time), "given to learning"},
		{fmt.Sprint(t.Answers), plural(t.Answers, "answer given", "answers given")},
		{fmt.Sprint(t.DaysActive), plural(t.DaysActive, "day with something learned", "days with something learned")},
		{fmt.Sprint(t.Due), plural(t.Due, "question due for a refresher", "questions due for a refresher")},
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// spent says a length of time in words; less than a minute counts as none.
func spent(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	switch {
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
}

func moduleOf(m *report.Module) moduleState {
	st := moduleState{
		ID: m.ID, Title: m.Title, Gone: m.Gone, Done: m.Status.Stage == progress.Completed, Curve: curveOf(m.Curve),
		Standing: glance.Standing(m.Status), To: nav.Route{Screen: nav.Module, Module: m.ID},
	}
	if m.Time > 0 || m.Answers > 0 {
		st.Meta = glance.Join(spent(m.Time), fmt.Sprintf("%d %s", m.Answers, plural(m.Answers, "answer", "answers")))
	}
	if m.Gone {
		st.Standing = "No longer in the library. Your answers are kept."
	}
	for _, o := range m.Objectives {
		st.Shares[shareOf(o.State)]++
		st.Objectives = append(st.Objectives, objectiveOf(o))
	}
	st.Words = sharesInWords(st.Shares)
	return st
}

// shareOf is the position of a state among the shares of a module.
func shareOf(s report.State) int {
	switch s {
	case report.Learned:
		return 0
	case report.Known:
		return 1
	case report.Fading:
		return 2
	}
	return 3
}

func sharesInWords(n [4]int) string {
	var words string
	for i, what := range [...]string{"learned", "known before", "fading", "not yet"} {
		if n[i] > 0 {
			words = glance.Join(words, fmt.Sprintf("%d %s", n[i], what))
		}
	}
	return words
}

func objectiveOf(o report.Objective) objectiveState {
	st := objectiveState{Text: o.Text, State: o.State}
	if o.Strength > 0 {
		st.Meta = fmt.Sprintf("Today you would know about %d in 100. It stays fresh for about %s at a time.", percent(o.Retrievability), days(o.Strength))
	} else if o.Answered > 0 {
		st.Meta = fmt.Sprintf("%d of %d questions right the last time.", o.Right, o.Answered)
	}
	if o.Sure.Asked() > 0 {
		st.Sure = fmt.Sprintf("When you were sure: %d right, %d not. When you were not sure: %d right, %d not.",
			o.Sure.SureRight, o.Sure.SureWrong, o.Sure.UnsureRight, o.Sure.UnsureWrong)
	}
	return st
}

func percent(share float64) int { return int(100*share + 0.5) }

func days(d float64) string {
	n := max(1, int(d+0.5))
	return fmt.Sprintf("%d %s", n, plural(n, "day", "days"))
}

func trackOf(t *report.Track) trackState {
	st := trackState{
		Title: t.Title, Time: spent(t.Time),
		Words: fmt.Sprintf("%d of %s completed · %d of %d objectives met", t.Completed, glance.Modules(len(t.Modules)), t.ObjectivesMet, t.Objectives),
	}
	if len(t.Modules) > 0 {
		st.Share = float64(t.Completed) / float64(len(t.Modules))
	}
	return st
}

func curveOf(c report.Curve) curveState {
	st := curveState{Words: c.Words()}
	if c.Empty() {
		return st
	}
	today := c.Points[c.Today].At
	for i, p := range c.Points {
		if p.Items == 0 {
			continue
		}
		at := point{p.At.Sub(today).Hours() / 24, p.Known}
		if i <= c.Today {
			st.Past = append(st.Past, at)
		}
		if i >= c.Today {
			st.Coming = append(st.Coming, at)
		}
	}
	st.Before, st.After = c.Today, len(c.Points)-1-c.Today
	return st
}

// lately lists the newest attempts and runs.
func lately(r *report.Report) []line {
	const most = 6
	type dated struct {
		at time.Time
		line
	}
	var all []dated
	for _, a := range r.Attempts[:min(most, len(r.Attempts))] {
		all = append(all, dated{a.Ended, attemptLine(&a)})
	}
	for _, n := range r.Runs[:min(most, len(r.Runs))] {
		all = append(all, dated{n.Ended, runLine(&n)})
	}
	slices.SortStableFunc(all, func(a, b dated) int { return b.at.Compare(a.at) })
	var lines []line
	for _, d := range all[:min(most, len(all))] {
		lines = append(lines, d.line)
	}
	return lines
}

func attemptLine(a *report.Attempt) line {
	result := "not finished"
	switch {
	case !a.Complete:
	case a.Purpose == quiz.ForPass && a.Result.Passed:
		result = "passed, " + glance.Score(a.Result)
	case a.Purpose == quiz.ForPass:
		result = "not yet passed, " + glance.Score(a.Result)
	default:
		result = "done"
	}
	return line{
		Heading: glance.Join(purposeWords(a.Purpose), a.Title), Meta: glance.Join(glance.Date(a.Ended), result),
		To: nav.Route{Screen: nav.Result, Attempt: a.ID},
	}
}

func runLine(n *report.Run) line {
	return line{
		Heading: glance.Join("Scenario", n.Title), Meta: glance.Join(glance.Date(n.Ended), cmp.Or(n.Ending, "not finished")),
		To: nav.Route{Screen: nav.Scenario, Module: n.Module, Scenario: n.Scenario, Run: n.ID},
	}
}

func purposeWords(p quiz.Purpose) string {
	switch p {
	case quiz.Practice:
		return "Practice"
	case quiz.PreCheck:
		return "What I know already"
	case quiz.Refresher:
		return "Refresher"
	case quiz.Booster:
		return "Booster"
	case quiz.Imported:
		return "Questions from a file"
	}
	return "Quiz"
}
