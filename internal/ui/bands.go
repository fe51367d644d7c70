package ui

import (
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// A band is a line across the top of every screen that stays for as long as what it says is so.
type band struct {
	kind   bandKind
	text   string
	action string // label of its button; empty for none
	press  func() // what the button does
}

// A bandKind is how a band looks.
type bandKind int

const (
	warningBand bandKind = iota
	authorBand
)

// unsignedBand warns of content in use that nobody has signed; ok is false where there is none. What came with the
// program is vouched for by whoever gave it.
func unsignedBand(c *catalog.Catalog) (b band, ok bool) {
	if c == nil {
		return band{}, false
	}
	var titles []string
	for _, p := range c.Parts {
		if c.Unsigned(p.Library.ID) {
			titles = append(titles, "“"+p.Library.Title+"”")
		}
	}
	if len(titles) == 0 {
		return band{}, false
	}
	return band{kind: warningBand, text: "Nobody has signed the content of " + glance.List(titles) + ". It is for its authors only: do not teach from it."}, true
}

// previewBand says that the window shows the folder of an author, and how many problems it has. Every library lies in a
// folder named modules, so that the one around it tells more.
func previewBand(folder string, problems []catalog.Problem, show func()) band {
	name := filepath.Base(folder)
	if name == "modules" {
		name = filepath.Base(filepath.Dir(folder))
	}
	b := band{kind: authorBand, text: fmt.Sprintf("Preview of %s. Saved files show at once.", name), press: show}
	switch n := len(problems); n {
	case 0:
	case 1:
		b.action = "1 problem"
	default:
		b.action = fmt.Sprintf("%d problems", n)
	}
	return b
}

// problemLines are the problems as an author's editor finds them, in the order they were given.
func problemLines(problems []catalog.Problem) []string {
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = p.Error()
	}
	return lines
}

// showProblems lists the problems of the folder that is previewed. The list can be copied.
func showProblems(c fyne.Canvas, problems []catalog.Problem, copyText func(string)) *widgets.Dialog {
	lines := problemLines(problems)
	list := widgets.VStack(look.Gap12)
	for _, l := range lines {
		list.Add(widgets.HStackTop(look.Gap8, widgets.NewIcon(look.IconProblem, look.ColorWrongInk), widgets.Grow(widgets.Body(l))))
	}
	if len(lines) == 0 {
		list.Add(widgets.Body("There is none any more."))
	}
	var d *widgets.Dialog
	shut := widgets.NewButton(widgets.Primary, "Close", look.NoIcon, func() { d.Close() })
	copying := widgets.NewButton(widgets.Secondary, "Copy the list", look.IconCopy, func() { copyText(strings.Join(lines, "\n") + "\n") })
	d = widgets.ShowDialog(c, widgets.DialogState{Title: "What to mend", Content: list, Buttons: []*widgets.Button{shut, copying}, Focus: shut, Wide: true})
	return d
}

// A bandPart is the drawing of one band.
type bandPart struct {
	state band
	root  fyne.CanvasObject
	text  *widgets.Text
	more  *widgets.Button
}

func newBandPart(b band) *bandPart {
	fill, ink, icon := look.ColorWaitFill, look.ColorWaitInk, look.IconWarning
	if b.kind == authorBand {
		fill, ink, icon = look.ColorNoteFill, look.ColorNoteInk, look.IconPencil
	}
	p := &bandPart{text: widgets.NewText(widgets.TextStyle{Ink: ink})}
	p.more = widgets.NewButton(widgets.Quiet, "", look.NoIcon, func() { p.state.press() })
	row := widgets.HStack(look.Gap12, widgets.NewIcon(icon, ink), widgets.Grow(p.text), p.more)
	p.root = widgets.VStack(0, widgets.NewSurface(fill, widgets.Inset(look.Gap16, look.Gap8, row)), widgets.Divider())
	p.set(b)
	return p
}

// set shows another band of the same kind. The button stays, since the keyboard may be on it.
func (p *bandPart) set(b band) {
	p.state = b
	p.text.SetText(b.text)
	p.more.SetLabel(b.action)
	widgets.SetVisible(p.more, b.action != "")
}
