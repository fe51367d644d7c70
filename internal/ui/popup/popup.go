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
	rows := []fyne.CanvasObject{}
	for _, f := range st.Facts {
		rows = append(rows, w.VStack(0, w.Caption(f.Name), w.Body(f.Value)))
	}
	if st.Note != "" {
		rows = append(rows, w.VStack(0, w.Caption("Note"), w.Body(st.Note)))
	}
	if st.Address == "" {
		rows = append(rows, w.Muted("This source is not on the web."))
		return show(c, st.Title, "Close", rows, nil, out)
	}
	rows = append(rows, address("Address", st.Address))
	return show(c, st.Title, "Close", rows, &target{st.Address, "Open in browser", "Copy address"}, out)
}

// Term shows what a glossary term means.
func Term(c fyne.Canvas, t catalog.Term) *w.Dialog {
	st := stateOfTerm(t)
	rows := []fyne.CanvasObject{w.Body(st.Meaning)}
	if st.Also != "" {
		rows = append(rows, w.Caption(st.Also))
	}
	return show(c, st.Title, "Close", rows, nil, Outside{})
}

// Leave asks before a link leads out of the app. A tel: address is shown as a number to call.
func Leave(c fyne.Canvas, url string, out Outside) *w.Dialog {
	st := stateOfLeave(url)
	rows := []fyne.CanvasObject{address("", st.Address), w.Body(st.Note)}
	return show(c, st.Title, "Cancel", rows, &target{st.Address, st.Open, st.Copy}, out)
}

// A target is what the buttons of a dialog act on.
type target struct{ text, open, copy string }

func address(name, text string) fyne.CanvasObject {
	value := w.NewText(w.TextStyle{}, w.Run{Text: text, Mono: true})
	if name == "" {
		return value
	}
	return w.VStack(0, w.Caption(name), value)
}

// show puts the rows and, where there is a target, its buttons into a dialog. The button that only closes has
// the keyboard first.
func show(c fyne.Canvas, title, closing string, rows []fyne.CanvasObject, t *target, out Outside) *w.Dialog {
	var d *w.Dialog
	shut := w.NewButton(w.Secondary, closing, look.NoIcon, func() { d.Close() })
	buttons := []*w.Button{shut}
	if t != nil {
		trouble := w.NewErrorPanel(nil)
		rows = append(rows, trouble)
		buttons = append(buttons, copying(*t, out))
		if t.open != "" {
			buttons = append(buttons, opening(*t, out, trouble, func() { d.Close() }))
		}
	}
	d = w.ShowDialog(c, w.DialogState{Title: title, Content: w.VStack(look.Gap16, rows...), Buttons: buttons, Focus: shut})
	return d
}

// copying makes the button that copies the target and then says that it has.
func copying(t target, out Outside) *w.Button {
	var b *w.Button
	b = w.NewButton(w.Secondary, t.copy, look.IconCopy, func() {
		out.Copy(t.text)
		b.SetLabel("Copied")
		b.SetIcon(look.IconCheck)
	})
	return b
}

// opening makes the button that goes to the target. When the browser does not come up, the dialog stays and
// says what else helps.
func opening(t target, out Outside, trouble *w.ErrorPanel, opened func()) *w.Button {
	return w.NewButton(w.Secondary, t.open, look.IconExternalLink, func() {
		if err := out.Open(t.text); err != nil {
			trouble.Set(w.ErrorState{
				What:    "The browser did not open.",
				Next:    "Copy the address and paste it into your browser.",
				Details: err.Error(),
			})
			return
		}
		opened()
	})
}
