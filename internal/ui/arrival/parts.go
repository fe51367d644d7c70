package arrival

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/revision"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Bold is a paragraph that names what stands below it.
func Bold(text string) *widgets.Text {
	return widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: text})
}

// atOnce is how many changes are shown before somebody asks for the others.
const atOnce = 6

// A ChangeList shows what an update would change.
type ChangeList struct {
	root  *fyne.Container
	lines []Line
	all   bool
	more  *widgets.Button
}

// NewChangeList makes an empty list, which is hidden.
func NewChangeList() *ChangeList {
	l := &ChangeList{root: widgets.VStack(look.Gap16)}
	l.more = widgets.NewButton(widgets.Quiet, "", look.IconChevronDown, func() {
		l.all = true
		l.draw()
		widgets.Resettle(l.root)
	})
	l.root.Hide()
	return l
}

// Content is the object to place in a screen.
func (l *ChangeList) Content() fyne.CanvasObject { return l.root }

// Set shows lines, the first few of a long list.
func (l *ChangeList) Set(lines []Line) {
	if slices.Equal(l.lines, lines) {
		return // the keyboard may be in it
	}
	l.lines, l.all = lines, false
	l.draw()
}

func (l *ChangeList) draw() {
	shown := l.lines
	if rest := len(shown) - atOnce; rest > 1 && !l.all {
		shown = shown[:atOnce]
		l.more.SetLabel(fmt.Sprintf("Show %d more", rest))
	}
	objects := make([]fyne.CanvasObject, 0, len(shown)+1)
	for _, line := range shown {
		name, ink := changeIcon(line.Kind)
		objects = append(objects, widgets.HStackTop(look.Gap12, widgets.NewIcon(name, ink),
			widgets.Grow(widgets.VStack(2, Bold(line.Title), widgets.Muted(line.Note)))))
	}
	if len(shown) < len(l.lines) {
		objects = append(objects, widgets.Wrap(0, l.more))
	}
	l.root.Objects = objects
	widgets.SetVisible(l.root, len(objects) > 0)
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

// A Moving shows how far a download is.
type Moving struct {
	root *fyne.Container
	bar  *widgets.Progress
	text *widgets.Text
}

// NewMoving makes a bar, which is hidden.
func NewMoving() *Moving {
	m := &Moving{bar: widgets.NewProgress(), text: widgets.Caption("")}
	m.root = widgets.VStack(look.Gap8, m.bar, m.text)
	m.root.Hide()
	return m
}

// Content is the object to place in a screen.
func (m *Moving) Content() fyne.CanvasObject { return m.root }

// Set shows the bar where it is on.
func (m *Moving) Set(on bool, t catalog.Transfer) {
	share, text := Share(t)
	m.bar.Set(share)
	m.text.SetText(text)
	widgets.SetVisible(m.root, on)
}

// A VouchLine says who vouches for content.
type VouchLine struct {
	root *fyne.Container
	icon *widgets.Icon
	text *widgets.Text
}

// NewVouchLine makes a line that says nothing yet.
func NewVouchLine() *VouchLine {
	v := &VouchLine{icon: widgets.NewIcon(look.NoIcon, look.ColorInk), text: widgets.Body("")}
	v.root = widgets.HStackTop(look.Gap8, v.icon, widgets.Grow(v.text))
	return v
}

// Content is the object to place in a screen.
func (v *VouchLine) Content() fyne.CanvasObject { return v.root }

// Set shows s, and nothing where it has no words.
func (v *VouchLine) Set(s revision.Vouch) {
	name, ink := look.IconShieldAlert, look.ColorWaitInk
	if s.Signed {
		name, ink = look.IconCircleCheck, look.ColorRightInk
	}
	v.icon.Set(name, ink)
	v.text.SetText(s.Text)
	v.text.SetInk(ink)
	widgets.SetVisible(v.root, s.Text != "")
}

// NewFingerprint shows a fingerprint in figures of one width, as it is compared with one on paper.
func NewFingerprint(fingerprint string) *widgets.Text {
	return widgets.NewText(widgets.TextStyle{Size: look.SizeLead}, widgets.Run{Text: fingerprint, Mono: true})
}

// NewLargeFingerprint is NewFingerprint in large figures on lines of three groups each, to be compared one by one.
func NewLargeFingerprint() *widgets.Text {
	return widgets.NewText(widgets.TextStyle{Size: look.SizeHeading})
}

// SetLargeFingerprint shows a fingerprint in what NewLargeFingerprint made.
func SetLargeFingerprint(t *widgets.Text, fingerprint string) {
	groups := strings.Fields(fingerprint)
	var lines []string
	for line := range slices.Chunk(groups, 3) {
		lines = append(lines, strings.Join(line, " "))
	}
	t.SetRuns(widgets.Run{Text: strings.Join(lines, "\n"), Mono: true})
}

// AlarmPanel says calmly and in full that keys have changed.
func AlarmPanel(a Alarm, buttons ...*widgets.Button) fyne.CanvasObject {
	meanings := widgets.VStack(look.Gap4)
	for _, m := range a.Meanings {
		meanings.Add(widgets.HStackTop(look.Gap8, widgets.Label("•"), widgets.Grow(widgets.Body(m))))
	}
	words := []fyne.CanvasObject{
		widgets.Body(a.Text),
		widgets.VStack(look.Gap4, Bold("What it could mean"), meanings),
		widgets.VStack(look.Gap4, Bold("The number this computer knows"), NewFingerprint(a.Known)),
	}
	if a.Offered != "" {
		words = append(words, widgets.VStack(look.Gap4, Bold("The number of what is offered"), NewFingerprint(a.Offered)))
	}
	words = append(words, Bold(a.Next), widgets.Body(a.How))
	if len(buttons) > 0 {
		row := widgets.Wrap(look.Gap12)
		for _, b := range buttons {
			row.Add(b)
		}
		words = append(words, row)
	}
	return widgets.NewCallout(catalog.Caution, a.Heading, widgets.VStack(look.Gap16, words...))
}
