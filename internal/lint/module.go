package lint

import (
	"fmt"
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/giveaway"
	"github.com/passalong/passalong/internal/quiz"
)

// module looks at what module.yaml lists.
func (c *checker) module(id string) []finding {
	module := catalog.ModuleID(id)
	s, doc := c.document(path.Join(id, "module.yaml"), module)
	if doc == nil {
		return nil
	}
	lang := catalog.Language(scalar(value(doc, "language")))
	c.read(s, texts(s, doc), lang, gradeOfLessons, "what explains a module")
	c.reviewed(s, doc)
	found := s.findings()
	in := func(name string) string { return path.Join(id, string(lang), name) }
	known, ok := c.cat.Module(module)
	if !ok {
		known = &catalog.Module{} // it cannot be used: what is in its files is not known
	}
	for _, lesson := range list(value(doc, "lessons")) {
		file := scalar(value(lesson, "file"))
		found = append(found, c.lesson(in(file), module, lang, aLesson)...)
		if l, _, ok := known.Lesson(catalog.LessonID(scalar(value(lesson, "id")))); ok {
			for _, v := range l.Variants {
				found = append(found, c.lesson(in(path.Join(string(v.Region), file)), module, lang, aVariant)...)
			}
		}
	}
	if q := &known.Quiz; len(q.Items) == 0 || hasFigures(q) || giveaway.ByLength(q.Items) || !c.quietAbout(inQuiz(q), lang, aQuiz) {
		found = append(found, c.quiz(in(scalar(value(doc, "quiz"))), module, lang)...)
	}
	if guide := scalar(value(doc, "guide")); guide != "" {
		found = append(found, c.guide(in(guide), module, lang)...)
	}
	names := scalars(value(doc, "scenarios"))
	for i, name := range names {
		if len(known.Scenarios) == len(names) && len(known.Scenarios[i].Sources) > 0 && c.quietAbout(inScenario(&known.Scenarios[i]), lang, aScenario) {
			continue
		}
		found = append(found, c.scenario(in(name), module, lang)...)
	}
	for _, handout := range list(value(doc, "handouts")) {
		name := scalar(value(handout, "file"))
		found = append(found, c.handout(in(name), module, lang)...)
		for _, other := range c.cat.Library.Languages {
			if translation := path.Join(id, string(other), name); other != lang && c.exists(translation) {
				found = append(found, c.handout(translation, module, other)...)
			}
		}
	}
	return found
}

func (c *checker) lesson(name string, module catalog.ModuleID, lang catalog.Language, what string) []finding {
	s := c.open(name, module)
	if s == nil {
		return nil
	}
	passages := markdown(c.markdown, s, 0)
	c.read(s, passages, lang, gradeOfLessons, "a lesson")
	c.sourced(s, passages, what)
	return s.findings()
}

// What parts of a module are called in messages.
const (
	aLesson   = "the lesson"
	aVariant  = "the text for a region"
	aQuiz     = "a quiz"
	aScenario = "a scenario"
)

func (c *checker) guide(name string, module catalog.ModuleID, lang catalog.Language) []finding {
	s, _, passages := c.withFrontMatter(name, module)
	if s == nil {
		return nil
	}
	c.read(s, passages, lang, gradeOfLessons, "a guide")
	return s.findings()
}

func (c *checker) handout(name string, module catalog.ModuleID, lang catalog.Language) []finding {
	s, head, passages := c.withFrontMatter(name, module)
	if s == nil {
		return nil
	}
	c.read(s, passages, lang, gradeOfHandouts, "a handout")
	c.sourced(s, passages, "the handout")
	c.reviewed(s, head)
	return s.findings()
}

func (c *checker) alert(name string) []finding {
	s, head, passages := c.withFrontMatter(name, "")
	if s == nil {
		return nil
	}
	lang := c.language
	if own := scalar(value(head, "language")); own != "" {
		lang = catalog.Language(own)
	}
	c.read(s, passages, lang, gradeOfLessons, "an alert")
	c.sourced(s, passages, "the alert")
	c.over(s, head)
	return s.findings()
}

// withFrontMatter gives the passages of a Markdown file with keys and values at its head, and these.
func (c *checker) withFrontMatter(name string, module catalog.ModuleID) (*source, *yaml.Node, []passage) {
	s := c.open(name, module)
	if s == nil {
		return nil, nil, nil
	}
	end, body := s.frontMatterEnd()
	if body == 0 {
		return nil, nil, nil
	}
	head := s.parse(end)
	if head == nil {
		return nil, nil, nil
	}
	passages := texts(s, head)
	for i := range passages {
		passages[i].block -= len(passages) + 1 // none is that of a block in the body
	}
	return s, head, append(passages, markdown(c.markdown, s, body)...)
}

func (c *checker) scenario(name string, module catalog.ModuleID, lang catalog.Language) []finding {
	s, doc := c.document(name, module)
	if doc == nil {
		return nil
	}
	c.read(s, texts(s, doc), lang, gradeOfLessons, aScenario)
	if len(list(value(doc, "sources"))) == 0 {
		s.advise(noSource, -1, "the scenario cites no source", "list source notes of sources.yaml under “sources”")
	}
	return s.findings()
}

func (c *checker) quiz(name string, module catalog.ModuleID, lang catalog.Language) []finding {
	s, doc := c.document(name, module)
	if doc == nil {
		return nil
	}
	c.read(s, texts(s, doc), lang, gradeOfLessons, aQuiz)
	for _, item := range list(value(doc, "items")) {
		c.sourcedItem(s, item)
	}
	if known, ok := c.cat.Module(module); ok {
		lengths(s, doc, known.Quiz.Items)
	}
	return s.findings()
}

// lengths says when somebody who always picks the longest answer, or the shortest, gets more right than somebody who picks blindly.
func lengths(s *source, doc *yaml.Node, items []quiz.Item) {
	for _, way := range []struct {
		name, mend string
		guess      giveaway.Guess
	}{
		{"longest", "shorten right answers or lengthen others", giveaway.Longest(items)},
		{"shortest", "lengthen right answers or shorten others", giveaway.Shortest(items)},
	} {
		if g := way.guess; g.Over() {
			s.advise(answerLength, s.at(value(doc, "items")), fmt.Sprintf("whoever picks the %s answer gets %.1f of %d right, and by chance it would be %.1f", way.name, g.Right, g.Items, g.Chance),
				way.mend+"; pal quiz stats shows which")
		}
	}
}

// sourcedItem wants sources for an item that explains itself with a figure.
func (c *checker) sourcedItem(s *source, item *yaml.Node) {
	if len(list(value(item, "sources"))) > 0 {
		return
	}
	told := []*yaml.Node{value(item, "explanation")}
	for _, choice := range list(value(item, "choices")) {
		told = append(told, value(choice, "feedback"))
	}
	for _, n := range told {
		for _, one := range claims(scalar(n)) {
			s.advise(noSource, s.at(n), "“"+one.text+"” has no source", "list source notes of sources.yaml under “sources” of the item")
			return
		}
	}
}
