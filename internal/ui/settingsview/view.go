// Package settingsview is the screen of everything that can be chosen, and of what the program keeps and does
// on this computer.
package settingsview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/nav"
)

// Settings are what is set on this computer. Save makes s current even when it cannot be written.
type Settings interface {
	Current() settings.Settings
	Save(ctx context.Context, s settings.Settings) error
}

// Network is the log of what was asked of the network, newest first.
type Network interface {
	Entries() ([]catalog.NetworkEntry, error)
	Clear() error
}

// PrintLog is what was printed on this computer.
type PrintLog interface{ Clear() error }

// Events are what the screen asks of the window. Those with done call it on the UI goroutine; the window may
// open another screen instead.
type Events struct {
	OnLook          func(settings.Settings) // show the window in this text size and appearance
	OnRegion        func()                  // another region was kept: lessons and help lines are others
	OnSwitchProfile func()
	OnMakeProfile   func() // by a guest
	OnRename        func(nickname string, done func(error))
	OnDeleteProfile func(done func(error))
	OpenFolder      func(path string) error
	Copy            func(text string)
}

// Deps is what the screen needs.
type Deps struct {
	Catalog  *catalog.Catalog
	Nav      nav.Navigator
	Run      bg.Runner
	Now      func() time.Time
	Profile  progress.Profile
	Settings Settings
	Network  Network
	PrintLog PrintLog // nil: it cannot be wiped here
	Packs    Packs    // nil: that is not asked here
	Events   Events
	About    About
}

// About is what is known of the program itself.
type About struct {
	Version string
	Notices string // licences of other people's work, as text; empty hides the button
	DataDir string
}

// The sections, as a route names them.
const (
	SectionReading  = "reading"
	SectionLearning = "learning"
	SectionProfile  = "profile"
	SectionService  = "service"
	SectionContent  = "content"
	SectionComputer = "computer"
	SectionNetwork  = "network"
	SectionAbout    = "about"
)

// A Screen shows the settings. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	parts *parts

	saving  bool
	pending bool // settings have changed since saving began
}

// New makes the screen with a section open; an unknown one is the first. ctx ends when the screen is left.
func New(ctx context.Context, d Deps, section string) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Catalog, d.Settings.Current(), d.Profile, d.Now)}
	s.parts = newParts(s)
	s.parts.open(section)
	s.render()
	s.readLog()
	s.lookForPacks()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh shows what was changed elsewhere, such as the text size by a shortcut.
func (s *Screen) Refresh() {
	if !s.saving {
		s.model.take(s.d.Settings.Current())
	}
	s.render()
}

func (s *Screen) render() { s.parts.render(s.model.state()) }

// save keeps what is set. Only one save is under way at a time; what was changed meanwhile is saved after
// it. It goes on when the screen is left.
func (s *Screen) save() {
	if s.saving {
		s.pending = true
		return
	}
	s.saving, s.pending = true, false
	store, set, was := s.d.Settings, s.merged(), s.d.Settings.Current().Region
	ctx := context.WithoutCancel(s.ctx)
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, store.Save(ctx, set) }
	bg.Start(ctx, s.d.Run, work, func(_ struct{}, err error) {
		s.saving = false
		if err == nil && set.Region != was {
			s.d.Events.OnRegion()
		}
		if s.pending {
			s.save()
			return
		}
		s.model.saved(err)
		if s.ctx.Err() == nil {
			s.render()
		}
	})
}

// merged is what is set here, together with what is not shown here.
func (s *Screen) merged() settings.Settings {
	set := s.d.Settings.Current()
	mine := s.model.set
	set.TextSize, set.Appearance = mine.TextSize, mine.Appearance
	set.NeverConnect, set.Proxy, set.AllowUnsigned = mine.NeverConnect, mine.Proxy, mine.AllowUnsigned
	set.RefresherMinutes, set.ScenarioClock = mine.RefresherMinutes, mine.ScenarioClock
	set.Region, set.PrintLog = mine.Region, mine.PrintLog
	return set
}

// onLook shows a new text size or appearance at once.
func (s *Screen) onLook() {
	s.d.Events.OnLook(s.model.set)
	s.render()
	s.save()
}

func (s *Screen) onTextSize(steps int) {
	s.model.resize(steps)
	s.onLook()
}

func (s *Screen) onAppearance(i int) {
	s.model.set.Appearance = appearances()[i].value
	s.onLook()
}

func (s *Screen) onNickname(text string) {
	s.model.nickname, s.model.renameError, s.model.profileTrouble = text, "", explain.Trouble{}
	s.render()
}

func (s *Screen) onRename() {
	name, ok := s.model.rename()
	if ok {
		s.d.Events.OnRename(name, func(err error) {
			s.model.profileTrouble = explain.Error(err)
			if err == nil {
				s.model.profile.Nickname, s.model.nickname = name, name
			}
			s.render()
		})
	}
	s.render()
}

func (s *Screen) onDelete() {
	s.d.Events.OnDeleteProfile(func(err error) {
		s.model.profileTrouble = explain.Error(err)
		s.render()
	})
}

func (s *Screen) onOpenFolder() {
	s.parts.folderTrouble(s.d.Events.OpenFolder(s.d.About.DataDir))
}

func (s *Screen) onCopyFolder() {
	s.d.Events.Copy(s.d.About.DataDir)
	s.parts.copied()
}

// readLog reads the network log anew.
func (s *Screen) readLog() {
	network := s.d.Network
	work := func(context.Context) ([]catalog.NetworkEntry, error) { return network.Entries() }
	bg.Start(s.ctx, s.d.Run, work, func(entries []catalog.NetworkEntry, err error) {
		s.model.entries, s.model.logTrouble = entries, explain.Error(err)
		s.render()
	})
}

func (s *Screen) onClearLog() {
	network := s.d.Network
	work := func(context.Context) (struct{}, error) { return struct{}{}, network.Clear() }
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		if err != nil {
			s.model.logTrouble = explain.Error(err)
			s.render()
			return
		}
		s.model.logShown = logAtOnce
		s.readLog()
	})
}

func (s *Screen) onMoreLog() {
	s.model.logShown += logMore
	s.render()
}
