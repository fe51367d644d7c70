package handoutview

import (
	"context"

	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func (s *Screen) onOpenWebPage() {
	web, line := s.d.Web, s.model.line()
	s.desk.Open(func(ctx context.Context) error { return web.OpenWebPage(ctx, line) })
}

// onFavourite marks the handout, or takes the mark back.
func (s *Screen) onFavourite() {
	on := !s.model.favourite
	s.d.Favourites.SetFavourite(s.model.handout.ID, on, func(err error) {
		if err != nil {
			s.desk.Complain(err)
			return
		}
		s.model.favourite = on
		s.render()
	})
}

// onPack puts the handout into the pack as it is shown.
func (s *Screen) onPack() {
	cart, m := s.d.Cart, s.model
	s.parts.pack.SetBusy(true)
	work := func(ctx context.Context) (string, error) {
		p, said := m.added(cart.Current())
		return said, cart.Save(context.WithoutCancel(ctx), p)
	}
	bg.Start(s.ctx, s.d.Desk.Run, work, func(said string, err error) {
		s.parts.pack.SetBusy(false)
		if err != nil {
			s.desk.Complain(err)
			return
		}
		s.desk.Say("In the pack", said, widgets.NewButton(widgets.Secondary, "Open the pack", look.IconPackage, func() {
			s.d.Nav.Go(nav.Route{Screen: nav.Pack})
		}))
	})
}

// printed keeps what a printer has taken in the log.
func (s *Screen) printed(l pack.Line) func(copies int, place string) {
	h, title, log := s.model.shown(), s.model.handout.Title, s.d.Log
	return func(copies int, place string) {
		p := recall.OfHandout(h, l.Form, copies, place, s.d.Now())
		p.Title = title // the letters of the window do not have every script
		s.desk.Keep(log, p)
	}
}
