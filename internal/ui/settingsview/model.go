package settingsview

import (
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/explain"
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

	Content contentState

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
	packs   packsState
	set     settings.Settings
	profile progress.Profile

	nickname       string
	renameError    string
	profileTrouble explain.Trouble

	home        catalog.Region   // of the library
	regions     []catalog.Region // to choose from
	wiped       bool             // the print log
	wipeTrouble explain.Trouble

	parts      []catalog.Part // the libraries in use
	proxy      string         // as typed
	proxyError string

	entries    []catalog.NetworkEntry
	logShown   int
	logTrouble explain.Trouble
	now        func() time.Time

	saveTrouble explain.Trouble
}

func newModel(c *catalog.Catalog, set settings.Settings, p progress.Profile, now func() time.Time) model {
	m := model{profile: p, nickname: p.Nickname, parts: c.Parts, logShown: logAtOnce, now: now}
	if len(m.parts) == 0 {
		m.parts = []catalog.Part{{Library: c.Library, Revision: c.Revision}}
	}
	m.set, m.proxy = set, set.Proxy
	m.home, m.regions = c.Library.HomeRegion, regionsOf(c, set.Region)
	return m
}

// take shows settings that were changed elsewhere. What is being typed stays.
func (m *model) take(set settings.Settings) {
	if set.Proxy != m.set.Proxy && m.proxy == m.set.Proxy {
		m.proxy = set.Proxy
	}
	m.set = set
}

// resize changes the text size by steps.
func (m *model) resize(steps int) {
	m.set.TextSize = min(max(m.set.TextSize+steps*settings.TextSizeStep, settings.TextSizeMin), settings.TextSizeMax)
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
		Handouts:  m.handouts(), Content: m.content(),
		LogTrouble: m.logTrouble, LogEmpty: len(m.entries) == 0 && m.logTrouble.What == "",
	}
	for i, a := range appearances() {
		if a.value == m.set.Appearance {
			s.Appearance = i
		}
	}
	for _, e := range m.entries[:min(len(m.entries), m.logShown)] {
		s.Log = append(s.Log, lineOf(e))
	}
	if rest := len(m.entries) - len(s.Log); rest > 0 {
		s.LogMore = fmt.Sprintf("Show %d older", min(rest, logMore))
	}
	return s
}
