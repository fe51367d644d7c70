// Package journey is the main job of Passalong, done in a real window: make a profile, read a module, pass its
// quiz, make its handout, fetch newer content. The end-to-end test and the tour walk it.
package journey

import (
	"context"
	"fmt"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/catalog"
)

// A Journey is one walk through the app.
type Journey struct {
	Desk    *desk.Desk
	Module  *catalog.Module // what is learned
	Program string          // the app's executable
	Data    string          // its data folder
	GitHub  string          // mirror that publishes newer content; empty leaves updates out
	Source  string          // owner/repo on that mirror
	PDF     string          // where the handout is saved
	// Picture is called at each stop with its name; it may be nil.
	Picture func(name string) error

	app *desk.Program
}

// patience is how long to wait for anything on screen, on a machine that is busy with other tests too.
const patience = 4 * time.Minute

// A stop is one thing to do, and to see.
type stop struct {
	name string
	do   func(context.Context) error
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
		stops = append(stops, stop{"update", j.check}, stop{"updated", j.install})
	}
	stops = append(stops, stop{"progress", j.comeBack})
	if err := j.Start(); err != nil {
		return "", err
	}
	defer func() { output = j.app.Kill() }()
	for i, s := range stops {
		if err := j.pause(ctx, s); err != nil {
			j.picture(fmt.Sprintf("%02d-%s-stuck", i+1, s.name))
			return "", fmt.Errorf("at %q: %w", s.name, err)
		}
		if err := j.picture(fmt.Sprintf("%02d-%s", i+1, s.name)); err != nil {
			return "", err
		}
	}
	return "", nil
}

func (j *Journey) pause(ctx context.Context, s stop) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.do(ctx)
}

func (j *Journey) picture(name string) error {
	if j.Picture == nil {
		return nil
	}
	return j.Picture(name)
}

// Start starts the app.
func (j *Journey) Start() (err error) {
	args := []string{"-data", j.Data}
	if j.GitHub != "" {
		args = append(args, "-github", j.GitHub)
	}
	j.app, err = j.Desk.Start(j.Program, args...)
	return err
}

// Kill ends the app as a power cut would.
func (j *Journey) Kill() string { return j.app.Kill() }

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

func (j *Journey) learn(ctx context.Context) error {
	if err := j.Desk.Key(ctx, "ctrl+2"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Overdose responder")
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
	return j.Desk.SeeAll(ctx, "Paper: A4, 1 page")
}

func (j *Journey) saveHandout(ctx context.Context) error {
	if err := j.Desk.Follow(ctx, "Save PDF", "Folder and name of the file"); err != nil {
		return err
	}
	if err := j.Desk.Fill(ctx, "Folder and name of the file", j.PDF); err != nil {
		return err
	}
	if err := j.Desk.Key(ctx, "Return"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Saved to")
}

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
	if err := j.Desk.Key(ctx, "ctrl+5"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Text size", "Colours")
}

// comeBack ends the app without a warning, starts it again and finds what was learned.
func (j *Journey) comeBack(ctx context.Context) error {
	j.app.Kill()
	if err := j.Start(); err != nil {
		return err
	}
	if err := j.Desk.Follow(ctx, "Kit", "Hello, Kit"); err != nil {
		return err
	}
	if err := j.Desk.Key(ctx, "ctrl+2"); err != nil {
		return err
	}
	return j.Desk.SeeAll(ctx, "Done")
}
