package addview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	s    *Screen
	page *widgets.PageColumn

	note       *widgets.Text
	trouble    *widgets.ErrorPanel
	again      *widgets.Button
	toSettings *widgets.Button
	settings   fyne.CanvasObject // the row of toSettings
	alarm      *fyne.Container
	alarmed    string          // what alarm shows
	list       *widgets.Button // in it, leads to the libraries

	where   fyne.CanvasObject
	address *widgets.Entry
	never   *widgets.Text

	doing         fyne.CanvasObject // looking, waiting, done
	icon          *widgets.Icon
	heading, text *widgets.Text
	shelf, news   *widgets.Button
	elsewhere     *widgets.Button
	over          fyne.CanvasObject // the buttons of the end

	offer  *offerPart
	moving *arrival.Moving
	cancel *widgets.Button
	ends   fyne.CanvasObject // of moving and cancel
}

func newParts(s *Screen) *parts {
	p := &parts{
		s: s, note: widgets.Muted(""), alarm: widgets.VStack(0), never: widgets.Muted("Connections are switched off in Settings, so only a file or a folder works."),
		icon: widgets.NewIconScaled(look.IconClock, look.ColorPrimary, 1.3), heading: widgets.Heading(""), text: widgets.Body(""), moving: arrival.NewMoving(),
	}
	p.again = widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.onAgain)
	p.toSettings = widgets.NewButton(widgets.Secondary, "Open Settings", look.IconSettings, func() { s.d.Nav.Go(nav.Route{Screen: nav.Settings, Query: "content"}) })
	p.trouble = widgets.NewErrorPanel(p.again)
	p.list = widgets.NewButton(widgets.Secondary, "See the libraries", look.IconLayers, func() { s.d.Nav.Go(nav.Route{Screen: nav.Update}) })
	p.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, s.onCancel)
	p.where = p.whereFrom(s)
	p.shelf = widgets.NewButton(widgets.Primary, "See the libraries", look.IconLayers, func() { s.d.Nav.Go(nav.Route{Screen: nav.Update}) })
	p.news = widgets.NewButton(widgets.Secondary, "What's new", look.IconBell, func() { s.d.Nav.Go(nav.Route{Screen: nav.News}) })
	p.elsewhere = widgets.NewButton(widgets.Secondary, "Add another one", look.IconPlus, s.onAnother)
	p.over = widgets.Wrap(look.Gap12, p.shelf, p.news, p.elsewhere)
	p.doing = widgets.HStackTop(look.Gap16, p.icon, widgets.Grow(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap8, p.heading, p.text), p.over)))
	p.offer = newOfferPart(s)
	p.ends = widgets.VStack(look.Gap16, p.moving.Content(), widgets.Wrap(0, p.cancel))
	p.settings = widgets.Wrap(0, p.toSettings)
	p.alarm.Hide()
	p.page = widgets.NewPageColumn(widgets.Reading,
		widgets.VStack(look.Gap8, widgets.Title("Add a library"),
			widgets.Muted("A library brings lessons, quizzes and handouts. Nothing is installed before you say so.")),
		p.alarm, p.trouble, p.settings, p.note, p.where, p.doing, p.offer.root, p.ends, p.offer.list)
	return p
}

// whereFrom is the step that asks for an address or a file.
func (p *parts) whereFrom(s *Screen) fyne.CanvasObject {
	p.address = widgets.NewEntry("Address", "owner/repo or https://…", s.onAddress)
	p.address.SetHint("As whoever publishes the library gave it to you. The number may stand behind it.")
	p.address.OnSubmit(func(string) { s.onLook() })
	see := widgets.NewButton(widgets.Primary, "See what is there", look.IconSearch, s.onLook)
	file := widgets.NewButton(widgets.Secondary, "Open a file…", look.IconUSB, s.onFile)
	folder := widgets.NewButton(widgets.Secondary, "Open a folder…", look.IconFolder, s.onFolder)
	return widgets.NewCard(widgets.VStack(look.Gap24,
		widgets.VStack(look.Gap16, widgets.SmallHeading("From the network"), p.never, p.address, widgets.Wrap(0, see)),
		widgets.Divider(),
		widgets.VStack(look.Gap16,
			widgets.VStack(look.Gap4, widgets.SmallHeading("From a USB stick, or a file that somebody sent"),
				widgets.Muted("Such a file ends in .passalong. You can also drag it onto this window.")),
			widgets.Wrap(look.Gap12, file, folder))))
}

func (p *parts) render(st state) {
	p.note.SetText(st.Note)
	widgets.SetVisible(p.note, st.Note != "")
	p.trouble.Tell(st.Trouble)
	widgets.SetVisible(p.again, st.CanRetry)
	widgets.SetVisible(p.settings, st.ToSettings)
	p.renderAlarm(st.Alarm)

	widgets.SetVisible(p.where, st.Phase == asking)
	if p.address.Text() != st.Address {
		p.address.SetText(st.Address)
	}
	p.address.SetError(st.AddressError)
	widgets.SetVisible(p.never, st.Never)

	p.icon.Set(icon(st.Phase))
	p.heading.SetText(st.Heading)
	p.text.SetText(st.Text)
	widgets.SetVisible(p.doing, st.Heading != "")
	over := st.Phase == installed || st.Phase == already
	widgets.SetVisible(p.news, st.Phase == installed)
	widgets.SetVisible(p.over, over)

	shown := st.Phase == found || st.Phase == installing
	widgets.SetVisible(p.offer.root, shown)
	widgets.SetVisible(p.offer.list, shown && len(st.Found.Changes) > 0)
	p.offer.render(st.Found, st.Phase == found)
	p.moving.Set(st.Phase == installing, st.Transfer)
	widgets.SetVisible(p.ends, st.Phase == looking || st.Phase == waiting || st.Phase == installing)
	p.cancel.SetBusy(st.Stopping)
	p.cancel.SetLabel("Cancel")
	if st.Stopping {
		p.cancel.SetLabel("Stopping…")
	}
	p.page.Relayout()
}

// renderAlarm says that keys have changed.
func (p *parts) renderAlarm(a arrival.Alarm) {
	now := a.Heading + a.Text + a.Known + a.Offered
	if now == p.alarmed {
		return
	}
	p.alarmed, p.alarm.Objects = now, nil
	if a.Heading != "" {
		p.alarm.Objects = []fyne.CanvasObject{arrival.AlarmPanel(a, p.list)}
	}
	widgets.SetVisible(p.alarm, a.Heading != "")
}

func icon(p phase) (look.IconName, fyne.ThemeColorName) {
	if p == already || p == installed {
		return look.IconCircleCheck, look.ColorRightInk
	}
	return look.IconClock, look.ColorPrimary
}

// showAdd scrolls to where what was compared and the button that adds it are both on screen.
func (p *parts) showAdd() {
	if !p.page.Shows(p.offer.add) {
		p.page.ScrollTo(p.offer.compare)
	}
}

// focusAfter gives the keyboard to what is to be done next, where the button that was pressed is gone.
func (p *parts) focusAfter(at phase) {
	c := p.s.d.Canvas
	switch at {
	case asking:
		c.Focus(p.address.Field())
		if p.alarmed != "" {
			c.Unfocus() // there is nothing to do but to read
		}
		p.page.ScrollToTop() // which says what went wrong
	case looking, waiting, installing:
		c.Focus(p.cancel)
		p.page.Relayout() // new text knows its height only now
		if !p.page.Shows(p.cancel) {
			p.page.ScrollTo(p.ends)
		}
	case already, installed:
		p.page.ScrollToTop()
		c.Focus(p.shelf)
	case found:
		p.page.ScrollToTop()
		p.offer.focus(c)
		if p.trouble.Visible() && p.again.Visible() {
			c.Focus(p.again)
		}
		if p.trouble.Visible() || p.note.Visible() {
			p.page.ScrollToTop() // which says how it went; the button is further down
		}
	}
}
