package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// sections are the entries of the rail, from the top.
var sections = [...]struct {
	screen nav.Screen
	label  string
	icon   look.IconName
}{
	{nav.Home, "Home", look.IconHome},
	{nav.Learn, "Learn", look.IconBook},
	{nav.Handouts, "Handouts", look.IconPrinter},
	{nav.Sessions, "Sessions", look.IconUsers},
	{nav.Progress, "Progress", look.IconSprout},
	{nav.Settings, "Settings", look.IconSettings},
}

// A frame is what stays around every screen: the rail, and the bar with back, forward and search.
//
// The rail and the bar are made when they are first shown: the first window, the choice of a profile, has neither
// and must not wait for them.
type frame struct {
	on      frameEvents
	root    *fyne.Container
	rail    fyne.CanvasObject   // nil until then, as all below but body
	places  []*widgets.RailItem // all that is in the rail
	bar     *fyne.Container
	body    *fyne.Container
	items   map[nav.Screen]*widgets.RailItem
	back    *widgets.IconButton
	forward *widgets.IconButton
	search  *widgets.SearchField
	who     *widgets.Button
	name    string // of the profile
	bands   []*bandPart
	above   *fyne.Container // of the bands; nil until there is one
}

// frameEvents are what a frame calls.
type frameEvents struct {
	section       func(nav.Screen)
	back, forward func()
	search        func(query string)
	who, hide     func()
}

func newFrame(on frameEvents) *frame {
	f := &frame{on: on, items: map[nav.Screen]*widgets.RailItem{}, body: container.NewStack()}
	f.root = container.New(frameLayout{f}, f.body)
	return f
}

// furnish makes the rail and the bar.
func (f *frame) furnish() {
	list := widgets.VStack(look.Gap4)
	for _, s := range sections {
		item := widgets.NewRailItem(s.icon, s.label, func() { f.on.section(s.screen) })
		f.items[s.screen] = item
		f.places = append(f.places, item)
		list.Add(item)
	}
	hide := widgets.NewRailItem(look.IconEyeOff, "Hide now", f.on.hide)
	f.places = append(f.places, hide)
	above := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(look.Gap12, 0, railMargin, railMargin), list))
	foot := container.New(layout.NewCustomPaddedLayout(look.Gap16, look.Gap12, railMargin, railMargin), widgets.VStack(look.Gap16, widgets.Divider(), hide))
	f.rail = widgets.NewSurface(look.ColorRail, container.New(railLayout{}, above, foot))

	f.back = widgets.NewIconButton(look.IconArrowLeft, "Back", f.on.back)
	f.forward = widgets.NewIconButton(look.IconArrowRight, "Forward", f.on.forward)
	f.search = widgets.NewSearchField("Search", f.on.search)
	f.who = widgets.NewButton(widgets.Quiet, "", look.IconUser, f.on.who)
	f.bar = container.New(barLayout{f}, widgets.HStack(0, f.back, f.forward), f.search, f.who)
	f.arrange()
}

// arrange puts in what has been made. Tab visits the screen first.
func (f *frame) arrange() {
	f.root.Objects = []fyne.CanvasObject{f.body}
	if f.rail != nil {
		f.root.Objects = append(f.root.Objects, f.bar, f.rail)
	}
	if f.above != nil {
		f.root.Objects = append(f.root.Objects, f.above)
	}
}

// A frameState is what the frame shows.
type frameState struct {
	bare             bool // nothing but the screen: no profile is open
	section          nav.Screen
	canBack, forward bool
	who              string
	query            string // in the search field
	bands            []band // across the top of every screen, bare ones too
}

func (f *frame) render(s frameState) {
	f.renderBands(s.bands)
	if s.bare {
		if f.rail != nil {
			f.rail.Hide()
			f.bar.Hide()
		}
		f.root.Refresh()
		return
	}
	if f.rail == nil {
		f.furnish()
	}
	f.rail.Show()
	f.bar.Show()
	for screen, item := range f.items {
		item.SetSelected(screen == s.section)
	}
	widgets.SetEnabled(f.back, s.canBack)
	widgets.SetEnabled(f.forward, s.forward)
	if f.search.Text() != s.query {
		f.search.SetText(s.query)
	}
	f.name = s.who
	f.root.Refresh()
}

// renderBands shows the bands. Those that were there before keep their widgets.
func (f *frame) renderBands(bands []band) {
	if len(bands) == 0 && f.above == nil {
		return
	}
	if f.above == nil {
		f.above = widgets.VStack(0)
		f.arrange()
	}
	var objects []fyne.CanvasObject
	for i, b := range bands {
		switch {
		case i == len(f.bands):
			f.bands = append(f.bands, newBandPart(b))
		case f.bands[i].state.kind != b.kind:
			f.bands[i] = newBandPart(b)
		default:
			f.bands[i].set(b)
		}
		objects = append(objects, f.bands[i].root)
	}
	f.bands = f.bands[:len(bands)]
	f.above.Objects = objects
	f.above.Refresh()
}

// show puts a screen into the frame.
func (f *frame) show(o fyne.CanvasObject) {
	f.body.Objects = []fyne.CanvasObject{o}
	f.body.Refresh()
}
