package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/nav"
)

var _ nav.Navigator = (*Window)(nil)

// Go opens a screen and remembers the one that is left.
func (w *Window) Go(r nav.Route) {
	if cur, ok := w.history.Current(); ok && cur == r {
		return
	}
	w.history.Visit(r)
	w.open()
}

// Replace opens a screen in place of the one that is left.
func (w *Window) Replace(r nav.Route) {
	w.history.Replace(r)
	w.open()
}

// Back returns to the screen that was left last.
func (w *Window) Back() {
	if w.history.CanBack() {
		w.history.Back()
		w.open()
	}
}

// Forward undoes Back.
func (w *Window) Forward() {
	if w.history.CanForward() {
		w.history.Forward()
		w.open()
	}
}

// search shows what is found, on one screen for as long as somebody types.
func (w *Window) search(query string) {
	w.esc.other()
	if w.learner == nil {
		return
	}
	r := nav.Route{Screen: nav.Search, Query: query}
	if cur, _ := w.history.Current(); cur.Screen == nav.Search {
		w.history.Replace(r)
		if s, ok := w.screen.(searcher); ok {
			s.SetQuery(query)
			return
		}
	}
	if query != "" {
		w.Go(r)
	}
}

// endScreen leaves the screen that is shown.
func (w *Window) endScreen() {
	if l, ok := w.screen.(leaver); ok {
		l.Leave()
	}
	if w.leave != nil {
		w.leave()
	}
	w.screen, w.leave = nil, nil
}

// open shows the current route.
func (w *Window) open() {
	w.endScreen()
	r, _ := w.history.Current()
	ctx, cancel := context.WithCancel(w.ctx)
	w.leave = cancel
	w.screen = w.build(ctx, r)
	w.frame.show(w.screen.Content())
	w.renderFrame()
	if r.Screen == nav.Search {
		return // the search field keeps the keyboard
	}
	var first fyne.Focusable
	if f, ok := w.screen.(focuser); ok {
		first = f.Focus()
	}
	if first != nil {
		w.win.Canvas().Focus(first)
	} else {
		w.win.Canvas().Unfocus()
	}
}

func (w *Window) renderFrame() {
	r, _ := w.history.Current()
	s := frameState{bare: w.learner == nil, section: r.Section(), canBack: w.history.CanBack(), forward: w.history.CanForward()}
	if w.learner != nil {
		s.who = w.learner.Profile().Nickname
		if w.learner.Profile().Guest {
			s.who = "Looking around"
		}
	}
	if r.Screen == nav.Search {
		s.query = r.Query
	}
	s.bands = w.bands()
	if b, ok := w.sessionBand(r); ok && w.learner != nil {
		s.bands = append(s.bands, b)
	}
	w.frame.render(s)
}

// bands are what has to be said on every screen.
func (w *Window) bands() []band {
	var all []band
	if p := w.s.Preview; p != nil {
		all = append(all, previewBand(p.Folder(), p.Problems(), func() {
			showProblems(w.win.Canvas(), p.Problems(), w.app.Clipboard().SetContent)
		}))
	} else if b, ok := unsignedBand(w.catalog); ok {
		all = append(all, b)
	}
	return all
}

// refresh tells the screen that something it shows has changed.
func (w *Window) refresh() {
	if r, ok := w.screen.(renewer); ok {
		r.Refresh()
	}
	w.renderFrame()
}
