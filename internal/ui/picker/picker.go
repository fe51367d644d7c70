// Package picker shows one choice of several in little room: what holds now, which opens the list of all.
package picker

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// An Option is one of the choices.
type Option struct {
	Text string
	Note string // below the text in the list; may be empty
}

// A Picker says which choice holds. A press opens the list, where one is chosen.
type Picker struct {
	widget.BaseWidget
	name    string
	chosen  func(index int)
	options []Option
	index   int

	panel *widgets.TapPanel
	value *widgets.Text
	box   *widgets.Dialog // while the list is open
}

// New makes a picker of what name says, without options. Chosen is called with what was pressed in the list; the owner
// shows it with Set.
func New(name string, chosen func(index int)) *Picker {
	p := &Picker{name: name, chosen: chosen, value: widgets.NewText(widgets.TextStyle{Bold: true})}
	words := widgets.VStack(0, widgets.Caption(name), p.value)
	p.panel = widgets.NewTapPanel(widgets.HStack(look.Gap8, widgets.Grow(words), widgets.NewIcon(look.IconChevronDown, look.ColorMuted)), p.open)
	p.ExtendBaseWidget(p)
	return p
}

// Set shows the options and which of them holds.
func (p *Picker) Set(options []Option, index int) {
	p.options, p.index = options, index
	text := ""
	if index >= 0 && index < len(options) {
		text = options[index].Text
	}
	p.value.SetText(text)
	p.Refresh()
}

// Field is the part that takes the keyboard.
func (p *Picker) Field() fyne.Focusable { return p.panel }

// open shows the list. A choice closes it.
func (p *Picker) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(p.panel)
	if c == nil || len(p.options) == 0 {
		return
	}
	choices := make([]widgets.Choice, len(p.options))
	for i, o := range p.options {
		choices[i] = widgets.Choice{Text: o.Text, Note: o.Note}
		if i == p.index {
			choices[i].State = widgets.ChoiceSelected
		}
	}
	list := widgets.NewChoiceGroup(false, p.pick)
	list.Set(choices)
	first, _ := list.Row(max(0, p.index)).(fyne.Focusable)
	p.box = widgets.ShowDialog(c, widgets.DialogState{Title: p.name, Content: list, Focus: first})
}

func (p *Picker) pick(index int) {
	p.box.Close()
	p.chosen(index)
}

// Children is what the picker holds.
func (p *Picker) Children() []fyne.CanvasObject { return []fyne.CanvasObject{p.panel} }

// CreateRenderer is for Fyne.
func (p *Picker) CreateRenderer() fyne.WidgetRenderer { return &renderer{p} }

type renderer struct{ p *Picker }

func (r *renderer) MinSize() fyne.Size { return r.p.panel.MinSize() }

func (r *renderer) Layout(s fyne.Size) {
	h := widgets.Fit(r.p.panel, s.Width)
	r.p.panel.Resize(fyne.NewSize(s.Width, max(h, s.Height)))
}

func (r *renderer) Refresh() {
	r.Layout(r.p.Size())
	r.p.panel.Refresh()
}

func (r *renderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.panel} }

func (r *renderer) Destroy() {}
