package conduct_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

// answerVariable makes the test binary a laptop on which phones answer: it names the file and the session.
const answerVariable = "PASSALONG_TEST_CONDUCT"

func TestMain(m *testing.M) {
	if where := os.Getenv(answerVariable); where != "" {
		if err := answerOnAndOn(context.Background(), where, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func openStore(t testing.TB, path string) *store.Sessions {
	t.Helper()
	s, err := store.OpenSessions(path, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// beginOnDisk begins a session in which this many phones have joined and the poll is open.
func beginOnDisk(t testing.TB, s *store.Sessions, phones int) session.ID {
	t.Helper()
	entries := opening(phones)
	id, _, err := s.Begin(t.Context(), entries[0])
	if err == nil {
		err = s.Append(t.Context(), id, entries[1:])
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func goOn(ctx context.Context, s *store.Sessions, id session.ID) (*conduct.Conductor, error) {
	entries, key, err := s.Entries(ctx, id)
	if err != nil {
		return nil, err
	}
	return conduct.Open(s, id, entries, key, noon)
}

func TestFiveHundredAnswersAtOnceAreOnTheDiskInTime(t *testing.T) {
	const phones, tries = 500, 3
	type result struct{ all, late time.Duration }
	var best result
	for try := range tries {
		s := openStore(t, filepath.Join(t.TempDir(), "sessions.db"))
		id := beginOnDisk(t, s, phones)
		c, err := goOn(t.Context(), s, id)
		if err != nil {
			t.Fatal(err)
		}
		took := make([]time.Duration, phones)
		begin := time.Now()
		errs := each(phones, func(n int) error {
			one := time.Now()
			defer func() { took[n] = time.Since(one) }()
			return c.Do(t.Context(), answerOf(n))
		})
		r := result{all: time.Since(begin)}
		if err := errors.Join(errors.Join(errs...), c.Close()); err != nil {
			t.Fatal(err)
		}
		slices.Sort(took)
		r.late = took[phones*99/100]
		if try == 0 || r.late < best.late {
			best = r
		}
		entries, _, err := s.Entries(t.Context(), id)
		if err != nil || len(entries) != phones+phones+3 {
			t.Fatalf("%d entries are on the disk, %v", len(entries), err)
		}
	}
	t.Logf("%d answers in %v, the 99th percentile after %v", phones, best.all, best.late)
	if best.all > slower*2*time.Second || best.late > slower*100*time.Millisecond {
		t.Errorf("that took too long")
	}
}

// answerOnAndOn lets eight phones answer, each as fast as it can and each time something else, and says what is
// acknowledged, until it is ended.
func answerOnAndOn(ctx context.Context, where string, in io.Reader, out io.Writer) error {
	path, id := filepath.Split(where)
	s, err := store.OpenSessions(filepath.Clean(path), time.Now)
	if err != nil {
		return err
	}
	c, err := goOn(ctx, s, session.ID(id))
	if err != nil {
		return err
	}
	if _, err := bufio.NewReader(in).ReadString('\n'); err != nil {
		return err
	}
	failed := make(chan error)
	for n := range answering {
		go func() {
			for i := 0; ; i++ {
				if err := c.Do(ctx, spoken(n, i)); err != nil {
					failed <- err
					return
				}
				// One write of the system for each line, so that no line is cut.
				if _, err := fmt.Fprintf(out, "%d %d\n", n, i); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

const answering = 8

// spoken is the answer of a phone whose time of thinking numbers it.
func spoken(n, i int) session.Event {
	e := answerOf(n).(session.Answered)
	e.Given.Took = time.Duration(i) * time.Millisecond
	return e
}

func TestNoAcknowledgedAnswerIsLostWhenTheProgramIsKilled(t *testing.T) {
	const kills, patience = 100, 45 * time.Second
	begin := time.Now()
	done, acknowledged, extra := 0, 0, 0
	for ; done < kills && time.Since(begin) < patience; done++ {
		path := filepath.Join(t.TempDir(), "sessions.db")
		s := openStore(t, path)
		id := beginOnDisk(t, s, answering)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		said := killLater(t, filepath.Join(path, string(id)), time.Duration(done%50)*time.Millisecond)
		a, e := checkKilled(t, path, id, said)
		acknowledged, extra = acknowledged+a, extra+e
		if t.Failed() {
			t.Fatalf("after kill %d", done+1)
		}
	}
	t.Logf("%d kills, %d answers acknowledged, all there; %d more were on the disk", done, acknowledged, extra)
	if done < 10 || acknowledged < 10*done {
		t.Errorf("only %d kills and %d answers: that shows nothing", done, acknowledged)
	}
}

// killLater starts a process that answers, kills it a while after its first answer, and gives what it said.
func killLater(t *testing.T, where string, after time.Duration) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), answerVariable+"="+where)
	cmd.Stdin = strings.NewReader("\n")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var kill sync.WaitGroup
	kill.Go(func() {
		<-time.After(after) // chooses the moment
		if err := cmd.Process.Kill(); err != nil {
			t.Error(err)
		}
	})
	rest, err := io.ReadAll(lines)
	kill.Wait()
	if err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("it ended by itself: %v", err)
	}
	return first + string(rest)
}

// checkKilled opens the session again, and gives how many answers were acknowledged and how many more are there.
func checkKilled(t *testing.T, path string, id session.ID, said string) (acknowledged, extra int) {
	t.Helper()
	s := openStore(t, path)
	entries, _, err := s.Entries(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]int{}
	for _, e := range entries {
		if a, ok := e.Event.(session.Answered); ok {
			var n int
			if _, err := fmt.Sscanf(string(a.Phone), "%x", &n); err != nil {
				t.Fatal(err)
			}
			kept[fmt.Sprintf("%d %d", n-1, a.Given.Took.Milliseconds())]++
		}
	}
	for line, times := range kept {
		if times > 1 {
			t.Errorf("answer %s is there %d times", line, times)
		}
	}
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	for _, line := range lines {
		if kept[line] == 0 {
			t.Errorf("answer %s was acknowledged and is lost", line)
		}
	}
	if extra = len(kept) - len(lines); extra > answering {
		t.Errorf("%d answers are there that were not acknowledged", extra)
	}
	c, err := goOn(t.Context(), s, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(c.Do(t.Context(), answerOf(0)), c.Close(), s.Close()); err != nil {
		t.Errorf("it does not go on: %v", err)
	}
	return len(lines), extra
}
