package ui

import (
	"cmp"
	"context"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/alertview"
	"github.com/passalong/passalong/internal/ui/handoutsview"
	"github.com/passalong/passalong/internal/ui/handoutview"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/packview"
	"github.com/passalong/passalong/internal/ui/printlogview"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/servicesview"
	"github.com/passalong/passalong/internal/ui/sheetview"
)

// printing makes the screens of what goes on paper.
func (w *Window) printing(ctx context.Context, r nav.Route) Screen {
	canvas := w.win.Canvas()
	switch r.Screen {
	case nav.Handout:
		return w.handout(ctx, r)
	case nav.Sheet:
		return sheetview.New(ctx, sheetview.Deps{
			Catalog: w.catalog, Learner: w.learner, Nav: w, Now: w.s.Now, Press: w.s.Sheets, Desk: w.desk(),
		}, r)
	case nav.Services:
		return servicesview.New(ctx, servicesview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Canvas: canvas, Now: w.s.Now, Directory: w.s.Directory, Logos: w.s.Logos,
			Folders: w.folders(), Draft: &w.draft, Region: func() catalog.Region { return w.s.Settings.Current().Region },
			OnRegion: func(region catalog.Region, done func(error)) {
				w.keep(func(s *settings.Settings) { s.Region = region }, func(err error) {
					done(err)
					if err == nil {
						w.LoadLibrary()
					}
				})
			},
		}, r.Service)
	case nav.Pack:
		return packview.New(ctx, packview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Canvas: canvas, Now: w.s.Now, Cart: w.s.Cart, Directory: w.s.Directory,
			Press: w.s.Handouts, FirstUse: func() bool { return !w.s.Handouts.Ready() }, Printing: w.s.Handouts, Backs: w.s.Handouts, Files: w.opener(), Folders: w.folders(),
			Log: w.s.PrintLog, Logs: w.logsPrints, Batch: w.batch,
		})
	case nav.PrintLog:
		return printlogview.New(ctx, printlogview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Canvas: canvas, Now: w.s.Now, Log: w.s.PrintLog, Press: w.s.Handouts, Desk: w.desk(),
			Keeps: w.logsPrints,
			OnKeep: func(on bool, done func(error)) {
				w.keep(func(s *settings.Settings) { s.PrintLog = on }, done)
			},
		})
	case nav.Alert:
		return alertview.New(ctx, alertview.Deps{
			Catalog: w.catalog, Nav: w, Run: w.run, Now: w.s.Now, Learner: w.learner, Region: w.region, Directory: w.s.Directory,
			Press: w.s.Handouts, Desk: w.desk(), Log: w.s.PrintLog, Logs: w.logsPrints,
		}, r.Alert)
	}
	w.s.Handouts.Warm()
	return handoutsview.New(ctx, handoutsview.Deps{
		Catalog: w.catalog, Nav: w, Run: w.run, Now: w.s.Now, Favourites: w.learner, Cart: w.s.Cart, Log: w.s.PrintLog,
		Region: w.region, Last: &w.last,
	})
}

func (w *Window) handout(ctx context.Context, r nav.Route) Screen {
	d := handoutview.Deps{
		Catalog: w.catalog, Nav: w, Now: w.s.Now, Press: w.s.Handouts, Web: w.opener(), Services: w.s.Directory,
		Favourites: w.learner, Cart: w.s.Cart, Usual: &w.usual, Desk: w.desk(),
	}
	if w.logsPrints() {
		d.Log = w.s.PrintLog
	}
	return handoutview.New(ctx, d, r.Handout)
}

// desk is what shows, prints and keeps any PDF.
func (w *Window) desk() printout.Deps {
	o := w.opener()
	return printout.Deps{
		Run: w.run, FirstUse: func() bool { return !w.s.Handouts.Ready() },
		Pages: w.s.Handouts, Printing: w.s.Handouts, Arranger: w.s.Handouts, Flips: w.s.Handouts, Files: o, Viewer: o,
		Every: w.every,
	}
}

// logsPrints reports whether what is printed is kept in the log.
func (w *Window) logsPrints() bool { return w.s.Settings.Current().PrintLog }

func (w *Window) folders() folders { return folders{w.opener(), w.s.Exchange} }

// region is the region that was chosen, or that of the library.
func (w *Window) region() catalog.Region {
	return cmp.Or(w.s.Settings.Current().Region, w.catalog.Library.HomeRegion)
}
