package live_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/conduct"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/store"
)

const people = 500

// workshop is a plan with one question of four choices.
func workshop() plan.Plan {
	item := quiz.Item{
		ID: "first", Kind: quiz.Single, Prompt: "Someone does not wake up. What do you do first?", Objective: "act", Lesson: "l",
		Choices: []quiz.Choice{{ID: "a", Text: "Give breaths"}, {ID: "b", Text: "Call an ambulance", Correct: true}, {ID: "c", Text: "Wait"}, {ID: "d", Text: "Leave"}},
	}
	return plan.Plan{
		ID: "p", Title: "Responding to an overdose", Language: "en", Minutes: 90,
		Sections: []plan.Section{{ID: "s", Kind: plan.Activity, Title: "First", Minutes: 90, Usual: 90, Least: 10, Steps: []plan.Step{{Poll: &plan.Poll{ID: "m/first", Kind: plan.ItemPoll, Item: &item}}}}},
	}
}

// conducted is a session that is kept on the disk.
func conducted(t testing.TB, path string) (*conduct.Conductor, *store.Sessions, session.ID) {
	t.Helper()
	kept, err := store.OpenSessions(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	began := session.Entry{Number: 1, At: time.Now(), Event: session.Began{Plan: workshop()}}
	id, key, err := kept.Begin(t.Context(), began)
	if err != nil {
		t.Fatal(err)
	}
	c, err := conduct.Open(kept, id, []session.Entry{began}, key, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
	return c, kept, id
}

func pick(i int) livetest.Given {
	return livetest.Given{Choices: []string{string(rune('a' + i%4))}}
}

func ask(t testing.TB, c *conduct.Conductor) {
	t.Helper()
	for _, e := range []session.Event{session.Went{Section: 0, Step: 0}, session.Asked{Poll: "m/first"}} {
		if err := c.Do(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

func TestHundredsOfPhonesAtOnceLoseAndDoubleNothing(t *testing.T) {
	n := people
	if testing.Short() {
		n = 50
	}
	c, kept, id := conducted(t, filepath.Join(t.TempDir(), "sessions.db"))
	ctx, stop := context.WithCancel(t.Context())
	w := livetest.NewWitness(ctx, c, c, time.Now)
	s := serve(t, w)
	crowd := &livetest.Crowd{URL: s.Phones().Join.URL, People: n, Now: time.Now, Random: rand.New(rand.NewPCG(1, 2))}
	t.Cleanup(crowd.Close)
	t.Cleanup(stop) // before the server stops: phones that ask are its guests
	if joined := crowd.Join(ctx, 2*time.Second); joined.Err != nil {
		t.Fatal(joined.Err)
	}
	if got := s.Phones().Connected; got != n {
		t.Errorf("%d of %d phones are connected", got, n)
	}
	ask(t, c)
	sent := crowd.Answer(ctx, "m/first", 1, time.Second, pick)
	if sent.Err != nil {
		t.Fatal(sent.Err)
	}
	if v := c.Desk(); v.Poll == nil || v.Poll.Phones != n || v.Poll.Tally.Answered != n {
		t.Errorf("the facilitator sees %+v", v.Poll)
	}
	waitFor(t, "all are seen", func() bool { return w.Most() == n })
	entries, _, err := kept.Entries(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	onDisk := map[session.Phone][]quiz.ChoiceID{}
	for _, e := range entries {
		if a, ok := e.Event.(session.Answered); ok {
			onDisk[a.Phone] = append(onDisk[a.Phone], a.Given.Choices...)
		}
	}
	if len(onDisk) != n {
		t.Errorf("answers of %d phones are on the disk", len(onDisk))
	}
	for i, p := range sent.Phone {
		if got := onDisk[p]; len(got) != 1 || string(got[0]) != pick(i).Choices[0] {
			t.Errorf("phone %d: %v is on the disk, and %v was acknowledged", i, got, pick(i).Choices)
		}
	}
}

// crowdOf names the environment variable in which a benchmark tells its other process where the room is.
const crowdOf = "PASSALONG_CROWD_OF"

// heard is what the other process tells.
type heard struct {
	What  string
	Err   string
	Times livetest.Times
	Bytes int
}

// TestCrowdOfAnotherProcess is the phones of BenchmarkRoom: in a process of their own, so that the memory of the first is the
// program's alone.
func TestCrowdOfAnotherProcess(t *testing.T) {
	url := os.Getenv(crowdOf)
	if url == "" {
		t.Skip("this is a part of BenchmarkRoom")
	}
	crowd := &livetest.Crowd{URL: url, People: people, Now: time.Now, Random: rand.New(rand.NewPCG(3, 4))}
	tell := func(what string, times livetest.Times) {
		h := heard{What: what, Times: times, Bytes: crowd.PageBytes()}
		if times.Err != nil {
			h.Err, h.Times.Err = times.Err.Error(), nil
		}
		line, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("%s%s\n", crowdOf, line)
	}
	tell("joined", crowd.Join(t.Context(), 9*time.Second))
	tell("answered", crowd.Answer(t.Context(), "m/first", 1, 1900*time.Millisecond, pick))
	crowd.Close()
}

// BenchmarkRoom measures what people notice, with 500 phones on the loopback interface and the session on the disk.
func BenchmarkRoom(b *testing.B) {
	for range b.N {
		c, _, _ := conducted(b, filepath.Join(b.TempDir(), "sessions.db"))
		ctx, stop := context.WithCancel(b.Context())
		w := livetest.NewWitness(ctx, c, c, time.Now)
		debug.FreeOSMemory()
		idle := resident(b)
		s := serve(b, w)
		cmd := exec.CommandContext(b.Context(), os.Args[0], "-test.run=^TestCrowdOfAnotherProcess$")
		cmd.Env = append(os.Environ(), crowdOf+"="+s.Phones().Join.URL)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<24)
		joined := hear(b, lines)
		ask(b, c)
		answered := hear(b, lines)
		used := resident(b) - idle
		if err := cmd.Wait(); err != nil {
			b.Fatal(err)
		}
		report(b, w, joined, answered, used)
		if n := c.Desk().Poll.Phones; n != people {
			b.Errorf("%d of %d answers are in", n, people)
		}
		stop()
		if err := s.Stop(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func hear(b *testing.B, lines *bufio.Scanner) heard {
	b.Helper()
	for lines.Scan() {
		text, ok := strings.CutPrefix(lines.Text(), crowdOf)
		if !ok {
			continue
		}
		var h heard
		if err := json.Unmarshal([]byte(text), &h); err != nil {
			b.Fatal(err)
		}
		if h.Err != "" {
			b.Fatal(h.Err)
		}
		return h
	}
	b.Fatal("the phones say no more: ", lines.Err())
	return heard{}
}

func report(b *testing.B, w *livetest.Witness, joined, answered heard, used int) {
	b.Helper()
	var visible []time.Duration
	for i, p := range answered.Times.Phone {
		at, ok := w.Seen(p)
		if !ok {
			b.Errorf("the answer of phone %d was not seen", i)
			continue
		}
		visible = append(visible, at.Sub(answered.Times.Sent[i]))
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(joined.Times.Took.Seconds(), "s/all-joined")
	b.ReportMetric(ms(livetest.Slowest(joined.Times.Each, 99)), "ms/page-and-join-p99")
	b.ReportMetric(answered.Times.Took.Seconds(), "s/all-answered")
	b.ReportMetric(ms(livetest.Slowest(answered.Times.Each, 99)), "ms/acknowledged-p99")
	b.ReportMetric(ms(livetest.Slowest(visible, 50)), "ms/visible-p50")
	b.ReportMetric(ms(livetest.Slowest(visible, 99)), "ms/visible-p99")
	b.ReportMetric(float64(joined.Bytes), "B/page")
	b.ReportMetric(float64(used)/(1<<20), "MB/above-idle")
	b.ReportMetric(0, "ns/op")
}

// resident is the memory of this process in bytes, as the system counts it.
func resident(tb testing.TB) int {
	tb.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		tb.Skip("memory is read as Linux tells it: ", runtime.GOOS)
	}
	for _, line := range strings.Split(string(text), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			if err != nil {
				tb.Fatal(err)
			}
			return kb << 10
		}
	}
	return 0
}
