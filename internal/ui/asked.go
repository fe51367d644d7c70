package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/nav"
)

// takeFiles lets packs be dropped onto the window, and takes what further starts of the program were opened with.
func (w *Window) takeFiles() {
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) > 0 {
			w.ask(files[0].Path())
		}
	})
	if w.s.Listen == nil {
		return
	}
	listen := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.s.Listen(ctx, func(what string) {
			w.run.Do(func() {
				w.win.RequestFocus()
				w.ask(what)
			})
		})
	}
	bg.Start(w.ctx, w.run, listen, func(_ struct{}, err error) {
		if err != nil {
			w.complain(err)
		}
	})
}

// ask shows what somebody opened, dropped or named: a pack, a folder or an address. Before a profile is open it waits.
func (w *Window) ask(what string) {
	w.s.Asked = what
	if w.learner != nil {
		w.answerAsked()
	}
}

// answerAsked shows what was asked for, if anything was.
func (w *Window) answerAsked() {
	if what := w.s.Asked; what != "" {
		w.s.Asked = ""
		to := nav.Route{Screen: nav.Add, Query: what}
		if now, _ := w.history.Current(); now == to {
			w.Replace(to) // the same file once more: it may be another by now
			return
		}
		w.Go(to)
	}
}
