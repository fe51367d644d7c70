package handout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
)

// A PlanInput is everything that goes onto the sheets of a session.
type PlanInput struct {
	Plan    plan.Plan
	Library catalog.Library              // that the plan's content is of
	Titles  map[catalog.HandoutID]string // of the handouts of the plan; one that is missing is called by its id
	Form    paper.Form
	Today   time.Time // printed where the plan was never saved
}

// sessionData is what all sheets of a session have in /doc.json.
type sessionData struct {
	frame
	Kind    string       `json:"kind"`    // what sort of sheet it is
	Subject string       `json:"subject"` // what it is about
	Facts   []string     `json:"facts"`   // about the session, in a line
	Intro   []string     `json:"intro"`
	Say     sessionWords `json:"say"`
	SayLang string       `json:"say_lang"` // language of Say and what is made of it
	Large   bool         `json:"large"`
}

// session is the data that a sheet about the plan begins with.
func (in PlanInput) session(kind func(sessionWords) string) sessionData {
	d := sessionOf(in.Plan.Language, in.Library, in.Form)
	d.Kind, d.Subject = kind(d.Say), isolate(loose(in.Plan.Title))
	d.Title, d.Keywords = d.Kind+": "+in.Plan.Title, []string{d.Kind}
	on := in.Plan.Changed
	if on.IsZero() {
		on = in.Today
	}
	d.Date, d.Version = dayOf(on), fmt.Sprintf(d.Say.PlanOf, english().day(on))
	if draftAmong(in.Plan.Modules) {
		d.Notices = append(d.Notices, d.Say.Draft)
	}
	return d
}

// sessionOf is the data of a sheet of a session in a language.
func sessionOf(language catalog.Language, l catalog.Library, form paper.Form) sessionData {
	language = cmp.Or(language, "en")
	say, said := sessionWordsFor(language)
	d := sessionData{frame: frameOf(language, l), Facts: []string{}, Intro: []string{}, Say: say, SayLang: string(said), Large: form.Large}
	d.Paper = paperName(form.Size)
	if d.Size = usualSize; form.Large {
		d.Size = largeSize
	}
	return d
}

// draftAmong reports whether a module waited for reviews.
func draftAmong(modules []plan.Module) bool {
	return slices.ContainsFunc(modules, func(m plan.Module) bool { return m.Draft })
}

// title is what a handout is called.
func (in PlanInput) title(id catalog.HandoutID) string {
	return isolate(loose(cmp.Or(in.Titles[id], string(id))))
}

// A textBlock is a paragraph, or the items of a list.
type textBlock struct {
	Text  string   `json:"text"`
	Items []string `json:"items"`
}

// textBlocks splits a text of several lines into paragraphs and lists. Lines that begin with a dash or a bullet are
// the items of a list.
func textBlocks(text string) []textBlock {
	blocks := []textBlock{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		item, isItem := listItem(line)
		last := len(blocks) - 1
		switch {
		case line == "":
		case isItem && last >= 0 && len(blocks[last].Items) > 0:
			blocks[last].Items = append(blocks[last].Items, loose(item))
		case isItem:
			blocks = append(blocks, textBlock{Items: []string{loose(item)}})
		default:
			blocks = append(blocks, textBlock{Text: loose(line), Items: []string{}})
		}
	}
	return blocks
}

// listItem is what follows the mark of a list's item.
func listItem(line string) (item string, ok bool) {
	for _, mark := range []string{"- ", "* ", "• "} {
		if rest, found := strings.CutPrefix(line, mark); found {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// eachLoose is what loose makes of each text; never nil.
func eachLoose(texts []string) []string {
	out := make([]string, 0, len(texts))
	for _, text := range texts {
		out = append(out, loose(text))
	}
	return out
}

// counted is how many there are of something, in words for one and for more, which have a %d.
func counted(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

// clock writes minutes since the beginning, such as "1:05".
func clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }
