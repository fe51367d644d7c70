// Package profileview is the screen on which a learner chooses a profile, makes one, or just looks around.
package profileview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A Folder holds the profiles of this computer.
type Folder interface {
	// List gives the profiles in the order in which they are shown.
	List(ctx context.Context) ([]progress.Profile, error)
	// Delete removes a profile and everything that is kept of it.
	Delete(ctx context.Context, id progress.ProfileID) error
}

// An Opener opens profiles. Whoever gets the keeper closes it.
type Opener interface {
	Create(ctx context.Context, nickname string) (progress.Keeper, error)
	Open(ctx context.Context, id progress.ProfileID) (progress.Keeper, error)
	// Guest opens a record of which nothing is kept.
	Guest(ctx context.Context) (progress.Keeper, error)
}

// Deps are what the screen uses.
type Deps struct {
	Run    bg.Runner
	Folder Folder
	Opener Opener
	// Restore puts the newest copy of a damaged profile in its place; nil offers no such thing.
	Restore func(ctx context.Context, id progress.ProfileID) error
	Now     func() time.Time
	Canvas  fyne.Canvas // for dialogs
	OnOpen  func(progress.Keeper)
}

// Screen shows the profiles. Its methods run on the UI goroutine.
type Screen struct {
	ctx   context.Context
	deps  Deps
	model model

	page        *widgets.PageColumn
	title, lead *widgets.Text
	loading     *widgets.Text
	trouble     *widgets.ErrorPanel
	retry       *widgets.Button
	rows        *fyne.Container
	shown       map[progress.ProfileID]*profileRow
	form        *form
	more        *widgets.Button // opens the form
	moreCard    *widgets.Card
	guest       *guestCard
	promises    fyne.CanvasObject
	columns     *fyne.Container
	main, side  *fyne.Container
}

// New builds the screen and begins to read the list. What it reads ends with ctx; a profile that is made, opened
// or deleted is finished all the same, and closed again when nobody waits for it any more.
func New(ctx context.Context, d Deps) *Screen {
	s := &Screen{ctx: ctx, deps: d, shown: make(map[progress.ProfileID]*profileRow)}
	s.model = model{now: d.Now, canRestore: d.Restore != nil}
	s.title, s.lead = widgets.Title(""), widgets.Lead("")
	s.loading = widgets.Muted("Looking for profiles …")
	s.retry = widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.list)
	s.trouble = widgets.NewErrorPanel(s.retry)
	s.rows = widgets.VStack(look.Gap12)
	s.form = newForm(s.create, s.closeForm)
	s.more = widgets.NewButton(widgets.Secondary, "New profile", look.IconPlus, s.openForm)
	s.guest = newGuestCard(s.lookAround)
	s.moreCard = makeMoreCard(s.more)
	s.page = widgets.NewPageColumn(widgets.Wide, s.makeHead(), s.loading, s.trouble, s.makeColumns())
	s.list()
	return s
}

// Content is what to place in the window.
func (s *Screen) Content() fyne.CanvasObject { return s.page }

// Focus is the profile that was used last, or the nickname of a first one.
func (s *Screen) Focus() fyne.Focusable {
	st := s.model.state()
	for _, r := range st.Rows {
		if !r.Locked {
			return s.shown[r.ID].open
		}
	}
	if st.Form {
		return s.form.nickname.Field()
	}
	return nil
}

// HandleKey scrolls; it reports whether it used the key.
func (s *Screen) HandleKey(e *fyne.KeyEvent) bool { return s.page.HandleKey(e) }

// Refresh reads the list again.
func (s *Screen) Refresh() { s.list() }

func (s *Screen) list() {
	if !s.model.begin(listing, "") {
		return
	}
	s.render()
	bg.Start(s.ctx, s.deps.Run, s.deps.Folder.List, s.onListed)
}

func (s *Screen) onListed(profiles []progress.Profile, err error) {
	s.model.finish()
	if err != nil {
		s.model.trouble = explain.Error(err)
		s.render()
		return
	}
	first := !s.model.listed
	s.model.profiles, s.model.listed = profiles, true
	s.render()
	if f := s.Focus(); first && f != nil && s.deps.Canvas.Focused() == nil {
		s.deps.Canvas.Focus(f)
	}
}

func (s *Screen) openForm() {
	s.model.form = true
	s.render()
	s.deps.Canvas.Focus(s.form.nickname.Field())
}

func (s *Screen) closeForm() {
	s.model.form, s.model.formTrouble = false, explain.Trouble{}
	s.render()
	s.deps.Canvas.Focus(s.more)
}

func (s *Screen) create() {
	name, ok := s.model.checkNickname(s.form.nickname.Text())
	if !ok {
		s.render()
		s.deps.Canvas.Focus(s.form.nickname.Field())
		return
	}
	opener := s.deps.Opener
	s.open(making, "", func(ctx context.Context) (progress.Keeper, error) { return opener.Create(ctx, name) })
}

func (s *Screen) openProfile(id progress.ProfileID) {
	opener := s.deps.Opener
	s.open(opening, id, func(ctx context.Context) (progress.Keeper, error) { return opener.Open(ctx, id) })
}

func (s *Screen) lookAround() { s.open(lookingAround, "", s.deps.Opener.Guest) }

// open runs work to its end even when the screen is left, so that no profile stays locked by a keeper that
// nobody has.
func (s *Screen) open(kind taskKind, id progress.ProfileID, work func(context.Context) (progress.Keeper, error)) {
	if !s.model.begin(kind, id) {
		return
	}
	s.render()
	bg.Start(context.WithoutCancel(s.ctx), s.deps.Run, work, func(k progress.Keeper, err error) {
		if s.ctx.Err() != nil {
			s.abandon(k, err)
			return
		}
		s.onOpened(kind, id, k, err)
	})
}

func (s *Screen) abandon(k progress.Keeper, err error) {
	if err != nil {
		return
	}
	done := func(struct{}, error) {} // nobody is left to be told
	bg.Start(context.WithoutCancel(s.ctx), s.deps.Run, func(context.Context) (struct{}, error) { return struct{}{}, k.Close() }, done)
}

func (s *Screen) onOpened(kind taskKind, id progress.ProfileID, k progress.Keeper, err error) {
	s.model.finish()
	switch {
	case err == nil:
		s.form.nickname.SetText("")
		s.model.form = false
	case kind == opening:
		s.model.refuse(id, err)
	default:
		s.model.trouble = explain.Error(err)
	}
	s.render()
	if err == nil {
		s.deps.OnOpen(k)
	}
}

// change runs a change of a profile that is not open, and reads the list afterwards.
func (s *Screen) change(kind taskKind, id progress.ProfileID, work func(context.Context, progress.ProfileID) error) {
	if !s.model.begin(kind, id) {
		return
	}
	s.render()
	save := func(ctx context.Context) (struct{}, error) { return struct{}{}, work(context.WithoutCancel(ctx), id) }
	bg.Start(s.ctx, s.deps.Run, save, func(_ struct{}, err error) {
		s.model.finish()
		if err != nil {
			s.model.refuse(id, err)
			s.render()
			return
		}
		s.list()
	})
}

func (s *Screen) restore(id progress.ProfileID) { s.change(restoring, id, s.deps.Restore) }

// askToDelete says what goes, and asks once more.
func (s *Screen) askToDelete(id progress.ProfileID) {
	q := s.model.farewell(id)
	var d *widgets.Dialog
	keep := widgets.NewButton(widgets.Secondary, "Keep it", look.NoIcon, func() { d.Close() })
	remove := widgets.NewButton(widgets.Danger, "Delete for good", look.IconTrash, func() {
		d.Close()
		s.change(deleting, id, s.deps.Folder.Delete)
	})
	d = widgets.ShowDialog(s.deps.Canvas, widgets.DialogState{
		Title: q.Title, Content: widgets.VStack(look.Gap12, widgets.Body(q.What), widgets.Muted(q.Kept)),
		Buttons: []*widgets.Button{keep, remove}, Focus: keep,
	})
}
