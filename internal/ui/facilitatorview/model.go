package facilitatorview

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/roomwindow"
)

// A tab is a part of the screen that shows by turns with others.
type tab int

// The tabs. Where there is room for two columns, the slide stands beside the others and has no tab.
const (
	slideTab tab = iota
	nowTab       // what is asked, and notes
	planTab
	phonesTab
	moreTab
)

// model is everything that the screen shows, and what is under way.
type model struct {
	now       time.Time
	desk      session.DeskView
	phones    session.Phones
	room      roomState
	addresses []session.Address
	lookedAt  bool // addresses were asked for
	chosen    int  // of addresses
	problem   error
	starting  bool // the page for phones is being opened or closed
	phoneErr  error
	tab       tab

	counts  map[countKey]int // typed, and not on disk yet
	leftOut map[int]bool     // words of the wall that were looked at and are not wanted
	wallOf  plan.PollID      // that leftOut belongs to
	variant string           // of the story that is about to begin
	teams   int              // how many there would be
	way     evaluation.Way   // that counts are typed for
}

// A countKey names a count of the poll that is current, in a round.
type countKey struct {
	poll  plan.PollID
	round int
	way   evaluation.Way
	row   string
}

// roomState is how it goes with the room's screen.
type roomState struct{ Open, Full, Second, Lost bool }

func newModel(now time.Time, d session.DeskView) *model {
	return &model{now: now, desk: d, tab: nowTab, counts: map[countKey]int{}, leftOut: map[int]bool{}, teams: 2, way: evaluation.Hands}
}

// take takes in how things are. One that is older than what is known is dropped: two may be on their way at once.
func (m *model) take(d session.DeskView) {
	if d.Number < m.desk.Number {
		return
	}
	m.desk = d
	if d.Wall != nil && d.Wall.Poll.ID != m.wallOf {
		m.wallOf, m.leftOut = d.Wall.Poll.ID, map[int]bool{}
	}
}

// section is where the session is; ok is false for a plan without sections.
func (m *model) section() (plan.Section, bool) {
	if i := m.desk.At.Section; i >= 0 && i < len(m.desk.Plan.Sections) {
		return m.desk.Plan.Sections[i], true
	}
	return plan.Section{}, false
}

// clock is what the bar at the top says about time.
type clock struct {
	Day          string // "14:05"
	Section      string // "12 min left", "3 min over"
	SectionShare float64
	Over         bool
	Session      string // "ends about 15:42"
}

func (m *model) clock() clock {
	c := clock{Day: m.now.Format("15:04")}
	s, ok := m.section()
	if !ok {
		return c
	}
	spent := m.spent(m.desk.At.Section)
	planned := time.Duration(s.Minutes) * time.Minute
	left := planned - spent
	c.Section, c.Over = leftWords(left), left <= -time.Minute
	if planned > 0 {
		c.SectionShare = min(1, spent.Seconds()/planned.Seconds())
	}
	if m.desk.Paused {
		c.Section = "paused, " + c.Section
	}
	rest := max(left, 0)
	for i, later := range m.desk.Plan.Sections {
		if i > m.desk.At.Section && !later.Off {
			rest += time.Duration(later.Minutes) * time.Minute
		}
	}
	c.Session = "Ends about " + m.now.Add(rest).Format("15:04")
	if total := m.total(); m.desk.Plan.Minutes > 0 {
		c.Session += ", " + leftWords(time.Duration(m.desk.Plan.Minutes)*time.Minute-total) + " in all"
	}
	return c
}

// spent is how long a section has taken.
func (m *model) spent(i int) time.Duration {
	var d time.Duration
	if i < len(m.desk.Sections) {
		d = m.desk.Sections[i].Spent
	}
	if i == m.desk.At.Section && !m.desk.Running.IsZero() {
		d += max(0, m.now.Sub(m.desk.Running))
	}
	return d
}

func (m *model) total() time.Duration {
	var d time.Duration
	for i := range m.desk.Sections {
		d += m.spent(i)
	}
	return d
}

// leftWords say how much time is left, in minutes: the last one is begun.
func leftWords(d time.Duration) string {
	switch {
	case d > 0:
		return minutes(int((d+time.Minute-1)/time.Minute)) + " left"
	case d > -time.Minute:
		return "time is up"
	}
	return minutes(int(-d/time.Minute)) + " over"
}

// forwardLabel is what Forward does next, in words.
func forwardLabel(d session.DeskView) string {
	switch {
	case d.Dark:
		return "Light the screen again"
	case d.Paused:
		return "End the pause"
	case d.JoinShown:
		return "Back to the session"
	case d.Room.Kind == session.PhaseUp:
		return "Close the questions"
	case d.Poll != nil:
		return forwardPoll(*d.Poll)
	case d.Wall != nil && !d.Wall.Open && len(d.Wall.Wall)+len(d.Wall.Waiting) == 0:
		return "Ask the room"
	case d.Scenario != nil:
		return forwardStory(*d.Scenario)
	}
	return nextLabel
}

const nextLabel = "Next"

func forwardPoll(p session.DeskPoll) string {
	item := p.Poll.Item
	switch {
	case p.Round == 0:
		return "Ask the room"
	case !p.Shown[session.Results]:
		return "Show results"
	case !p.Shown[session.RightAnswer] && item != nil && !item.Survey:
		return "Show the right answer"
	case !p.Shown[session.Why] && item != nil && item.Explanation != "":
		return "Show why"
	}
	return nextLabel
}

func forwardStory(s session.DeskScenario) string {
	switch {
	case !s.Begun:
		return "Begin the scenario"
	case s.Moment.Ended && !s.Shown[session.Why]:
		return "Look back"
	case s.Moment.Ended:
		return nextLabel
	case !s.Shown[session.Results]:
		return "Show the votes"
	}
	if slices.ContainsFunc(s.Tally.Bars, func(b session.Bar) bool { return b.Count > 0 }) {
		return "Do what most chose"
	}
	return nextLabel
}

// poll is the poll of the current step, whatever its kind, and its round.
func (m *model) poll() (id plan.PollID, round int) {
	switch d := m.desk; {
	case d.Poll != nil:
		return d.Poll.Poll.ID, d.Poll.Round
	case d.Scenario != nil:
		if d.Room.Scenario != nil {
			round = d.Room.Scenario.Round
		}
		return d.Scenario.Poll.ID, round
	case d.Wall != nil:
		return d.Wall.Poll.ID, 0
	}
	return "", 0
}

// kept are the counts of a way that are on disk.
func (m *model) kept(way evaluation.Way) map[string]int {
	switch {
	case m.desk.Poll != nil:
		return m.desk.Poll.Counts[way]
	case m.desk.Scenario != nil:
		return m.desk.Scenario.Counts[way]
	}
	return nil
}

// count is a count as typed.
func (m *model) count(way evaluation.Way, row string) int {
	id, round := m.poll()
	if n, ok := m.counts[countKey{id, round, way, row}]; ok {
		return n
	}
	return m.kept(way)[row]
}

// setCount notes what was typed, until it is on disk.
func (m *model) setCount(way evaluation.Way, row string, n int) {
	id, round := m.poll()
	m.counts[countKey{id, round, way, row}] = min(max(n, 0), session.MostCounted)
}

// counted is the event that keeps what was typed for a way.
func (m *model) counted(way evaluation.Way) session.Counted {
	id, round := m.poll()
	counts := maps.Clone(m.kept(way))
	if counts == nil {
		counts = map[string]int{}
	}
	for k, n := range m.counts {
		if k.poll == id && k.round == round && k.way == way {
			counts[k.row] = n
		}
	}
	return session.Counted{Poll: id, Way: way, Counts: counts}
}

// settled forgets what was typed and is on disk now.
func (m *model) settled(e session.Counted) {
	maps.DeleteFunc(m.counts, func(k countKey, n int) bool {
		return k.poll == e.Poll && k.way == e.Way && e.Counts[k.row] == n
	})
}

// waiting are the words that nobody has decided about yet.
func (m *model) waiting() []session.Word {
	if m.desk.Wall == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(m.desk.Wall.Waiting), func(w session.Word) bool { return m.leftOut[w.ID] })
}

// roomNow is what the room sees.
func (m *model) roomNow() session.RoomView {
	return roomwindow.WithJoin(m.desk.Room, m.phones, m.desk.Locked)
}

// noteState is a note with the word for its kind.
type noteState struct {
	Kind plan.NoteKind
	Word string
	Text string
}

var noteWords = map[plan.NoteKind]string{plan.Say: "Say", plan.Ask: "Ask", plan.Expect: "Expect to hear", plan.Watch: "Watch for", plan.Do: "Do"}

func (m *model) notes() []noteState {
	s, ok := m.section()
	if !ok {
		return nil
	}
	var notes []noteState
	for _, n := range s.Notes {
		word := noteWords[n.Kind]
		if word == "" {
			word = noteWords[plan.Do]
		}
		notes = append(notes, noteState{n.Kind, word, n.Text})
	}
	return notes
}

// nextWords say what comes after what the room sees now.
func nextWords(d session.DeskView) string {
	next := d.Next
	if label := forwardLabel(d); label != nextLabel && next != nil {
		return label
	}
	switch {
	case next == nil:
		return "This is the end of the plan."
	case next.Poll != nil:
		return "Question: " + next.Poll.Prompt
	case next.Wall != nil:
		return "Words of the room: " + next.Wall.Prompt
	case next.Scenario != nil:
		return "Scenario: " + next.Scenario.Title
	case next.Slide != nil && next.Slide.Title != "":
		return next.Slide.Title
	}
	return strings.TrimSpace(next.Section)
}
