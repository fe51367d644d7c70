package settingsview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// Packs says with which program this computer opens packs, for the person who is signed in.
type Packs interface {
	// Supported reports whether that can be said here.
	Supported() bool
	On() bool
	Set(on bool) error
}

// packsState is what is shown of it.
type packsState struct {
	Shown, On bool
	Trouble   explain.Trouble
}

// packsPart is the switch for it.
type packsPart struct {
	root    fyne.CanvasObject
	on      *widgets.Switch
	trouble *widgets.ErrorPanel
}

func (p *packsPart) build(s *Screen) fyne.CanvasObject {
	p.on = widgets.NewSwitch("Open content files by double-click",
		"Files that end in .passalong then open with this Passalong, for you only. That is written into your own settings of this computer, where others who use it as you can see it. Switch it off and it is gone again.",
		s.onPacks)
	p.trouble = widgets.NewErrorPanel(nil)
	p.root = group("Files", "", p.on, p.trouble)
	return p.root
}

func (p *packsPart) render(st packsState) {
	widgets.SetVisible(p.root, st.Shown)
	p.on.Set(st.On)
	p.trouble.Tell(st.Trouble)
	widgets.SetVisible(p.trouble, st.Trouble.What != "")
}

// lookForPacks finds out how it is set.
func (s *Screen) lookForPacks() {
	packs := s.d.Packs
	if packs == nil || !packs.Supported() {
		return
	}
	s.model.packs.Shown = true
	work := func(context.Context) (bool, error) { return packs.On(), nil }
	bg.Start(s.ctx, s.d.Run, work, func(on bool, _ error) {
		s.model.packs.On = on
		s.render()
	})
}

// onPacks sets it. It goes on when the screen is left.
func (s *Screen) onPacks(on bool) {
	packs := s.d.Packs
	s.model.packs.On, s.model.packs.Trouble = on, explain.Trouble{}
	s.render()
	work := func(context.Context) (bool, error) {
		err := packs.Set(on)
		return packs.On(), err
	}
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(on bool, err error) {
		s.model.packs.On = on
		if err != nil {
			s.model.packs.Trouble = explain.Error(err)
		}
		if s.ctx.Err() == nil {
			s.render()
		}
	})
}
