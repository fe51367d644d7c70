package news

import (
	"cmp"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
)

// An Item is a question that the learner answered as it was before.
type Item struct {
	Asked    quiz.Item     // as it was given
	Now      quiz.Item     // as it is
	Answer   quiz.Response // the newest one, as it was judged then
	Named    bool          // the author says that its meaning or its right answer changed
	Other    bool          // what is right is another than before
	Standing Standing      // of the answer, by what is right now
}

// A Standing is what an answer would be worth now. It changes nothing of the record.
type Standing int

// The standings.
const (
	Unclear Standing = iota // what was chosen is not there any more or reads differently, or was "I don't know"
	Right
	NotRight
)

// corrected finds the items that the learner answered as they were before, as far as they were not told already.
func (p *past) corrected(m *catalog.Module, told string) []Item {
	var out []Item
	for i := range m.Quiz.Items {
		now := &m.Quiz.Items[i]
		a, ok := p.newest()[progress.Ref{Module: m.ID, Item: now.ID}]
		if !ok || now.Survey {
			continue
		}
		if newer(a.Attempt.ModuleVersion, m.Version) {
			continue // the library went back: theirs is the newer one
		}
		it := Item{Asked: *a.Given, Now: *now, Answer: *a.Response}
		before, since := corrections(m, now, a.Given, a.Attempt.ModuleVersion, told)
		it.Named = since
		it.Other = a.Given.Key() != now.Key()
		it.Standing = standing(&it)
		if since || !before && it.differs() {
			out = append(out, it)
		}
	}
	return out
}

// Old reports whether a question has been corrected since it was given in an attempt at a version of the module; the
// version is empty where none is kept. A question that has left the module is not corrected.
func Old(m *catalog.Module, version string, given quiz.Item) bool {
	_, id := given.Ref(string(m.ID))
	now, ok := m.Quiz.Item(id)
	if !ok || now.Survey || newer(version, m.Version) {
		return false
	}
	_, named := corrections(m, &now, &given, version, Unknown)
	return named || asksElse(&given, &now)
}

// corrections reports whether the author's notes name the item as corrected after the version in which it was given:
// before the learner was told last, and since. Where that version is not kept, only since can be said, and only of an
// item that is not the one that was given.
func corrections(m *catalog.Module, now, given *quiz.Item, version, told string) (before, since bool) {
	if version == "" && alike(given, now) && sameWords(given.Explanation, now.Explanation) {
		return false, false
	}
	for _, c := range m.Changes {
		if !slices.Contains(c.Corrected, string(now.ID)) || newer(c.Version, m.Version) {
			continue
		}
		switch {
		case newer(c.Version, told):
			since = since || newer(c.Version, cmp.Or(version, Unknown))
		case version != "":
			before = before || newer(c.Version, version)
		}
	}
	return before, since
}

// differs reports whether the item asks something else than when it was answered, something else is right, or the
// answer is worth something else.
func (it *Item) differs() bool {
	return asksElse(&it.Asked, &it.Now) || it.Now.Kind == quiz.Short && it.Standing != Unclear && it.Answer.Correct != (it.Standing == Right)
}

// asksElse reports whether an item asks something else than another, or something else is right. Of a short answer all
// that is accepted is known to nobody: another spelling does not count.
func asksElse(asked, now *quiz.Item) bool {
	if asked.Kind != quiz.Short || now.Kind != quiz.Short {
		return !alike(asked, now)
	}
	return !sameWords(asked.Prompt, now.Prompt) || !sameWords(usual(asked), usual(now))
}

// usual is the first of the accepted answers.
func usual(it *quiz.Item) string {
	words := it.RightWords()
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// alike reports whether two items read the same and the same answers are right. Capitals, spaces, the order of the
// choices and how a number is written do not count.
func alike(a, b *quiz.Item) bool {
	if a.Kind != b.Kind || !sameWords(a.Prompt, b.Prompt) || a.Key() != b.Key() {
		return false
	}
	return a.Kind == quiz.Number || sameChoices(a, b)
}

func sameChoices(a, b *quiz.Item) bool {
	if len(a.Choices) != len(b.Choices) {
		return false
	}
	for i := range a.Choices {
		x := &a.Choices[i]
		at := slices.IndexFunc(b.Choices, func(c quiz.Choice) bool { return c.ID == x.ID })
		if at < 0 {
			return false
		}
		if y := &b.Choices[at]; !sameWords(x.Words(), y.Words()) || !sameWords(x.Match, y.Match) || x.Correct != y.Correct {
			return false
		}
	}
	return true
}

// sameWords compares texts without capitals and spaces.
func sameWords(a, b string) bool {
	return a == b || strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// standing judges the answer by the item as it is now, where what was chosen still says the same.
func standing(it *Item) Standing {
	given := it.Answer.Given()
	then, today := it.Asked.GivenWords(given), it.Now.GivenWords(given)
	if it.Now.Kind == quiz.Multiple { // where they stand says nothing
		slices.Sort(then)
		slices.Sort(today)
	}
	same := slices.EqualFunc(then, today, sameWords)
	switch {
	case given.DontKnow(), !same, it.Now.Accepts(given) != nil:
		return Unclear
	case it.Now.Correct(given):
		return Right
	}
	return NotRight
}
