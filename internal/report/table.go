package report

import (
	"iter"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/tabular"
)

// A Table is a part of a report as rows.
type Table string

// The tables.
const (
	ResponsesTable    Table = "responses"
	AttemptsTable     Table = "attempts"
	ModulesTable      Table = "modules"
	ObjectivesTable   Table = "objectives"
	LessonsTable      Table = "lessons"
	RunsTable         Table = "runs"
	ObservationsTable Table = "observations"
	CertificatesTable Table = "certificates"
	TracksTable       Table = "tracks"
	CurveTable        Table = "curve"
	MythsTable        Table = "myths"
)

// Tables lists all tables.
func Tables() []Table {
	return []Table{
		ResponsesTable, AttemptsTable, ModulesTable, ObjectivesTable, LessonsTable, RunsTable, ObservationsTable, CertificatesTable,
		TracksTable, CurveTable, MythsTable,
	}
}

// A Type is what the cells of a column are, as in all tables of the program. An empty cell is null in JSON.
type Type = tabular.Type

// A Column is a column of a table.
type Column tabular.Column

// A cell is a value in a row.
type cell = tabular.Cell

// The types of column that reports have.
const (
	Text    = tabular.Text
	Integer = tabular.Integer
	Decimal = tabular.Decimal
	Boolean = tabular.Boolean
	Moment  = tabular.Moment
)

// table is how a table is made: for each row its cells, in the order of the columns.
type table struct {
	columns []Column
	rows    func(Report) iter.Seq[[]cell]
}

// Columns documents a table; nil for one that does not exist.
func Columns(t Table) []Column { return tableOf(t).columns }

func tableOf(t Table) table {
	switch t {
	case ResponsesTable:
		return responses()
	case AttemptsTable:
		return attempts()
	case ModulesTable:
		return modules()
	case ObjectivesTable:
		return objectives()
	case LessonsTable:
		return lessons()
	case RunsTable:
		return runs()
	case ObservationsTable:
		return observations()
	case CertificatesTable:
		return certificates()
	case TracksTable:
		return tracks()
	case CurveTable:
		return curve()
	case MythsTable:
		return myths()
	}
	return table{}
}

// each makes a row of each value.
func each[T any](values func(Report) []T, row func(*T) []cell) func(Report) iter.Seq[[]cell] {
	return func(r Report) iter.Seq[[]cell] {
		return func(yield func([]cell) bool) {
			all := values(r)
			for i := range all {
				if !yield(row(&all[i])) {
					return
				}
			}
		}
	}
}

func seconds(d time.Duration) cell { return d.Seconds() }

// joined writes several texts into one cell.
func joined(texts []string) cell { return strings.Join(texts, "; ") }

// sureWords are what was said to "sure or not sure?"; nothing where it was not asked.
func sureWords(s quiz.Sureness) cell {
	if s == quiz.NotAsked {
		return nil
	}
	return string(s)
}

func purposeWords(p quiz.Purpose) cell {
	if p == quiz.ForPass {
		return "quiz"
	}
	return string(p)
}

func stageWords(s progress.Stage) cell {
	return [...]string{progress.NotStarted: "not-started", progress.Underway: "underway", progress.ReadyForQuiz: "ready-for-quiz", progress.Completed: "completed"}[s]
}

func responses() table {
	return table{[]Column{
		{"attempt", Text, "Id of the attempt."},
		{"purpose", Text, "What the attempt was for: quiz, practice, pre-check, refresher, booster or imported."},
		{"module", Text, "Id of the module that the question belongs to; empty for one from a file."},
		{"item", Text, "Id of the question in its module."},
		{"kind", Text, "Kind of the question."},
		{"objective", Text, "Id of the objective."},
		{"critical", Boolean, "Whether the question is safety-critical."},
		{"prompt", Text, "The question as it was asked."},
		{"given", Text, "What was answered, in words."},
		{"right_answer", Text, "The right answer then, in words; empty for a survey question."},
		{"right", Boolean, "Whether the answer was right; empty for a survey question."},
		{"credit_percent", Decimal, "Part of the credit that it earned; empty for a survey question."},
		{"sureness", Text, "sure or not-sure; empty where it was not asked."},
		{"hinted", Boolean, "Whether the hint was looked at."},
		{"took_seconds", Decimal, "Time from seeing the question to answering it, as far as somebody was there."},
		{"answered_at", Moment, "When it was answered."},
	}, func(r Report) iter.Seq[[]cell] {
		return func(yield func([]cell) bool) {
			for a := range progress.Answers(r.record) {
				if !yield(responseRow(a)) {
					return
				}
			}
		}
	}}
}

func responseRow(a progress.Answer) []cell {
	it, r := a.Given, a.Response
	var rightAnswer, right, credit cell
	if !it.Survey {
		rightAnswer, right, credit = joined(it.RightWords()), r.Correct, 100*float64(r.Credit)/quiz.Full
		if r.Correct {
			credit = 100.0 // also of records from before credits
		}
	}
	return []cell{
		a.Attempt.ID, purposeWords(a.Attempt.Purpose), string(a.Module), string(a.Item), string(it.Kind), it.Objective, it.Critical,
		it.Prompt, joined(it.GivenWords(r.Given())), rightAnswer, right, credit, sureWords(r.Sure), r.Hinted, seconds(r.Took), r.At,
	}
}

func attempts() table {
	return table{[]Column{
		{"attempt", Text, "Id of the attempt."},
		{"purpose", Text, "What it was for: quiz, practice, pre-check, refresher, booster or imported."},
		{"module", Text, "Id of the module; empty when the attempt mixed modules or came from a file."},
		{"title", Text, "Title of the module."},
		{"version", Text, "Version of the module then."},
		{"started_at", Moment, "When it began."},
		{"ended_at", Moment, "When the last answer was given."},
		{"took_seconds", Decimal, "Time spent on its questions."},
		{"complete", Boolean, "Whether every question was answered."},
		{"items", Integer, "Questions that can be right or wrong."},
		{"answered", Integer, "Of these, those answered."},
		{"right", Integer, "Of these, those answered right."},
		{"missed_critical", Integer, "Safety-critical questions answered wrongly."},
		{"percent", Integer, "Credit of all there was, rounded down; empty for practice, which has no score."},
		{"passed", Boolean, "Whether it was passed; empty for what cannot be passed: all but the module's quiz."},
	}, each(func(r Report) []Attempt { return r.Attempts }, func(a *Attempt) []cell {
		var percent, passed cell
		if a.Purpose != quiz.Practice && a.Purpose != quiz.Imported {
			percent = a.Result.Percent
		}
		if a.Purpose == quiz.ForPass {
			passed = a.Result.Passed
		}
		return []cell{
			a.ID, purposeWords(a.Purpose), string(a.Module), a.Title, a.Version, a.Started, a.Ended, seconds(a.Took), a.Complete,
			a.Result.Items, a.Result.Answered, a.Result.Right, len(a.Result.MissedCritical), percent, passed,
		}
	})}
}

func modules() table {
	return table{[]Column{
		{"module", Text, "Id of the module."},
		{"title", Text, "Its title."},
		{"version", Text, "Its version today; empty when the library does not have it any more."},
		{"stage", Text, "not-started, underway, ready-for-quiz or completed; empty when the library does not have it any more."},
		{"lessons", Integer, "Lessons of the module."},
		{"lessons_read", Integer, "Of these, those read to their end."},
		{"lessons_known", Integer, "Of these, those known from a pre-check and not read to their end."},
		{"attempts", Integer, "Complete attempts at its quiz."},
		{"best_percent", Integer, "Result of the best of them; empty without one."},
		{"completed_at", Moment, "When the quiz was first passed."},
		{"objectives", Integer, "Objectives of the module."},
		{"objectives_met", Integer, "Of these, those known, learned or fading."},
		{"answers", Integer, "Answers to its questions, whatever for."},
		{"answers_right", Integer, "Of these, those that were right."},
		{"items_due", Integer, "Questions that are due now."},
		{"reading_seconds", Decimal, "Time given to its lessons."},
		{"answering_seconds", Decimal, "Time given to its questions."},
		{"playing_seconds", Decimal, "Time given to its scenarios."},
		{"sure_right", Integer, "Answers that were sure and right."},
		{"sure_wrong", Integer, "Answers that were sure and wrong."},
		{"unsure_right", Integer, "Answers that were not sure and right."},
		{"unsure_wrong", Integer, "Answers that were not sure and wrong."},
	}, each(func(r Report) []Module { return r.Modules }, moduleRow)}
}

func moduleRow(m *Module) []cell {
	var stage, best cell
	if !m.Gone {
		stage = stageWords(m.Status.Stage)
	}
	if m.Status.Attempts > 0 {
		best = m.Status.BestResult.Percent
	}
	met := 0
	for _, o := range m.Objectives {
		if o.State.Met() {
			met++
		}
	}
	return []cell{
		string(m.ID), m.Title, m.Version, stage, m.Status.Lessons, m.Status.LessonsRead, m.Status.LessonsKnown, m.Status.Attempts, best,
		m.Status.CompletedAt, len(m.Objectives), met, m.Answers, m.Right, m.Due, seconds(m.Reading), seconds(m.Answering),
		seconds(m.Playing), m.Sure.SureRight, m.Sure.SureWrong, m.Sure.UnsureRight, m.Sure.UnsureWrong,
	}
}

func objectives() table {
	type row struct {
		module catalog.ModuleID
		Objective
	}
	return table{[]Column{
		{"module", Text, "Id of the module."},
		{"objective", Text, "Id of the objective."},
		{"text", Text, "The objective in words."},
		{"state", Text, "not-yet, known, learned or fading."},
		{"items", Integer, "Questions that belong to it."},
		{"answered", Integer, "Of these, those answered."},
		{"right", Integer, "Of these, those right the last time."},
		{"chance_known", Decimal, "Chance today, from 0 to 1, that one of its questions is known; empty when none comes back."},
		{"strength_days", Decimal, "Days until that chance falls to 0.9 after an answer; empty when none comes back."},
		{"sure_right", Integer, "Answers that were sure and right."},
		{"sure_wrong", Integer, "Answers that were sure and wrong."},
		{"unsure_right", Integer, "Answers that were not sure and right."},
		{"unsure_wrong", Integer, "Answers that were not sure and wrong."},
	}, each(func(r Report) []row {
		var all []row
		for _, m := range r.Modules {
			for _, o := range m.Objectives {
				all = append(all, row{m.ID, o})
			}
		}
		return all
	}, func(o *row) []cell {
		var chance, strength cell
		if o.Strength > 0 {
			chance, strength = o.Retrievability, o.Strength
		}
		return []cell{
			string(o.module), string(o.ID), o.Text, string(o.State), o.Items, o.Answered, o.Right, chance, strength,
			o.Sure.SureRight, o.Sure.SureWrong, o.Sure.UnsureRight, o.Sure.UnsureWrong,
		}
	})}
}

func lessons() table {
	return table{[]Column{
		{"module", Text, "Id of the module."},
		{"lesson", Text, "Id of the lesson."},
		{"version", Text, "Version of the module when it was last opened."},
		{"opened_at", Moment, "When it was last opened."},
		{"finished_at", Moment, "When its end was first reached; empty when it was not."},
		{"spent_seconds", Decimal, "Time given to reading it, as far as somebody was there."},
	}, each(func(r Report) []progress.Visit { return r.record.Visits }, func(v *progress.Visit) []cell {
		return []cell{string(v.Module), string(v.Lesson), v.ModuleVersion, v.Opened, v.Finished, seconds(v.Spent)}
	})}
}

func runs() table {
	return table{[]Column{
		{"run", Text, "Id of the run."},
		{"module", Text, "Id of the module."},
		{"scenario", Text, "Id of the scenario."},
		{"title", Text, "Its title then."},
		{"variant", Text, "Title of the variant; empty without one."},
		{"started_at", Moment, "When it began."},
		{"ended_at", Moment, "When the last step was taken."},
		{"took_seconds", Decimal, "Time given to it; of a pause, two minutes count."},
		{"steps", Integer, "Steps taken."},
		{"story_minutes", Integer, "Minutes of the story that passed."},
		{"ending", Text, "How it came out; empty while it has not ended."},
		{"good", Boolean, "Whether it came out well, without a critical failure; empty while it has not ended."},
		{"critical_failures", Integer, "Critical failures."},
	}, each(func(r Report) []Run { return r.Runs }, func(r *Run) []cell {
		var ending, good cell
		if r.Over {
			ending, good = r.Ending, r.Good
		}
		return []cell{
			r.ID, string(r.Module), string(r.Scenario), r.Title, r.Variant, r.Started, r.Ended, seconds(r.Took), r.Steps, r.Minutes,
			ending, good, r.Critical,
		}
	})}
}

func observations() table {
	return table{[]Column{
		{"observation", Text, "Id of the observation."},
		{"module", Text, "Id of the module."},
		{"version", Text, "Version of the module then."},
		{"skill", Text, "Id of the skill."},
		{"title", Text, "Its title then."},
		{"met", Boolean, "Whether every step was seen."},
		{"steps_seen", Text, "The steps that were seen, in words."},
		{"steps_missing", Text, "The steps that were not seen, in words."},
		{"initials", Text, "Initials of the facilitator."},
		{"seen_at", Moment, "When it was seen."},
	}, each(func(r Report) []progress.Observation { return r.Observations }, func(o *progress.Observation) []cell {
		return []cell{
			o.ID, string(o.Module), o.ModuleVersion, string(o.Skill), o.Title, len(o.Missing) == 0, joined(o.Steps), joined(o.Missing),
			o.Initials, o.At,
		}
	})}
}

// certificates leaves out the keys: who has one can sign in the learner's place.
func certificates() table {
	return table{[]Column{
		{"number", Text, "Number of the certificate."},
		{"kind", Text, "module or track."},
		{"subject", Text, "Id of the module or track."},
		{"title", Text, "Its title then."},
		{"modules", Text, "Ids of the modules with their versions."},
		{"objectives", Text, "Objectives that were met, in words."},
		{"skills", Text, "Skills that were seen, in words."},
		{"issued_at", Moment, "When it was issued."},
	}, each(func(r Report) []progress.Certificate { return r.Certificates }, func(c *progress.Certificate) []cell {
		versions := make([]string, len(c.Modules))
		for i, m := range c.Modules {
			versions[i] = string(m.Module) + " " + m.Version
		}
		return []cell{
			c.Number, string(c.Kind), c.Subject, c.Title, joined(versions), joined(c.Objectives), joined(c.Skills), c.Issued,
		}
	})}
}
