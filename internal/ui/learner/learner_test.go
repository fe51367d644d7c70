package learner_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/ui/bg/bgtest"
	"github.com/passalong/passalong/internal/ui/learner"
)

// A memory is a keeper that can be told to fail.
type memory struct {
	progress.Keeper // nil: what is not below is not asked for

	record progress.Record
	err    error
	saved  []int // blocks of visits, as they arrived; -1 is the end
}

func (m *memory) Profile() progress.Profile { return progress.Profile{Nickname: "Kit"} }
func (m *memory) Load(context.Context) (progress.Record, error) {
	return m.record, m.err
}

func (m *memory) SaveVisit(ctx context.Context, v progress.Visit) error {
	m.saved = append(m.saved, v.Block)
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) StartAttempt(ctx context.Context, _ quiz.Attempt) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SaveResponse(ctx context.Context, _ string, _ quiz.Response) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) StartRun(ctx context.Context, _ scenario.Run) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SaveStep(ctx context.Context, _ string, _ int, _ scenario.Step) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SaveObservation(ctx context.Context, _ progress.Observation) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SaveCertificate(ctx context.Context, _ progress.Certificate) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SetFavourite(ctx context.Context, _ catalog.HandoutID, _ bool) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SaveAlertRead(ctx context.Context, _ catalog.AlertID, _ string) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) SaveModulesSeen(ctx context.Context, _ map[catalog.ModuleID]string) error {
	return errors.Join(ctx.Err(), m.err)
}

func (m *memory) Close() error {
	m.saved = append(m.saved, -1)
	return m.err
}

func open(t *testing.T, m *memory) (*learner.Learner, *bgtest.Queue) {
	t.Helper()
	work := new(bgtest.Queue)
	var l *learner.Learner
	learner.Open(t.Context(), work, m, func(got *learner.Learner, err error) {
		if err != nil {
			t.Fatal(err)
		}
		l = got
	})
	work.Drain()
	return l, work
}

var noon = time.Date(2026, 5, 3, 12, 0, 0, 0, time.UTC)

func TestTheRecordChangesWhenTheDiskHasIt(t *testing.T) {
	l, work := open(t, &memory{})
	v := progress.Visit{Module: "m", Lesson: "l", Block: 3, Opened: noon, Finished: noon}
	l.SaveVisit(v, nil)
	if n := len(l.Record().Visits); n != 0 {
		t.Fatalf("%d visits before anything is saved", n)
	}
	work.Drain()
	again := progress.Visit{Module: "m", Lesson: "l", Block: 1, Opened: noon.Add(time.Hour)}
	l.SaveVisit(again, nil)
	work.Drain()
	again.Finished = noon // a lesson that was read to its end stays so
	if diff := cmp.Diff([]progress.Visit{again}, l.Record().Visits); diff != "" {
		t.Error(diff)
	}
}

func TestResponsesJoinTheirAttempt(t *testing.T) {
	l, work := open(t, &memory{})
	l.StartAttempt(quiz.Attempt{ID: "a"}, nil)
	l.StartAttempt(quiz.Attempt{ID: "b"}, nil)
	r := quiz.Response{Item: "i", Choices: []quiz.ChoiceID{"c"}, At: noon}
	var ended []error
	l.SaveResponse("b", r, func(err error) { ended = append(ended, err) })
	l.SaveResponse("b", r, func(err error) { ended = append(ended, err) })
	work.Drain()
	if diff := cmp.Diff([]error{nil, nil}, ended); diff != "" {
		t.Error(diff)
	}
	b, ok := l.Record().Attempt("b")
	if diff := cmp.Diff([]quiz.Response{r}, b.Responses); !ok || diff != "" {
		t.Errorf("attempt b: found %v, %s", ok, diff)
	}
	if a, _ := l.Record().Attempt("a"); len(a.Responses) != 0 {
		t.Error("the response landed in attempt a as well")
	}
}

func TestStepsJoinTheirRun(t *testing.T) {
	l, work := open(t, &memory{})
	l.StartRun(scenario.Run{ID: "a"}, nil)
	l.StartRun(scenario.Run{ID: "b"}, nil)
	work.Drain()
	before := l.Record().Runs
	steps := []scenario.Step{{Action: "knock", At: noon}, {At: noon.Add(time.Minute)}}
	for n, s := range []scenario.Step{steps[0], steps[1], steps[1]} { // the last one is saved again
		l.SaveStep("b", min(n, 1), s, nil)
	}
	work.Drain()
	if diff := cmp.Diff([]scenario.Run{{ID: "a"}, {ID: "b", Steps: steps}}, l.Record().Runs); diff != "" {
		t.Error(diff)
	}
	if len(before[1].Steps) > 0 {
		t.Error("a record that was handed out before has changed")
	}
}

func TestWhatIsSeenAndProvedIsKeptOnce(t *testing.T) {
	l, work := open(t, &memory{})
	o, c := progress.Observation{ID: "o", Skill: "spray"}, progress.Certificate{Number: "1"}
	var ended []error
	for range 2 {
		l.SaveObservation(o, func(err error) { ended = append(ended, err) })
		l.SaveCertificate(c, func(err error) { ended = append(ended, err) })
	}
	if len(l.Record().Observations)+len(l.Record().Certificates) > 0 {
		t.Error("the record changed before the disk had it")
	}
	work.Drain()
	want := progress.Record{Observations: []progress.Observation{o}, Certificates: []progress.Certificate{c}}
	if diff := cmp.Diff(want, l.Record()); diff != "" || !slices.Equal(ended, make([]error, 4)) {
		t.Errorf("ended %v, %s", ended, diff)
	}
}

func TestHandoutsAreMarkedAndAlertsRead(t *testing.T) {
	l, work := open(t, &memory{})
	l.SetFavourite("b", true, nil)
	l.SetFavourite("a", true, nil)
	l.MarkAlertRead("strong", "1.0", nil)
	work.Drain()
	before := l.Record()
	for _, m := range []struct {
		id catalog.HandoutID
		on bool
	}{{"b", false}, {"a", true}, {"c", true}, {"b", true}, {"nothing", false}} {
		l.SetFavourite(m.id, m.on, nil)
	}
	l.MarkAlertRead("strong", "1.1", nil)
	l.MarkAlertRead("other", "2.0", nil)
	if diff := cmp.Diff(before, l.Record()); diff != "" {
		t.Error("before the disk has it:", diff)
	}
	work.Drain()
	want := progress.Record{
		Favourites: []catalog.HandoutID{"a", "c", "b"}, AlertsRead: map[catalog.AlertID]string{"strong": "1.1", "other": "2.0"},
	}
	if diff := cmp.Diff(want, l.Record()); diff != "" {
		t.Error(diff)
	}
	want = progress.Record{Favourites: []catalog.HandoutID{"b", "a"}, AlertsRead: map[catalog.AlertID]string{"strong": "1.0"}}
	if diff := cmp.Diff(want, before); diff != "" {
		t.Error("a record that was handed out before has changed:", diff)
	}
}

func TestWhatWasToldOfOneModuleLeavesTheOthers(t *testing.T) {
	l, work := open(t, &memory{})
	first := map[catalog.ModuleID]string{"a": "1.0", "b": "2.0"}
	l.SaveModulesSeen(first, nil)
	first["c"] = "what the caller does with it later is not the record's"
	work.Drain()
	before := l.Record()
	l.SaveModulesSeen(map[catalog.ModuleID]string{"b": "2.1", "d": "1.0"}, nil)
	work.Drain()
	if diff := cmp.Diff(map[catalog.ModuleID]string{"a": "1.0", "b": "2.1", "d": "1.0"}, l.Record().ModulesSeen); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[catalog.ModuleID]string{"a": "1.0", "b": "2.0"}, before.ModulesSeen); diff != "" {
		t.Error("a record that was handed out before has changed:", diff)
	}
}

func TestNothingIsKeptThatTheDiskRefuses(t *testing.T) {
	m := &memory{}
	l, work := open(t, m)
	l.StartRun(scenario.Run{ID: "a"}, nil)
	work.Drain()
	m.err = progress.ErrDiskFull
	saves := map[string]func(done func(error)){
		"a run":          func(done func(error)) { l.StartRun(scenario.Run{ID: "b"}, done) },
		"a step":         func(done func(error)) { l.SaveStep("a", 0, scenario.Step{Action: "knock"}, done) },
		"an observation": func(done func(error)) { l.SaveObservation(progress.Observation{ID: "o"}, done) },
		"a certificate":  func(done func(error)) { l.SaveCertificate(progress.Certificate{Number: "1"}, done) },
		"a favourite":    func(done func(error)) { l.SetFavourite("a", true, done) },
		"a read alert":   func(done func(error)) { l.MarkAlertRead("strong", "1.0", done) },
		"seen news":      func(done func(error)) { l.SaveModulesSeen(map[catalog.ModuleID]string{"m": "1.0"}, done) },
	}
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			var got error
			save(func(err error) { got = err })
			work.Drain()
			if diff := cmp.Diff(progress.Record{Runs: []scenario.Run{{ID: "a"}}}, l.Record()); diff != "" || !errors.Is(got, progress.ErrDiskFull) {
				t.Errorf("error %v, %s", got, diff)
			}
		})
	}
}

func TestAFailedWriteChangesNothingAndSaysSo(t *testing.T) {
	m := &memory{}
	l, work := open(t, m)
	m.err = progress.ErrDiskFull
	var got error
	l.StartAttempt(quiz.Attempt{ID: "a"}, func(err error) { got = err })
	work.Drain()
	if !errors.Is(got, progress.ErrDiskFull) || len(l.Record().Attempts) != 0 {
		t.Errorf("error %v, attempts %v", got, l.Record().Attempts)
	}
}

func TestWritesArriveInOrder(t *testing.T) {
	m := &memory{}
	l, work := open(t, m)
	for block := range 20 {
		l.SaveVisit(progress.Visit{Module: "m", Lesson: "l", Block: block}, nil)
	}
	work.Drain()
	for i, block := range m.saved {
		if i != block {
			t.Fatalf("blocks arrived as %v", m.saved)
		}
	}
	if len(m.saved) != 20 {
		t.Errorf("%d of 20 arrived", len(m.saved))
	}
}

func TestALearnerThatCannotBeReadIsAnError(t *testing.T) {
	work := new(bgtest.Queue)
	var got error
	learner.Open(t.Context(), work, &memory{err: progress.ErrDamagedProfile}, func(_ *learner.Learner, err error) { got = err })
	work.Drain()
	if !errors.Is(got, progress.ErrDamagedProfile) {
		t.Errorf("error %v", got)
	}
}

// A deaf runner never comes back to the UI goroutine, as at the end of the program.
type deaf struct{ bgtest.Queue }

func (*deaf) Do(func()) {}

func TestWhatIsAskedForIsSavedWhenTheWindowHasClosed(t *testing.T) {
	m := &memory{}
	ctx, end := context.WithCancel(t.Context())
	work := new(deaf)
	l := learner.New(ctx, work, m, progress.Record{})
	l.SaveVisit(progress.Visit{Block: 1}, nil)
	end()
	l.SaveVisit(progress.Visit{Block: 2}, nil)
	l.SaveVisit(progress.Visit{Block: 3}, nil)
	l.Close(nil)
	work.Drain()
	if diff := cmp.Diff([]int{1, 2, 3, -1}, m.saved); diff != "" {
		t.Error(diff)
	}
}

func TestTheRecordIsPutAwayAfterWhatIsSaved(t *testing.T) {
	m := &memory{}
	l, work := open(t, m)
	m.err = progress.ErrDiskFull
	var got error
	l.SaveVisit(progress.Visit{Block: 1}, nil)
	l.Close(func(err error) { got = err })
	work.Drain()
	if diff := cmp.Diff([]int{1, -1}, m.saved); diff != "" || !errors.Is(got, progress.ErrDiskFull) {
		t.Errorf("error %v, %s", got, diff)
	}
}
