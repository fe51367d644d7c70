package slides

import "image/color"

// A Pair is an ink on a ground where it stands.
type Pair struct {
	Name        string
	Ink, Ground color.Color
}

// Pairs are the inks that words have, with their grounds.
func Pairs(c Colours) []Pair {
	var all []Pair
	for _, p := range []struct {
		name        string
		ink, ground ink
	}{
		{"text on paper", text, paper}, {"text on cards", text, card}, {"muted on paper", muted, paper}, {"muted on cards", muted, card}, {"accent on paper", accent, paper},
		{"accent on cards", accent, card}, {"letters", onAccent, accent}, {"letters of what is right", onAccent, right}, {"right", right, rightFill}, {"text on right", text, rightFill}, {"right on paper", right, paper},
		{"muted on right", muted, rightFill}, {"warning", warn, warnFill}, {"text on warning", text, warnFill}, {"warning on paper", warn, paper}, {"text on tracks", text, track},
	} {
		all = append(all, Pair{p.name, c.in(p.ink), c.in(p.ground)})
	}
	return all
}

// Compose lays a page out with the letters of the font of the app, and gives the smallest size in it.
func (s *Stage) Smallest(w, h float32) (size float32, of string) {
	size = h
	for _, m := range compose(s.view, w, h, s.measure) {
		if m.kind == words && m.size < size && len(m.text) > 2 {
			size, of = m.size, m.text
		}
	}
	return size, of
}
