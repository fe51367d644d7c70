package exchange

import (
	"strings"

	"github.com/passalong/passalong/internal/quiz"
)

// What our items have and other programs have no place for goes out as tags, which those programs keep and
// show, and comes back from them.
const (
	objectiveLabel = "objective:"
	lessonLabel    = "lesson:"
	bankLabel      = "bank:"
	sourceLabel    = "source:"
	criticalLabel  = "critical"
	surveyLabel    = "survey"
	numberLabel    = "number"       // of a survey item
	wholeLabel     = "grading:all"  // all or nothing, where the other program gives part of the credit
	evenLabel      = "grading:even" // each right part counts alike
)

// labelsOf gives the tags of an item. What has a line end cannot be one.
func labelsOf(it quiz.Item) []string {
	var labels []string
	add := func(prefix, value string) {
		if value != "" && !strings.ContainsAny(value, "\r\n") {
			labels = append(labels, prefix+value)
		}
	}
	add(objectiveLabel, it.Objective)
	add(lessonLabel, it.Lesson)
	add(bankLabel, it.Bank)
	for _, s := range it.Sources {
		add(sourceLabel, s)
	}
	if it.Critical {
		labels = append(labels, criticalLabel)
	}
	if it.Survey {
		labels = append(labels, surveyLabel)
		if it.Kind == quiz.Number {
			labels = append(labels, numberLabel)
		}
	}
	switch {
	case it.Survey || it.Kind == quiz.TrueFalse:
	case it.Partial && (!hasCredits(it) || it.Kind == quiz.Match || it.Kind == quiz.Order):
		labels = append(labels, evenLabel)
	case !it.Partial && (it.Kind == quiz.Multiple || it.Kind == quiz.Match || it.Kind == quiz.Order):
		labels = append(labels, wholeLabel)
	}
	return labels
}

func hasCredits(it quiz.Item) bool {
	for _, c := range it.Choices {
		if c.Credit != 0 {
			return true
		}
	}
	return false
}

// applyLabels gives an item what its tags say, and notes the tags that mean nothing to us.
func (d *draft) applyLabels() {
	it := &d.item
	for _, l := range d.labels {
		switch key, value, _ := strings.Cut(l, ":"); {
		case key+":" == objectiveLabel && isID(value):
			it.Objective = value
		case key+":" == lessonLabel && isID(value):
			it.Lesson = value
		case key+":" == bankLabel && isID(value):
			it.Bank = value
		case key+":" == sourceLabel && value != "":
			it.Sources = append(it.Sources, value)
		case l == criticalLabel:
			it.Critical = true
		case l == surveyLabel || l == numberLabel: // the readers have used them
		case l == evenLabel, l == wholeLabel:
			it.Partial = l == evenLabel
			for i := range it.Choices {
				it.Choices[i].Credit = 0
			}
		default:
			d.lose("the tag “" + shorten(l, 60) + "”")
		}
	}
}

func (d *draft) labelled(label string) bool {
	for _, l := range d.labels {
		if l == label {
			return true
		}
	}
	return false
}
