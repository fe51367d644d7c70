package news_test

import (
	"testing"

	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// item asks which of yes, no and both is right.
func item(id quiz.ItemID, prompt string, right quiz.ChoiceID) quiz.Item {
	it := quiz.Item{ID: id, Kind: quiz.Single, Prompt: prompt}
	for _, c := range []quiz.ChoiceID{"yes", "no", "both"} {
		it.Choices = append(it.Choices, quiz.Choice{ID: c, Text: "Say " + string(c), Correct: c == right})
	}
	return it
}

// answered is an attempt in "dose" at a version with one item and one answer.
func answered(version string, it quiz.Item, choice quiz.ChoiceID, right bool) quiz.Attempt {
	r := quiz.Response{Item: it.ID, Choices: []quiz.ChoiceID{choice}, Correct: right, At: day("2026-11-20")}
	return quiz.Attempt{ID: "a" + version, Module: "dose", ModuleVersion: version, Quiz: quiz.Quiz{Items: []quiz.Item{it}}, Responses: []quiz.Response{r}}
}

func typed(kind quiz.Kind, unit string, accepted ...string) quiz.Item {
	it := quiz.Item{ID: "b", Kind: kind, Prompt: "How long?", Unit: unit}
	for i, text := range accepted {
		it.Choices = append(it.Choices, quiz.Choice{ID: quiz.ChoiceID(rune('a' + i)), Text: text, Correct: true})
	}
	return it
}

func wrote(version string, it quiz.Item, text string, right bool) quiz.Attempt {
	a := answered(version, it, "", right)
	a.Responses[0].Choices, a.Responses[0].Text = nil, text
	return a
}

func change(it quiz.Item, f func(*quiz.Item)) quiz.Item {
	it.Choices = append([]quiz.Choice(nil), it.Choices...)
	f(&it)
	return it
}

func inRefresher(it quiz.Item, choice quiz.ChoiceID, right bool) quiz.Attempt {
	it.Module = "dose"
	a := answered("", it, choice, right)
	a.Module, a.Quiz = "", quiz.Mixed("r", it)
	a.Responses[0].Item = a.Quiz.Items[0].ID
	return a
}

func TestCorrectedItems(t *testing.T) {
	a, b := item("a", "How long does it last?", "yes"), item("b", "How long does it last?", "yes")
	reworded := change(b, func(it *quiz.Item) { it.Choices[0].Text = "Say three" })
	for name, c := range map[string]struct {
		now     quiz.Item
		attempt quiz.Attempt
		told    string // 1.8 unless said
		want    string // what is said of it; empty for nothing
	}{
		"as it was":                              {b, answered("1.8", b, "yes", true), "", ""},
		"another is right, and theirs is not":    {item("b", b.Prompt, "no"), answered("1.8", b, "yes", true), "", "other not right"},
		"another is right, and it is theirs":     {item("b", b.Prompt, "no"), answered("1.8", b, "no", false), "", "other right"},
		"another is right, and they were unsure": {item("b", b.Prompt, "no"), answered("1.8", b, quiz.Unsure, false), "", "other unclear"},
		"another prompt":                         {item("b", "How long?", "yes"), answered("1.8", b, "yes", true), "", "right"},
		"only capitals and spaces":               {item("b", " how LONG  does it\nlast? ", "yes"), answered("1.8", b, "yes", true), "", ""},
		"the choices in another order":           {change(b, func(it *quiz.Item) { it.Choices[0], it.Choices[2] = it.Choices[2], it.Choices[0] }), answered("1.8", b, "no", false), "", ""},
		"other words for what they chose":        {reworded, answered("1.8", b, "yes", true), "", "unclear"},
		"other words for what they did not":      {reworded, answered("1.8", b, "no", false), "", "not right"},
		"what they chose is gone":                {change(b, func(it *quiz.Item) { it.Choices = it.Choices[:2] }), answered("1.8", b, "both", false), "", "unclear"},
		"only the feedback":                      {change(b, func(it *quiz.Item) { it.Choices[0].Feedback = "Yes!" }), answered("1.8", b, "yes", true), "", ""},
		"the library went back":                  {item("b", "How long?", "yes"), answered("1.11", b, "yes", true), "", ""},
		"a survey":                               {change(b, func(it *quiz.Item) { it.Survey = true }), answered("1.8", change(b, func(it *quiz.Item) { it.Prompt, it.Survey = "", true }), "yes", true), "", ""},
		"never answered":                         {item("b", "Another", "no"), answered("1.8", item("c", "Else", "yes"), "yes", true), "", ""},

		"named, and as it was":                       {a, answered("1.9", a, "yes", true), "", "named right"},
		"named for a version that was answered":      {a, answered("1.10", a, "yes", true), "", ""},
		"named, and the learner knows":               {item("a", "Else?", "no"), answered("1.9", a, "yes", true), "1.10", ""},
		"named after what the learner knows":         {item("a", "Else?", "no"), answered("1.9", a, "yes", true), "1.9", "named other not right"},
		"in a refresher, as it was":                  {b, inRefresher(b, "yes", true), "", ""},
		"in a refresher, and another is right":       {item("b", b.Prompt, "no"), inRefresher(b, "yes", true), "", "other not right"},
		"in a refresher, named and as it was":        {a, inRefresher(a, "yes", true), "", ""},
		"in a refresher, named, explained otherwise": {change(a, func(it *quiz.Item) { it.Explanation = "Because." }), inRefresher(a, "yes", true), "", "named right"},
		"in a refresher, told of another":            {item("b", b.Prompt, "no"), inRefresher(b, "yes", true), "1.9", "other not right"},

		"another spelling is taken as well":        {typed(quiz.Short, "", "naloxone", "narcan"), wrote("1.8", typed(quiz.Short, "", "naloxone"), "naloxone", true), "", ""},
		"their spelling is taken as well":          {typed(quiz.Short, "", "naloxone", "narcan"), wrote("1.8", typed(quiz.Short, "", "naloxone"), "narcan", false), "", "other right"},
		"another word":                             {typed(quiz.Short, "", "oxygen"), wrote("1.8", typed(quiz.Short, "", "naloxone"), "coffee", false), "", "other not right"},
		"another number, and theirs was wrong too": {typed(quiz.Number, "minutes", "3"), wrote("1.8", typed(quiz.Number, "minutes", "2"), "9", false), "", "other not right"},
		"another number, and it is theirs":         {typed(quiz.Number, "minutes", "3"), wrote("1.8", typed(quiz.Number, "minutes", "2"), "3", false), "", "other right"},
		"the same number, written otherwise":       {typed(quiz.Number, "minutes", "2.0"), wrote("1.8", typed(quiz.Number, "minutes", "2"), "2", true), "", ""},
		"another unit":                             {typed(quiz.Number, "hours", "2"), wrote("1.8", typed(quiz.Number, "minutes", "2"), "2", true), "", "other unclear"},
	} {
		t.Run(name, func(t *testing.T) {
			lib := library()
			lib.Modules[1].Quiz.Items = []quiz.Item{c.now}
			told := c.told
			if told == "" {
				told = "1.8"
			}
			before := c.attempt.Responses[0]
			n := news.Since(lib, progress.Record{Attempts: []quiz.Attempt{c.attempt}, ModulesSeen: seen{"rest": "2.0", "dose": told}}, nil)
			if got := said(n); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if after := c.attempt.Responses[0]; after.Correct != before.Correct || after.Credit != before.Credit {
				t.Error("the answer was judged again")
			}
		})
	}
}

// said sums up the corrected item of "dose".
func said(n news.News) string {
	for _, m := range n.Modules {
		if len(m.Corrected) > 0 {
			it := m.Corrected[0]
			s := map[news.Standing]string{news.Unclear: "unclear", news.Right: "right", news.NotRight: "not right"}[it.Standing]
			if it.Other {
				s = "other " + s
			}
			if it.Named {
				s = "named " + s
			}
			return s
		}
	}
	return ""
}

func TestOnlyTheNewestAnswerCounts(t *testing.T) {
	old, now := item("b", "Then?", "yes"), item("b", "Now?", "no")
	lib := library()
	lib.Modules[1].Quiz.Items = []quiz.Item{now}
	again := answered("1.10", now, "no", true)
	again.Responses[0].At = day("2026-12-05")
	r := progress.Record{Attempts: []quiz.Attempt{answered("1.8", old, "yes", true), again}, ModulesSeen: seen{"rest": "2.0", "dose": "1.8"}}
	if got := said(news.Since(lib, r, nil)); got != "" {
		t.Errorf("an item that was answered again is %q", got)
	}
	r.Attempts = r.Attempts[:1]
	n := news.Since(lib, r, nil)
	if len(n.Modules) != 1 || len(n.Modules[0].Corrected) != 1 {
		t.Fatalf("got %+v", n)
	}
	it := n.Modules[0].Corrected[0]
	if it.Asked.Prompt != "Then?" || it.Now.Prompt != "Now?" || it.Answer.Choices[0] != "yes" || !it.Answer.Correct {
		t.Errorf("got %+v", it)
	}
}

func TestOldQuestions(t *testing.T) {
	b := item("b", "How long?", "yes")
	mixed := b
	mixed.Module, mixed.ID = "dose", "dose/b"
	for name, c := range map[string]struct {
		now     quiz.Item
		version string
		given   quiz.Item
		want    bool
	}{
		"as it was":                    {b, "1.9", b, false},
		"another is right":             {item("b", "How long?", "no"), "1.9", b, true},
		"other words":                  {item("b", "How short?", "yes"), "1.9", b, true},
		"in a refresher, as it was":    {b, "", mixed, false},
		"in a refresher, and another":  {item("b", "How short?", "yes"), "", mixed, true},
		"named after it was given":     {item("a", "How long?", "yes"), "1.9", item("a", "How long?", "yes"), true},
		"named for the version it was": {item("a", "How long?", "yes"), "1.10", item("a", "How long?", "yes"), false},
		"the library went back":        {item("b", "How short?", "yes"), "1.11", b, false},
		"it has left the module":       {item("c", "How short?", "yes"), "1.9", b, false},
		"another spelling":             {typed(quiz.Short, "", "naloxone", "narcan"), "1.9", typed(quiz.Short, "", "naloxone"), false},
		"another word":                 {typed(quiz.Short, "", "oxygen"), "1.9", typed(quiz.Short, "", "naloxone"), true},
	} {
		t.Run(name, func(t *testing.T) {
			m := library().Modules[1]
			m.Quiz.Items = []quiz.Item{c.now}
			if got := news.Old(&m, c.version, c.given); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
