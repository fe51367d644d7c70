package settingsview

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/picker"
	"github.com/passalong/passalong/internal/ui/place"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// handoutState is what is said about handouts, and the region that they are for.
type handoutState struct {
	Regions []string
	Region  int
	Keeps   bool // it is written down what is printed
	Wiped   bool
	Trouble explain.Trouble // with the print log
}

func (m *model) handouts() handoutState {
	s := handoutState{Keeps: m.set.PrintLog, Wiped: m.wiped, Trouble: m.wipeTrouble}
	here := cmp.Or(m.set.Region, m.home)
	for i, r := range m.regions {
		s.Regions = append(s.Regions, place.Region(r))
		if r == here {
			s.Region = i
		}
	}
	return s
}

// handoutPart is about what is printed for other people.
type handoutPart struct {
	region  *picker.Picker
	where   fyne.CanvasObject
	keep    *widgets.Switch
	wiped   *widgets.Text
	trouble *widgets.ErrorPanel
}

func (p *handoutPart) build(s *Screen) fyne.CanvasObject {
	services := widgets.NewButton(widgets.Primary, "Open local services", look.IconMapPin, func() { s.d.Nav.Go(nav.Route{Screen: nav.Services}) })
	p.region = picker.New("Region", s.onRegion)
	p.where = group("Your region", "It decides which help lines handouts print, which drug alerts come up on Home, and what lessons say where the law differs.", p.region)
	p.keep = widgets.NewSwitch("Write down what is printed", "So that you know what to bin when a handout turns out to be wrong. It never says who printed it.", s.onPrintLog)
	see := widgets.NewButton(widgets.Secondary, "See the print log", look.IconHistory, func() { s.d.Nav.Go(nav.Route{Screen: nav.PrintLog}) })
	wipe := widgets.NewButton(widgets.Secondary, "Wipe the print log", look.IconTrash, s.askWipe)
	wipe.Hidden = s.d.PrintLog == nil
	p.wiped, p.trouble = widgets.Caption("The print log is wiped."), widgets.NewErrorPanel(nil)
	return widgets.VStack(look.Gap24,
		group("Local services", "Places near you that handouts can send people to: name, address, phone, what they offer, and when somebody last checked all that.",
			widgets.Wrap(0, services)),
		p.where,
		group("Print log", "", p.keep, widgets.Wrap(look.Gap12, see, wipe), p.wiped, p.trouble))
}

func (p *handoutPart) render(st handoutState) {
	options := make([]picker.Option, len(st.Regions))
	for i, r := range st.Regions {
		options[i] = picker.Option{Text: r}
	}
	p.region.Set(options, st.Region)
	widgets.SetVisible(p.where, len(options) > 1)
	p.keep.Set(st.Keeps)
	widgets.SetVisible(p.wiped, st.Wiped)
	p.trouble.Tell(st.Trouble)
}

func (s *Screen) onRegion(i int) {
	s.model.set.Region = s.model.regions[i]
	s.render()
	s.save()
}

func (s *Screen) onPrintLog(on bool) {
	s.model.set.PrintLog = on
	s.render()
	s.save()
}

// askWipe asks before the print log is gone for good.
func (s *Screen) askWipe() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.parts.page)
	if c == nil {
		return
	}
	var d *widgets.Dialog
	wipe := widgets.NewButton(widgets.Danger, "Wipe it", look.IconTrash, func() {
		d.Close()
		s.wipe()
	})
	keep := widgets.NewButton(widgets.Secondary, "Keep it", look.NoIcon, func() { d.Close() })
	d = widgets.ShowDialog(c, widgets.DialogState{
		Title:   "Wipe the print log?",
		Content: widgets.Body("Passalong then cannot say which copies to bin when a handout turns out to be wrong. This cannot be undone."),
		Buttons: []*widgets.Button{wipe, keep}, Focus: keep,
	})
}

// wipe forgets what was printed, also when the screen is left.
func (s *Screen) wipe() {
	log := s.d.PrintLog
	work := func(context.Context) (struct{}, error) { return struct{}{}, log.Clear() }
	bg.Start(context.WithoutCancel(s.ctx), s.d.Run, work, func(_ struct{}, err error) {
		if s.ctx.Err() != nil {
			return
		}
		s.model.wiped, s.model.wipeTrouble = err == nil, explain.Error(err)
		s.render()
	})
}

// regionsOf lists what can be chosen: what the library knows, and what was chosen already.
func regionsOf(c *catalog.Catalog, chosen catalog.Region) []catalog.Region {
	all := place.RegionsOf(c)
	for _, r := range all {
		if r == chosen || chosen == "" {
			return all
		}
	}
	return append(all, chosen)
}
