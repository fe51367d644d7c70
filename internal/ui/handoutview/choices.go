package handoutview

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/imposition"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/place"
	"github.com/passalong/passalong/internal/ui/printout"
)

// choices are how the handout can be made, and how it is.
type choices struct {
	Formats   []option
	Format    int
	Languages []option // one where there is nothing to choose
	Language  int
	HasDrafts bool // there are machine drafts to offer
	Drafts    bool
	Services  []option // the first one is none
	Service   int
	Stocks    []option // one where there is nothing to choose
	Stock     int
	HasPoints bool
	Points    int
	HasMono   bool
	Mono      bool
}

// An option is one of several.
type option struct{ Text, Note string }

// stocks are the papers to choose from, the usual one first; one where a format does not leave that open.
func stocks(f paper.Format) []paper.Size {
	switch f {
	case paper.Card, paper.FoldedCard, paper.TriFold, paper.PosterTiled, paper.BookletA5:
		return []paper.Size{paper.A4, paper.Letter}
	case paper.BookletA6:
		return []paper.Size{paper.A5, paper.A4, paper.Letter}
	}
	own, _ := size(paper.HandoutForm{Format: f})
	return []paper.Size{own}
}

// points are the sizes of type to choose from: the usual one and large print.
func points() []float64 { return []float64{0, paper.LargePrint, 24} }

// formats are those in which the handout is offered in the language that was chosen, without the web page, which has
// no pages to look at.
func (m *model) formats() []paper.Format {
	return slices.DeleteFunc(m.shown().Offers(), func(f paper.Format) bool { return f == paper.Web || !f.Known() })
}

// keepOffered goes back to the usual format when a translation does not come in the one that was chosen.
func (m *model) keepOffered() {
	if all := m.formats(); !slices.Contains(all, m.form.Format) {
		m.form.Format = all[0]
	}
}

// fixed reports whether the pages of a format are laid out on the paper already.
func fixed(f paper.Format) bool {
	return !slices.Contains([]paper.Format{paper.LeafletA4, paper.LeafletLetter, paper.LeafletA5, paper.Screen}, f)
}

// chosenForm is what was chosen, without what the format does not have.
func (m *model) chosenForm() paper.HandoutForm {
	f := m.form
	if slices.Index(stocks(f.Format), f.Stock) < 1 {
		f.Stock = "" // the format's own
	}
	if !f.Format.TakesLargePrint() {
		f.Points = 0
	}
	if f.Format == paper.Screen {
		f.Mono = false
	}
	return f
}

// languages are those that may be chosen.
func (m *model) languages() []catalog.Language { return m.handout.Languages(m.drafts) }

func (m *model) choices() choices {
	f := m.form.Format
	c := choices{
		HasDrafts: slices.ContainsFunc(m.handout.Translations, func(t catalog.Handout) bool { return t.MachineDraft }),
		Drafts:    m.drafts, Stock: max(0, slices.Index(stocks(f), m.form.Stock)),
		HasPoints: f.TakesLargePrint(), Points: max(0, slices.Index(points(), m.form.Points)),
		HasMono: f != paper.Screen, Mono: m.form.Mono,
		Format: slices.Index(m.formats(), f), Language: max(0, slices.Index(m.languages(), m.language)),
	}
	for _, size := range stocks(f) {
		c.Stocks = append(c.Stocks, option{printout.SizeName(size), aboutStock(f, size)})
	}
	for _, f := range m.formats() {
		c.Formats = append(c.Formats, option{f.Name(), about(f, m.form.Stock)})
	}
	for _, l := range m.languages() {
		o := option{Text: place.Language(l)}
		if t, ok := m.handout.In(l); ok && t.MachineDraft {
			o = option{o.Text + " (machine draft)", "A machine translated it. Nobody has reviewed that."}
		}
		c.Languages = append(c.Languages, o)
	}
	c.Services = []option{{"None", "Nothing of your own is printed on it."}}
	for i, s := range m.services {
		words, _ := place.Checked(s, m.today)
		c.Services = append(c.Services, option{s.Name, words})
		if s.ID == m.service {
			c.Service = i + 1
		}
	}
	c.Services = append(c.Services, option{"Add a service…", "Your own name, address, hours and phone."})
	return c
}

// about says what a format is good for; stock is the paper that was chosen last.
func about(f paper.Format, stock paper.Size) string {
	if !slices.Contains(stocks(f), stock) {
		stock = "" // the format's own
	}
	cards := imposition.CardsToASheet(paper.HandoutForm{Format: f, Stock: stock})
	switch f {
	case paper.LeafletA5:
		return "Half of A4"
	case paper.Card:
		return fmt.Sprintf("Size of a bank card, both sides, %d to a sheet", cards)
	case paper.FoldedCard:
		return fmt.Sprintf("Folded once to fit a wallet, %d to a sheet", cards)
	case paper.TriFold:
		return "Folded twice, six panels, fits a DL envelope"
	case paper.BookletA5:
		return "Folded from A4 and stapled"
	case paper.BookletA6:
		return "Folded from A5 and stapled"
	case paper.PosterTiled:
		return "Two sheets of A4 side by side"
	case paper.Receipt:
		return "For a till printer"
	case paper.Screen:
		return "To read or to send: links work"
	}
	return ""
}

// aboutStock says what a format comes to on a paper.
func aboutStock(f paper.Format, size paper.Size) string {
	if f == paper.BookletA6 && size != paper.A5 {
		return "Two booklets at once, to be cut apart"
	}
	return ""
}

// size is the paper that a format is expected to come on, until it is there.
func size(f paper.HandoutForm) (size paper.Size, across bool) {
	switch f.Format {
	case paper.LeafletLetter:
		return paper.Letter, false
	case paper.LeafletA5:
		return paper.A5, false
	case paper.BookletA6:
		if f.Stock == "" || f.Stock == paper.A5 {
			return paper.A5, true
		}
		return f.Stock, false
	case paper.TriFold, paper.BookletA5:
		return cmp.Or(f.Stock, paper.A4), true
	case paper.PosterA3:
		return paper.A3, false
	case paper.Receipt:
		return paper.Roll80, false
	}
	return cmp.Or(f.Stock, paper.A4), false
}
