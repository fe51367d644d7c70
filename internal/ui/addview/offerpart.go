package addview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/arrival"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// An offerPart shows what lies at an address, and who vouches for it.
type offerPart struct {
	root fyne.CanvasObject
	list fyne.CanvasObject // what is in it, or what would change

	title, publisher, about  *widgets.Text
	review, replaces         *widgets.Text
	words                    fyne.CanvasObject // replaces, review and vouch
	vouch                    *arrival.VouchLine
	compare, matches, nobody fyne.CanvasObject
	numbers                  []*widgets.Text // the fingerprint, wherever it stands
	same                     *widgets.ChoiceGroup
	listHeading              *widgets.Text
	changes                  *arrival.ChangeList
	sizes                    *widgets.Text
	add, leave               *widgets.Button
	buttons                  fyne.CanvasObject
}

func newOfferPart(s *Screen) *offerPart {
	p := &offerPart{
		title: widgets.Heading(""), publisher: widgets.Body(""), about: widgets.Muted(""), review: widgets.Body(""), replaces: widgets.Body(""),
		vouch: arrival.NewVouchLine(), listHeading: widgets.SmallHeading(""), changes: arrival.NewChangeList(), sizes: widgets.Body(""),
	}
	p.same = widgets.NewChoiceGroup(true, func(int) { s.onSame() })
	p.compare = widgets.NewCallout(catalog.Important, "Compare this number", p.number(),
		widgets.Body("Compare it with the one that the publisher gave you, on paper or by phone. Anybody can make up a library with the same name: only the number tells whose it is."),
		p.same)
	p.matches = widgets.NewCallout(catalog.Tip, "The number matches the one in the address", p.number())
	p.nobody = widgets.NewCallout(catalog.Caution, "Nobody has signed this",
		widgets.Body("Anybody could have changed a dose on its way to you. It is for those who write it, to try it out: do not teach from it. A warning stays on every screen while it is here."))
	p.add = widgets.NewButton(widgets.Primary, "", look.IconDownload, s.onAdd)
	p.leave = widgets.NewButton(widgets.Secondary, "Choose another one", look.IconArrowLeft, s.onAnother)
	p.buttons = widgets.Wrap(look.Gap12, p.add, p.leave)
	p.words = widgets.VStack(look.Gap8, p.replaces, p.review, p.vouch.Content())
	p.root = widgets.NewCard(widgets.VStack(look.Gap16,
		widgets.VStack(look.Gap4, p.title, p.publisher, p.about), p.words, p.compare, p.matches, p.nobody, p.sizes, p.buttons))
	p.list = widgets.NewCard(widgets.VStack(look.Gap16, p.listHeading, p.changes.Content()))
	return p
}

// number is a place where the fingerprint stands.
func (p *offerPart) number() fyne.CanvasObject {
	t := arrival.NewLargeFingerprint()
	p.numbers = append(p.numbers, t)
	return t
}

func (p *offerPart) render(o offer, open bool) {
	p.title.SetText(o.Title)
	p.publisher.SetText(o.Publisher)
	widgets.SetVisible(p.publisher, o.Publisher != "")
	p.about.SetText(o.About)
	p.replaces.SetText(o.Replaces)
	widgets.SetVisible(p.replaces, o.Replaces != "")
	p.review.SetText(o.Review)
	widgets.SetVisible(p.review, o.Review != "")
	p.vouch.Set(o.Vouch)
	for _, n := range p.numbers {
		arrival.SetLargeFingerprint(n, o.Fingerprint)
	}
	widgets.SetVisible(p.compare, o.MustCompare)
	widgets.SetVisible(p.matches, o.Matches)
	widgets.SetVisible(p.nobody, o.Trust == catalog.Unsigned)
	widgets.SetVisible(p.vouch.Content(), o.Trust == catalog.KnownKeys)
	widgets.SetVisible(p.words, o.Replaces != "" || o.Review != "" || o.Trust == catalog.KnownKeys)
	same := widgets.ChoiceIdle
	if o.Same {
		same = widgets.ChoiceSelected
	}
	p.same.Set([]widgets.Choice{{Text: "The number is the same", State: same}})
	p.listHeading.SetText(o.ListHeading)
	p.changes.Set(o.Changes)
	p.sizes.SetText(o.Sizes)
	p.add.SetLabel(o.Action)
	widgets.SetEnabled(p.add, o.CanAdd)
	widgets.SetVisible(p.buttons, open)
}

// focus gives the keyboard to what is to be done first.
func (p *offerPart) focus(c fyne.Canvas) {
	switch {
	case !p.add.Disabled():
		c.Focus(p.add)
	case p.compare.Visible():
		if row, ok := p.same.Row(0).(fyne.Focusable); ok {
			c.Focus(row) // the group itself cannot: the canvas does not know it before it is painted
		}
	default:
		c.Focus(p.leave)
	}
}
