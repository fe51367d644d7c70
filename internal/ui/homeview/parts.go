package homeview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A nextCard shows the one thing that is next.
type nextCard struct {
	root                  fyne.CanvasObject
	icon                  *widgets.Icon
	kicker, heading, text *widgets.Text
	meta                  *widgets.Text
	share                 *widgets.Progress
	action                *widgets.Button
	to                    nav.Route
}

func newNextCard(to nav.Navigator) *nextCard {
	c := &nextCard{
		icon:    widgets.NewIconScaled(look.IconBook, look.ColorPrimary, 2.2),
		kicker:  widgets.NewText(widgets.TextStyle{Size: look.SizeCaption, Ink: look.ColorLink, Bold: true}),
		heading: widgets.Heading(""), text: widgets.Body(""), meta: widgets.Caption(""), share: widgets.NewProgress(),
	}
	c.action = widgets.NewButton(widgets.Primary, "", look.NoIcon, func() { to.Go(c.to) })
	words := widgets.VStack(look.Gap12,
		widgets.Readable(widgets.VStack(look.Gap12, widgets.VStack(look.Gap4, c.kicker, c.heading), c.text)),
		widgets.VStack(look.Gap8, c.share, c.meta), widgets.Wrap(0, c.action))
	c.root = widgets.NewCard(widgets.Led(look.Gap24, c.icon, words))
	return c
}

func (c *nextCard) set(s card) {
	c.to = s.To
	c.icon.Set(iconOf(s), look.ColorPrimary)
	c.kicker.Say(s.Kicker)
	c.heading.Say(s.Heading)
	c.text.Say(s.Text)
	c.meta.Say(s.Meta)
	c.share.Set(s.Share)
	c.share.Hidden = s.Share < 0
	c.action.SetLabel(s.Action)
	c.action.SetKind(widgets.Primary)
	if s.Calm {
		c.action.SetKind(widgets.Secondary)
	}
}

func iconOf(c card) look.IconName {
	switch {
	case c.Empty:
		return look.IconInfo
	case c.Done:
		return look.IconAward
	case c.To.Screen == nav.Quiz:
		return look.IconClipboardCheck
	}
	return look.IconBook
}

// A line is a sentence with an icon.
type line struct {
	root *fyne.Container
	text *widgets.Text
}

func newLine(icon look.IconName) *line {
	l := &line{text: widgets.Muted("")}
	l.root = widgets.HStackTop(look.Gap12, widgets.NewIcon(icon, look.ColorWaitInk), widgets.Grow(l.text))
	return l
}

func (l *line) set(text string) {
	l.text.SetText(text)
	l.root.Hidden = text == ""
}

// makeGuestHint says that nothing is kept, and what to do about it.
func makeGuestHint(makeProfile func()) fyne.CanvasObject {
	button := widgets.NewButton(widgets.Secondary, "Make a profile", look.IconUser, makeProfile)
	words := widgets.VStack(look.Gap4,
		widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: "You are just looking around"}),
		widgets.Muted("Nothing is kept. With a profile, Passalong remembers where you stopped."))
	row := widgets.HStackTop(look.Gap16, widgets.NewIcon(look.IconEye, look.ColorPrimary),
		widgets.Grow(widgets.VStack(look.Gap12, words, widgets.Wrap(0, button))))
	return widgets.VStack(0, widgets.NewCard(row))
}
