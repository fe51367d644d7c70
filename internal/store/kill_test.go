package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/store"
)

// These make the test binary a learner, who answers a quiz or plays a scenario, or a facilitator, who finishes a session:
// they name the folder and the profile or session to open.
const (
	answerVariable = "PASSALONG_TEST_ANSWER"
	playVariable   = "PASSALONG_TEST_PLAY"
	finishVariable = "PASSALONG_TEST_FINISH"
)

func TestMain(m *testing.M) {
	for name, learn := range map[string]func(context.Context, string, io.Reader, io.Writer) error{
		answerVariable: answerAQuiz, playVariable: playAScenario, finishVariable: finishASession,
	} {
		where := os.Getenv(name)
		if where == "" {
			continue
		}
		if err := learn(context.Background(), where, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func openAt(ctx context.Context, where string) (progress.Keeper, error) {
	dir, id := filepath.Split(where)
	p, err := store.OpenProfiles(dir, time.Now)
	if err != nil {
		return nil, err
	}
	return p.Open(ctx, progress.ProfileID(id))
}

// answerAQuiz starts an attempt, then answers one item for each line it reads, and says what is saved.
func answerAQuiz(ctx context.Context, where string, in io.Reader, out io.Writer) error {
	k, err := openAt(ctx, where)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "ready")
	lines := bufio.NewScanner(in)
	a := attempt("a1")
	if lines.Scan() {
		if err := k.StartAttempt(ctx, a); err != nil {
			return err
		}
		fmt.Fprintln(out, "started")
	}
	for lines.Scan() {
		it, _, ok := a.Current()
		if !ok {
			break
		}
		next, r, err := a.Answer(quiz.Given{Choices: []quiz.ChoiceID{it.Choices[0].ID}}, started)
		if err != nil {
			return err
		}
		if err := k.SaveResponse(ctx, a.ID, r); err != nil {
			return err
		}
		a = next
		fmt.Fprintln(out, it.ID)
	}
	return errors.Join(lines.Err(), k.Close())
}

// killedSteps is how many steps the scenario has that is killed.
const killedSteps = 12

func killedStep(n int) scenario.Step {
	return scenario.Step{Action: scenario.ActionID(fmt.Sprint("step-", n)), At: started}
}

// playAScenario starts a run, then takes one step for each line it reads, and says what is saved.
func playAScenario(ctx context.Context, where string, in io.Reader, out io.Writer) error {
	k, err := openAt(ctx, where)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "ready")
	lines := bufio.NewScanner(in)
	if lines.Scan() {
		if err := k.StartRun(ctx, sampleRun("r")); err != nil {
			return err
		}
		fmt.Fprintln(out, "started")
	}
	for n := 0; n < killedSteps && lines.Scan(); n++ {
		if err := k.SaveStep(ctx, "r", n, killedStep(n)); err != nil {
			return err
		}
		fmt.Fprintln(out, killedStep(n).Action)
	}
	return errors.Join(lines.Err(), k.Close())
}

// A learner is another process.
type learner struct {
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Reader
}

func startLearner(t *testing.T, variable, where string) *learner {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), variable+"="+where)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &learner{cmd, in, bufio.NewReader(out)}
}

func (l *learner) next(t *testing.T) string {
	t.Helper()
	line, err := l.out.ReadString('\n')
	if err != nil {
		t.Fatalf("the learner said nothing more: %v", err)
	}
	return strings.TrimSpace(line)
}

func (l *learner) goOn(t *testing.T) {
	t.Helper()
	if _, err := fmt.Fprintln(l.in); err != nil {
		t.Fatal(err)
	}
}

// kill ends the process as a power cut of the program would, and gives what it had said since.
func (l *learner) kill(t *testing.T) []string {
	t.Helper()
	if err := l.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(l.out)
	if err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := l.cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the learner ended by itself: %v", err)
	}
	return strings.Fields(string(rest))
}

func TestKilledInTheMiddleOfAQuiz(t *testing.T) {
	killOften(t, 30, answerVariable, checkAfterKill)
}

func TestKilledInTheMiddleOfAScenario(t *testing.T) {
	killOften(t, 15, playVariable, checkRunAfterKill)
}

// killOften kills learners at many moments. check gives how much was saved.
func killOften(t *testing.T, kills int, variable string, check func(*testing.T, *store.Profiles, progress.ProfileID, []string) int) {
	t.Helper()
	dir := t.TempDir()
	p := openProfiles(t, dir, newClock().Now)
	var lost, inFlight int
	for i := range kills {
		id := made(t, p, "An")
		l := startLearner(t, variable, filepath.Join(dir, string(id)))
		l.next(t)
		// In turn: while the attempt or run is started, and while each of its twelve items or steps is saved.
		l.goOn(t)
		var acknowledged []string
		for range i % 13 {
			acknowledged = append(acknowledged, l.next(t))
			l.goOn(t)
		}
		busyFor(time.Duration(i*67%800) * time.Microsecond)
		acknowledged = append(acknowledged, l.kill(t)...)
		saved := check(t, p, id, acknowledged)
		integrity(t, dir, id)
		switch {
		case saved < len(acknowledged):
			lost++
		case saved > len(acknowledged):
			inFlight++
		}
		if t.Failed() {
			t.Fatalf("after kill %d, with %d acknowledged and %d saved", i+1, len(acknowledged), saved)
		}
	}
	t.Logf("%d kills: %d lost, %d had saved one more than they had said", kills, lost, inFlight)
}

// busyFor lets a very short time pass: it chooses the moment of a kill and waits for nothing.
func busyFor(d time.Duration) {
	for begin := time.Now(); time.Since(begin) < d; {
	}
}

// checkAfterKill opens the profile again, goes on with the quiz to its end, and gives how many things that
// the learner acknowledges were saved: the attempt and its responses.
func checkAfterKill(t *testing.T, p *store.Profiles, id progress.ProfileID, acknowledged []string) int {
	t.Helper()
	k := reopen(t, p, id)
	defer closeKeeper(t, k)
	r := load(t, k)
	if len(r.Attempts) == 0 {
		if len(acknowledged) > 0 {
			t.Errorf("the attempt is lost")
		}
		return 0
	}
	whole := attempt("a1")
	a := r.Attempts[0]
	answered := a.Responses
	a.Responses = nil
	if diff := cmp.Diff(whole, a, cmpopts.EquateEmpty()); diff != "" {
		t.Error("the attempt is not as it was started:", diff)
	}
	for n, got := range answered {
		it, _, _ := whole.Current()
		var want quiz.Response
		var err error
		whole, want, err = whole.Answer(quiz.Given{Choices: []quiz.ChoiceID{it.Choices[0].ID}}, started)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("response %d: %s", n+1, diff)
		}
		if n+1 < len(acknowledged) && acknowledged[n+1] != string(got.Item) {
			t.Errorf("response %d is to %s; %s was acknowledged", n+1, got.Item, acknowledged[n+1])
		}
	}
	if extra := 1 + len(answered) - len(acknowledged); extra < 0 || extra > 1 {
		t.Errorf("%d responses are saved and %d things were acknowledged", len(answered), len(acknowledged))
	}
	a.Responses = answered
	finish(t, k, a)
	return 1 + len(answered)
}

// checkRunAfterKill is checkAfterKill for a run.
func checkRunAfterKill(t *testing.T, p *store.Profiles, id progress.ProfileID, acknowledged []string) int {
	t.Helper()
	k := reopen(t, p, id)
	defer closeKeeper(t, k)
	want := sampleRun("r")
	r := load(t, k)
	if len(r.Runs) == 0 {
		if len(acknowledged) > 0 {
			t.Error("the run is lost")
		}
		return 0
	}
	saved := len(r.Runs[0].Steps)
	for n := range saved {
		want.Steps = append(want.Steps, killedStep(n))
	}
	if diff := cmp.Diff([]scenario.Run{want}, r.Runs); diff != "" {
		t.Error(diff)
	}
	if extra := 1 + saved - len(acknowledged); extra < 0 || extra > 1 {
		t.Errorf("%d steps are saved and %d things were acknowledged", saved, len(acknowledged))
	}
	for n := saved; n < killedSteps; n++ {
		if err := k.SaveStep(t.Context(), "r", n, killedStep(n)); err != nil {
			t.Error(err)
		}
	}
	return 1 + saved
}

// finish answers what is left and compares with an attempt that was never interrupted.
func finish(t *testing.T, k progress.Keeper, a quiz.Attempt) {
	t.Helper()
	answerRest(t, k, a)
	uninterrupted := attempt("a1")
	for !uninterrupted.Complete() {
		uninterrupted, _ = answerNext(t, uninterrupted)
	}
	if diff := cmp.Diff(uninterrupted.Score(), load(t, k).Attempts[0].Score()); diff != "" {
		t.Error("the result differs:", diff)
	}
}
