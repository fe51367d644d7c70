package servicesview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// parts are the widgets of the screen: the list or the form, on one page.
type parts struct {
	page *widgets.PageColumn
	list *listPart
	form *formPart
	open bool // the form is shown
}

func newParts(s *Screen) *parts {
	p := &parts{page: widgets.NewPageColumn(widgets.Reading)}
	p.list, p.form = newListPart(s), newFormPart(s)
	p.page.SetObjects(p.list.objects...)
	return p
}

func (p *parts) render(st state) {
	p.list.render(st)
	if st.Form != nil {
		p.form.render(*st.Form)
	}
	if open := st.Form != nil; open != p.open {
		p.open = open
		objects := p.list.objects
		if open {
			objects = p.form.objects
		}
		p.page.SetObjects(objects...)
	}
	p.page.Relayout()
}

// A mark says whether details were checked, by shape as well as colour.
type mark struct {
	root fyne.CanvasObject
	icon *widgets.Icon
	text *widgets.Text
}

func newMark() *mark {
	m := &mark{icon: widgets.NewIcon(look.IconCheck, look.ColorRightInk), text: widgets.Caption("")}
	m.root = widgets.HStackTop(look.Gap8, m.icon, widgets.Grow(m.text))
	return m
}

func (m *mark) set(text string, again bool) {
	m.text.SetText(text)
	if again {
		m.icon.Set(look.IconWarning, look.ColorWaitInk)
		m.text.SetInk(look.ColorWaitInk)
		return
	}
	m.icon.Set(look.IconCheck, look.ColorRightInk)
	m.text.SetInk(look.ColorMuted)
}
