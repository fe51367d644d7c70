package compare

import (
	"slices"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
)

// A pair is a module in both states.
type pair struct {
	*comparison
	before, after *catalog.Module
	corrected     []string // ids of items that the versions since name
}

// module compares a module that is in both.
func (c *comparison) module(before, after *catalog.Module) {
	p := &pair{comparison: c, before: before, after: after}
	told := false
	for _, change := range after.Changes {
		if catalog.CompareVersions(change.Version, before.Version) > 0 {
			p.corrected = append(p.corrected, change.Corrected...)
		}
		told = told || change.Version == after.Version
	}
	at := len(c.found)
	p.lessons()
	p.items()
	p.scenarios()
	p.skills()
	inside := slices.ContainsFunc(c.found[at:], func(d Difference) bool { return d.Change != "" })
	own := !same(before, after, moduleText)

	// The module itself stands before what belongs to it.
	parts := slices.Clone(c.found[at:])
	c.found = c.found[:at]
	d := p.of(Module, string(after.ID), after.Title)
	d.Change = changedIf(own)
	c.add(d, versions(before.Version, after.Version, own || inside, told)...)
	c.found = append(c.found, parts...)
	c.handouts(after.ID, before.Handouts, after.Handouts)
	p.unretired()
}

// of begins a difference of something in the module.
func (p *pair) of(t Thing, id, title string) Difference {
	return Difference{Of: t, Module: p.after.ID, ID: id, Title: title, From: p.before.Version, To: p.after.Version}
}

// added and removed note what is in one state only.
func (p *pair) added(t Thing, id, title string) {
	d := p.of(t, id, title)
	d.Change = catalog.Added
	p.add(d, when(p.before.IsRetired(string(t), id), UsedAgain))
}

func (p *pair) removed(t Thing, id, title string) {
	d := p.of(t, id, title)
	d.Change = catalog.Removed
	p.add(d, when(!p.after.IsRetired(string(t), id), Vanished))
}

func (p *pair) lessons() {
	for i := range p.after.Lessons {
		l := &p.after.Lessons[i]
		o, _, ok := p.before.Lesson(l.ID)
		if !ok {
			p.added(Lesson, string(l.ID), l.Title)
			continue
		}
		d := p.of(Lesson, string(l.ID), l.Title)
		d.Change = changedIf(!same(o, l, lessonText))
		p.add(d)
	}
	for i := range p.before.Lessons {
		o := &p.before.Lessons[i]
		if _, _, is := p.after.Lesson(o.ID); !is {
			p.removed(Lesson, string(o.ID), o.Title)
		}
	}
}

func (p *pair) items() {
	for _, it := range p.after.Quiz.Items {
		o, ok := p.before.Quiz.Item(it.ID)
		if !ok {
			p.added(Item, string(it.ID), it.Prompt)
			continue
		}
		p.item(o, it)
	}
	for _, o := range p.before.Quiz.Items {
		if !has(p.after.Quiz.Item(o.ID)) {
			p.removed(Item, string(o.ID), o.Prompt)
		}
	}
}

// item compares an item that is in both, and then its choices.
func (p *pair) item(o, it quiz.Item) {
	d := p.of(Item, string(it.ID), it.Prompt)
	d.Change = changedIf(itemText(o) != itemText(it))
	reworded := asks(o) != asks(it)
	same := catalog.CompareVersions(p.before.Version, p.after.Version) == 0
	switch {
	case flipped(o, it) && !slices.Contains(p.corrected, string(it.ID)):
		p.add(d, AnswerFlipped)
	case reworded && same:
		p.add(d, ItemReworded)
	default:
		p.add(d)
	}
	p.choices(o, it)
}

func (p *pair) choices(o, it quiz.Item) {
	find := func(in quiz.Item, id quiz.ChoiceID) int {
		return slices.IndexFunc(in.Choices, func(c quiz.Choice) bool { return c.ID == id })
	}
	for _, choice := range it.Choices {
		d := p.of(Choice, string(choice.ID), choice.Text)
		d.Item = string(it.ID)
		switch i := find(o, choice.ID); {
		case i < 0:
			d.Change = catalog.Added
		default:
			d.Change = changedIf(o.Choices[i] != choice)
		}
		p.add(d)
	}
	for _, choice := range o.Choices {
		if find(it, choice.ID) < 0 {
			d := p.of(Choice, string(choice.ID), choice.Text)
			d.Item, d.Change = string(it.ID), catalog.Removed
			p.add(d)
		}
	}
}

// flipped reports whether what was right before may now be wrong, or the other way round. One more spelling of a short
// answer turns nothing round.
func flipped(o, it quiz.Item) bool {
	if o.Survey || it.Survey || o.Key() == it.Key() {
		return false
	}
	if o.Kind != quiz.Short || it.Kind != quiz.Short || o.Partial != it.Partial {
		return true
	}
	spelling := it
	spelling.Choices = slices.DeleteFunc(slices.Clone(it.Choices), func(c quiz.Choice) bool {
		return c.Correct && !slices.ContainsFunc(o.Choices, func(b quiz.Choice) bool { return b.Text == c.Text })
	})
	return o.Key() != spelling.Key()
}

func (p *pair) scenarios() {
	for i := range p.after.Scenarios {
		s := &p.after.Scenarios[i]
		o, ok := p.before.Scenario(s.ID)
		if !ok {
			p.added(Scenario, string(s.ID), s.Title)
			continue
		}
		d := p.of(Scenario, string(s.ID), s.Title)
		d.Change = changedIf(!same(o, s, nil))
		p.add(d)
	}
	for i := range p.before.Scenarios {
		if o := &p.before.Scenarios[i]; !has(p.after.Scenario(o.ID)) {
			p.removed(Scenario, string(o.ID), o.Title)
		}
	}
}

func (p *pair) skills() {
	find := func(m *catalog.Module, id catalog.SkillID) *catalog.Skill {
		for i := range m.Skills {
			if m.Skills[i].ID == id {
				return &m.Skills[i]
			}
		}
		return nil
	}
	for i := range p.after.Skills {
		s := &p.after.Skills[i]
		o := find(p.before, s.ID)
		if o == nil {
			p.added(Skill, string(s.ID), s.Title)
			continue
		}
		d := p.of(Skill, string(s.ID), s.Title)
		d.Change = changedIf(skillText(o) != skillText(s))
		p.add(d)
	}
	for i := range p.before.Skills {
		if o := &p.before.Skills[i]; find(p.after, o.ID) == nil {
			p.removed(Skill, string(o.ID), o.Title)
		}
	}
}

// unretired finds ids that were retired, are not in use, and are not among the retired any more.
func (p *pair) unretired() {
	for _, entry := range p.before.Retired {
		if slices.Contains(p.after.Retired, entry) || p.usesAgain(entry) {
			continue
		}
		p.add(Difference{Of: Module, Module: p.after.ID, ID: entry, From: p.before.Version, To: p.after.Version}, Unretired)
	}
}

// usesAgain reports whether something has an id that was retired, which is a fault of its own.
func (p *pair) usesAgain(entry string) bool {
	return slices.ContainsFunc(p.found, func(d Difference) bool {
		return d.Module == p.after.ID && (d.ID == entry || string(d.Of)+" "+d.ID == entry) && slices.Contains(d.Faults, UsedAgain)
	})
}
