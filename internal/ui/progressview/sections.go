package progressview

import (
	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// leastCount is narrower than a figure, so that the four counts stand in one row of the usual window.
const leastCount = 180

// firstMyths are shown at once; the others on request.
const firstMyths = 3

func (p *parts) setSure(st sureState) {
	p.sure.Objects = []fyne.CanvasObject{w.Readable(w.Body(st.Lead))}
	if !st.Asked {
		return
	}
	counts := w.Tiles(look.Gap16, leastCount)
	for _, f := range st.Counts {
		counts.Add(tile(f))
	}
	p.sure.Add(counts)
	var rest []fyne.CanvasObject
	for i := range st.Myths {
		card := p.myth(&st.Myths[i])
		if i < firstMyths {
			p.sure.Add(card)
		} else {
			rest = append(rest, card)
		}
	}
	if len(rest) > 0 {
		p.sure.Add(w.NewFold("Show the others", "Show fewer", w.VStack(look.Gap16, rest...)))
	}
}

func (p *parts) myth(y *mythState) fyne.CanvasObject {
	card := w.VStack(look.Gap8)
	if y.Critical {
		card.Add(w.Wrap(0, w.NewBadge(w.BadgeState{Tone: w.ToneWait, Text: "Matters most", Icon: look.IconShieldAlert})))
	}
	card.Add(w.NewText(w.TextStyle{Bold: true}, w.Run{Text: y.Prompt}))
	card.Add(w.HStackTop(look.Gap12, w.NewIcon(look.IconClose, look.ColorWrongInk), w.Grow(w.Body("You were sure of: "+y.Chosen))))
	card.Add(w.HStackTop(look.Gap12, w.NewIcon(look.IconCheck, look.ColorRightInk), w.Grow(w.Body("What holds: "+y.Right))))
	if y.Why != "" {
		card.Add(w.Body(y.Why))
	}
	card.Add(w.Caption(y.Meta))
	if y.Lesson.Screen != "" {
		card.Add(w.Inset(-look.Gap4, 0, w.NewLink("Read the lesson", func() { p.s.deps.Nav.Go(y.Lesson) })))
	}
	return w.NewCard(w.Readable(card))
}

func (p *parts) proof(st proofState) {
	p.proofs.Objects = nil
	if len(st.Offers) == 0 {
		p.proofs.Add(w.Readable(w.Body("When a module is completed, you can make a certificate of it here. It has no name on it unless you type one when you print it.")))
	}
	for _, o := range st.Offers {
		b := w.NewButton(w.Secondary, "Make a certificate", look.IconAward, func() { p.s.onCertify(o) })
		b.SetBusy(st.Saving)
		p.proofs.Add(w.VStack(look.Gap8, w.Readable(w.SmallHeading(o.Title)), w.Wrap(0, b)))
	}
	if st.Trouble != nil {
		panel := w.NewErrorPanel(nil)
		panel.Tell(explain.Error(st.Trouble))
		p.proofs.Add(panel)
	}
	for _, c := range st.Certificates {
		p.proofs.Add(p.certificate(c))
	}
	if len(st.Certificates) > 0 {
		p.proofs.Add(p.badge.Content())
	}
	check := w.NewButton(w.Secondary, "Check", look.IconSearch, p.s.onCheck)
	p.verdict(st.Verdict)
	p.proofs.Add(w.Readable(w.VStack(look.Gap12, w.SmallHeading("Check a certificate"), p.number, w.Wrap(0, check), p.checked)))
}

func (p *parts) certificate(c certificateState) fyne.CanvasObject {
	open := w.NewButton(w.Quiet, "Look at it and print it", look.IconPrinter, func() { p.s.deps.Nav.Go(c.To) })
	save := w.NewButton(w.Quiet, "Save as an Open Badge", look.IconDownload, func() { p.s.onBadge(c.Number) })
	return w.NewCard(w.VStack(look.Gap8, w.SmallHeading(c.Title), w.Caption(c.Meta), w.Inset(-look.Gap12, 0, w.Wrap(look.Gap8, open, save))))
}

// verdict says what checking a number came to; nothing while nothing was checked.
func (p *parts) verdict(st verdictState) {
	p.checked.Objects = nil
	if !st.Shown {
		return
	}
	kind, title := catalog.Warning, "Not found"
	if st.Good {
		kind, title = catalog.Tip, "It is in this record"
	}
	p.checked.Objects = []fyne.CanvasObject{w.NewCallout(kind, title, w.Body(st.Text))}
	p.checked.Refresh()
}
