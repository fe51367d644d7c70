package settingsview

import (
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/revision"
)

// state is everything that the screen shows.
type state struct {
	TextSize         string
	CanLess, CanMore bool
	Appearance       int // in appearances
	SaveTrouble      explain.Trouble

	Refresher int  // in settings.RefresherChoices
	Clock     bool // of scenarios

	Guest          bool
	Nickname       string // as typed
	CanRename      bool
	RenameError    string
	ProfileTrouble explain.Trouble

	Handouts handoutState

	Content       string
	ContentVouch  revision.Vouch
	Source        string // as typed
	SourceInUse   string
	SourceError   string
	CanSaveSource bool
	Never         bool

	Log        []logLine
	LogEmpty   bool
	LogMore    string // words of the button that shows older lines; empty when all are shown
	LogTrouble explain.Trouble
}

// A choice of appearance.
type appearance struct {
	value settings.Appearance
	label string
}

// appearances are the choices in the order they are shown.
func appearances() []appearance {
	return []appearance{
		{settings.System, "As the computer"}, {settings.Light, "Light"}, {settings.Dark, "Dark"}, {settings.Contrast, "High contrast"},
	}
}

// logAtOnce is how many lines of the network log are shown before somebody asks for more.
const logAtOnce = 10

// model is what is set, and what is being typed.
type model struct {
	set     settings.Settings
	profile progress.Profile

	nickname       string
	renameError    string
	profileTrouble explain.Trouble

	home        catalog.Region   // of the library
	regions     []catalog.Region // to choose from
	wiped       bool             // the print log
	wipeTrouble explain.Trouble

	content     catalog.Revision
	preset      string // the source that the library names
	source      string // as typed
	sourceError string

	entries    []catalog.NetworkEntry
	logShown   int
	logTrouble explain.Trouble
	now        func() time.Time

	saveTrouble explain.Trouble
}

func newModel(c *catalog.Catalog, set settings.Settings, p progress.Profile, now func() time.Time) model {
	m := model{profile: p, nickname: p.Nickname, content: c.Revision, preset: c.Library.Update, logShown: logAtOnce, now: now}
	if m.content.Issued.IsZero() {
		m.content.Issued = c.Library.Issued
	}
	m.set, m.source = set, set.UpdateSource
	m.home, m.regions = c.Library.HomeRegion, regionsOf(c, set.Region)
	return m
}

// take shows settings that were changed elsewhere. What is being typed stays.
func (m *model) take(set settings.Settings) {
	if set.UpdateSource != m.set.UpdateSource && m.source == m.set.UpdateSource {
		m.source = set.UpdateSource
	}
	m.set = set
}

// resize changes the text size by steps.
func (m *model) resize(steps int) {
	m.set.TextSize = min(max(m.set.TextSize+steps*settings.TextSizeStep, settings.TextSizeMin), settings.TextSizeMax)
}

// typeSource takes what is written as the source.
func (m *model) typeSource(text string) { m.source, m.sourceError = text, "" }

// useSource makes what is written the source; it reports whether it is one. Nothing at all means the one
// that the library names.
func (m *model) useSource() bool {
	name := ""
	if m.source != "" {
		var err error
		if name, err = catalog.CleanRepository(m.source); err != nil {
			m.sourceError = "Write it as owner/repo, as it stands in the address on GitHub."
			return false
		}
	}
	m.source, m.set.UpdateSource = name, name
	return true
}

// rename checks the nickname; ok is false, and the learner is told, when it is none.
func (m *model) rename() (nickname string, ok bool) {
	nickname, err := progress.CleanNickname(m.nickname)
	if err != nil {
		m.renameError = explain.Error(err).What
	}
	return nickname, err == nil
}

// saved takes how saving went. What is set holds until the program ends, and no longer.
func (m *model) saved(err error) { m.saveTrouble = explain.Error(err) }

func (m *model) state() state {
	s := state{
		TextSize: fmt.Sprintf("%d %%", m.set.TextSize), SaveTrouble: m.saveTrouble,
		CanLess: m.set.TextSize > settings.TextSizeMin, CanMore: m.set.TextSize < settings.TextSizeMax,
		Refresher: refresherChoice(m.set.RefresherMinutes), Clock: m.set.ScenarioClock,
		Guest: m.profile.Guest, Nickname: m.nickname, RenameError: m.renameError, ProfileTrouble: m.profileTrouble,
		CanRename: m.nickname != m.profile.Nickname,
		Handouts:  m.handouts(),
		Content:   revision.InWords(m.content) + ".", ContentVouch: revision.Signature(m.content),
		Source: m.source, SourceError: m.sourceError, CanSaveSource: m.source != m.set.UpdateSource, Never: m.set.NeverConnect,
		LogTrouble: m.logTrouble, LogEmpty: len(m.entries) == 0 && m.logTrouble.What == "",
	}
	for i, a := range appearances() {
		if a.value == m.set.Appearance {
			s.Appearance = i
		}
	}
	s.SourceInUse = m.sourceInUse()
	for _, e := range m.entries[:min(len(m.entries), m.logShown)] {
		s.Log = append(s.Log, lineOf(e))
	}
	if rest := len(m.entries) - len(s.Log); rest > 0 {
		s.LogMore = fmt.Sprintf("Show %d older", min(rest, logMore))
	}
	return s
}

func (m *model) sourceInUse() string {
	switch {
	case m.set.UpdateSource != "":
		return "Newer content comes from " + m.set.UpdateSource + "."
	case m.preset != "":
		return "Newer content comes from " + m.preset + ", as its publisher has set."
	default:
		return "No source is set, so there is nowhere to look for newer content."
	}
}
