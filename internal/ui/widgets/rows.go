package widgets

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
)

// setVerdict shows how a row was judged; nothing for one that was not.
func setVerdict(i *Icon, state ChoiceState) {
	i.Hidden = false
	switch state {
	case ChoiceRight:
		i.Set(look.IconCircleCheck, look.ColorRightInk)
	case ChoiceWrong:
		i.Set(look.IconCircleX, look.ColorWrongInk)
	default:
		i.Hidden = true
	}
}

// A focusableRow is a row of a list that the keyboard can be on.
type focusableRow interface {
	fyne.CanvasObject
	fyne.Focusable
}

// focusRow gives the keyboard to a row of a list.
func focusRow[R focusableRow](list fyne.Widget, rows []R, row int) {
	if row < 0 || row >= len(rows) || !rows[row].Visible() {
		return
	}
	if c := canvasOf(list); c != nil {
		c.Focus(rows[row])
	}
}

// currentRow is the row of a list that has the keyboard; -1 is none.
func currentRow[R focusableRow](list fyne.Widget, rows []R) int {
	if c := canvasOf(list); c != nil {
		for i, r := range rows {
			if c.Focused() == fyne.Focusable(r) {
				return i
			}
		}
	}
	return -1
}
