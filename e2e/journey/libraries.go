package journey

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Libraries is what somebody does who carries content from hand to hand: opens a pack from a stick, compares the number,
// gets a newer one, meets one that somebody has changed, and sees what is new. The computer is never online.
type Libraries struct {
	App
	Publisher *Publisher
	Folder    string // of the stick
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (l *Libraries) Walk(ctx context.Context) (output string, err error) {
	const first = 61 // after the stops of an Outreach
	return l.walk(ctx, first, []stop{
		{"libraries", l.begin},
		{"pack", l.openPack},
		{"pack-installed", l.add},
		{"newer-pack", l.openNewer},
		{"newer-installed", l.update},
		{"changed-pack", l.openChanged},
		{"news", l.seeNews},
		{"packed", l.passOn},
	})
}

func (l *Libraries) begin(ctx context.Context) error {
	if err := l.Desk.Window(ctx, "Passalong"); err != nil {
		return err
	}
	if err := l.Desk.SeeAll(ctx, "Make my profile"); err != nil {
		return err
	}
	if err := l.Desk.Type(ctx, "Noor"); err != nil { // the entry has the keyboard
		return err
	}
	return l.Desk.Follow(ctx, "Make my profile", "Hello, Noor")
}

// open starts the program a second time, with a file, as a double-click does. The window that is open shows it.
func (l *Libraries) open(ctx context.Context, path string) error {
	second, err := l.Desk.Start(l.Program, "-data", l.Data, path)
	if err != nil {
		return err
	}
	said, err := second.Wait(ctx)
	l.output += said
	return err
}

func (l *Libraries) pack(name string) string { return filepath.Join(l.Folder, name+".passalong") }

func (l *Libraries) openPack(ctx context.Context) error {
	if err := l.Publisher.Pack(ctx, l.pack("first")); err != nil {
		return err
	}
	if err := l.open(ctx, l.pack("first")); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "Compare this number", l.Publisher.Fingerprint[:len("12345 67890 12345")])
}

func (l *Libraries) add(ctx context.Context) error { return l.accept(ctx) }

// accept says that the number is the same, and installs.
func (a *App) accept(ctx context.Context) error {
	if err := a.Desk.ClickText(ctx, "The number is the same"); err != nil {
		return err
	}
	return a.install(ctx, "Add this library")
}

// install goes on by the button of an offer.
func (a *App) install(ctx context.Context, button string) error {
	if _, err := a.Desk.ScrollTo(ctx, button); err != nil {
		return err
	}
	return a.Desk.Follow(ctx, button, "is on this computer")
}

// openNewer opens a pack of a library whose keys are known by now: there is nothing to compare.
func (l *Libraries) openNewer(ctx context.Context) error {
	if err := l.Publisher.Revise(ctx, correctItem); err != nil {
		return err
	}
	if err := l.Publisher.Pack(ctx, l.pack("second")); err != nil {
		return err
	}
	if err := l.open(ctx, l.pack("second")); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "Signed by The Passalong project")
}

func (l *Libraries) update(ctx context.Context) error {
	return l.install(ctx, "Install this update")
}

// openChanged opens the pack after somebody has changed one letter of its list, and an older one: both are refused.
func (l *Libraries) openChanged(ctx context.Context) error {
	data, err := os.ReadFile(l.pack("second"))
	if err != nil {
		return err
	}
	changed := bytes.Replace(data, []byte("The Passalong project"), []byte("The Passalong projekt"), 1)
	if bytes.Equal(changed, data) {
		return errors.New("the pack does not say who publishes it")
	}
	if err := os.WriteFile(l.pack("changed"), changed, 0o600); err != nil {
		return err
	}
	if err := l.open(ctx, l.pack("first")); err != nil {
		return err
	}
	if err := l.Desk.SeeAll(ctx, "older than what you have"); err != nil {
		return err
	}
	if err := l.open(ctx, l.pack("changed")); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "not from the publisher")
}

func (l *Libraries) seeNews(ctx context.Context) error {
	if err := l.Desk.Key(ctx, "ctrl+1"); err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, "new", "What's new"); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "One question is clearer")
}

// passOn makes a pack of what is installed, for the next person.
func (l *Libraries) passOn(ctx context.Context) error {
	d := l.Desk
	if err := d.Key(ctx, "ctrl+6"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Content", "Libraries on this computer"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "Libraries on this computer", "comes as a file too"); err != nil {
		return err
	}
	if err := d.Follow(ctx, "More", "Less"); err != nil {
		return err
	}
	if _, err := d.ScrollTo(ctx, "Pass on as a file"); err != nil {
		return err
	}
	const label = "Folder and name of the file"
	if err := d.Follow(ctx, "Pass on as a file", label); err != nil {
		return err
	}
	if err := d.Fill(ctx, label, l.pack("passed-on")); err != nil {
		return err
	}
	if err := d.Key(ctx, "Return"); err != nil {
		return err
	}
	return d.SeeAll(ctx, "Saved")
}

// correctItem changes the wording of a question and says so.
func correctItem(dir string) error {
	module := filepath.Join(dir, "overdose-response")
	if err := raise(module, "One question is clearer.", ""); err != nil {
		return err
	}
	quizzes, err := filepath.Glob(filepath.Join(module, "en", "quiz.yaml"))
	if err != nil || len(quizzes) != 1 {
		return fmt.Errorf("the quiz is not to be found: %v, %w", quizzes, err)
	}
	return edit(quizzes[0], "?", ", would you say?")
}
