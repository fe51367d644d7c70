package updateview

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/filebox"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A cardPart is the drawing of one library.
type cardPart struct {
	root fyne.CanvasObject

	title, publisher, from *widgets.Text
	vouch                  *arrival.VouchLine
	fingerprint            *widgets.Text
	review                 *widgets.Text
	reviewRow              *fyne.Container
	hidden, hiddenList     *widgets.Text
	hiddenMany             *widgets.Text // in place of hiddenList, where it is long
	hiddenFold             *widgets.Fold
	hiddenBox              fyne.CanvasObject
	fault                  *widgets.ErrorPanel

	now           *fyne.Container // what is going on
	icon          *widgets.Icon
	heading, text *widgets.Text
	changes       *arrival.ChangeList
	sizes         *widgets.Text
	newVouch      *arrival.VouchLine
	moving        *arrival.Moving
	install       *widgets.Button
	cancel        *widgets.Button
	about         fyne.CanvasObject // sizes and newVouch
	buttons       fyne.CanvasObject
	trouble       *widgets.ErrorPanel
	again         *widgets.Button // in trouble

	packed *filebox.Outcome
	more   *moreParts
}

func newCardPart(s *Screen, id string) *cardPart {
	p := &cardPart{
		title: widgets.Heading(""), publisher: widgets.Body(""), from: widgets.Muted(""), vouch: arrival.NewVouchLine(),
		fingerprint: widgets.NewText(widgets.TextStyle{Size: look.SizeCaption, Ink: look.ColorMuted}), review: widgets.Body(""),
		hidden: widgets.Body(""), hiddenList: widgets.Muted(""), hiddenMany: widgets.Muted(""), fault: widgets.NewErrorPanel(nil),
		icon: widgets.NewIcon(look.IconDownload, look.ColorPrimary), heading: widgets.SmallHeading(""), text: widgets.Body(""),
		changes: arrival.NewChangeList(), sizes: widgets.Body(""), newVouch: arrival.NewVouchLine(), moving: arrival.NewMoving(),
	}
	p.reviewRow = widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconClock, look.ColorWaitInk), widgets.Grow(p.review))
	p.hiddenFold = widgets.NewFold("Show which", "Hide them", p.hiddenMany)
	p.hiddenBox = widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconEyeOff, look.ColorMuted),
		widgets.Grow(widgets.VStack(look.Gap4, p.hidden, p.hiddenList, p.hiddenFold)))
	p.install = widgets.NewButton(widgets.Primary, "Download and install", look.IconDownload, func() { s.onInstall(id) })
	p.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { s.onCancel(id) })
	p.again = widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, func() { s.onAgain(id) })
	p.trouble = widgets.NewErrorPanel(p.again)
	p.packed = filebox.NewOutcome(s.ctx, filebox.Deps{Run: s.d.Run, Files: s.d.Files}, func() { s.parts.page.Relayout() })
	p.about = widgets.VStack(look.Gap8, p.sizes, p.newVouch.Content())
	p.buttons = widgets.Wrap(look.Gap12, p.install, p.cancel)
	p.now = widgets.VStack(look.Gap16, widgets.Divider(),
		widgets.HStackTop(look.Gap12, p.icon, widgets.Grow(widgets.VStack(look.Gap16,
			widgets.VStack(look.Gap8, p.heading, p.text), p.changes.Content(),
			p.about, p.moving.Content(), p.buttons))))
	p.more = newMoreParts(s, id)
	p.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, p.title, p.publisher, p.from),
		widgets.VStack(look.Gap4, p.vouch.Content(), widgets.Inset(look.Gap32, 0, p.fingerprint)),
		p.reviewRow, p.hiddenBox, p.fault, p.now, p.trouble, p.packed.Content(), p.more.root))
	return p
}

func (p *cardPart) render(c card) {
	p.title.SetText(c.Title)
	p.publisher.SetText(c.Publisher)
	widgets.SetVisible(p.publisher, c.Publisher != "")
	p.from.SetText(glance.Join(c.Content, c.From, c.Checked))
	p.vouch.Set(c.Vouch)
	p.fingerprint.SetRuns(widgets.Run{Text: "Fingerprint: "}, widgets.Run{Text: c.Fingerprint, Mono: true})
	widgets.SetVisible(p.fingerprint, c.Fingerprint != "")
	p.review.SetText(c.Review)
	widgets.SetVisible(p.reviewRow, c.Review != "")
	p.renderHidden(c)
	p.fault.Tell(c.Fault)
	p.renderNow(c)
	p.trouble.Tell(c.Trouble)
	p.more.render(c.More)
}

// atOnce is how many things that are not shown are named before somebody asks which.
const atOnce = 4

// renderHidden says what is not shown because of another library.
func (p *cardPart) renderHidden(c card) {
	p.hidden.SetText(c.Hidden)
	names := strings.Join(c.HiddenList, "\n")
	p.hiddenList.SetText(names)
	p.hiddenMany.SetText(names)
	widgets.SetVisible(p.hiddenList, len(c.HiddenList) <= atOnce)
	widgets.SetVisible(p.hiddenFold, len(c.HiddenList) > atOnce)
	widgets.SetVisible(p.hiddenBox, c.Hidden != "")
}

// renderNow shows what is going on with the library.
func (p *cardPart) renderNow(c card) {
	p.icon.Set(icon(c.Phase))
	p.heading.SetText(c.Heading)
	widgets.SetVisible(p.heading, c.Heading != "")
	p.text.SetText(c.Text)
	widgets.SetVisible(p.text, c.Text != "")
	p.changes.Set(c.Changes)
	p.sizes.SetText(c.Sizes)
	widgets.SetVisible(p.about, c.Sizes != "")
	p.newVouch.Set(c.NewVouch)
	p.moving.Set(c.Phase == installing, c.Transfer)
	p.install.SetKind(widgets.Secondary)
	if c.Main {
		p.install.SetKind(widgets.Primary)
	}
	p.install.SetLabel(c.Action)
	widgets.SetVisible(p.install, c.CanInstall)
	widgets.SetVisible(p.cancel, c.CanCancel)
	widgets.SetVisible(p.buttons, c.CanInstall || c.CanCancel)
	p.cancel.SetBusy(c.Stopping)
	p.cancel.SetLabel("Cancel")
	if c.Stopping {
		p.cancel.SetLabel("Stopping…")
	}
	widgets.SetVisible(p.now, c.Heading != "" || c.Text != "")
}

func icon(p phase) (look.IconName, fyne.ThemeColorName) {
	switch p {
	case upToDate, installed, returned:
		return look.IconCircleCheck, look.ColorRightInk
	case offered, installing:
		return look.IconDownload, look.ColorPrimary
	case waiting:
		return look.IconClock, look.ColorWaitInk
	case resting:
		return look.IconInfo, look.ColorMuted
	}
	return look.IconClock, look.ColorPrimary
}

// moreParts are what can be done with a library besides.
type moreParts struct {
	root fyne.CanvasObject

	back, pack, up, down, remove  *widgets.Button
	backNote, packNote, orderNote *widgets.Text
	removeNote                    *widgets.Text
	backBox, orderBox, removeBox  fyne.CanvasObject
	removing                      fyne.CanvasObject // the button
}

func newMoreParts(s *Screen, id string) *moreParts {
	p := &moreParts{backNote: widgets.Muted(""), packNote: widgets.Muted(""), orderNote: widgets.Muted(""), removeNote: widgets.Muted("")}
	p.back = widgets.NewButton(widgets.Secondary, "", look.IconUndo, func() { s.onReturn(id) })
	p.pack = widgets.NewButton(widgets.Secondary, "Pass on as a file", look.IconUSB, func() { s.onPack(id) })
	p.up = widgets.NewButton(widgets.Secondary, "Move up", look.IconChevronUp, func() { s.onMove(id, -1) })
	p.down = widgets.NewButton(widgets.Secondary, "Move down", look.IconChevronDown, func() { s.onMove(id, +1) })
	p.remove = widgets.NewButton(widgets.Secondary, "Remove", look.IconTrash, func() { s.askRemove(id) })
	p.backBox = widgets.VStack(look.Gap8, widgets.Wrap(0, p.back), p.backNote)
	p.orderBox = widgets.VStack(look.Gap8, widgets.Wrap(look.Gap12, p.up, p.down), p.orderNote)
	p.removing = widgets.Wrap(0, p.remove)
	p.removeBox = widgets.VStack(look.Gap8, p.removing, p.removeNote)
	p.root = widgets.NewFold("More", "Less", widgets.Inset(0, look.Gap8, widgets.VStack(look.Gap24,
		p.backBox, widgets.VStack(look.Gap8, widgets.Wrap(0, p.pack), p.packNote), p.orderBox, p.removeBox)))
	return p
}

func (p *moreParts) render(m more) {
	p.back.SetLabel(m.BackAction)
	p.backNote.SetText(m.Back)
	widgets.SetVisible(p.backBox, m.Back != "")
	p.packNote.SetText(m.PackNote)
	p.orderNote.SetText(m.Order)
	widgets.SetVisible(p.orderBox, m.Order != "")
	p.removeNote.SetText(m.RemoveNote)
	widgets.SetVisible(p.removing, m.CanRemove)
	widgets.SetEnabled(p.back, m.Enabled)
	widgets.SetEnabled(p.pack, m.Enabled && m.CanPack)
	widgets.SetEnabled(p.up, m.Enabled && m.CanUp)
	widgets.SetEnabled(p.down, m.Enabled && m.CanDo)
	widgets.SetEnabled(p.remove, m.Enabled)
}
