package paper

import (
	"fmt"
	"slices"
)

// A Format is what a handout comes as: a leaflet, a card, a booklet, a poster. Its value is what content and the
// command line call it.
type Format string

// The formats.
const (
	LeafletA4     Format = "a4"
	LeafletLetter Format = "letter"
	LeafletA5     Format = "a5"
	Card          Format = "card"        // credit-card size, both sides, ten to a sheet
	FoldedCard    Format = "folded-card" // A7, folded once to fit a wallet, eight to a sheet
	TriFold       Format = "tri-fold"    // six panels that fit a DL envelope
	BookletA5     Format = "booklet-a5"  // from A4, folded once
	BookletA6     Format = "booklet-a6"  // from A5, folded once
	PosterA3      Format = "poster-a3"
	PosterTiled   Format = "poster-tiled" // the A3 poster on two sheets of A4
	Receipt       Format = "receipt"      // on an 80 mm till roll
	Screen        Format = "screen"       // PDF to read on a screen, links live
	Web           Format = "web"          // plain HTML, for screen readers and e-mail
)

// Formats lists them all, in the order in which people are offered them.
func Formats() []Format {
	return []Format{
		LeafletA4, LeafletLetter, LeafletA5, Card, FoldedCard, TriFold, BookletA5, BookletA6, PosterA3, PosterTiled, Receipt, Screen, Web,
	}
}

// Known reports whether there is such a format.
func (f Format) Known() bool { return slices.Contains(Formats(), f) }

// Name is what people call it, such as "Wallet card".
func (f Format) Name() string {
	switch f {
	case LeafletA4:
		return "A4 sheet"
	case LeafletLetter:
		return "US Letter sheet"
	case LeafletA5:
		return "A5 flyer"
	case Card:
		return "Wallet card"
	case FoldedCard:
		return "Folded wallet card"
	case TriFold:
		return "Tri-fold leaflet"
	case BookletA5:
		return "A5 booklet"
	case BookletA6:
		return "A6 booklet"
	case PosterA3:
		return "A3 poster"
	case PosterTiled:
		return "A3 poster on two A4 sheets"
	case Receipt:
		return "Receipt, 80 mm"
	case Screen:
		return "PDF for the screen"
	case Web:
		return "Web page"
	}
	return string(f)
}

// TakesLargePrint reports whether a format has room for large print. What is made to be small, or has a number of
// panels, has none.
func (f Format) TakesLargePrint() bool {
	return slices.Contains([]Format{LeafletA4, LeafletLetter, LeafletA5, BookletA5, BookletA6, PosterA3, PosterTiled, Screen}, f)
}

// LargePrint is the least size of type, in points, that is called large print: the RNIB's "Clear print" and the
// Round Table on Information Access for People with Print Disabilities both begin at 18.
const LargePrint = 18

// A HandoutForm is how a handout is set. The zero value is an A4 sheet in type of the usual size, in colour.
type HandoutForm struct {
	Format Format // empty for LeafletA4
	// Stock is the paper that goes into the printer, A4 or Letter, where the format leaves it open, as cards do;
	// empty for the format's own.
	Stock Size
	// Points is the least size of the body's type: 0 for the format's own, LargePrint and more for large print.
	Points float64
	Mono   bool // low-ink black and white that survives a photocopier
}

// Name is what people call it, such as "Wallet card, black and white".
func (f HandoutForm) Name() string {
	name := f.Format.Name()
	if f.Format == "" {
		name = LeafletA4.Name()
	}
	if f.Points >= LargePrint {
		name += fmt.Sprintf(", large print %g", f.Points)
	}
	if f.Mono {
		name += ", black and white"
	}
	return name
}

// An Arrangement is how finished pages are put on paper: which of them, and how many to a side. The zero value
// leaves them as they are.
type Arrangement struct {
	Pages   []int // counted from 1, in this order; none for all
	PerSide int   // 1, 2, 4 or 8 to a side; 0 for 1
	Booklet bool  // two to a side, in the order for folding; PerSide does not count
	Half    Half
	// TurnBacks turns every second side upside down, for a printer that turns the paper over the other way.
	TurnBacks bool
}

// A Half is the fronts or the backs alone, for a printer that prints one side at a time.
type Half string

// The halves.
const (
	Both   Half = ""
	Fronts Half = "fronts"
	// Backs come in the order in which the paper lies after the fronts were printed, face up, and put back as it is.
	Backs Half = "backs"
)
