package journey

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/e2e/desk"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/refresher"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/store/storetest"
)

// A Later is what somebody does in the weeks after a module, beginning with a record as Learned makes it.
type Later struct {
	App
	Nickname string
	Module   *catalog.Module // that was learned
	Name     string          // typed on the certificate
	PDF      string          // where the certificate is saved

	player *player
}

// Weeks writes the record that a Later begins with beside others in the app's data folder.
func Weeks(ctx context.Context, c *catalog.Catalog, m *catalog.Module, app App, now func() time.Time) (*Later, error) {
	r, err := Learned(c, m, now())
	if err != nil {
		return nil, err
	}
	l := &Later{App: app, Nickname: "Robin", Module: m, Name: "Ardith Quillfeather"}
	if _, err := storetest.Write(ctx, filepath.Join(app.Data, "profiles"), l.Nickname, now, r); err != nil {
		return nil, err
	}
	return l, nil
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (l *Later) Walk(ctx context.Context) (output string, err error) {
	const first = 21 // after the stops of a Journey
	return l.walk(ctx, first, []stop{
		{"sharp", l.open},
		{"refresher", l.beginRefresher},
		{"refresher-done", l.refresh},
		{"sharp-after", l.goHome},
		{"progress", l.progress},
		{"sure-but-wrong", l.myths},
		{"certificate", l.certify},
		{"certificate-saved", l.saveCertificate},
		{"scenario", l.openScenario},
		{"scene", l.beginScenario},
		{"story-end", l.playWell},
		{"debrief", l.debrief},
		{"clock", l.playAgain},
		{"minute", l.waitAMinute},
		{"stopped", l.comeBack},
		{"gone-on", l.goOn},
	})
}

// open finds what is due, and a booster for what was learned more than ten weeks ago.
func (l *Later) open(ctx context.Context) error {
	if err := l.Desk.Window(ctx, "Passalong"); err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, l.Nickname, "Hello, "+l.Nickname); err != nil {
		return err
	}
	if err := l.Desk.SeeAll(ctx, "2 minutes to stay sharp", fmt.Sprintf("%d questions, about 2 minutes", refresher.Fits(2))); err != nil {
		return err
	}
	_, err := l.Desk.ScrollTo(ctx, "weeks since you finished this")
	return err
}

func (l *Later) beginRefresher(ctx context.Context) error {
	if _, err := l.Desk.ScrollUpTo(ctx, "Begin"); err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, "Begin", "Stay sharp"); err != nil {
		return err
	}
	if err := l.Desk.SeeAll(ctx, "Nothing is scored"); err != nil {
		return err
	}
	if err := l.Desk.Key(ctx, "Return"); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, asked(1, refresher.Fits(2)))
}

// refresh answers all that is asked, which is no more than fits into two minutes.
func (l *Later) refresh(ctx context.Context) error {
	a := &Answerer{Desk: l.Desk, Items: l.Module.Quiz.Items, Shuffled: true, AsksSure: true}
	n := refresher.Fits(2)
	for i := 1; i <= n; i++ {
		if _, err := a.Answer(ctx); err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
		then := "Done for today"
		if i < n {
			then = asked(i+1, n)
		}
		if err := a.GoOn(ctx, then); err != nil {
			return err
		}
	}
	return l.Desk.SeeAll(ctx, "You knew all of it")
}

// goHome finds no more on offer than what was left out.
func (l *Later) goHome(ctx context.Context) error {
	left := Still - refresher.Fits(2)
	if err := l.Desk.Follow(ctx, "Go to Home", "Hello, "+l.Nickname); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "1 minute to stay sharp", fmt.Sprintf("%d questions, about 1 minute", left))
}

func (l *Later) progress(ctx context.Context) error {
	if err := l.Desk.Key(ctx, "ctrl+5"); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "modules completed", "answers given", "What is fading", "how many you would know")
}

// myths finds what was sure and wrong.
func (l *Later) myths(ctx context.Context) error {
	_, err := l.Desk.ScrollTo(ctx, "You were sure of")
	return err
}

func (l *Later) certify(ctx context.Context) error {
	if err := l.Desk.Key(ctx, "End"); err != nil {
		return err
	}
	if _, err := l.Desk.ScrollUpTo(ctx, "Make a certificate"); err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, "Make a certificate", "Name on the certificate"); err != nil {
		return err
	}
	if err := l.Desk.Fill(ctx, "Name on the certificate", l.Name); err != nil {
		return err
	}
	return l.Desk.Until(ctx, func(words []desk.Word) error { // it is set anew for each letter
		if !desk.Legible(words, l.Name) || desk.Legible(words, "Setting the page") {
			return errors.New("the page with the name is not ready")
		}
		return nil
	})
}

func (l *Later) saveCertificate(ctx context.Context) error { return l.savePDF(ctx, l.PDF) }

func (l *Later) openScenario(ctx context.Context) error {
	if err := l.Desk.Key(ctx, "ctrl+2"); err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, l.Module.Title, "Afterwards you can"); err != nil {
		return err
	}
	title := l.Module.Scenarios[0].Title
	if _, err := l.Desk.ScrollTo(ctx, title); err != nil {
		return err
	}
	return l.Desk.Follow(ctx, title, "Where does it take place")
}

// beginScenario begins without the clock.
func (l *Later) beginScenario(ctx context.Context) error {
	if err := l.Desk.ClickText(ctx, "Play with the clock"); err != nil {
		return err
	}
	return l.begin(ctx, false)
}

func (l *Later) begin(ctx context.Context, clock bool) error {
	s := &l.Module.Scenarios[0]
	run, err := s.Begin(s.Variants[0].ID, clock, time.Time{})
	if err != nil {
		return err
	}
	l.player = &player{desk: l.Desk, run: run}
	if _, err := l.Desk.ScrollTo(ctx, "Not now"); err != nil { // beside the button
		return err
	}
	return l.Desk.Follow(ctx, "Start", "What do you do")
}

// playWell plays to the best end, by keyboard and mouse in turn.
func (l *Later) playWell(ctx context.Context) error {
	path, err := goodPath(l.player.run)
	if err != nil {
		return err
	}
	for i, id := range path {
		if err := l.player.do(ctx, id, i%2 == 0); err != nil {
			return err
		}
	}
	return nil
}

// debrief looks back, at why what was done helped.
func (l *Later) debrief(ctx context.Context) error {
	now, err := l.player.run.Now()
	if err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, "See how it went", now.Ending.Title); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "What went well")
}

// playAgain looks at the path first, and begins a second time, with the clock.
func (l *Later) playAgain(ctx context.Context) error {
	for _, phrase := range []string{"minute by minute", "Helped"} {
		if _, err := l.Desk.ScrollTo(ctx, phrase); err != nil {
			return err
		}
	}
	if err := l.Desk.Key(ctx, "End"); err != nil {
		return err
	}
	if err := l.Desk.Follow(ctx, "Play it again", "Play with the clock"); err != nil {
		return err
	}
	if err := l.Desk.ClickText(ctx, "Play with the clock"); err != nil {
		return err
	}
	if err := l.begin(ctx, true); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "a minute passes in")
}

// waitAMinute does one thing and nothing else, until time passes by itself.
func (l *Later) waitAMinute(ctx context.Context) error {
	if err := l.player.do(ctx, l.firstOffered(), true); err != nil {
		return err
	}
	return l.player.wait(ctx)
}

// comeBack finds the run as it was after a power cut.
func (l *Later) comeBack(ctx context.Context) error {
	if err := l.restart(ctx, l.Nickname); err != nil {
		return err
	}
	if err := l.openScenario(ctx); err != nil {
		return err
	}
	return l.Desk.SeeAll(ctx, "You stopped in the middle of this")
}

// goOn goes on with the clock, which waits until somebody is there.
func (l *Later) goOn(ctx context.Context) error {
	if err := l.Desk.Follow(ctx, "Go on", "The clock is paused"); err != nil {
		return err
	}
	if err := l.player.see(ctx); err != nil {
		return err
	}
	if err := l.Desk.Key(ctx, "p"); err != nil {
		return err
	}
	if err := l.Desk.SeeAll(ctx, "a minute passes in"); err != nil {
		return err
	}
	return l.player.do(ctx, l.firstOffered(), true)
}

// firstOffered is what helps and comes first.
func (l *Later) firstOffered() scenario.ActionID {
	now, err := l.player.run.Now()
	if err != nil {
		return ""
	}
	for _, a := range now.Offered {
		if a.Weight == scenario.Helped {
			return a.ID
		}
	}
	return ""
}
