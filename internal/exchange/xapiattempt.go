package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/quiz"
)

// attempt states how a pass through a quiz went.
func (w *xapiWriter) attempt(a *quiz.Attempt) {
	object := w.quizActivity(a)
	ctx := w.within(a.Module, a.ModuleVersion)
	ctx.Registration = uuidText(uuid5(w.namespace, "attempt\x00"+a.ID))
	ctx.Extensions = map[string]any{extension("purpose"): purpose(a.Purpose)}
	w.add("attempted", object, a.Started, nil, ctx, a.ID)
	var spent time.Duration
	last := a.Started
	for _, r := range a.Responses {
		w.response(a, object, ctx, r)
		spent += r.Took
		if r.At.After(last) {
			last = r.At
		}
	}
	if !a.Complete() || len(a.Responses) == 0 {
		return
	}
	s := a.Score()
	res := &result{Completion: yes(true), Duration: duration(spent)}
	verbID := "completed"
	if s.Items > 0 && a.Purpose != quiz.Practice && a.Purpose != quiz.Imported {
		res.Score = &score{Scaled: float64(s.Percent) / 100, Raw: float64(s.Percent), Max: 100}
	}
	if a.Purpose == quiz.ForPass {
		res.Success = &s.Passed
		if verbID = "failed"; s.Passed {
			verbID = "passed"
		}
	}
	w.add(verbID, object, last, res, ctx, a.ID)
}

func purpose(p quiz.Purpose) string {
	if p == quiz.ForPass {
		return "pass"
	}
	return string(p)
}

// quizActivity is what an attempt was at. Quizzes that are put together for one attempt are all the same
// activity.
func (w *xapiWriter) quizActivity(a *quiz.Attempt) activity {
	title, language := w.module(a.Module)
	name := purpose(a.Purpose)
	switch {
	case a.Module == "":
		return thing(w.iri("quizzes", name), "assessment", "", language)
	case a.Purpose == quiz.ForPass:
		return thing(w.iri("modules", a.Module, "quizzes", string(a.Quiz.ID)), "assessment", title, language)
	}
	return thing(w.iri("modules", a.Module, "quizzes", string(a.Quiz.ID), name), "assessment", title, language)
}

// An interaction is how an item is answered, in the words of xAPI.
type interaction struct {
	InteractionType string      `json:"interactionType,omitempty"`
	Correct         []string    `json:"correctResponsesPattern,omitempty"`
	Choices         []component `json:"choices,omitempty"`
	Scale           []component `json:"scale,omitempty"`
	Source          []component `json:"source,omitempty"`
	Target          []component `json:"target,omitempty"`
}

// A component is one thing that can be chosen, ordered or matched.
type component struct {
	ID          string      `json:"id"`
	Description languageMap `json:"description,omitempty"`
}

// response states what one item was answered with.
func (w *xapiWriter) response(a *quiz.Attempt, parent activity, ctx *statedFor, r quiz.Response) {
	inside := *ctx
	inside.Activities = &related{Parent: []activity{{ObjectType: "Activity", ID: parent.ID}}}
	it, ok := a.Quiz.Item(r.Item)
	if !ok {
		it = quiz.Item{ID: r.Item} // one that the quiz does not have any more; its answer is kept all the same
	}
	module, _ := it.Ref(a.Module)
	if module != "" {
		inside.Activities.Grouping = []activity{w.moduleActivity(module)}
		_, inside.Language = w.module(module)
	}
	res := &result{Duration: duration(r.Took), Extensions: map[string]any{}}
	if !it.Survey {
		credit := min(max(float64(r.Credit)/quiz.Full, 0), 1)
		if r.Correct {
			credit = 1
		}
		res.Success, res.Score = yes(r.Correct), &score{Scaled: credit, Raw: credit, Max: 1}
	}
	if !it.Survey && r.Given().DontKnow() { // no kind of interaction has a form for it
		res.Extensions[extension("answer")] = string(quiz.Unsure)
	} else {
		res.Response = responseText(it, r)
	}
	if r.Sure != quiz.NotAsked {
		res.Extensions[extension("sureness")] = string(r.Sure)
	}
	if r.Hinted {
		res.Extensions[extension("hint-seen")] = true
	}
	w.add("answered", w.itemActivity(a, it), r.At, res, &inside, a.ID, string(r.Item))
}

// itemActivity is an item as something that can be answered. An item from a file belongs to no module, so what
// it says is what it is known by.
func (w *xapiWriter) itemActivity(a *quiz.Attempt, it quiz.Item) activity {
	module, id := it.Ref(a.Module)
	_, language := w.module(module)
	iri := w.iri("modules", module, "items", string(id))
	if module == "" {
		sum := sha256.Sum256([]byte(it.Prompt + "\x00" + it.Key()))
		iri = w.iri("items", hex.EncodeToString(sum[:16]))
	}
	d := &definition{Type: adlActivities + "cmi.interaction", interaction: interactionOf(it, language)}
	if it.Prompt != "" {
		d.Description = languageMap{language: it.Prompt}
	}
	return activity{ObjectType: "Activity", ID: iri, Definition: d}
}

// interactionOf describes how an item is answered. There is no pattern of right answers where any is right, or
// where they cannot all be listed.
func interactionOf(it quiz.Item, language string) interaction {
	all := make([]component, len(it.Choices))
	var right []string
	for i, c := range it.Choices {
		all[i] = component{ID: string(c.ID), Description: languageMap{language: c.Words()}}
		if c.Correct {
			right = append(right, string(c.ID))
		}
	}
	in := interaction{InteractionType: "other"}
	switch it.Kind {
	case quiz.Single, quiz.Multiple:
		in = interaction{InteractionType: "choice", Choices: all}
		if it.Survey && it.Kind == quiz.Single {
			in = interaction{InteractionType: "likert", Scale: all}
		}
		if len(right) > 0 {
			in.Correct = []string{strings.Join(right, "[,]")}
		}
	case quiz.TrueFalse:
		in = interaction{InteractionType: "true-false", Correct: right}
	case quiz.Order:
		in = interaction{InteractionType: "sequencing", Choices: all, Correct: []string{strings.Join(orderIDs(it), "[,]")}}
	case quiz.Match:
		in = matching(it, language)
	case quiz.Short:
		in = interaction{InteractionType: "fill-in", Correct: typedPattern(it)}
	case quiz.Number:
		in = interaction{InteractionType: "numeric", Correct: numericPattern(it)}
	}
	return in
}

// orderIDs are the steps of an Order in their right order, however they were shown.
func orderIDs(it quiz.Item) []string {
	steps := slices.Clone(it.Choices)
	slices.SortStableFunc(steps, func(a, b quiz.Choice) int { return a.Place - b.Place })
	ids := make([]string, len(steps))
	for i, c := range steps {
		ids[i] = string(c.ID)
	}
	return ids
}

func matching(it quiz.Item, language string) interaction {
	in := interaction{InteractionType: "matching"}
	var pairs []string
	for _, c := range it.Choices {
		if c.Text != "" {
			in.Source = append(in.Source, component{string(c.ID), languageMap{language: c.Text}})
			pairs = append(pairs, string(c.ID)+"[.]"+string(c.ID))
		}
		in.Target = append(in.Target, component{string(c.ID), languageMap{language: c.Match}})
	}
	in.Correct = []string{strings.Join(pairs, "[,]")}
	return in
}

// typedPattern lists the accepted texts, unless one of them stands for more than itself.
func typedPattern(it quiz.Item) []string {
	var right []string
	for _, c := range it.Choices {
		switch {
		case c.Correct && strings.Contains(c.Text, "*"):
			return nil
		case c.Correct:
			right = append(right, c.Text)
		}
	}
	return right
}

// numericPattern lists the accepted numbers as ranges.
func numericPattern(it quiz.Item) []string {
	var right []string
	for _, c := range it.Choices {
		if !c.Correct {
			continue
		}
		value, ok1 := decimal(c.Text)
		off, ok2 := new(big.Rat), true
		if c.Tolerance != "" {
			off, ok2 = decimal(c.Tolerance)
		}
		if !ok1 || !ok2 {
			return nil
		}
		low, _ := decimalText(new(big.Rat).Sub(value, off))
		high, _ := decimalText(new(big.Rat).Add(value, off))
		right = append(right, low+"[:]"+high)
	}
	return right
}

// responseText writes what was given as xAPI has it for the kind of interaction. It is empty for what that
// kind has no form for.
func responseText(it quiz.Item, r quiz.Response) string {
	var parts []string
	switch it.Kind {
	case quiz.Short:
		return r.Text
	case quiz.Number:
		if text, ok := tidyDecimal(r.Text); ok {
			return text
		}
		return ""
	case quiz.Match:
		n := 0
		for _, c := range it.Choices {
			if c.Text == "" {
				continue
			}
			if n < len(r.Choices) && r.Choices[n] != "" {
				parts = append(parts, string(c.ID)+"[.]"+string(r.Choices[n]))
			}
			n++
		}
	default:
		for _, id := range r.Choices {
			parts = append(parts, string(id))
		}
	}
	return strings.Join(parts, "[,]")
}
