package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/fold"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// An order is one file to be made.
type order struct {
	name string // of the file
	what string // for people
	web  bool   // HTML, for which nothing is typeset
	make func(ctx context.Context) ([]byte, []paper.Warning, error)
}

// handoutOrders says what is to be made of handouts.
func (c *call) handoutOrders(cat *catalog.Catalog, d Data, services []catalog.Service) ([]order, error) {
	p, err := c.chosenPack(cat)
	if err != nil {
		return nil, err
	}
	p.MachineDrafts = c.sheet.drafts
	if p.Languages, err = c.chosenLanguages(cat, p); err != nil {
		return nil, err
	}
	names := map[catalog.ServiceID]string{}
	for _, s := range services {
		names[s.ID] = s.Name
		if s.ID != "" {
			p.Services = append(p.Services, s.ID)
		}
	}
	lines, missing := p.Lines(cat)
	if err := c.sayMissing(missing, len(lines)); err != nil {
		return nil, err
	}
	lines = placeByPlace(lines)
	var orders []order
	for _, l := range lines {
		orders = append(orders, lineOrder(cat, d, l, names[l.Service]))
	}
	if c.sheet.cover {
		orders = append(orders, order{name: "cover-list.pdf", what: "cover list", make: func(ctx context.Context) ([]byte, []paper.Warning, error) {
			sheet, err := d.Handouts.MakeCover(ctx, p)
			return sheet.PDF, nil, err
		}})
	}
	return orders, nil
}

// placeByPlace puts what differs only in its place side by side: after something alike, the engine is twice as quick.
func placeByPlace(lines []pack.Line) []pack.Line {
	anywhere := func(l pack.Line) pack.Line { l.Service = ""; return l }
	first := map[pack.Line]int{}
	for i, l := range lines {
		if _, known := first[anywhere(l)]; !known {
			first[anywhere(l)] = i
		}
	}
	return slices.SortedStableFunc(slices.Values(lines), func(a, b pack.Line) int { return first[anywhere(a)] - first[anywhere(b)] })
}

func lineOrder(cat *catalog.Catalog, d Data, l pack.Line, service string) order {
	original, _, _ := cat.Handout(l.Handout)
	in, _ := original.In(l.Language)
	o := order{
		name: pack.FileName(l, in.Version), what: described(in.Title, l.Form, string(l.Language), service), web: l.Form.Format == paper.Web,
	}
	o.make = func(ctx context.Context) ([]byte, []paper.Warning, error) {
		sheet, err := d.Handouts.Make(ctx, l)
		return sheet.PDF, sheet.Warnings, err
	}
	if o.web {
		o.make = func(ctx context.Context) ([]byte, []paper.Warning, error) {
			page, err := d.Handouts.HandoutPage(ctx, l)
			return page, nil, err
		}
	}
	return o
}

func described(title string, form paper.HandoutForm, more ...string) string {
	return strings.Join(append([]string{title, form.Name()}, slices.DeleteFunc(more, func(s string) bool { return s == "" })...), ", ")
}

// chosenPack puts what was named into a pack: handouts in formats, without languages and services yet.
func (c *call) chosenPack(cat *catalog.Catalog) (pack.Pack, error) {
	if c.sheet.pack != "" {
		return c.readyPack(cat)
	}
	handouts, err := c.chosenHandouts(cat)
	if err != nil {
		return pack.Pack{}, err
	}
	var p pack.Pack
	var without, small []string
	for _, h := range handouts {
		formats, lacks := c.formatsOf(h)
		if c.sheet.formats == everything && c.form("").Points >= paper.LargePrint {
			formats = slices.DeleteFunc(formats, func(f paper.Format) bool {
				if !f.TakesLargePrint() && !slices.Contains(small, string(f)) {
					small = append(small, string(f))
				}
				return !f.TakesLargePrint()
			})
		}
		if len(lacks) > 0 && len(c.args) > 0 {
			return p, notOffered(h, lacks[0])
		}
		if len(lacks) > 0 {
			without = append(without, string(h.ID))
		}
		for _, f := range formats {
			p = p.Add(pack.Entry{Handout: h.ID, Form: c.form(f), Copies: 1})
		}
	}
	for i := range p.Entries { // the same form twice, such as a4 and letter on letter paper, is made once
		p.Entries[i].Copies = 1
	}
	if p.Empty() {
		return p, &trouble{code: Failed, what: fmt.Sprintf("no handout is offered as %s", c.sheet.formats), next: "pal list shows the formats of each."}
	}
	if len(small) > 0 {
		c.note("left out, because they have no room for large print: %s", strings.Join(small, ", "))
	}
	if len(without) > 0 {
		c.note("%s not offered in every one of these formats: %s", plural(len(without), "handout is", "handouts are"), few(without))
	}
	return p, nil
}

// formatsOf are the formats in which a handout is to be made, and those that it is not offered in.
func (c *call) formatsOf(h *catalog.Handout) (made, lacks []paper.Format) {
	asked, _ := c.formats() // checked before
	switch {
	case c.sheet.formats == everything:
		return h.Offers(), nil
	case len(asked) == 0 && len(h.Formats) > 0:
		return h.Formats[:1], nil
	case len(asked) == 0:
		return []paper.Format{paper.LeafletA4}, nil
	}
	for _, f := range asked {
		if slices.Contains(h.Offers(), f) {
			made = append(made, f)
		} else {
			lacks = append(lacks, f)
		}
	}
	return made, lacks
}

func notOffered(h *catalog.Handout, f paper.Format) error {
	var offers []string
	for _, o := range h.Offers() {
		offers = append(offers, string(o))
	}
	return &trouble{
		code: Failed, what: fmt.Sprintf("the handout %s is not offered as %s", h.ID, f), next: "It is offered as: " + strings.Join(offers, ", "),
	}
}

func (c *call) chosenHandouts(cat *catalog.Catalog) ([]*catalog.Handout, error) {
	topics, err := c.chosenTopics(cat)
	if err != nil {
		return nil, err
	}
	var all []*catalog.Handout
	for _, id := range c.args {
		h, _, ok := cat.Handout(catalog.HandoutID(id))
		if !ok {
			return nil, noSuchHandout(cat, id)
		}
		all = append(all, h)
	}
	if len(c.args) > 0 {
		return all, nil
	}
	for h := range cat.AllHandouts() {
		if c.sheet.all || slices.ContainsFunc(h.Topics, func(t catalog.TopicID) bool { return slices.Contains(topics, t) }) {
			all = append(all, h)
		}
	}
	if len(all) == 0 {
		return nil, &trouble{code: Failed, what: "there is no such handout in the library", next: "pal list shows what there is."}
	}
	return all, nil
}

// chosenTopics finds the topics that -topic names, by id or title.
func (c *call) chosenTopics(cat *catalog.Catalog) ([]catalog.TopicID, error) {
	var chosen []catalog.TopicID
	for _, name := range parts(c.sheet.topics) {
		i := slices.IndexFunc(cat.Library.Topics, func(t catalog.Topic) bool { return same(string(t.ID), name) || same(t.Title, name) })
		if i >= 0 {
			chosen = append(chosen, cat.Library.Topics[i].ID)
			continue
		}
		var ids []string
		for _, t := range cat.Library.Topics {
			ids = append(ids, string(t.ID))
		}
		return nil, noSuch("topic", name, ids)
	}
	return chosen, nil
}

func same(a, b string) bool { return string(fold.Append(nil, a)) == string(fold.Append(nil, b)) }

// noSuch says what somebody may have meant, or all that there is.
func noSuch(what, name string, known []string) error {
	t := &trouble{code: Failed, what: fmt.Sprintf("there is no %s %q", what, name)}
	if near, ok := nearest(name, known); ok {
		t.next = fmt.Sprintf("Did you mean %s?", near)
	} else if len(known) > 0 {
		t.next = "There are: " + strings.Join(known, ", ")
	}
	return t
}

func (c *call) readyPack(cat *catalog.Catalog) (pack.Pack, error) {
	ready, ok := cat.Pack(catalog.PackID(c.sheet.pack))
	if !ok {
		var ids []string
		for _, p := range cat.Packs {
			ids = append(ids, string(p.ID))
		}
		return pack.Pack{}, noSuch("pack", c.sheet.pack, ids)
	}
	sets, err := c.wholeNumber("sets", c.sheet.sets, 1, 1, pack.MostCopies)
	p := pack.FromReady(ready, sets)
	for i, e := range p.Entries {
		p.Entries[i].Form = c.form(e.Form.Format)
	}
	return p, err
}

// chosenLanguages reads -lang. Each language has to be one of a handout in the pack.
func (c *call) chosenLanguages(cat *catalog.Catalog, p pack.Pack) ([]catalog.Language, error) {
	var known []catalog.Language
	for _, e := range p.Entries {
		h, _, ok := cat.Handout(e.Handout)
		if !ok {
			continue
		}
		for _, l := range h.Languages(c.sheet.drafts || c.sheet.languages != everything) {
			if !slices.Contains(known, l) {
				known = append(known, l)
			}
		}
	}
	if c.sheet.languages == everything {
		return known, nil
	}
	var chosen []catalog.Language
	for _, name := range parts(c.sheet.languages) {
		if !slices.Contains(known, catalog.Language(name)) {
			var names []string
			for _, l := range known {
				names = append(names, string(l))
			}
			return nil, noSuch("translation into the language", name, names)
		}
		chosen = append(chosen, catalog.Language(name))
	}
	return chosen, nil
}

// sayMissing tells what cannot be made as it was asked for: an error when it was named, or when nothing is left.
func (c *call) sayMissing(missing []pack.Missing, left int) error {
	var drafts, lacks []string
	for _, m := range missing {
		switch {
		case c.sheet.languages == everything && m.Language != "" && !m.MachineDraft && (m.Format == "" || c.sheet.formats == everything): // all that there are
		case m.MachineDraft:
			drafts = append(drafts, fmt.Sprintf("%s in %s", m.Handout, m.Language))
		case m.Format != "":
			lacks = append(lacks, fmt.Sprintf("%s in %s as %s", m.Handout, m.Language, m.Format))
		case m.Language != "":
			lacks = append(lacks, fmt.Sprintf("%s in %s", m.Handout, m.Language))
		default:
			lacks = append(lacks, string(m.Handout))
		}
	}
	if strict := len(c.args) > 0 || left == 0; strict && len(drafts) > 0 {
		return &trouble{
			code: Failed, what: "a machine made this translation and nobody has reviewed it: " + few(drafts),
			next: "Say -machine-drafts to make it all the same. It says so on the page.",
		}
	} else if strict && len(lacks) > 0 {
		return &trouble{code: Failed, what: "the library does not have " + few(lacks), next: "pal list shows what there is."}
	}
	if len(drafts) > 0 {
		c.note("left out, because only a machine made the translation: %s", few(drafts))
	}
	if len(lacks) > 0 {
		c.note("left out, because the library does not have it: %s", few(lacks))
	}
	return nil
}

// alertOrders says what is to be made of an alert.
func (c *call) alertOrders(cat *catalog.Catalog, d Data, services []catalog.Service) ([]order, error) {
	a, ok := cat.Alert(catalog.AlertID(c.sheet.alert))
	if !ok {
		var ids []string
		for _, a := range cat.Alerts {
			ids = append(ids, string(a.ID))
		}
		return nil, noSuch("alert", c.sheet.alert, ids)
	}
	offered := []paper.Format{paper.LeafletA4, paper.LeafletLetter, paper.LeafletA5, paper.Receipt}
	formats, _ := c.formats() // checked before
	switch {
	case c.sheet.formats == everything:
		formats = offered
	case len(formats) == 0:
		formats = offered[:1]
	}
	var orders []order
	for _, s := range services {
		for _, f := range formats {
			if !slices.Contains(offered, f) {
				return nil, &trouble{code: Failed, what: fmt.Sprintf("an alert is not offered as %s", f), next: "It is offered as: a4, letter, a5, receipt"}
			}
			orders = append(orders, alertOrder(a, d, c.form(f), s))
		}
	}
	return orders, nil
}

func alertOrder(a *catalog.Alert, d Data, form paper.HandoutForm, s catalog.Service) order {
	named := pack.Line{Handout: catalog.HandoutID(a.ID), Language: a.Language, Form: form, Service: s.ID}
	return order{
		name: pack.FileName(named, a.Version), what: described(a.Title, form, s.Name),
		make: func(ctx context.Context) ([]byte, []paper.Warning, error) {
			sheet, err := d.Handouts.MakeAlert(ctx, a.ID, form, s.ID)
			return sheet.PDF, sheet.Warnings, err
		},
	}
}

// noSuchHandout says what somebody may have meant.
func noSuchHandout(cat *catalog.Catalog, id string) error {
	t := &trouble{code: Failed, what: fmt.Sprintf("there is no handout %q", id), next: "pal list shows the ids of handouts."}
	if m, ok := cat.Module(catalog.ModuleID(id)); ok && len(m.Handouts) > 0 {
		var ids []string
		for _, h := range m.Handouts {
			ids = append(ids, string(h.ID))
		}
		t.next = fmt.Sprintf("That is a module. Its handouts: %s", strings.Join(ids, ", "))
		return t
	}
	for _, w := range cat.Withdrawn {
		if string(w.Handout) == id {
			t.what = fmt.Sprintf("the handout %q was withdrawn on %s: %s", id, day(w.On), w.Why)
			if t.next = "Throw away what was printed of it."; w.Instead != "" {
				t.next += " In its place: " + string(w.Instead)
			}
			return t
		}
	}
	var ids []string
	for h := range cat.AllHandouts() {
		ids = append(ids, string(h.ID))
	}
	if near, ok := nearest(id, ids); ok {
		t.next = fmt.Sprintf("Did you mean %s? %s", near, t.next)
	}
	return t
}
