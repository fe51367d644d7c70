// Package popup holds the small dialogs that several screens share: a source note, a glossary term, and the
// question before a link leaves the app. Nothing opens unless the learner presses the button that says so.
package popup

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// Outside is what lies beyond the window.
type Outside struct {
	Open func(url string) error // in the browser
	Copy func(text string)      // to the clipboard
}

// Source shows a source note, with its address in full before it can be opened.
func Source(c fyne.Canvas, s catalog.Source, out Outside) *w.Dialog {
	st := stateOfSource(s)
	p := page{canvas: c, title: st.Title, closing: "Close", out: out}
	for _, f := range st.Facts {
		p.rows = append(p.rows, w.VStack(0, w.Caption(f.Name), w.Body(f.Value)))
	}
	if st.Note != "" {
		p.rows = append(p.rows, w.VStack(0, w.Caption("Note"), w.Body(st.Note)))
	}
	if st.Address == "" {
		p.rows = append(p.rows, w.Muted("No web address is known for it."))
		return p.show(nil)
	}
	p.rows = append(p.rows, w.VStack(0, w.Caption("Address"), mono(st.Address)))
	p.target, p.open, p.copy = st.Address, "Open in browser", "Copy address"
	return p.show(nil)
}

// Term shows what a glossary term means.
func Term(c fyne.Canvas, t catalog.Term) *w.Dialog {
	st := stateOfTerm(t)
	p := page{canvas: c, title: st.Title, closing: "Close", rows: []fyne.CanvasObject{w.Body(st.Meaning)}}
	if st.Also != "" {
		p.rows = append(p.rows, w.Caption(st.Also))
	}
	return p.show(nil)
}

// Leave asks before a link leads out of the app. A tel: address is shown as a number to call.
func Leave(c fyne.Canvas, url string, out Outside) *w.Dialog {
	st := stateOfLeave(url)
	p := page{
		canvas: c, title: st.Title, closing: "Cancel", out: out, target: st.Address, open: st.Open, copy: st.Copy,
		rows: []fyne.CanvasObject{mono(st.Address), w.Body(st.Note)},
	}
	return p.show(nil)
}

// A page is what a dialog of this package holds.
type page struct {
	canvas         fyne.Canvas
	title, closing string
	rows           []fyne.CanvasObject
	target         string // of the buttons
	open, copy     string // labels of the buttons; empty for none
	out            Outside
}

// show opens the dialog. The button that only closes has the keyboard first, so that a careless Return leads
// nowhere. Problem is why the browser did not come up when that was asked before.
func (p page) show(problem error) *w.Dialog {
	var d *w.Dialog
	shut := w.NewButton(w.Secondary, p.closing, look.NoIcon, func() { d.Close() })
	s := w.DialogState{Title: p.title, Buttons: []*w.Button{shut}, Focus: shut}
	if p.copy != "" {
		s.Buttons = append(s.Buttons, p.copying())
	}
	if p.open != "" {
		s.Buttons = append(s.Buttons, w.NewButton(w.Secondary, p.open, look.IconExternalLink, func() {
			err := p.out.Open(p.target)
			d.Close()
			if err != nil {
				p.show(err)
			}
		}))
	}
	rows := p.rows
	if problem != nil {
		trouble := w.NewErrorPanel(nil)
		trouble.Set(w.ErrorState{
			What:    "The browser did not open.",
			Next:    "Copy the address and paste it into your browser.",
			Details: problem.Error(),
		})
		rows = append([]fyne.CanvasObject{trouble}, rows...)
	}
	s.Content = w.VStack(look.Gap16, rows...)
	d = w.ShowDialog(p.canvas, s)
	return d
}

// copying makes the button that copies the target and then says that it has.
func (p page) copying() *w.Button {
	var b *w.Button
	b = w.NewButton(w.Secondary, p.copy, look.IconCopy, func() {
		p.out.Copy(p.target)
		b.SetLabel("Copied")
		b.SetIcon(look.IconCheck)
	})
	return b
}

// mono sets an address in letters of one width, in which l, 1 and I differ.
func mono(text string) fyne.CanvasObject {
	return w.NewText(w.TextStyle{}, w.Run{Text: text, Mono: true})
}
