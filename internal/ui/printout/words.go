package printout

import (
	"fmt"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/paper"
)

// SizeName is what people call a size of paper, such as "US Letter".
func SizeName(s paper.Size) string {
	switch s {
	case "":
		return "A4"
	case paper.Letter:
		return "US Letter"
	case paper.Roll80:
		return "an 80 mm roll"
	}
	return strings.ToUpper(string(s))
}

// PaperInWords says what a sheet is printed on, such as "A4, 2 pages".
func PaperInWords(s paper.Sheet) string {
	name := strings.TrimPrefix(SizeName(s.Size), "an ")
	if s.Pages == 0 {
		return name
	}
	return name + ", " + PagesInWords(s.Pages)
}

// paperNote says which paper a sheet takes, where it is not the usual one or the printer does not list it.
func paperNote(s paper.Sheet, p paper.Printer) (note string, lacks bool) {
	size := s.Size
	if size == "" {
		size = paper.A4
	}
	switch {
	case len(p.Sizes) > 0 && !slices.Contains(p.Sizes, size):
		return fmt.Sprintf("This needs %s, and %s does not say that it takes that. Choose another printer, or put the paper in and try.", paperName(size), p.Description), true
	case size != paper.A4:
		return fmt.Sprintf("Put %s into the printer.", paperName(size)), false
	}
	return "", false
}

func paperName(s paper.Size) string {
	if s == paper.Roll80 {
		return SizeName(s)
	}
	return SizeName(s) + " paper"
}

// testedInWords says what is known of how a printer turns paper.
func testedInWords(t turning) string {
	switch {
	case !t.known:
		return "Not tested yet: some printers print the back upside down. One test sheet shows it."
	case t.turns:
		return "Tested: it turns backs upside down, so Passalong turns them round."
	}
	return "Tested: it prints backs the right way up."
}

func printerNote(p paper.Printer) string {
	note := stateInWords(p)
	if p.Location != "" {
		note += " · " + p.Location
	}
	if p.Default {
		note += " · the usual one"
	}
	return note
}

func stateInWords(p paper.Printer) string {
	reason := reasonInWords(p.Reason)
	switch p.State {
	case paper.Stopped:
		if reason == "" {
			return "Stopped: the job waits until someone starts it again"
		}
		return "Stopped: " + reason
	case paper.Busy:
		return "Printing something else first"
	default:
		if reason != "" {
			return "Ready, but " + reason
		}
		return "Ready"
	}
}

// A reason is why a printer waits, by the beginning of the print system's keyword (RFC 8011, 5.4.12, and PWG 5100.1),
// and what to do about it.
type reason struct{ key, text, help string }

func reasons() []reason {
	return []reason{
		{"media-empty", "it has no paper", "Load paper, and it goes on."},
		{"media-needed", "it needs paper", "Load paper, and it goes on."},
		{"media-jam", "paper is jammed", "Take the jammed paper out, and it goes on."},
		{"media-low", "it is low on paper", ""},
		{"toner-empty", "it has no toner", "Put in new toner, and it goes on."},
		{"toner-low", "it is low on toner", ""},
		{"marker-supply-empty", "it has no ink", "Put in new ink, and it goes on."},
		{"marker-supply-low", "it is low on ink", ""},
		{"toner-missing", "it has no toner", "Put in toner, and it goes on."},
		{"marker-supply-missing", "a cartridge is missing", "Put it in, and it goes on."},
		{"marker-waste-full", "its box for waste ink is full", "Empty or change that box, and it goes on."},
		{"marker-waste-almost-full", "its box for waste ink is nearly full", ""},
		{"output-area-full", "its tray is full", "Take the printed sheets out, and it goes on."},
		{"output-area-almost-full", "its tray is nearly full", ""},
		{"output-tray-missing", "the tray for printed sheets is missing", "Put the tray in, and it goes on."},
		{"input-tray-missing", "the paper tray is missing", "Put the tray in, and it goes on."},
		{"spool-area-full", "its memory is full", "Wait until other jobs are printed, or switch it off and on again."},
		{"cover-open", "a cover is open", "Close the cover, and it goes on."},
		{"interlock-open", "a cover is open", "Close the cover, and it goes on."},
		{"door-open", "a door is open", "Close the door, and it goes on."},
		{"offline", "it cannot be reached", "See whether it is switched on and connected."},
		{"shutdown", "it is switched off", "Switch it on, and it goes on."},
		{"connecting-to-device", "it is being looked for", "See whether it is switched on and connected."},
		{"timed-out", "it does not answer", "See whether it is switched on and connected."},
		{"not-accepting", "it takes no jobs now", "Let it take jobs again in the system's settings."},
		{"moving-to-paused", "someone has paused it", "Start it again in the system's settings."},
		{"paused", "someone has paused it", "Start it again in the system's settings."},
		{"stopped-partly", "part of it has stopped", "Look at its display: it says what to do."},
	}
}

// reasonOf finds the words for the print system's keywords, such as "media-empty-error". A printer may give several,
// the first of which that has words is used. "other" is all that some know to say.
func reasonOf(keywords string) (reason, bool) {
	for _, k := range strings.FieldsFunc(keywords, func(r rune) bool { return r == ',' || r == ' ' }) {
		for _, w := range reasons() {
			if strings.HasPrefix(k, w.key) {
				return w, true
			}
		}
	}
	if strings.Contains(keywords, "other") {
		return reason{"other", "something is wrong with it", "Look at its display: it says what to do."}, true
	}
	return reason{}, false
}

func reasonInWords(keywords string) string {
	r, _ := reasonOf(keywords)
	return r.text
}

func copiesInWords(n int) string {
	if n == 1 {
		return "1 copy"
	}
	return fmt.Sprintf("%d copies", n)
}
