package facilitatorview

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/fold"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/ui/look"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

// offered are the questions and stories of the plan's modules, in their order.
func (s *Screen) offered() []plan.Poll {
	var all []plan.Poll
	if s.deps.Catalog == nil {
		return nil
	}
	for _, in := range s.model.desk.Plan.Modules {
		m, ok := s.deps.Catalog.Module(in.ID)
		if !ok {
			continue
		}
		for _, it := range m.Quiz.Items {
			all = append(all, plan.PollOf(m, it))
		}
		for i := range m.Scenarios {
			all = append(all, plan.ScenarioPollOf(m, &m.Scenarios[i]))
		}
	}
	return all
}

// promptOf is what a poll is known by.
func promptOf(p plan.Poll) string {
	switch {
	case p.Item != nil:
		return p.Item.Prompt
	case p.Scenario != nil:
		return "Scenario: " + p.Scenario.Title
	}
	return p.Prompt
}

// addQuestion offers something to ask that nobody planned for. It comes right after what the room sees now.
func (s *Screen) addQuestion() {
	var d *w.Dialog
	add := func(p plan.Poll) {
		d.Close()
		s.add(p)
		s.openTab(nowTab)
	}
	own := w.NewEntry("Ask in your own words", "What do you do when …?", func(string) {})
	own.SetHint("The room answers with words. It comes right after what the room sees now.")
	ask := func(text string) {
		if strings.TrimSpace(text) != "" {
			add(plan.WallOf(strings.TrimSpace(text)))
		}
	}
	own.OnSubmit(ask)
	list := w.VStack(look.Gap8)
	all := s.offered()
	fill := func(query string) {
		list.Objects = nil
		for _, p := range all {
			if matches(promptOf(p), query) {
				list.Add(w.NewTapPanel(w.Body(promptOf(p)), func() { add(p) }))
			}
		}
		if len(list.Objects) == 0 {
			list.Add(w.Muted("No question of this plan’s modules has these words."))
		}
		list.Refresh()
		w.Resettle(list)
	}
	search := w.NewSearchField("Search the questions of this plan’s modules", fill)
	fill("")
	content := []fyne.CanvasObject{own, w.Wrap(look.Gap8, w.NewButton(w.Secondary, "Add my question", look.IconPlus, func() { ask(own.Text()) }))}
	if len(all) > 0 {
		content = append(content, w.Divider(), search, list)
	}
	d = w.ShowDialog(s.deps.Canvas, w.DialogState{
		Title: "Add a question", Content: w.VStack(look.Gap16, content...), Focus: own.Field(), Wide: true,
		Buttons: []*w.Button{w.NewButton(w.Secondary, "Cancel", look.NoIcon, func() { d.Close() })},
	})
}

// matches reports whether every word of a query is in a text, whatever its case and accents.
func matches(text, query string) bool {
	in := string(fold.Append(nil, text))
	for _, word := range strings.Fields(query) {
		if !strings.Contains(in, string(fold.Append(nil, word))) {
			return false
		}
	}
	return true
}
