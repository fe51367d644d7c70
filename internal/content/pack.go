package content

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
)

// handoutNames are the handouts that packs and withdrawals may name.
type handoutNames struct {
	all    []string                               // ids in any file, also of what cannot be used
	usable map[catalog.HandoutID]*catalog.Handout // originals
}

func (n handoutNames) known(id string) bool { return slices.Contains(n.all, id) }

func (n handoutNames) suggest(id string) string { return didYouMean(id, n.all) }

// namesOf lists the handouts of the modules, which are taken, and those that stand alone.
func namesOf(c *catalog.Catalog, taken map[catalog.HandoutID]catalog.ModuleID, alone []string) handoutNames {
	n := handoutNames{usable: make(map[catalog.HandoutID]*catalog.Handout)}
	ids := make(map[string]bool)
	for id := range taken {
		ids[string(id)] = true
	}
	for _, name := range alone {
		ids[name] = true
	}
	for h := range c.AllHandouts() {
		n.usable[h.ID] = h
	}
	n.all = slices.Sorted(maps.Keys(ids))
	return n
}

const maxCopies = 1000

// entries reads the list in a file of the library that may be left out.
func (l *loader) entries(name string) (*file, []*yaml.Node) {
	if !l.tree.files[name] {
		return nil, nil
	}
	return l.yamlList(name)
}

// readPacks reads packs.yaml. A pack with a problem is left out.
func (l *loader) readPacks(names handoutNames) []catalog.Pack {
	f, nodes := l.entries(packsFile)
	if f == nil {
		return nil
	}
	var all []catalog.Pack
	ids := newIDs(f, "pack")
	for _, n := range nodes {
		before := len(f.problems)
		r, ok := f.record(n, "a pack")
		if !ok {
			continue
		}
		p := catalog.Pack{ID: catalog.PackID(r.id("id")), Title: r.text("title"), About: r.optional("about")}
		ids.add(string(p.ID), r.at("id"))
		for _, item := range r.full("items") {
			if it, ok := readPackItem(f, item, names); ok {
				p.Items = append(p.Items, it)
			}
		}
		r.done()
		if len(f.problems) == before && !f.full() {
			all = append(all, p)
		}
	}
	return all
}

func readPackItem(f *file, n *yaml.Node, names handoutNames) (it catalog.PackItem, ok bool) {
	r, ok := f.record(n, "a part of a pack")
	if !ok {
		return it, false
	}
	handout := r.single("handout", r.required("handout"))
	format := r.single("format", r.required("format"))
	it = catalog.PackItem{Handout: catalog.HandoutID(handout.text), Format: paper.Format(format.text), Copies: r.number("copies", 1, maxCopies)}
	r.done()
	if handout.text != "" && !names.known(handout.text) {
		f.broken(handout.at, names.suggest(handout.text), "there is no handout “%s”", handout.text)
		return it, false
	}
	if format.text == "" || !f.checkOneOf(format, "format", formatNames()) {
		return it, false
	}
	if h := names.usable[it.Handout]; h != nil && !slices.Contains(h.Offers(), it.Format) {
		var offers []string
		for _, o := range h.Offers() {
			offers = append(offers, string(o))
		}
		f.broken(format.at, didYouMean(format.text, offers), "the handout “%s” does not come as “%s”", it.Handout, it.Format)
		return it, false
	}
	return it, true
}

// readWithdrawn reads withdrawn.yaml. An entry with a problem is left out.
func (l *loader) readWithdrawn(names handoutNames) []catalog.Withdrawal {
	f, nodes := l.entries(withdrawnFile)
	if f == nil {
		return nil
	}
	var all []catalog.Withdrawal
	ids := newIDs(f, "handout")
	for _, n := range nodes {
		before := len(f.problems)
		r, ok := f.record(n, "a withdrawal")
		if !ok {
			continue
		}
		w := catalog.Withdrawal{
			Handout: catalog.HandoutID(r.id("handout")), Title: r.text("title"), On: r.date("on"), Why: r.text("why"),
		}
		ids.add(string(w.Handout), r.at("handout"))
		instead := r.single("instead", r.value("instead"))
		w.Instead = catalog.HandoutID(instead.text)
		r.done()
		if names.known(string(w.Handout)) {
			f.broken(r.at("handout"), "delete the handout, or this entry", "the handout “%s” is withdrawn and still in the library", w.Handout)
		}
		if instead.text != "" && !names.known(instead.text) {
			f.broken(instead.at, names.suggest(instead.text), "there is no handout “%s”", instead.text)
		}
		if len(f.problems) == before && !f.full() {
			all = append(all, w)
		}
	}
	return all
}
