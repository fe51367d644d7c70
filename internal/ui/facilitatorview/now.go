package facilitatorview

import (
	"reflect"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A nowPanel is what is asked now, above the notes of the section.
type nowPanel struct {
	root  *fyne.Container
	poll  *pollPanel
	wall  *wallPanel
	story *storyPanel
	notes *fyne.Container
	was   []noteState
	drawn bool
}

func newNowPanel(s *Screen) *nowPanel {
	p := &nowPanel{poll: newPollPanel(s), wall: newWallPanel(s), story: newStoryPanel(s), notes: w.VStack(look.Gap16)}
	p.root = w.VStack(look.Gap24, p.poll.root, p.wall.root, p.story.root, p.notes)
	return p
}

func (p *nowPanel) set(m *model) (changed bool) {
	changed = p.poll.set(m.pollPanel())
	changed = p.wall.set(m.wallPanel()) || changed
	changed = p.story.set(m.storyPanel()) || changed
	notes := m.notes()
	if p.drawn && reflect.DeepEqual(notes, p.was) {
		return changed
	}
	p.was, p.drawn = notes, true
	p.notes.Objects = nil
	for _, n := range notes {
		p.notes.Add(noteObject(n))
	}
	if len(notes) == 0 {
		p.notes.Add(w.Muted("This section has no notes."))
	}
	return true
}

// fresh shows or hides a panel and notes what it shows, in was. It reports whether that has to be drawn, and otherwise
// whether anything changed at all.
func fresh[T any](root fyne.CanvasObject, was **T, st *T) (draw, changed bool) {
	old := *was
	*was = st
	w.SetVisible(root, st != nil)
	if st == nil {
		return false, old != nil
	}
	draw = old == nil || !reflect.DeepEqual(*old, *st)
	return draw, draw
}

// noteLooks tell the kinds of note apart by an icon and a colour, besides the word.
var noteLooks = map[plan.NoteKind]struct {
	icon look.IconName
	ink  fyne.ThemeColorName
}{
	plan.Say: {look.IconQuote, look.ColorPrimary}, plan.Ask: {look.IconHelp, look.ColorNoteInk}, plan.Expect: {look.IconLightbulb, look.ColorRightInk},
	plan.Watch: {look.IconEye, look.ColorWaitInk}, plan.Do: {look.IconHand, look.ColorMuted},
}

func noteObject(n noteState) fyne.CanvasObject {
	l, ok := noteLooks[n.Kind]
	if !ok {
		l = noteLooks[plan.Do]
	}
	head := w.NewText(w.TextStyle{Size: look.SizeCaption, Bold: true, Ink: l.ink}, w.Run{Text: n.Word})
	text := w.NewText(w.TextStyle{Bold: n.Kind == plan.Say || n.Kind == plan.Ask, Lead: 1.1}, w.Run{Text: n.Text})
	return w.Led(look.Gap12, w.NewIcon(l.icon, l.ink), w.VStack(look.Gap4, head, text))
}
