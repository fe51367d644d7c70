package homeview

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// News is what the screen needs to say what is new; nothing is said where Run is nil.
type News struct {
	Run bg.Runner
}

// lookForNews finds out what is new. What a learner has to be told nothing of is kept as told: without it, nobody
// could say later what was new for them. While the content is not the content that was installed, nothing is: its
// modules are older, and some are missing.
func (s *Screen) lookForNews() {
	if s.deps.News.Run == nil || s.deps.Notice != nil {
		return
	}
	type found struct {
		news  newsState
		quiet map[catalog.ModuleID]string
	}
	c, r := s.deps.Catalog, s.deps.Learner.Record()
	work := func(context.Context) (found, error) { return found{tell(news.Since(c, r, nil)), news.Quiet(c, r)}, nil }
	bg.Start(s.ctx, s.deps.News.Run, work, func(f found, _ error) {
		if len(f.quiet) > 0 {
			s.deps.Learner.SaveModulesSeen(f.quiet, nil) // what is not kept is found again
		}
		s.model.news = f.news
		s.render()
	})
}

// A newsPart is one line that leads to what is new.
type newsPart struct {
	root  fyne.CanvasObject
	title *widgets.Text
	note  *widgets.Text
}

func newNewsPart(to nav.Navigator) *newsPart {
	p := &newsPart{title: widgets.NewText(widgets.TextStyle{Bold: true}), note: widgets.Caption("")}
	row := widgets.HStack(look.Gap12, widgets.NewIconScaled(look.IconBell, look.ColorPrimary, 1.3),
		widgets.Grow(widgets.VStack(0, p.title, p.note)), widgets.NewIcon(look.IconChevronRight, look.ColorMuted))
	p.root = widgets.NewTapPanel(row, func() { to.Go(nav.Route{Screen: nav.News}) })
	return p
}

func (p *newsPart) set(s newsState) {
	p.title.Say(s.Title)
	p.note.Say(s.Note)
	widgets.SetVisible(p.root, s.Title != "")
}
