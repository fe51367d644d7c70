package exchangeview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A listView shows a list, a part of it at first. Entries that were made are kept.
type listView struct {
	heading *w.Text
	lead    *w.Text
	entries *fyne.Container
	made    []entry
	more    *w.Button
	root    *fyne.Container
}

func newListView(more func()) *listView {
	v := &listView{heading: w.Heading(""), lead: w.Muted(""), entries: w.VStack(look.Gap16)}
	v.more = w.NewButton(w.Quiet, "", look.IconChevronDown, more)
	v.root = w.VStack(look.Gap12, w.VStack(look.Gap4, v.heading, v.lead), v.entries, w.Inset(-look.Gap12, 0, w.Wrap(0, v.more)))
	return v
}

func (v *listView) set(l list) {
	v.heading.SetText(l.Heading)
	v.lead.SetText(l.Lead)
	v.lead.Hidden = l.Lead == ""
	if !begins(l.Entries, v.made) {
		v.entries.Objects, v.made = nil, nil
	}
	for _, e := range l.Entries[len(v.made):] {
		v.entries.Add(makeEntry(e))
	}
	v.made = l.Entries
	v.entries.Hidden = len(l.Entries) == 0
	v.more.SetLabel(l.More)
	v.more.Hidden = l.More == ""
	v.root.Refresh()
}

// begins reports whether all begins with some.
func begins(all, some []entry) bool {
	if len(some) > len(all) {
		return false
	}
	for i, e := range some {
		if !same(e, all[i]) {
			return false
		}
	}
	return true
}

func same(a, b entry) bool {
	if a.Where != b.Where || a.Title != b.Title || a.Next != b.Next || len(a.Lines) != len(b.Lines) {
		return false
	}
	for i := range a.Lines {
		if a.Lines[i] != b.Lines[i] {
			return false
		}
	}
	return true
}

func makeEntry(e entry) fyne.CanvasObject {
	words := w.VStack(look.Gap4)
	if e.Title != "" {
		words.Add(w.NewText(w.TextStyle{Bold: true}, w.Run{Text: e.Title}))
	}
	for _, line := range e.Lines {
		words.Add(w.Body(line))
	}
	if e.Next != "" {
		words.Add(w.Led(look.Gap8, w.NewIconScaled(look.IconArrowRight, look.ColorMuted, 0.85), w.Body(e.Next)))
	}
	if e.Where != "" {
		words.Objects = append([]fyne.CanvasObject{w.Caption(e.Where)}, words.Objects...)
	}
	return w.NewQuote(words)
}
