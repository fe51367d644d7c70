package facilitatorview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A tabRow chooses between the parts that show by turns. Its items leave the arrows to the remote.
type tabRow struct {
	root  *fyne.Container
	items [moreTab + 1]*w.RailItem
}

func newTabRow(open func(tab)) *tabRow {
	t := &tabRow{}
	var objects []fyne.CanvasObject
	for i, l := range []struct {
		label string
		icon  look.IconName
	}{{"Slide", look.IconPresentation}, {"Now", look.IconMessageCircle}, {"Plan", look.IconList}, {"Phones", look.IconSmartphone}, {"More", look.IconMore}} {
		item := w.NewRailItem(l.icon, l.label, func() { open(tab(i)) })
		t.items[i] = item
		objects = append(objects, item)
	}
	t.root = w.Wrap(look.Gap4, objects...)
	return t
}

func (t *tabRow) set(chosen tab, wide bool) {
	for i, item := range t.items {
		item.SetSelected(tab(i) == chosen)
	}
	w.SetVisible(t.items[slideTab], !wide)
}

// fit puts the words below their icons where the items would not stand in one row.
func (t *tabRow) fit(width float32) {
	wide := float32(0)
	for _, item := range t.items {
		if item.Visible() {
			wide += item.Wide() + look.Gap4
		}
	}
	for _, item := range t.items {
		item.SetNarrow(wide-look.Gap4 > width)
	}
}
