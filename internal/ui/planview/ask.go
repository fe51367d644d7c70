package planview

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// mostText is how many letters a note may have, so that it stays below plan.MostText in every script.
const mostText = plan.MostText / 4

// An asking is a dialog in which something is written.
type asking struct {
	title   string
	content []fyne.CanvasObject
	focus   fyne.Focusable
	// take keeps what was written; it says what is wrong with it, and then the dialog stays.
	take func() (wrong string)
}

// ask shows a dialog with a button that keeps what was written.
func (s *Screen) ask(a asking) {
	var d *widgets.Dialog
	wrong := newCaution()
	wrong.set("")
	save := widgets.NewButton(widgets.Primary, "Save", look.IconCheck, func() {
		words := a.take()
		if words == "" {
			d.Close()
			return
		}
		wrong.set(words)
		widgets.Resettle(wrong.root)
		s.d.Canvas.Focus(a.focus)
	})
	cancel := widgets.NewButton(widgets.Secondary, "Cancel", look.NoIcon, func() { d.Close() })
	d = widgets.ShowDialog(s.d.Canvas, widgets.DialogState{
		Title: a.title, Content: widgets.VStack(look.Gap16, append(a.content, wrong.root)...), Buttons: []*widgets.Button{save, cancel}, Focus: a.focus, Wide: true,
	})
}

// askLines asks for a list with a line for each thing.
func (s *Screen) askLines(title, hint string, was []string, take func([]string)) {
	e := widgets.NewArea("", "", 8, func(string) {})
	e.SetHint(hint)
	e.SetText(strings.Join(was, "\n"))
	s.ask(asking{title: title, content: []fyne.CanvasObject{e}, focus: e.Field(), take: func() string {
		if utf8.RuneCountInString(e.Text()) > mostText {
			return "That is too much. Keep it to " + itoa(mostText) + " letters."
		}
		take(lines(e.Text()))
		return ""
	}})
}

func (s *Screen) askAims(id plan.SectionID) {
	if i, ok := s.model.index(id); ok {
		s.askLines("What people can do afterwards", "One aim on each line.", s.model.plan.Sections[i].Aims, func(all []string) {
			s.change(func() { s.model.edit(id, func(sec *plan.Section) { sec.Aims = all }) })
		})
	}
}

func (s *Screen) askMaterials(id plan.SectionID) {
	if i, ok := s.model.index(id); ok {
		s.askLines("What you need for it", "One thing on each line.", s.model.plan.Sections[i].Materials, func(all []string) {
			s.change(func() { s.model.edit(id, func(sec *plan.Section) { sec.Materials = all }) })
		})
	}
}

func (s *Screen) askPrepare() {
	s.askLines("Before you start", "One thing on each line.", s.model.plan.Prepare, func(all []string) {
		s.change(func() {
			p := s.model.plan.Duplicate(s.id)
			p.Prepare = all
			s.model.change(p)
		})
	})
}

// askCare asks what to do in a hard moment; at is -1 for a new one.
func (s *Screen) askCare(at int) {
	title, was := "Add a hard moment", plan.Care{}
	if at >= 0 {
		title, was = "A hard moment", s.model.plan.Care[at]
	}
	when := widgets.NewEntry("When", "Someone is upset", func(string) {})
	when.SetText(was.When)
	do := widgets.NewArea("What you do", "", 6, func(string) {})
	do.SetText(was.Do)
	s.ask(asking{title: title, content: []fyne.CanvasObject{when, do}, focus: when.Field(), take: func() string {
		c := plan.Care{When: strings.TrimSpace(when.Text()), Do: strings.TrimSpace(do.Text())}
		if c.When == "" && c.Do == "" {
			return "Write when it is, or what you do then."
		}
		s.change(func() {
			p := s.model.plan.Duplicate(s.id)
			if at < 0 {
				p.Care = append(p.Care, c)
			} else {
				p.Care[at] = c
			}
			s.model.change(p)
		})
		return ""
	}})
}

// onRemoveCare takes a hard moment out; it can be had back.
func (s *Screen) onRemoveCare(at int) {
	s.change(func() {
		before := s.model.plan
		p := before.Duplicate(s.id)
		p.Care = slices.Delete(p.Care, at, at+1)
		s.model.change(p)
		s.model.say("“"+before.Care[at].When+"” is removed.", &before)
	})
}

// askNote asks for a note; at is -1 for a new one.
func (s *Screen) askNote(id plan.SectionID, at int) {
	i, ok := s.model.index(id)
	if !ok {
		return
	}
	title, was := "Add a note", plan.Note{Kind: plan.Say}
	if at >= 0 {
		title, was = "A note for you", s.model.plan.Sections[i].Notes[at]
	}
	kinds := noteKinds()
	var labels []string
	for _, k := range kinds {
		labels = append(labels, noteWords(k))
	}
	var kind *widgets.Segmented
	kind = widgets.NewSegmented(labels, func(index int) {
		was.Kind = kinds[index]
		kind.Set(index)
	})
	kind.Set(slices.Index(kinds, was.Kind))
	text := widgets.NewArea("", "", 8, func(string) {})
	text.SetHint("The room never sees it.")
	text.SetText(was.Text)
	s.ask(asking{title: title, content: []fyne.CanvasObject{kind, text}, focus: text.Field(), take: func() string {
		was.Text = strings.TrimSpace(text.Text())
		switch {
		case was.Text == "":
			return "Write something, or cancel."
		case utf8.RuneCountInString(was.Text) > mostText:
			return "That is too much for one note. Make two of it."
		}
		s.change(func() {
			s.model.edit(id, func(sec *plan.Section) {
				if at < 0 {
					sec.Notes = append(sec.Notes, was)
				} else {
					sec.Notes[at] = was
				}
			})
		})
		return ""
	}})
}

// askStep lets a step be changed, as far as its words are the facilitator's.
func (s *Screen) askStep(id plan.SectionID, at int) {
	i, ok := s.model.index(id)
	if !ok {
		return
	}
	switch step := s.model.plan.Sections[i].Steps[at]; {
	case step.Slide != nil:
		s.askSlide(id, at)
	case step.Poll.Kind == plan.WallPoll:
		s.askWall(id, at)
	case step.Poll.Kind == plan.ItemPoll:
		s.askItem(id, at, *step.Poll)
	}
}

// askSlide asks for the words of a slide; at is -1 for a new one.
func (s *Screen) askSlide(id plan.SectionID, at int) {
	i, ok := s.model.index(id)
	if !ok {
		return
	}
	heading, was := "Add a slide", plan.Slide{Kind: plan.PointsSlide}
	if at >= 0 {
		heading, was = "A slide", *s.model.plan.Sections[i].Steps[at].Slide
	}
	title := widgets.NewEntry("Title", "", func(string) {})
	title.SetText(was.Title)
	text := widgets.NewArea("What it says", "", plan.MostLines, func(string) {})
	text.SetHint("At most " + itoa(plan.MostLines) + " lines of at most " + itoa(plan.MostLine) + " letters: it is read from six metres away.")
	text.SetText(strings.Join(was.Lines, "\n"))
	s.ask(asking{title: heading, content: []fyne.CanvasObject{title, text}, focus: title.Field(), take: func() string {
		was.Title, was.Lines = strings.TrimSpace(title.Text()), lines(text.Text())
		if words := wrongSlide(was); words != "" {
			return words
		}
		s.change(func() { s.putStep(id, at, plan.Step{Slide: &was}) })
		return ""
	}})
}

// wrongSlide says what is not right with a slide.
func wrongSlide(s plan.Slide) string {
	switch {
	case s.Title == "":
		return "Give the slide a title."
	case len(s.Lines) > plan.MostLines:
		return "These are " + itoa(len(s.Lines)) + " lines, and there is room for " + itoa(plan.MostLines) + ". Make two slides of it."
	}
	for _, l := range s.Lines {
		if n := utf8.RuneCountInString(l); n > plan.MostLine {
			return "“" + short(l) + "” has " + itoa(n) + " letters, and there is room for " + itoa(plan.MostLine) + "."
		}
	}
	return ""
}

// askWall asks for the question of a word wall; at is -1 for a new one.
func (s *Screen) askWall(id plan.SectionID, at int) {
	i, ok := s.model.index(id)
	if !ok {
		return
	}
	heading, was := "Add a word wall", plan.WallOf("")
	if at >= 0 {
		heading, was = "A word wall", *s.model.plan.Sections[i].Steps[at].Poll
	}
	prompt := widgets.NewEntry("Question for the room", "What would you tell a friend?", func(string) {})
	prompt.SetHint("People send words and short sentences. The room sees only what you let through.")
	prompt.SetText(was.Prompt)
	s.ask(asking{title: heading, content: []fyne.CanvasObject{prompt}, focus: prompt.Field(), take: func() string {
		was.Prompt = strings.TrimSpace(prompt.Text())
		if was.Prompt == "" {
			return "Write what you want to ask."
		}
		s.change(func() { s.putStep(id, at, plan.Step{Poll: &was}) })
		return ""
	}})
}

// putStep puts a step into a place of a section, or at its end for -1.
func (s *Screen) putStep(id plan.SectionID, at int, step plan.Step) {
	if at < 0 {
		s.model.add(id, step)
		return
	}
	s.model.edit(id, func(sec *plan.Section) { sec.Steps[at] = step })
}

// askItem shows an item, and whether it also asks how sure people are.
func (s *Screen) askItem(id plan.SectionID, at int, p plan.Poll) {
	var sure *widgets.Switch
	sure = widgets.NewSwitch("Also ask: sure or not sure?", "Phones ask it. It shows what people believe firmly that is not right.", func(on bool) {
		p.AskSure = on
		sure.Set(on)
	})
	sure.Set(p.AskSure)
	words := widgets.VStack(look.Gap4, widgets.NewText(widgets.TextStyle{Bold: true}, widgets.Run{Text: p.Item.Prompt}))
	for _, c := range p.Item.Choices {
		words.Add(widgets.Body("• " + c.Words()))
	}
	s.ask(asking{title: askWords(p.Item), content: []fyne.CanvasObject{words, sure}, focus: sure, take: func() string {
		s.change(func() { s.putStep(id, at, plan.Step{Poll: &p}) })
		return ""
	}})
}
