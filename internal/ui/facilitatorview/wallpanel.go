package facilitatorview

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// A wallPanel lets words onto the wall.
type wallPanel struct {
	s       *Screen
	root    *fyne.Container
	head    *w.Text
	prompt  *w.Text
	buttons *askButtons
	entry   *w.Entry
	waiting *w.Text
	list    *wordList
	up      *w.Text
	upList  *wordList
	was     *wallState
}

func newWallPanel(s *Screen) *wallPanel {
	p := &wallPanel{
		s: s, head: muted(""), prompt: w.NewText(w.TextStyle{Size: look.SizeLead, Bold: true}), buttons: newAskButtons(s),
		waiting: w.SmallHeading(""), up: w.SmallHeading(""),
	}
	p.list = newWordList(s, func(word session.Word) []wordButton {
		return []wordButton{
			w.NewButton(w.Secondary, "Show", look.IconCheck, func() { s.judge(word.ID, true) }),
			w.NewIconButton(look.IconClose, "Leave out: "+word.Text, func() { s.judge(word.ID, false) }),
		}
	})
	p.upList = newWordList(s, func(word session.Word) []wordButton {
		return []wordButton{w.NewIconButton(look.IconClose, "Take off the wall: "+word.Text, func() { s.judge(word.ID, false) })}
	})
	p.entry = w.NewEntry("Write down what somebody says", "", func(string) {})
	p.entry.SetHint("It goes onto the wall at once. No names.")
	p.entry.OnSubmit(func(text string) {
		s.write(text)
		p.entry.SetText("")
	})
	p.root = w.VStack(look.Gap12, w.VStack(look.Gap4, p.head, p.prompt), p.buttons.root, p.waiting, p.list.root, p.entry, p.up, p.upList.root)
	p.root.Hide()
	return p
}

func (p *wallPanel) set(st *wallState) (changed bool) {
	if draw, changed := fresh(p.root, &p.was, st); !draw {
		return changed
	}
	setText(p.head, st.Head)
	setText(p.prompt, st.Prompt)
	p.buttons.set(st.Buttons)
	waiting := fmt.Sprintf("%s for you (Y shows the first, X leaves it out)", glance.Count(len(st.Waiting), "word waits", "words wait"))
	if len(st.Waiting) == 0 {
		waiting = "No word waits for you."
	}
	if st.LeftOut > 0 {
		waiting += fmt.Sprintf(" %d left out.", st.LeftOut)
	}
	setText(p.waiting, waiting)
	w.SetVisible(p.waiting, st.Asked)
	w.SetVisible(p.entry, st.Asked)
	showText(p.up, onWall(len(st.Wall)))
	p.list.set(st.Waiting)
	p.upList.set(st.Wall)
	return true
}

func onWall(n int) string {
	if n == 0 {
		return ""
	}
	return "On the wall: " + glance.Count(n, "word", "words")
}
