package profileview

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
)

// What the screen says whatever the state.
const (
	promise      = "Learn it, then pass it along."
	nicknameHint = "Any word will do. It does not have to be your name, and it stays on this computer."
	guestNote    = "Read everything and try the quizzes. Nothing is kept: when you close Passalong, it is gone."
	privacyNote  = "What you do here stays on this computer. There is no account, and Passalong goes online only when you ask it to."
	hideNote     = "Press Esc twice to hide the window at once."
)

// A task is the one thing that is being done; the others wait for it.
type task struct {
	kind taskKind
	id   progress.ProfileID // of opening, deleting and restoring
}

type taskKind int

const (
	idle taskKind = iota
	listing
	making
	opening
	lookingAround
	deleting
	restoring
)

// model is what the screen knows.
type model struct {
	now         func() time.Time
	canRestore  bool
	profiles    []progress.Profile
	listed      bool // the profiles are known
	form        bool // the learner asked for a new profile
	doing       task
	formTrouble explain.Trouble
	trouble     explain.Trouble
	refused     map[progress.ProfileID]explain.Trouble // profiles that could not be opened just now
}

// state is everything the view draws.
type state struct {
	Loading     bool
	Listed      bool // the profiles are known
	Welcome     bool // nobody has a profile here yet
	Title, Lead string
	Rows        []row
	Form        bool // the form of a new profile shows
	CanCancel   bool // and can be closed again
	Making      bool
	GuestBusy   bool
	Busy        bool
	NicknameBad string // shown at the entry
	Trouble     explain.Trouble
	CanRetry    bool // the list can be read again
}

// A row is one profile.
type row struct {
	ID      progress.ProfileID
	Name    string
	Meta    string
	Locked  bool // cannot be opened
	Trouble explain.Trouble
	Copy    string // which copy there is to go back to; empty when there is none
	Working bool
}

func (m *model) state() state {
	s := state{
		Loading: !m.listed && m.doing.kind == listing, Listed: m.listed, Busy: m.doing.kind != idle,
		Making: m.doing.kind == making, GuestBusy: m.doing.kind == lookingAround,
		NicknameBad: m.formTrouble.What, Trouble: m.trouble,
	}
	s.CanRetry = !m.listed && m.trouble.What != ""
	s.Welcome = len(m.profiles) == 0
	s.Title, s.Lead = "Welcome back", "Who is learning today?"
	if s.Welcome {
		s.Title, s.Lead = "Welcome to Passalong", promise
	}
	s.Form = m.listed && (m.form || s.Welcome)
	s.CanCancel = !s.Welcome
	for _, p := range m.profiles {
		s.Rows = append(s.Rows, m.row(p))
	}
	return s
}

func (m *model) row(p progress.Profile) row {
	r := row{
		ID: p.ID, Name: p.Nickname, Meta: "Last used " + glance.Ago(p.LastUsed, m.now()),
		Working: m.doing.id == p.ID && m.doing.kind != idle,
	}
	if r.Name == "" {
		r.Name = "A profile that cannot be read"
	}
	switch m.doing {
	case task{opening, p.ID}:
		r.Meta = "Opening …"
	case task{restoring, p.ID}:
		r.Meta = "Going back to the copy …"
	case task{deleting, p.ID}:
		r.Meta = "Deleting …"
	}
	err := p.Problem
	if err == nil {
		r.Trouble = m.refused[p.ID]
		return r
	}
	r.Locked, r.Trouble = true, explain.Error(err)
	if damage := (*progress.DamageError)(nil); m.canRestore && errors.As(err, &damage) && damage.Copy != "" {
		r.Copy = "The newest safety copy is of " + glance.Date(damage.CopiedAt.In(m.now().Location())) + "."
	}
	return r
}

// begin starts a task; it reports false while another one is under way.
func (m *model) begin(kind taskKind, id progress.ProfileID) bool {
	if m.doing.kind != idle {
		return false
	}
	m.doing = task{kind, id}
	m.trouble, m.formTrouble = explain.Trouble{}, explain.Trouble{}
	delete(m.refused, id)
	return true
}

func (m *model) finish() { m.doing = task{} }

// checkNickname gives the nickname as it will be kept. It reports false, and the state then says why, when it cannot be.
func (m *model) checkNickname(typed string) (string, bool) {
	m.formTrouble = explain.Trouble{}
	name, err := progress.CleanNickname(typed)
	if err != nil {
		m.formTrouble = explain.Error(err)
		return "", false
	}
	for _, p := range m.profiles {
		if strings.EqualFold(p.Nickname, name) {
			m.formTrouble = explain.Trouble{What: fmt.Sprintf("There is a profile “%s” here already. Choose another word, so that you can tell them apart.", p.Nickname)}
			return "", false
		}
	}
	return name, true
}

// refuse notes why a profile could not be opened, changed or deleted.
func (m *model) refuse(id progress.ProfileID, err error) {
	if m.refused == nil {
		m.refused = make(map[progress.ProfileID]explain.Trouble)
	}
	for i := range m.profiles {
		if m.profiles[i].ID == id && m.profiles[i].Problem == nil && neverOpens(err) {
			m.profiles[i].Problem = err
			return
		}
	}
	m.refused[id] = explain.Error(err)
}

// neverOpens reports whether trying again would end in the same way.
func neverOpens(err error) bool {
	return errors.Is(err, progress.ErrDamagedProfile) || errors.Is(err, progress.ErrNewerProfile) || errors.Is(err, progress.ErrNotAProfile)
}

// A farewell is the question before a profile is deleted.
type farewell struct {
	Title, What, Kept string
}

func (m *model) farewell(id progress.ProfileID) farewell {
	name := m.rowOf(id).Name
	return farewell{
		Title: fmt.Sprintf("Delete “%s”?", name),
		What:  "Everything this profile keeps goes from this computer: which lessons were read, every quiz answer and result, and the safety copies of them. Nobody can bring it back.",
		Kept:  "Lessons, handouts and other profiles stay.",
	}
}

func (m *model) rowOf(id progress.ProfileID) row {
	for _, p := range m.profiles {
		if p.ID == id {
			return m.row(p)
		}
	}
	return row{}
}
