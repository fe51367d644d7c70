package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/addview"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/homeview"
	"github.com/passalong/passalong/internal/ui/learnview"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/newsview"
	"github.com/passalong/passalong/internal/ui/profileview"
	"github.com/passalong/passalong/internal/ui/searchview"
	"github.com/passalong/passalong/internal/ui/updateview"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// build makes the screen of a route.
func (w *Window) build(ctx context.Context, r nav.Route) Screen {
	if w.learner == nil {
		return w.profiles(ctx)
	}
	if w.catalog == nil {
		return w.noCatalog()
	}
	switch r.Screen {
	case nav.Learn:
		return learnview.New(ctx, learnview.Deps{Catalog: w.catalog, Learner: w.learner, Nav: w}, catalog.TrackID(r.Query))
	case nav.Module, nav.Lesson, nav.Quiz, nav.Result, nav.Scenario, nav.Skills, nav.Answers, nav.Progress, nav.Exchange:
		return w.learning(ctx, r)
	case nav.Handouts, nav.Handout, nav.Sheet, nav.Services, nav.Pack, nav.PrintLog, nav.Alert:
		return w.printing(ctx, r)
	case nav.Search:
		return searchview.New(ctx, searchview.Deps{
			Catalog: w.catalog, Index: w.index, Nav: w, Canvas: w.win.Canvas(), Outside: w.outside(),
		}, r.Query)
	case nav.Settings:
		return w.settings(ctx, r.Query)
	case nav.Update, nav.Add, nav.News:
		return w.content(ctx, r)
	case nav.Sessions, nav.Plan, nav.Box, nav.Facilitate, nav.PaperEntry, nav.Closing, nav.SessionReport, nav.Year, nav.SupportLog:
		return w.sessions(ctx, r)
	}
	return homeview.New(ctx, homeview.Deps{
		Catalog: w.catalog, Learner: w.learner, Nav: w, Notice: w.notice, MakeProfile: w.switchProfile,
		News:      homeview.News{Run: w.run},
		Alerts:    homeview.Alerts{Now: w.s.Now, Region: w.region, Run: w.run, Prints: w.s.PrintLog},
		Refresher: homeview.Refresher{Run: w.run, Canvas: w.win.Canvas(), Deck: w.deck(), Now: w.s.Now, Minutes: w.refresherMinutes, OnMinutes: w.setRefresherMinutes},
	})
}

func (w *Window) profiles(ctx context.Context) Screen {
	return profileview.New(ctx, profileview.Deps{
		Run: w.run, Folder: w.s.Profiles, Opener: w.s.Profiles, Restore: w.s.Profiles.Restore, Now: w.s.Now,
		Canvas: w.win.Canvas(), OnOpen: w.openProfile,
	})
}

// content makes the screens about the libraries on this computer.
func (w *Window) content(ctx context.Context, r nav.Route) Screen {
	switch r.Screen {
	case nav.Add:
		return addview.New(ctx, addview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Canvas: w.win.Canvas(), Now: w.s.Now, Libraries: w.s.Library,
			Folders: w.folders(), Settings: w.s.Settings, Every: w.every, OnChanged: w.LoadLibrary,
		}, r.Query)
	case nav.News:
		return newsview.New(ctx, newsview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Run: w.run, Canvas: w.win.Canvas(), Now: w.s.Now, Prints: w.s.PrintLog,
		})
	}
	return updateview.New(ctx, updateview.Deps{
		Catalog: w.catalog, Nav: w, Run: w.run, Canvas: w.win.Canvas(), Now: w.s.Now, Shelf: w.s.Library, Courier: w.s.Library,
		Files: w.folders(), Settings: w.s.Settings, Every: w.every, OnChanged: w.LoadLibrary,
	})
}

// everySecond calls tick once a second until ctx ends.
func everySecond(run bg.Runner) func(ctx context.Context, tick func()) {
	return func(ctx context.Context, tick func()) { bg.Every(ctx, run, time.Second, tick) }
}

func (w *Window) opener() opener { return opener{w.app, w.s.Handouts} }

// A message stands in for a screen that has nothing to show yet.
type message struct{ content fyne.CanvasObject }

// Content is the message.
func (m message) Content() fyne.CanvasObject { return m.content }

// noCatalog says that the library is being opened, or why it could not be.
func (w *Window) noCatalog() Screen {
	if w.notice == nil {
		return message{widgets.NewEmptyState(look.IconBook, "Opening the library", "This takes a moment the first time.", nil)}
	}
	again := widgets.NewButton(widgets.Primary, "Try again", look.IconRefresh, func() {
		w.notice = nil
		w.open()
		w.LoadLibrary()
	})
	panel := widgets.NewErrorPanel(again)
	panel.Tell(explain.Error(w.notice))
	return message{widgets.NewPageColumn(widgets.Reading, panel)}
}
