package settingsview

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/nav"
	"github.com/passalong/passalong/internal/ui/revision"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// contentState is what is shown of the libraries, and of how newer content is fetched.
type contentState struct {
	Libraries    []libraryLine
	Never        bool
	Proxy        string // as typed
	ProxyError   string
	CanSaveProxy bool
	Unsigned     bool // libraries that nobody has signed are allowed
	Packs        packsState
}

// A libraryLine is one library in use.
type libraryLine struct {
	Text  string
	Vouch revision.Vouch
}

func (m *model) content() contentState {
	s := contentState{
		Never: m.set.NeverConnect, Proxy: m.proxy, ProxyError: m.proxyError, CanSaveProxy: strings.TrimSpace(m.proxy) != m.set.Proxy, Unsigned: m.set.AllowUnsigned,
		Packs: m.packs,
	}
	for _, p := range m.parts {
		r := p.Revision
		if r.Issued.IsZero() {
			r.Issued = p.Library.Issued
		}
		s.Libraries = append(s.Libraries, libraryLine{glance.Join(p.Library.Title, revision.InWords(r)), revision.Signature(r)})
	}
	return s
}

// typeProxy takes what is written as the proxy.
func (m *model) typeProxy(text string) { m.proxy, m.proxyError = text, "" }

// useProxy makes what is written the proxy; it reports whether it is one. Nothing at all means the one that the system
// names.
func (m *model) useProxy() bool {
	proxy := strings.TrimSpace(m.proxy)
	if !settings.ValidProxy(proxy) {
		m.proxyError = "Write it with its kind, its name and its number, such as socks5://127.0.0.1:9150 or http://proxy.example.org:8080."
		return false
	}
	m.proxy, m.set.Proxy = proxy, proxy
	return true
}

// contentPart is about the libraries and how newer content is fetched.
type contentPart struct {
	lines    *fyne.Container
	never    *widgets.Switch
	proxy    *widgets.Entry
	use      *widgets.Button
	unsigned *widgets.Switch
	packs    packsPart
}

func (p *contentPart) build(s *Screen) fyne.CanvasObject {
	p.lines = widgets.VStack(look.Gap12)
	libraries := widgets.NewButton(widgets.Primary, "Libraries on this computer", look.IconLayers, func() { s.d.Nav.Go(nav.Route{Screen: nav.Update}) })
	p.never = widgets.NewSwitch("Never connect", "Passalong then asks nothing of the network, whatever is pressed. Files still work.", s.onNever)
	p.proxy = widgets.NewEntry("Proxy", "socks5://127.0.0.1:9150", s.onProxy)
	p.proxy.SetHint("Everything is then fetched through it. The one above is Tor Browser's, while that is open. Leave it empty for the one that this computer uses.")
	p.proxy.OnSubmit(func(string) { s.onUseProxy() })
	p.use = widgets.NewButton(widgets.Secondary, "Use it", look.IconCheck, s.onUseProxy)
	p.unsigned = widgets.NewSwitch("I write content: allow libraries that nobody has signed",
		"Nobody can tell whether such a library was changed on its way to you: a wrong dose in it can kill. A warning stays on every screen while one is here. Leave this off unless you try out what you write.",
		s.onUnsigned)
	return widgets.VStack(look.Gap24,
		group("What is shown", "Passalong looks for newer content only when you ask it to.", p.lines, widgets.Wrap(0, libraries)),
		group("Connections", "", p.never, p.proxy, widgets.Wrap(0, p.use)),
		p.packs.build(s),
		group("For authors", "", p.unsigned))
}

func (p *contentPart) render(st contentState) {
	p.lines.Objects = nil
	for _, l := range st.Libraries {
		line := widgets.VStack(look.Gap4, widgets.Body(l.Text+"."))
		if l.Vouch.Text != "" {
			ink := look.ColorWaitInk
			if l.Vouch.Signed {
				ink = look.ColorRightInk
			}
			line.Add(widgets.NewText(widgets.TextStyle{Ink: ink}, widgets.Run{Text: l.Vouch.Text}))
		}
		p.lines.Add(line)
	}
	p.never.Set(st.Never)
	p.proxy.SetText(st.Proxy)
	p.proxy.SetError(st.ProxyError)
	p.use.SetLabel("Use it")
	if strings.TrimSpace(st.Proxy) == "" {
		p.use.SetLabel("Use none")
	}
	widgets.SetVisible(p.use, st.CanSaveProxy)
	p.unsigned.Set(st.Unsigned)
	p.packs.render(st.Packs)
}

func (s *Screen) onNever(on bool) {
	s.model.set.NeverConnect = on
	s.render()
	s.save()
}

func (s *Screen) onProxy(text string) {
	s.model.typeProxy(text)
	s.render()
}

func (s *Screen) onUseProxy() {
	if s.model.useProxy() {
		s.save()
	}
	s.render()
}

func (s *Screen) onUnsigned(on bool) {
	s.model.set.AllowUnsigned = on
	s.render()
	s.save()
}
