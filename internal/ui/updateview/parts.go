package updateview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/revision"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen.
type parts struct {
	page *widgets.PageColumn

	current    *widgets.Text
	signed     *vouchLine
	sourceName *widgets.Text
	edit       *widgets.Button

	entering      fyne.CanvasObject
	source        *widgets.Entry
	sourceTrouble *widgets.ErrorPanel
	add           *widgets.Button

	icon          *widgets.Icon
	heading, text *widgets.Text
	changes       *fyne.Container
	sizes         *widgets.Text
	newSigned     *vouchLine
	bar           *widgets.Progress
	barText       *widgets.Text
	about, moving fyne.CanvasObject // the sizes, and the bar
	trouble       *widgets.ErrorPanel
	check         *widgets.Button
	install       *widgets.Button
	cancel        *widgets.Button
	toSettings    *widgets.Button
	main          fyne.CanvasObject // heading to buttons, hidden while a trouble is all there is to say

	back    *widgets.Button
	backOf  *widgets.Text
	earlier fyne.CanvasObject
}

func newParts(s *Screen) *parts {
	p := &parts{
		current: widgets.Body(""), signed: newVouchLine(), sourceName: widgets.Body(""),
		icon: widgets.NewIconScaled(look.IconGlobe, look.ColorPrimary, 1.3), heading: widgets.Heading(""), text: widgets.Body(""),
		changes: widgets.VStack(look.Gap16), sizes: widgets.Body(""), newSigned: newVouchLine(),
		bar: widgets.NewProgress(), barText: widgets.Caption(""), backOf: widgets.Muted(""),
	}
	p.trouble = widgets.NewErrorPanel(widgets.NewButton(widgets.Secondary, "Try again", look.IconRefresh, s.onRetry))
	p.check = widgets.NewButton(widgets.Primary, "", look.IconRefresh, s.onCheck)
	p.install = widgets.NewButton(widgets.Primary, "Download and install", look.IconDownload, s.onInstall)
	p.cancel = widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, s.onCancel)
	p.toSettings = widgets.NewButton(widgets.Secondary, "Open Settings", look.IconSettings, func() { s.d.Nav.Go(nav.Route{Screen: nav.Settings, Query: "content"}) })
	p.edit = widgets.NewButton(widgets.Quiet, "Use another source", look.IconPencil, s.onEditSource)
	p.back = widgets.NewButton(widgets.Secondary, "Go back to the earlier content", look.IconUndo, s.onRollBack)
	p.enterSource(s)
	p.page = widgets.NewPageColumn(widgets.Reading,
		widgets.VStack(look.Gap8, widgets.Title("New content"),
			widgets.Muted("Lessons, quizzes and handouts can be corrected after you have installed Passalong. Nothing is fetched unless you ask.")),
		p.middle(), p.inUse(), p.goBack())
	return p
}

// inUse is the card about the content that is shown and where newer content would come from.
func (p *parts) inUse() fyne.CanvasObject {
	return widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap8, label("In use"), p.current, p.signed.row),
		widgets.Divider(),
		widgets.VStack(look.Gap4, label("Source"), p.sourceName, widgets.Inset(-look.Gap12, 0, widgets.Wrap(0, p.edit)))))
}

// middle is what the screen is about now.
func (p *parts) middle() fyne.CanvasObject {
	p.about = widgets.VStack(look.Gap8, p.sizes, p.newSigned.row)
	p.moving = widgets.VStack(look.Gap8, p.bar, p.barText)
	words := widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap8, p.heading, p.text),
		p.entering, p.changes,
		p.about, p.moving,
		widgets.Wrap(look.Gap12, p.check, p.install, p.cancel, p.toSettings))
	p.main = widgets.HStackTop(look.Gap16, p.icon, widgets.Grow(words))
	return widgets.VStack(look.Gap24, p.trouble, p.main)
}

func (p *parts) goBack() fyne.CanvasObject {
	p.earlier = widgets.VStack(look.Gap24, widgets.Divider(),
		widgets.VStack(look.Gap12, widgets.SmallHeading("The content before"), p.backOf, widgets.Wrap(0, p.back)))
	return p.earlier
}

func (p *parts) enterSource(s *Screen) {
	p.source = widgets.NewEntry("Source", "owner/repo", s.onSource)
	p.source.SetHint("Two words with a slash between, as in the address on GitHub.")
	p.source.OnSubmit(func(string) { s.onSaveSource() })
	p.sourceTrouble = widgets.NewErrorPanel(nil)
	p.add = widgets.NewButton(widgets.Primary, "Use this source", look.IconCheck, s.onSaveSource)
	p.entering = widgets.VStack(look.Gap16, p.source, p.sourceTrouble, widgets.Wrap(0, p.add))
}

func label(text string) fyne.CanvasObject {
	return widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: text})
}

func (p *parts) render(st state) {
	p.current.SetText(st.Current + ".")
	p.signed.set(st.CurrentSigned)
	p.sourceName.SetText(st.Source)
	if st.Source == "" {
		p.sourceName.SetText("None set")
	}
	widgets.SetVisible(p.edit, !st.CanSetSource && !st.CanCancel)
	p.source.SetText(st.Typed)
	p.source.SetError(st.SourceError)
	p.sourceTrouble.Set(widgets.ErrorState{What: st.SourceTrouble.What, Next: st.SourceTrouble.Next, Details: st.SourceTrouble.Detail})
	widgets.SetVisible(p.entering, st.CanSetSource)

	p.trouble.Set(widgets.ErrorState{What: st.Trouble.What, Next: st.Trouble.Next, Details: st.Trouble.Detail})
	widgets.SetVisible(p.main, st.Phase != failed)
	p.icon.Set(icon(st))
	p.heading.SetText(st.Heading)
	p.text.SetText(st.Text)
	p.renderChanges(st.Changes)
	p.sizes.SetText(st.Sizes)
	widgets.SetVisible(p.about, st.Sizes != "")
	p.newSigned.set(st.Signed)
	p.renderTransfer(st)
	p.check.SetLabel(st.CheckLabel)
	p.check.SetKind(widgets.Primary)
	if st.Phase != resting {
		p.check.SetKind(widgets.Secondary)
	}
	widgets.SetVisible(p.check, st.CanCheck)
	widgets.SetVisible(p.install, st.CanInstall)
	widgets.SetVisible(p.cancel, st.CanCancel)
	p.cancel.SetBusy(st.Stopping)
	p.cancel.SetLabel("Cancel")
	if st.Stopping {
		p.cancel.SetLabel("Stopping…")
	}
	widgets.SetVisible(p.toSettings, st.Never && st.Phase == resting && st.Source != "")
	p.backOf.SetText(st.Previous + ". Your progress stays as it is.")
	widgets.SetVisible(p.earlier, st.Previous != "")
	p.page.Relayout()
}

// renderTransfer moves the bar, and nothing else.
func (p *parts) renderTransfer(st state) {
	widgets.SetVisible(p.moving, st.Phase == installing)
	p.bar.Set(st.Share)
	p.barText.SetText(st.ShareText)
}

func (p *parts) renderChanges(lines []line) {
	objects := make([]fyne.CanvasObject, 0, len(lines))
	for _, l := range lines {
		name, ink := changeIcon(l.Kind)
		objects = append(objects, widgets.HStackTop(look.Gap12, widgets.NewIcon(name, ink),
			widgets.Grow(widgets.VStack(2, label(l.Title), widgets.Muted(l.Note)))))
	}
	p.changes.Objects = objects
	widgets.SetVisible(p.changes, len(objects) > 0)
}

// focusAfter gives the keyboard to what is to be done next, where the button that was pressed is gone.
func (p *parts) focusAfter(st state) {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.page)
	if c == nil {
		return
	}
	for _, b := range []*widgets.Button{p.install, p.cancel, p.check, p.back} {
		if b.Visible() && st.Phase != failed {
			c.Focus(b)
			break
		}
	}
	p.page.Relayout() // new text knows its height only now
	p.page.ScrollToEnd(p.heading)
}

func icon(st state) (look.IconName, fyne.ThemeColorName) {
	switch st.Phase {
	case upToDate, installed, returned:
		return look.IconCircleCheck, look.ColorRightInk
	case offered, installing:
		return look.IconDownload, look.ColorPrimary
	case checking, returning:
		return look.IconClock, look.ColorPrimary
	}
	if st.Never {
		return look.IconWifiOff, look.ColorMuted
	}
	return look.IconGlobe, look.ColorPrimary
}

func changeIcon(k catalog.ChangeKind) (look.IconName, fyne.ThemeColorName) {
	switch k {
	case catalog.Added:
		return look.IconPlus, look.ColorRightInk
	case catalog.Removed:
		return look.IconMinus, look.ColorWrongInk
	default:
		return look.IconPencil, look.ColorWaitInk
	}
}

// A vouchLine says whether somebody's signature was checked.
type vouchLine struct {
	row  *fyne.Container
	icon *widgets.Icon
	text *widgets.Text
}

func newVouchLine() *vouchLine {
	v := &vouchLine{icon: widgets.NewIcon(look.NoIcon, look.ColorInk), text: widgets.Body("")}
	v.row = widgets.HStackTop(look.Gap8, v.icon, widgets.Grow(v.text))
	return v
}

func (v *vouchLine) set(s revision.Vouch) {
	name, ink := look.IconShieldAlert, look.ColorWaitInk
	if s.Signed {
		name, ink = look.IconCircleCheck, look.ColorRightInk
	}
	v.icon.Set(name, ink)
	v.text.SetText(s.Text)
	v.text.SetInk(ink)
	widgets.SetVisible(v.row, s.Text != "")
}
