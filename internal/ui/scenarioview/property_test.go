package scenarioview

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/progress"
)

// FuzzPlaying presses keys and lets seconds pass at random. However it goes, the run ends, what is shown fits
// the run, and what is kept can be gone on with and looked back at.
func FuzzPlaying(f *testing.F) {
	f.Add(uint8(0), []byte{0, 1, 2, 3})
	f.Add(uint8(3), []byte{9, 9, 9, 0, 9, 1, 200})
	f.Add(uint8(1), []byte{255, 254, 1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, clock uint8, presses []byte) {
		seconds := int(clock % 5)
		m := newModel(library(seconds), start(), progress.Record{}, true)
		run, ok := m.begin("r", noon)
		if !ok {
			t.Fatal("it does not begin")
		}
		m.come(run)
		at := noon
		for _, p := range presses {
			at = at.Add(time.Second)
			play(m, p, at)
			fits(t, m)
		}
		for range 50 { // whoever goes on with the first action comes to an end
			at = at.Add(time.Second)
			if next, ok := m.act(0, at); ok {
				m.saved(next, nil, at)
			}
			fits(t, m)
		}
		if !m.now.Ended {
			t.Fatal("it does not end")
		}
		back := newModel(library(seconds), runOnly(m.run.ID), recordOf(m.run), true)
		if d := back.state().Debrief; back.phase != lookback || d.Heading == "" || len(d.Path) < len(m.run.Steps) {
			t.Errorf("the debrief has %d moments of %d steps", len(d.Path), len(m.run.Steps))
		}
	})
}

func runOnly(run string) place { return place{run: run} }

// play does something: an action, a second, a pause, or an action that is not saved.
func play(m *model, p byte, at time.Time) {
	switch {
	case p == 255:
		m.pause(!m.paused)
	case p > 200:
		if next, ok := m.act(int(p)%3, at); ok {
			m.saved(next, progress.ErrDiskFull, at)
		}
	case p > 8:
		if m.tick() {
			if next, ok := m.wait(at); ok {
				m.saved(next, nil, at)
			}
		}
	default:
		if next, ok := m.act(int(p), at); ok {
			m.saved(next, nil, at)
		}
	}
}

// fits checks what the screen shows against the run.
func fits(t *testing.T, m *model) {
	t.Helper()
	st := m.state().Play
	if st.Over != (len(st.Actions) == 0) || st.Over && st.Clock.Shown {
		t.Fatalf("over %v with %d actions, clock %v", st.Over, len(st.Actions), st.Clock.Shown)
	}
	if (st.Did == "") != (len(m.run.Steps) == 0) || len(st.Facts) != 4 || len(st.Scene) == 0 {
		t.Fatalf("after %d steps: did %q, %d facts, %d paragraphs", len(m.run.Steps), st.Did, len(st.Facts), len(st.Scene))
	}
	if st.Clock.Share < 0 || st.Clock.Share > 1 || m.saving {
		t.Fatalf("the clock stands at %v, saving %v", st.Clock.Share, m.saving)
	}
}
