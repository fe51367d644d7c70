package cli

import (
	"context"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// sheetOptions are the options of pal handout.
type sheetOptions struct {
	all, large, mono, drafts, cover     bool
	topics, formats, languages, service string
	points, stock, pack, sets, alert    string
}

func sheetText(name, value, about string, field func(*sheetOptions) *string) option {
	return option{name: name, value: value, about: about, text: func(c *call) *string { return field(&c.sheet) }}
}

func sheetSwitch(name, about string, field func(*sheetOptions) *bool) option {
	return option{name: name, about: about, on: func(c *call) *bool { return field(&c.sheet) }}
}

func handoutCommand() command {
	return command{
		name: "handout", args: "[ID ...]", about: "make handouts: as many as you like, in every format, language and place",
		options: []option{
			{name: "o", value: "FILE", about: "where to put it: a file, a folder for several, - for the standard output", required: true, text: func(c *call) *string { return &c.out }},
			sheetSwitch("all", "every handout of the library", func(s *sheetOptions) *bool { return &s.all }),
			sheetText("topic", "TOPIC,...", "every handout of these topics", func(s *sheetOptions) *string { return &s.topics }),
			sheetText("pack", "PACK", "what a ready-made pack holds", func(s *sheetOptions) *string { return &s.pack }),
			sheetText("sets", "N", "how many of the pack, for the cover list", func(s *sheetOptions) *string { return &s.sets }),
			sheetText("alert", "ALERT", "a drug alert: a4, letter, a5 or receipt", func(s *sheetOptions) *string { return &s.alert }),
			sheetText("format", "FORMAT,...", "in these formats, or all; without it, in the usual one of each", func(s *sheetOptions) *string { return &s.formats }),
			sheetText("lang", "LANGUAGE,...", "in these languages, or all; without it, in that of the original", func(s *sheetOptions) *string { return &s.languages }),
			sheetText("service", "SERVICE,...", "with these local services, each on sheets of its own, or all", func(s *sheetOptions) *string { return &s.service }),
			sheetText("paper", "a4|letter", "the paper in the printer", func(s *sheetOptions) *string { return &s.stock }),
			sheetSwitch("large-print", "in type of 18 points and more", func(s *sheetOptions) *bool { return &s.large }),
			sheetText("points", "N", "in type of N points and more", func(s *sheetOptions) *string { return &s.points }),
			sheetSwitch("mono", "in black and white that survives a photocopier", func(s *sheetOptions) *bool { return &s.mono }),
			sheetSwitch("machine-drafts", "also translations that a machine made and nobody has reviewed", func(s *sheetOptions) *bool { return &s.drafts }),
			sheetSwitch("cover", "also a cover list of what was made, to be ticked off", func(s *sheetOptions) *bool { return &s.cover }),
			{name: "library", value: "DIR", about: "of the library in DIR, in place of the installed one", text: func(c *call) *string { return &c.place.Library }},
			dataOption(),
		},
		help: handoutHelp, run: handout,
		troubles: []trouble{
			{fs.ErrNotExist, Failed, "the folder for the PDF is not there", "Make it first, or name another file."},
			{fs.ErrPermission, Failed, "the PDF may not be written there", "Name a file in another folder."},
		},
	}
}

const handoutHelp = `
Makes the very pages that the app prints. The same content and service give the same bytes. One PDF goes into the
file of -o, several into the folder of -o, which is made if it is not there, with names such as
overdose-steps-1.0-en-card-the-van.pdf. A file of that name is replaced, in one step, when the PDF is whole.

Formats: a4, letter, a5, card, folded-card, tri-fold, booklet-a5, booklet-a6, poster-a3, poster-tiled, receipt,
screen (a PDF to read on a screen) and web (HTML). A handout is offered in some of them; with -all, -topic and
-pack, what is not offered is left out, and a message says so.

Examples:
  pal handout overdose-steps -o overdose.pdf
  pal handout overdose-steps -o - | lp
  pal handout overdose-steps -format card,a5 -service "The van" -o out
  pal handout -all -format all -lang all -service all -o season
  pal handout -topic overdose -large-print -mono -o large
  pal handout -pack naloxone -sets 20 -cover -o pack
  pal handout -alert example-heat -format receipt -o heat.pdf
  pal handout -library modules -all -format all -o look    for authors: see what fits

"pal list" shows the ids of handouts, packs and alerts, "pal services" those of local services. What does not fit its
format is not made: a message says by how much it is too long, the others are made, and the exit code is 1.
The first handout on a machine takes some seconds longer: the typesetting engine is made ready.`

func handout(ctx context.Context, c *call) error {
	if err := c.checkSheetOptions(); err != nil {
		return err
	}
	return c.open(ctx, func(d Data) error {
		cat, err := c.load(ctx, d.Library)
		if err != nil {
			return err
		}
		services, err := c.chosenServices(d)
		if err != nil {
			return err
		}
		var orders []order
		if c.sheet.alert != "" {
			orders, err = c.alertOrders(cat, d, services)
		} else {
			orders, err = c.handoutOrders(cat, d, services)
		}
		if err != nil {
			return err
		}
		return c.makeAll(ctx, d, orders)
	})
}

// checkSheetOptions looks at what can be judged without the library.
func (c *call) checkSheetOptions() error {
	s := c.sheet
	ways := 0
	for _, chosen := range []bool{len(c.args) > 0, s.all, s.topics != "", s.pack != "", s.alert != ""} {
		if chosen {
			ways++
		}
	}
	switch {
	case ways == 0:
		return misused("name a handout, or say -all, -topic, -pack or -alert")
	case ways > 1:
		return misused("say one of: ids of handouts, -all, -topic, -pack, -alert")
	case c.out == "":
		return misused("say with -o where to put the PDF")
	case c.out == "-" && c.TerminalOut:
		return misused("a PDF is no text for a terminal: name a file, or pass it on to another program")
	case s.pack != "" && s.formats != "":
		return misused("a pack says itself which formats it has")
	case s.pack == "" && s.sets != "":
		return misused("-sets is for -pack only")
	case s.alert != "" && (s.languages != "" || s.drafts || s.cover):
		return misused("-lang, -machine-drafts and -cover are not for -alert")
	case s.large && s.points != "":
		return misused("say -large-print or -points, not both")
	case s.stock != "" && s.stock != string(paper.A4) && s.stock != string(paper.Letter):
		return misused("say with -paper a4 or letter, not %q", s.stock)
	}
	if _, err := c.wholeNumber("sets", s.sets, 1, 1, pack.MostCopies); err != nil {
		return err
	}
	if _, err := c.wholeNumber("points", s.points, 0, leastPoints, mostPoints); err != nil {
		return err
	}
	_, err := c.formats()
	return err
}

// Bounds of -points: smaller type cannot be read, and larger does not fit a word to a line.
const (
	leastPoints = 8
	mostPoints  = 48
)

// wholeNumber reads the value of an option; usual is what it is when it is left out.
func (c *call) wholeNumber(option, value string, usual, least, most int) (int, error) {
	if value == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		return 0, misused("say with -%s a whole number from %d to %d, not %q", option, least, most, value)
	}
	return n, nil
}

// parts are the values of an option that takes several, each once.
func parts(value string) []string {
	var all []string
	for _, p := range strings.Split(value, ",") {
		if p = strings.TrimSpace(p); p != "" && !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

const everything = "all"

// formats are those that -format names; none for the usual one of each handout.
func (c *call) formats() ([]paper.Format, error) {
	if c.sheet.formats == everything {
		return nil, nil
	}
	var names []string
	for _, f := range paper.Formats() {
		names = append(names, string(f))
	}
	var all []paper.Format
	for _, name := range parts(c.sheet.formats) {
		if !paper.Format(name).Known() {
			hint := "say one of " + strings.Join(names, ", ") + ", or all"
			if near, ok := nearest(name, names); ok {
				hint = "did you mean " + near + "?"
			}
			return nil, misused("there is no format %q; %s", name, hint)
		}
		all = append(all, paper.Format(name))
	}
	return all, nil
}

// form is a format with the other options of how pages are set.
func (c *call) form(f paper.Format) paper.HandoutForm {
	form := paper.HandoutForm{Format: f, Stock: paper.Size(c.sheet.stock), Mono: c.sheet.mono}
	if n, _ := strconv.Atoi(c.sheet.points); n > 0 {
		form.Points = float64(n)
	}
	if c.sheet.large {
		form.Points = paper.LargePrint
	}
	switch { // a leaflet is its paper
	case f == paper.LeafletA4 && form.Stock == paper.Letter:
		form.Format = paper.LeafletLetter
	case f == paper.LeafletLetter && form.Stock == paper.A4:
		form.Format = paper.LeafletA4
	}
	if !slices.Contains([]paper.Format{paper.Card, paper.FoldedCard, paper.TriFold, paper.PosterTiled}, f) {
		form.Stock = "" // the format leaves nothing open
	}
	return form
}

// chosenServices finds the local services that -service names; one empty id for none.
func (c *call) chosenServices(d Data) ([]catalog.Service, error) {
	if c.sheet.service == "" {
		return []catalog.Service{{}}, nil
	}
	all, err := c.localServices(d)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, &trouble{code: Failed, what: "there are no local services on this computer", next: "Enter them in the app, or with: pal services import FILE"}
	}
	if c.sheet.service == everything {
		return all, nil
	}
	if s, ok := findService(all, c.sheet.service); ok { // a name may have a comma
		return []catalog.Service{s}, nil
	}
	var chosen []catalog.Service
	for _, name := range parts(c.sheet.service) {
		s, ok := findService(all, name)
		if !ok {
			return nil, noSuchService(all, name)
		}
		chosen = append(chosen, s)
	}
	return chosen, nil
}
