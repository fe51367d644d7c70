package updateview

import (
	"errors"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/revision"
)

// phase is what the screen is about.
type phase int

const (
	resting phase = iota // nothing was asked yet, or it was stopped
	checking
	upToDate
	offered
	installing
	installed
	returning // to the earlier content
	returned
	failed
)

// A step is what a learner asked for, so that it can be tried again.
type step int

const (
	noStep step = iota
	checkStep
	installStep
	returnStep
)

// state is everything that the screen shows.
type state struct {
	Current       string // the content in use, in words
	CurrentSigned revision.Vouch
	Source        string // owner/repo; empty when none is set
	CanSetSource  bool   // the entry is shown
	Typed         string
	SourceError   string
	SourceTrouble explain.Trouble // the source could not be saved
	Never         bool            // connections are switched off

	Phase     phase
	Heading   string
	Text      string
	Changes   []line
	Sizes     string         // how much is to be fetched
	Signed    revision.Vouch // for the new content
	Share     float64
	ShareText string
	Stopping  bool
	Trouble   explain.Trouble
	CanRetry  bool

	CanCheck   bool
	CheckLabel string
	CanInstall bool
	CanCancel  bool
	Previous   string // the earlier content, in words; empty when there is none to go back to
}

// A line is one part of the library that an update changes.
type line struct {
	Kind        catalog.ChangeKind
	Title, Note string
}

// model is what is known of the content and of what is newer.
type model struct {
	now     func() time.Time
	titles  map[catalog.ModuleID]string
	current catalog.Revision

	source        string
	editing       bool // another source is being entered
	typed         string
	sourceError   string
	sourceTrouble explain.Trouble
	never         bool

	previous    catalog.Revision
	hasPrevious bool

	phase    phase
	last     step // what was tried last
	update   catalog.Update
	transfer catalog.Transfer
	checked  time.Time // when the source last answered; zero when not known
	stopping bool      // the download was told to end and has not yet
	stopped  string    // says what was stopped
	trouble  explain.Trouble
}

func newModel(c *catalog.Catalog, now func() time.Time) model {
	m := model{now: now, current: c.Revision, titles: map[catalog.ModuleID]string{}}
	if m.current.Issued.IsZero() {
		m.current.Issued = c.Library.Issued
	}
	for i := range c.Modules {
		m.titles[c.Modules[i].ID] = c.Modules[i].Title
	}
	return m
}

// busy reports whether something is under way.
func (m *model) busy() bool {
	return m.phase == checking || m.phase == installing || m.phase == returning
}

func (m *model) begin(s step) {
	m.last, m.trouble, m.transfer = s, explain.Trouble{}, catalog.Transfer{}
	m.stopping, m.stopped = false, ""
	switch s {
	case checkStep:
		m.phase, m.update = checking, catalog.Update{}
	case installStep:
		m.phase = installing
		m.transfer.Total = m.update.Download
	case returnStep:
		m.phase = returning
	}
}

// checkDone takes the answer of the source.
func (m *model) checkDone(u catalog.Update, err error) {
	switch {
	case errors.Is(err, catalog.ErrUpToDate):
		m.phase, m.checked = upToDate, m.now()
	case err != nil:
		m.failed(err)
	default:
		m.phase, m.update, m.checked = offered, u, m.now()
	}
}

// installDone takes how the installation went. One that was told to stop may have been quicker.
func (m *model) installDone(r catalog.Revision, err error) {
	if err != nil && m.stopping {
		m.phase, m.stopping = offered, false
		m.stopped = "Stopped. Nothing was changed. What has arrived is kept, so it will be quicker next time."
		return
	}
	if err != nil {
		m.failed(err)
		return
	}
	m.phase, m.current = installed, r
}

func (m *model) returnDone(r catalog.Revision, err error) {
	if err != nil {
		m.failed(err)
		return
	}
	m.phase, m.current = returned, r
}

func (m *model) failed(err error) { m.phase, m.trouble = failed, explain.Error(err) }

// typeSource takes what is written as the source.
func (m *model) typeSource(text string) {
	m.typed, m.sourceError, m.sourceTrouble = text, "", explain.Trouble{}
}

// cleanSource is the source that is written; ok is false, and the learner is told, when it is none.
func (m *model) cleanSource() (name string, ok bool) {
	name, err := catalog.CleanRepository(m.typed)
	if err != nil {
		m.sourceError = "Write it as owner/repo, as it stands in the address on GitHub."
		return "", false
	}
	return name, true
}

// setSource takes the source that was saved, or why it was not.
func (m *model) setSource(name string, err error) {
	if err != nil {
		m.sourceTrouble = explain.Error(err)
		return
	}
	m.source, m.editing, m.typed = name, false, ""
	m.phase, m.update, m.stopped, m.checked = resting, catalog.Update{}, "", time.Time{}
}

// stop ends what is under way. A download ends only when it says so: until then the library is busy.
func (m *model) stop() {
	switch m.phase {
	case checking:
		m.phase, m.stopped = resting, "Stopped. Nothing was changed."
	case installing:
		m.stopping = true
	}
}

func (m *model) state() state {
	s := state{
		Current: revision.InWords(m.current), CurrentSigned: revision.Signature(m.current),
		Source: m.source, CanSetSource: m.source == "" || m.editing, Typed: m.typed,
		SourceError: m.sourceError, SourceTrouble: m.sourceTrouble, Never: m.never,
		Phase: m.phase, Trouble: m.trouble, CanRetry: m.phase == failed && m.last != noStep,
		CanCancel: m.phase == checking || m.phase == installing, Stopping: m.stopping,
	}
	if m.hasPrevious && !m.busy() {
		s.Previous = revision.InWords(m.previous)
	}
	s.CanCheck = m.source != "" && !m.editing && !m.never && (m.phase == resting || m.phase == upToDate || m.phase == installed || m.phase == returned)
	s.CheckLabel = "Check for new content"
	if m.phase != resting {
		s.CheckLabel = "Check again"
	}
	m.describe(&s)
	return s
}

// describe says what the phase is about.
func (m *model) describe(s *state) {
	switch m.phase {
	case resting:
		m.describeResting(s)
	case checking:
		s.Heading = "Asking " + m.source + "…"
		s.Text = "One question, no name: it asks only whether anything newer is published."
	case upToDate:
		s.Heading = "You have the newest content."
		s.Text = "Checked " + m.moment(m.checked) + "."
	case offered, installing:
		s.Heading = "New content is ready: " + glance.Date(m.update.To.Issued)
		s.Text = "Your progress stays: what you have read and answered is kept on this computer, apart from the content."
		s.Changes, s.Sizes, s.Signed = m.changes(), sizes(m.update), revision.Signature(m.update.To)
		s.CanInstall = m.phase == offered && !m.never
		if m.phase == installing {
			s.Share, s.ShareText = share(m.transfer)
		}
		if m.stopped != "" {
			s.Text = m.stopped
		}
	case installed:
		s.Heading = "The new content is in use."
		s.Text = "Your progress is as it was. If something is not right, you can go back to the earlier content."
		s.Changes = m.changes()
	case returning:
		s.Heading = "Going back to the earlier content…"
		s.Text = "Every file is checked first."
	case returned:
		s.Heading = "You are back at the earlier content."
		s.Text = "Your progress is as it was. You can change your mind: the other content is kept too."
	}
}

func (m *model) describeResting(s *state) {
	switch {
	case m.source == "":
		s.Heading = "No content source is set"
		s.Text = "A source is a public place on GitHub where an organisation publishes a library for Passalong. Ask whoever trains you for its name."
	case m.never:
		s.Heading = "Connections are switched off"
		s.Text = "Settings has the switch “Never connect”. While it is on, nothing is asked of the network."
	default:
		s.Heading = "See whether there is anything newer"
		s.Text = "Passalong never looks by itself. It asks only when you press the button, and shows what would change before anything is downloaded."
	}
	switch {
	case m.stopped != "":
		s.Text = m.stopped
	case !m.checked.IsZero() && m.source != "" && !m.never:
		s.Text += " Last checked " + m.moment(m.checked) + "."
	}
}

// moment is a time as people say it: "today 14:02" or "3 May 2026, 14:02".
func (m *model) moment(t time.Time) string {
	t = t.Local()
	now := m.now().Local()
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return "today " + t.Format("15:04")
	}
	return t.Format("2 January 2006, 15:04")
}
