// Package journey is the main job of Passalong, done in a real window: make a profile, read a module, pass its
// quiz, make its handout, fetch newer content. The end-to-end test and the tour walk it.
package journey

import (
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
)

// A Journey is one walk through the app, from its first start.
type Journey struct {
	App
	Module *catalog.Module // what is learned
	Source string          // owner/repo on the mirror
	// Fingerprint is that of the keys of the source, as its publisher gave it to the learner.
	Fingerprint string
	PDF         string // where the handout is saved
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (j *Journey) Walk(ctx context.Context) (output string, err error) {
	stops := []stop{
		{"welcome", j.welcome},
		{"home", j.makeProfile},
		{"learn", j.learn},
		{"module", j.openModule},
		{"lesson", j.openLesson},
		{"lesson-end", j.endOfLesson},
		{"quiz-intro", j.readTheRest},
		{"quiz-item", j.beginQuiz},
		{"quiz-feedback", j.answerFirst},
		{"result", j.finishQuiz},
		{"handout", j.openHandout},
		{"handout-saved", j.saveHandout},
		{"search", j.search},
		{"settings", j.settings},
	}
	if j.GitHub != "" {
		stops = append(stops, stop{"update", j.check}, stop{"updated", j.update})
	}
	return j.walk(ctx, 1, append(stops, stop{"came-back", j.comeBack}))
}

func (j *Journey) welcome(ctx context.Context) error {
	if err := j.Desk.Window(ctx, "Passalong"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Welcome to Passalong", "Make my profile")
}

func (j *Journey) makeProfile(ctx context.Context) error {
	if err := j.Desk.Type(ctx, "Kit"); err != nil { // the entry has the keyboard

		return err
	}
	return j.Desk.Follow(ctx, "Make my profile", "Hello, Kit")
}

// learn opens the list of modules and narrows it down to one track.
func (j *Journey) learn(ctx context.Context) error {
	if err := j.Desk.Key(ctx, "ctrl+2"); err != nil {
		return err
	}
	if err := j.Desk.Follow(ctx, "Track", "Overdose responder"); err != nil {
		return err
	}
	return j.Desk.Follow(ctx, "Overdose responder", "Depressants together")
}

func (j *Journey) openModule(ctx context.Context) error {
	return j.Desk.Follow(ctx, j.Module.Title, "Afterwards you can")
}

func (j *Journey) openLesson(ctx context.Context) error {
	return j.Desk.Follow(ctx, "Start", "Lesson 1 of")
}

func (j *Journey) endOfLesson(ctx context.Context) error {
	if err := j.Desk.Key(ctx, "End"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Sources")
}

// readTheRest goes through the other lessons by keyboard alone.
func (j *Journey) readTheRest(ctx context.Context) error {
	n := len(j.Module.Lessons)
	for i := 2; i <= n; i++ {
		if err := j.Desk.Key(ctx, "n"); err != nil {
			return err
		}
		if err := j.Desk.SeeAll(ctx, fmt.Sprintf("Lesson %d of %d", i, n)); err != nil {
			return err
		}
		if err := j.Desk.Key(ctx, "End"); err != nil {
			return err
		}
	}
	if err := j.Desk.Key(ctx, "n"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Start the quiz")
}

func (j *Journey) openHandout(ctx context.Context) error {
	if err := j.Desk.Key(ctx, "ctrl+3"); err != nil {
		return err
	}
	if err := j.Desk.Follow(ctx, j.Module.Handouts[0].Title, "Save PDF"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "A4 sheet")
}

func (j *Journey) saveHandout(ctx context.Context) error { return j.savePDF(ctx, j.PDF) }

func (j *Journey) search(ctx context.Context) error {
	if err := j.Desk.Key(ctx, "ctrl+f"); err != nil {
		return err
	}
	if err := j.Desk.Type(ctx, "recovery pos"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "recovery position")
}

func (j *Journey) settings(ctx context.Context) error {
	if err := j.Desk.Key(ctx, "ctrl+6"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Text size", "Colours")
}

// comeBack ends the app without a warning, starts it again and finds what was learned.
func (j *Journey) comeBack(ctx context.Context) error {
	if err := j.restart(ctx, "Kit"); err != nil {
		return err
	}
	if err := j.Desk.Key(ctx, "ctrl+2"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Done")
}
