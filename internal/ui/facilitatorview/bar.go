package facilitatorview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A topBar says where the session is and what time it is.
type topBar struct {
	root      *fyne.Container
	was       barState
	drawn     bool
	where     *w.Text
	title     *w.Text
	rehearsal *w.Badge
	day       *w.Text
	section   *w.Text
	progress  *w.Progress
	session   *w.Text
}

func newTopBar(care func()) *topBar {
	b := &topBar{
		where: w.Caption(""), title: w.SmallHeading(""), rehearsal: w.NewBadge(w.BadgeState{}),
		day: w.NewText(w.TextStyle{Size: look.SizeTitle, Bold: true, NoWrap: true}), progress: w.NewProgress(), session: w.Caption(""),
		section: w.NewText(w.TextStyle{Bold: true}),
	}
	b.session.SetInk(look.ColorMuted)
	b.where.SetInk(look.ColorMuted)
	title := w.VStack(0, b.where, b.title)
	times := w.VStack(look.Gap4, b.section, b.progress, b.session)
	hard := w.NewButton(w.Secondary, "If it gets hard", look.IconHandHeart, care)
	b.root = container.New(barLayout{}, title, times, b.day, hard, b.rehearsal)
	return b
}

func (b *topBar) set(s barState) {
	if b.drawn && b.was == s {
		return
	}
	b.was, b.drawn = s, true
	setText(b.where, s.Where)
	setText(b.title, s.Title)
	setText(b.day, s.Clock.Day)
	setText(b.section, s.Clock.Section)
	setText(b.session, s.Clock.Session)
	ink := look.ColorInk
	if s.Clock.Over {
		ink = look.ColorWaitInk
	}
	b.section.SetInk(ink)
	b.progress.Set(s.Clock.SectionShare)
	badge := w.BadgeState{}
	if s.Rehearsal {
		badge = w.BadgeState{Tone: w.ToneWait, Text: "Rehearsal", Icon: look.IconPlay}
	}
	b.rehearsal.Set(badge)
	b.root.Refresh()
}

// setText changes a text that is another now.
func setText(t *w.Text, s string) {
	if t.Text() != s {
		t.SetText(s)
	}
}

// barLayout puts title, times, clock and the button for hard moments beside each other, or in two rows.
type barLayout struct{}

// barLetters is how wide the bar must be for one row, in letters.
const barLetters = 44

func (l barLayout) parts(objects []fyne.CanvasObject) (title, times, day, hard, badge fyne.CanvasObject) {
	return objects[0], objects[1], objects[2], objects[3], objects[4]
}

func (l barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, times, day, hard, _ := l.parts(objects)
	if title.Position().Y == times.Position().Y { // one row, as laid out last
		return fyne.NewSize(160, max(title.MinSize().Height, times.MinSize().Height, hard.MinSize().Height, day.MinSize().Height))
	}
	return fyne.NewSize(160, max(title.MinSize().Height, day.MinSize().Height)+look.Gap8+max(times.MinSize().Height, hard.MinSize().Height))
}

func (l barLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	title, times, day, hard, badge := l.parts(objects)
	for _, o := range []fyne.CanvasObject{day, hard, badge} {
		o.Resize(o.MinSize())
	}
	mark := float32(0)
	if badge.Visible() && badge.MinSize().Width > 0 {
		mark = badge.MinSize().Width + look.Gap12
	}
	if s.Width >= barLetters*letter() {
		right := hard.Size().Width + look.Gap16 + day.Size().Width + look.Gap24 + mark
		rest := s.Width - right - look.Gap24
		tall := max(w.Fit(title, rest*0.5), w.Fit(times, rest*0.5), hard.Size().Height, day.Size().Height)
		mid := func(o fyne.CanvasObject) float32 { return (tall - o.Size().Height) / 2 }
		title.Move(fyne.NewPos(0, 0))
		times.Move(fyne.NewPos(rest*0.5+look.Gap24, 0))
		x := s.Width - hard.Size().Width
		hard.Move(fyne.NewPos(x, mid(hard)))
		x -= look.Gap16 + day.Size().Width
		day.Move(fyne.NewPos(x, mid(day)))
		badge.Move(fyne.NewPos(x-mark, mid(badge)))
		return
	}
	first := max(w.Fit(title, s.Width-day.Size().Width-mark-look.Gap16), day.Size().Height)
	title.Move(fyne.NewPos(0, 0))
	day.Move(fyne.NewPos(s.Width-day.Size().Width, 0))
	badge.Move(fyne.NewPos(s.Width-day.Size().Width-mark, max(0, (day.Size().Height-badge.Size().Height)/2)))
	y := first + look.Gap8
	w.Fit(times, s.Width-hard.Size().Width-look.Gap16)
	times.Move(fyne.NewPos(0, y))
	hard.Move(fyne.NewPos(s.Width-hard.Size().Width, y))
}
