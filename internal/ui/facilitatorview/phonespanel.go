package facilitatorview

import (
	"errors"
	"reflect"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// phonesState is the panel of the page for phones.
type phonesState struct {
	On        bool
	Busy      bool
	Looked    bool
	Names     []w.Choice // of addresses
	Join      session.Join
	Connected int
	Joined    int
	Shown     bool // the room sees how to join
	Locked    bool
	Help      helpState
	Gone      bool
	Problem   error
}

func (m *model) phonesPanel() phonesState {
	s := phonesState{
		On: m.phones.On, Busy: m.starting, Looked: m.lookedAt, Join: m.phones.Join, Connected: m.phones.Connected, Joined: m.desk.Phones,
		Shown: m.desk.JoinShown, Locked: m.desk.Locked, Help: blockHelp(m.phones), Problem: m.phoneErr,
	}
	s.Gone = !m.phones.On && m.phones.Problem != nil
	for i, a := range m.addresses {
		name, note := addressWords(a)
		state := w.ChoiceIdle
		if i == m.chosen {
			state = w.ChoiceSelected
		}
		s.Names = append(s.Names, w.Choice{Text: name, Note: note, State: state})
	}
	return s
}

// A phonesPanel opens and closes the page for phones, and says what keeps them out.
type phonesPanel struct {
	s          *Screen
	root       *fyne.Container
	was        phonesState
	drawn      bool
	off, on    *fyne.Container
	intro      *w.Text
	addresses  *w.ChoiceGroup
	none       *w.Text
	look       *w.Button
	start      *w.Button
	gone       *w.Text
	trouble    *w.ErrorPanel
	host, code *w.Text
	there      *w.Text
	show       *w.Button
	lock       *w.Switch
	stop       *w.Button
	help       *fyne.Container
}

const keptWords = "Phones open one page of this computer. No name, no account, no internet. Only counts are kept, and words that you keep."

func newPhonesPanel(s *Screen) *phonesPanel {
	p := &phonesPanel{
		s: s, intro: w.Body(keptWords), none: w.Body("This computer is in no network. Turn on its Wi-Fi or its hotspot, then look again. Paper and hands work without."),
		trouble: w.NewErrorPanel(nil), gone: w.Body("The page for phones has stopped by itself. Choose a network and start it again: phones that were in come back."),
		there: w.NewText(w.TextStyle{Size: look.SizeHeading, Bold: true}), help: w.VStack(0),
		host: w.NewText(w.TextStyle{Size: look.SizeLead, Bold: true}), code: w.NewText(w.TextStyle{Size: look.SizeTitle, Bold: true}),
	}
	p.gone.SetInk(look.ColorWaitInk)
	p.addresses = w.NewChoiceGroup(false, func(i int) {
		s.model.chosen = i
		s.render()
	})
	p.look = w.NewButton(w.Quiet, "Look again", look.IconRefresh, s.lookAround)
	p.start = w.NewButton(w.Secondary, "Let phones in", look.IconSmartphone, s.startPhones)
	p.show = w.NewButton(w.Secondary, "", look.IconQRCode, s.join)
	p.lock = w.NewSwitch("No more phones", "Phones that are in stay in.", func(on bool) { s.do(session.Locked{On: on}) })
	p.stop = w.NewButton(w.Secondary, "Close the page for phones", look.IconStop, s.stopPhones)
	p.off = w.VStack(look.Gap16, p.gone, p.intro, w.SmallHeading("Which network?"), p.none, p.addresses, w.Wrap(look.Gap8, p.start, p.look))
	p.on = w.VStack(look.Gap16, p.there, p.help, w.Wrap(look.Gap8, p.show), w.VStack(look.Gap4, muted("Address"), p.host), w.VStack(look.Gap4, muted("Code"), p.code),
		p.lock, w.Wrap(look.Gap8, p.stop))
	p.root = w.VStack(look.Gap16, p.trouble, p.off, p.on)
	return p
}

func (p *phonesPanel) set(m *model) (changed bool) {
	now := m.phonesPanel()
	if p.drawn && reflect.DeepEqual(now, p.was) {
		return false
	}
	was := p.was
	first := !p.drawn
	p.was, p.drawn = now, true
	w.SetVisible(p.off, !now.On)
	w.SetVisible(p.on, now.On)
	p.trouble.Set(phoneTrouble(now.Problem))
	w.SetVisible(p.gone, now.Gone)
	w.SetVisible(p.none, now.Looked && len(now.Names) == 0)
	w.SetVisible(p.start, len(now.Names) > 0)
	p.start.SetBusy(now.Busy)
	p.stop.SetBusy(now.Busy)
	if first || !reflect.DeepEqual(was.Names, now.Names) {
		p.addresses.Set(now.Names)
	}
	setText(p.host, now.Join.Host)
	setText(p.code, now.Join.Code)
	there := glance.Count(now.Connected, "phone is there", "phones are there")
	if now.Joined > now.Connected {
		there += ", " + glance.Count(now.Joined, "has", "have") + " joined"
	}
	setText(p.there, there)
	setLabels(p.show, now.Shown, "Show the room how to join", "Hide how to join")
	p.lock.Set(now.Locked)
	if first || !reflect.DeepEqual(was.Help, now.Help) {
		p.setHelp(now.Help)
	}
	return true
}

func (p *phonesPanel) setHelp(h helpState) {
	p.help.Objects = nil
	if h.Title == "" {
		return
	}
	steps := w.VStack(look.Gap8)
	for _, s := range h.Steps {
		steps.Add(w.Led(look.Gap8, w.NewIcon(look.IconChevronRight, look.ColorMuted), w.Body(s)))
	}
	p.help.Add(w.NewCallout(catalog.Note, h.Title, steps))
}

// phoneTrouble says why the page for phones could not be opened or closed.
func phoneTrouble(err error) w.ErrorState {
	if err == nil || errors.Is(err, session.ErrLocked) {
		return w.ErrorState{}
	}
	return w.ErrorState{
		What: "The page for phones could not be opened there.", Next: "Choose another network, or look again. Paper and hands work without.", Details: err.Error(),
	}
}
