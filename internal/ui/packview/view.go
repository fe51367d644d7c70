// Package packview is the screen of the print pack: handouts × languages × services × copies, which are printed or
// saved in one go, with a list on top.
package packview

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/printout"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Cart keeps the pack when the screen is left and the program ends.
type Cart interface {
	Current() pack.Pack
	// Save makes p current even when it cannot be written. It is called in the background.
	Save(ctx context.Context, p pack.Pack) error
}

// A Press makes what is printed, in the background.
type Press = maker

// A Directory has the local services of this computer. It is called in the background.
type Directory interface {
	List() ([]catalog.Service, error)
}

// Deps is what the screen needs.
type Deps struct {
	Catalog   *catalog.Catalog
	Nav       nav.Navigator
	Run       bg.Runner
	Canvas    fyne.Canvas // of the window that the screen is shown in
	Now       func() time.Time
	Cart      Cart
	Directory Directory
	Press     Press
	FirstUse  func() bool // whether the press has to be made ready first
	Printing  printout.Printing
	Backs     Backs
	Files     filebox.Files
	Folders   filebox.Folders
	Log       printout.Log
	Logs      func() bool // whether what is printed is kept in the log
	Batch     *Batch      // one for all screens of the window
}

// A Screen shows the print pack. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	d     Deps
	model model
	parts *parts

	asking   *printDialog // while it is open
	counting bool
	round    int // of counting; facts of an earlier one do not count
	saving   bool
	pending  bool // the pack has changed since saving began
}

// New makes the screen and begins to count the paper. ctx ends when the screen is left; what is being printed or saved
// goes on.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, d: d, model: newModel(d.Catalog, d.Cart.Current(), d.Now)}
	s.parts = newParts(s)
	d.Batch.changed = func() {
		if ctx.Err() == nil {
			s.renderBatch()
		}
	}
	s.render()
	s.renderBatch()
	s.list()
	return s
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.parts.page }

// Focus is the button that prints, or that stops what is being printed.
func (s *Screen) Focus() fyne.Focusable {
	switch {
	case s.d.Batch.busy():
		return s.parts.batch.stop
	case !s.model.pack.Empty():
		return s.parts.print
	case len(s.parts.ready) > 0:
		return s.parts.ready[0].add
	}
	return nil
}

// HandleKey scrolls.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.parts.page.HandleKey(e) }

// Refresh takes what was changed elsewhere.
func (s *Screen) Refresh() {
	if !s.saving {
		s.model.pack = s.d.Cart.Current()
	}
	s.list()
}

// list reads the local services. What was made with them is made anew.
func (s *Screen) list() {
	directory := s.d.Directory
	work := func(context.Context) ([]catalog.Service, error) { return directory.List() }
	bg.Start(s.ctx, s.d.Run, work, func(all []catalog.Service, err error) {
		s.model.trouble = explain.Error(err)
		if err == nil {
			s.model.services = all
			s.forget()
		}
		s.model.facts = map[pack.Line]fact{}
		s.round++
		s.render()
		s.count()
	})
}

// forget takes services out of the pack that were deleted.
func (s *Screen) forget() {
	known := func(id catalog.ServiceID) bool {
		return slices.ContainsFunc(s.model.services, func(sv catalog.Service) bool { return sv.ID == id })
	}
	next := s.model.pack
	next.Services = slices.DeleteFunc(slices.Clone(next.Services), func(id catalog.ServiceID) bool { return !known(id) })
	if len(next.Services) != len(s.model.pack.Services) {
		s.model.pack = next
		s.save()
	}
}

// count makes the lines one after the other, to know what they take.
func (s *Screen) count() {
	l, ok := s.model.uncounted()
	if !ok || s.counting {
		return
	}
	s.counting, s.model.slow = true, s.d.FirstUse()
	s.render()
	press, round := s.d.Press, s.round
	work := func(ctx context.Context) (paper.Sheet, error) { return press.Make(ctx, l) }
	bg.Start(s.ctx, s.d.Run, work, func(sheet paper.Sheet, err error) {
		s.counting, s.model.slow = false, false
		if round == s.round {
			sheet.PDF = nil
			s.model.facts[l] = fact{sheet, err}
		}
		s.render()
		s.count()
	})
}

// changed shows and keeps a pack that was changed.
func (s *Screen) changed() {
	s.render()
	s.save()
	s.count()
}

// save keeps the pack. Only one save is under way at a time; what was changed meanwhile is saved after it. It goes on
// when the screen is left.
func (s *Screen) save() {
	if s.saving {
		s.pending = true
		return
	}
	s.saving, s.pending = true, false
	cart, p := s.d.Cart, s.model.pack
	ctx := context.WithoutCancel(s.ctx)
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, cart.Save(ctx, p) }
	bg.Start(ctx, s.d.Run, work, func(_ struct{}, err error) {
		s.saving = false
		if s.pending {
			s.save()
			return
		}
		s.model.unsaved = explain.Error(err)
		if s.ctx.Err() == nil {
			s.render()
		}
	})
}

func (s *Screen) onStep(id catalog.HandoutID, f paper.HandoutForm, by int) {
	for _, e := range s.model.pack.Entries {
		if e.Handout == id && e.Form == f {
			s.model.change(s.model.pack.SetCopies(id, f, e.Copies+by), "")
		}
	}
	s.changed()
}

// onCopies takes a number of copies as typed, and reports whether it is one.
func (s *Screen) onCopies(id catalog.HandoutID, f paper.HandoutForm, text string) bool {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < pack.LeastCopies || n > pack.MostCopies {
		return false
	}
	s.model.change(s.model.pack.SetCopies(id, f, n), "")
	s.changed()
	return true
}

func (s *Screen) onRemove(id catalog.HandoutID, f paper.HandoutForm, title string) {
	s.model.change(s.model.pack.Remove(id, f), "“"+title+"” is out of the pack.")
	s.changed()
	s.d.Canvas.Focus(s.Focus())
}

func (s *Screen) onEmpty() {
	s.model.change(pack.Pack{}, "The pack is empty.")
	s.changed()
	s.d.Canvas.Focus(s.Focus())
	s.parts.page.ScrollToTop()
}

func (s *Screen) onUndo() {
	if s.model.before != nil {
		s.model.change(*s.model.before, "")
		s.changed()
		s.d.Canvas.Focus(s.Focus())
	}
}

func (s *Screen) onLanguage(i int) {
	s.model.turnLanguage(catalog.Language(s.model.state().Languages[i].ID))
	s.changed()
}

func (s *Screen) onDrafts(on bool) {
	next := s.model.pack
	next.MachineDrafts = on
	if !on {
		next.Languages = slices.DeleteFunc(slices.Clone(s.model.chosenLanguages()), s.onlyDrafts)
	}
	s.model.change(next, "")
	s.changed()
}

// onlyDrafts reports whether no handout of the pack has a reviewed version in a language.
func (s *Screen) onlyDrafts(l catalog.Language) bool {
	for _, e := range s.model.pack.Entries {
		if h, _, ok := s.d.Catalog.Handout(e.Handout); ok && slices.Contains(h.Languages(false), l) {
			return false
		}
	}
	return true
}

func (s *Screen) onService(i int) {
	s.model.turnService(catalog.ServiceID(s.model.state().Services[i].ID))
	s.changed()
}

func (s *Screen) onCover(on bool) {
	s.model.cover = on
	s.render()
}

func (s *Screen) onSets(id catalog.PackID, by int) {
	s.model.sets[id] = min(max(s.model.setsOf(id)+by, 1), mostSets)
	s.render()
}

func (s *Screen) onReady(id catalog.PackID) {
	s.model.addReady(id)
	s.changed()
	s.d.Canvas.Focus(s.parts.print)
	s.parts.page.ScrollToTop()
}

func (s *Screen) onPrint() {
	if !s.d.Batch.busy() && len(s.model.lines()) > 0 {
		s.askPrint()
	}
}

// onSaveAll asks for a folder, and before it replaces anything that is in it.
func (s *Screen) onSaveAll() {
	if s.d.Batch.busy() || len(s.model.lines()) == 0 {
		return
	}
	filebox.Folder(s.ctx, s.d.Canvas, filebox.OpenDeps{Run: s.d.Run, Folders: s.d.Folders}, filebox.Request{
		Title: "Save all as PDFs", Note: "Choose the folder for " + glance.Count(len(s.model.items(s.d.Press, "")), "file", "files") + ".",
	}, func(dir string, there []fs.DirEntry) {
		items := s.model.items(s.d.Press, "")
		clash := 0
		for _, it := range items {
			if slices.ContainsFunc(there, func(e fs.DirEntry) bool { return strings.EqualFold(e.Name(), it.file) }) {
				clash++
			}
		}
		if clash == 0 {
			s.saveIn(dir, false, items)
			return
		}
		s.askReplace(dir, clash, items)
	})
}

func (s *Screen) saveIn(dir string, replace bool, items []item) {
	s.d.Batch.save(dir, replace, s.d.Files, items)
	s.d.Canvas.Focus(s.parts.batch.stop)
	s.parts.page.ScrollToTop()
}

// askReplace asks what to do with files that are there already.
func (s *Screen) askReplace(dir string, clash int, items []item) {
	var box *widgets.Dialog
	with := func(replace bool) func() {
		return func() {
			box.Close()
			s.saveIn(dir, replace, items)
		}
	}
	text := fmt.Sprintf("%d of %s are in this folder already. They may be older versions.", clash, glance.Count(len(items), "file", "files"))
	if clash == 1 {
		text = "1 of the files is in this folder already. It may be an older version."
	}
	keep := widgets.NewButton(widgets.Secondary, "Keep those", look.NoIcon, with(false))
	box = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{
		Title: "Replace what is there?", Content: widgets.Body(text + " With “Keep those”, only the others are saved."),
		Buttons: []*widgets.Button{
			widgets.NewButton(widgets.Secondary, "Replace them", look.IconSave, with(true)), keep,
			widgets.NewButton(widgets.Quiet, "Cancel", look.NoIcon, func() { box.Close() }),
		}, Focus: keep,
	})
}

func (s *Screen) onStop() { s.d.Batch.stop() }

// onBacks says that the stack is back in the printer.
func (s *Screen) onBacks() {
	s.d.Batch.goOn()
	s.d.Canvas.Focus(s.parts.batch.stop)
}

func (s *Screen) onFolder(dir string) {
	files := s.d.Files
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, files.ShowFolder(ctx, filepathIn(dir))
	}
	bg.Start(s.ctx, s.d.Run, work, func(_ struct{}, err error) {
		s.parts.batch.complain(explain.Error(err))
		s.parts.page.Relayout()
	})
}

func (s *Screen) onDone() {
	s.d.Batch.clear()
	s.renderBatch()
	if f := s.Focus(); f != nil {
		s.d.Canvas.Focus(f)
	}
}

// renderBatch shows what is being printed or saved, and what became of it.
func (s *Screen) renderBatch() {
	st := s.d.Batch.now.inWords()
	was, turned := s.parts.batch.busy, len(s.parts.batch.steps.Objects) > 0
	s.parts.batch.render(st)
	widgets.SetEnabled(s.parts.print, !st.Busy)
	widgets.SetEnabled(s.parts.save, !st.Busy)
	s.parts.page.Relayout()
	s.parts.batch.ways.Refresh() // others are shown now, in no more room
	if !was || s.d.Canvas.Focused() != fyne.Focusable(s.parts.batch.stop) {
		return
	}
	switch {
	case st.Over:
		s.d.Canvas.Focus(s.parts.batch.done)
	case len(st.Steps) > 0 && !turned:
		s.d.Canvas.Focus(s.parts.batch.backs)
	}
}

func (s *Screen) render() {
	s.parts.render(s.model.state())
	if s.asking != nil {
		s.asking.refresh()
	}
}
