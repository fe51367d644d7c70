package ui

import (
	"cmp"
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/handoutsview"
	"github.com/passalong/passalong/internal/ui/handoutview"
	"github.com/passalong/passalong/internal/ui/homeview"
	"github.com/passalong/passalong/internal/ui/learnview"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/profileview"
	"github.com/passalong/passalong/internal/ui/searchview"
	"github.com/passalong/passalong/internal/ui/sheetview"
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
		return learnview.New(ctx, learnview.Deps{Catalog: w.catalog, Learner: w.learner, Nav: w})
	case nav.Module, nav.Lesson, nav.Quiz, nav.Result, nav.Scenario, nav.Skills, nav.Answers, nav.Progress, nav.Exchange:
		return w.learning(ctx, r)
	case nav.Handouts:
		return handoutsview.New(ctx, handoutsview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Now: w.s.Now, Favourites: w.learner, Cart: w.s.Cart, Log: w.s.PrintLog,
			Region: w.region,
		})
	case nav.Handout:
		return w.handout(ctx, r)
	case nav.Sheet:
		return w.sheet(ctx, r)
	case nav.Search:
		return searchview.New(ctx, searchview.Deps{
			Catalog: w.catalog, Index: w.index, Nav: w, Canvas: w.win.Canvas(), Outside: w.outside(),
		}, r.Query)
	case nav.Settings:
		return w.settings(ctx, r.Query)
	case nav.Update:
		return w.update(ctx)
	}
	return homeview.New(ctx, homeview.Deps{
		Catalog: w.catalog, Learner: w.learner, Nav: w, Source: w.source(), Notice: w.notice, MakeProfile: w.switchProfile,
		Refresher: homeview.Refresher{Run: w.run, Canvas: w.win.Canvas(), Deck: w.deck(), Now: w.s.Now, Minutes: w.refresherMinutes, OnMinutes: w.setRefresherMinutes},
	})
}

func (w *Window) profiles(ctx context.Context) Screen {
	return profileview.New(ctx, profileview.Deps{
		Run: w.run, Folder: w.s.Profiles, Opener: w.s.Profiles, Restore: w.s.Profiles.Restore, Now: w.s.Now,
		Canvas: w.win.Canvas(), OnOpen: w.openProfile,
	})
}

func (w *Window) handout(ctx context.Context, r nav.Route) Screen {
	d := handoutview.Deps{
		Catalog: w.catalog, Nav: w, Now: w.s.Now, Press: w.s.Handouts, Web: w.opener(), Services: w.s.Directory,
		Favourites: w.learner, Cart: w.s.Cart, Usual: &w.usual, Desk: w.desk(),
	}
	if w.s.Settings.Current().PrintLog {
		d.Log = w.s.PrintLog
	}
	return handoutview.New(ctx, d, r.Handout)
}

func (w *Window) sheet(ctx context.Context, r nav.Route) Screen {
	return sheetview.New(ctx, sheetview.Deps{
		Catalog: w.catalog, Learner: w.learner, Nav: w, Now: w.s.Now, Press: w.s.Sheets, Desk: w.desk(),
	}, r)
}

// desk is what shows, prints and keeps any PDF.
func (w *Window) desk() printout.Deps {
	o := w.opener()
	return printout.Deps{
		Run: w.run, FirstUse: func() bool { return !w.s.Handouts.Ready() },
		Pages: w.s.Handouts, Printing: w.s.Handouts, Arranger: w.s.Handouts, Flips: w.s.Handouts, Files: o, Viewer: o,
		Every: func(ctx context.Context, tick func()) { bg.Every(ctx, w.run, time.Second, tick) },
	}
}

func (w *Window) update(ctx context.Context) Screen {
	return updateview.New(ctx, updateview.Deps{
		Catalog: w.catalog, Nav: w, Run: w.run, Now: w.s.Now, Updates: w.s.Library, Earlier: w.s.Library,
		Settings: w.s.Settings, LastCheck: w.s.Library.LastCheck, OnInstalled: w.LoadLibrary,
	})
}

func (w *Window) opener() opener { return opener{w.app, w.s.Handouts} }

// source is where updates come from; empty for nowhere.
func (w *Window) source() string {
	if s := w.s.Settings.Current().UpdateSource; s != "" {
		return s
	}
	return w.catalog.Library.Update
}

// region is the region that was chosen, or that of the library.
func (w *Window) region() catalog.Region {
	return cmp.Or(w.s.Settings.Current().Region, w.catalog.Library.HomeRegion)
}

// A message stands in for a screen that has nothing to show yet.
type message struct{ content fyne.CanvasObject }

// Content is the message.
func (m message) Content() fyne.CanvasObject { return m.content }

// noCatalog says that the library is being opened, or why it could not be.
func (w *Window) noCatalog() Screen {
	if w.notice == nil {
		return message{widgets.NewEmptyState(look.IconBook, "Opening the library", "This takes a moment the first time.", nil)}
	}
	t := explain.Error(w.notice)
	again := widgets.NewButton(widgets.Primary, "Try again", look.IconRefresh, func() {
		w.notice = nil
		w.open()
		w.LoadLibrary()
	})
	panel := widgets.NewErrorPanel(again)
	panel.Set(widgets.ErrorState{What: t.What, Next: t.Next, Details: t.Detail})
	return message{widgets.NewPageColumn(widgets.Reading, panel)}
}
