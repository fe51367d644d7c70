package store_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

func sampleScenario() scenario.Scenario {
	return scenario.Scenario{
		ID: "toilet", Title: "Locked “toilet”", Limit: 15, Clock: 20, Start: "door",
		Variants: []scenario.Variant{{ID: "au-vic", Title: "Victoria"}},
		State:    []scenario.Declared{{Name: "doses", Start: "0", Most: 4}},
		Scenes: []scenario.Scene{{ID: "door", Parts: []scenario.Part{{Text: "Unmistakable-knock."}}, Actions: []scenario.Action{
			{ID: "knock", Text: "Knock", Takes: 1, Weight: scenario.Helped, Changes: []scenario.Change{{Variable: "doses", By: 1}}},
			{ID: "call", Text: "Call", Takes: 1, When: scenario.Condition{{Variable: "doses", Op: scenario.AtLeast, Values: []string{"1"}}}},
		}}},
		Endings: []scenario.Ending{{ID: "end", Title: "The end"}},
	}
}

func sampleRun(id string) scenario.Run {
	return scenario.Run{
		ID: id, Module: "naloxone", ModuleVersion: "1.2", Variant: "au-vic", Clock: true, Started: started, Scenario: sampleScenario(),
	}
}

// play keeps a run with steps, the second of which is a minute of waiting.
func play(t testing.TB, k progress.Keeper, r scenario.Run, actions ...scenario.ActionID) scenario.Run {
	t.Helper()
	if err := k.StartRun(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	for n, a := range actions {
		s := scenario.Step{Action: a, At: started.Add(time.Duration(n) * time.Second)}
		if err := k.SaveStep(t.Context(), r.ID, n, s); err != nil {
			t.Fatal(err)
		}
		r.Steps = append(r.Steps, s)
	}
	return r
}

func sampleObservation(id string) progress.Observation {
	return progress.Observation{
		ID: id, Module: "naloxone", ModuleVersion: "1.2", Skill: "spray", Title: "Assemble the spray", Steps: []string{"Open “it”"},
		Missing: []string{"Aim", "Push"}, Initials: "KL", At: started,
	}
}

func sampleCertificate(number string) progress.Certificate {
	return progress.Certificate{
		Number: number, Kind: progress.TrackCertificate, Subject: "responders", Title: "Responders",
		Modules:    []progress.CertifiedModule{{Module: "naloxone", Title: "Naloxone", Version: "1.2", Completed: started}},
		Objectives: []string{"Act on an overdose"}, Skills: []string{"Assemble the spray"}, Issued: started.Add(time.Hour), Key: []byte{0, 1, 255},
	}
}

func TestWhatLastsComesBackAsItWasSaved(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k := create(t, p, "An")
	later := sampleRun("a-later")
	later.Started = started.Add(time.Hour)
	later.Scenario.Title = "Another version"
	later.Variant, later.Clock = "", false
	var want progress.Record
	wantLater := play(t, k, later)
	want.Runs = []scenario.Run{play(t, k, sampleRun("b-earlier"), "knock", "", "call"), wantLater}
	unmet, met := sampleObservation("o1"), sampleObservation("o2")
	met.Missing = nil
	want.Observations = []progress.Observation{unmet, met}
	want.Certificates = []progress.Certificate{sampleCertificate("1"), sampleCertificate("2")}
	want.Certificates[1].Objectives, want.Certificates[1].Skills = nil, nil
	for i := range 2 {
		err := errors.Join(k.SaveObservation(t.Context(), want.Observations[i]), k.SaveCertificate(t.Context(), want.Certificates[i]))
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, load(t, k)); diff != "" {
		t.Error("while open:", diff)
	}
	closeKeeper(t, k)
	if diff := cmp.Diff(want, load(t, reopen(t, p, k.Profile().ID))); diff != "" {
		t.Error("after reopening:", diff)
	}
}

func TestEverythingOfAResponseIsKept(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	for _, purpose := range []quiz.Purpose{quiz.ForPass, quiz.Practice, quiz.PreCheck, quiz.Refresher, quiz.Booster, quiz.Imported} {
		a := attempt("for " + string(purpose))
		a.Purpose = purpose
		if err := k.StartAttempt(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	r := quiz.Response{
		Item: "item-00", Text: "naloxone, “Nyxoid”\n", Sure: quiz.NotSure, Hinted: true, Took: 12345 * time.Millisecond, Credit: 33_333, At: started,
	}
	if err := k.SaveResponse(t.Context(), "for practice", r); err != nil {
		t.Fatal(err)
	}
	for _, a := range load(t, k).Attempts {
		if want := "for " + string(a.Purpose); a.ID != want {
			t.Errorf("%q came back as %q", a.ID, want)
		}
		if diff := cmp.Diff([]quiz.Response{r}, a.Responses); a.Purpose == quiz.Practice && diff != "" {
			t.Error(diff)
		}
	}
	later := r
	later.At, later.Took = r.At.Add(time.Hour), time.Hour
	if err := k.SaveResponse(t.Context(), "for practice", later); err != nil {
		t.Errorf("the same response later: %v", err)
	}
	for name, change := range map[string]func(*quiz.Response){
		"text": func(r *quiz.Response) { r.Text = "salt" }, "sureness": func(r *quiz.Response) { r.Sure = quiz.Sure },
		"hint": func(r *quiz.Response) { r.Hinted = false }, "credit": func(r *quiz.Response) { r.Credit++ },
	} {
		other := r
		change(&other)
		if err := k.SaveResponse(t.Context(), "for practice", other); !errors.Is(err, progress.ErrAlreadyKept) {
			t.Errorf("another %s: got %v, want ErrAlreadyKept", name, err)
		}
	}
}

func TestStepsComeOneAfterTheOther(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	want := play(t, k, sampleRun("r"), "knock", "")
	for n, c := range []struct {
		name string
		run  string
		n    int
		step scenario.Step
		want error
	}{
		{"the same step again, later", "r", 0, scenario.Step{Action: "knock", At: started.Add(time.Hour)}, nil},
		{"another step in its place", "r", 0, scenario.Step{Action: "call", At: started}, progress.ErrAlreadyKept},
		{"an action where a minute passed", "r", 1, scenario.Step{Action: "call", At: started}, progress.ErrAlreadyKept},
		{"the step after the next", "r", 3, scenario.Step{Action: "call", At: started}, progress.ErrNoRun},
		{"a step before the first", "r", -1, scenario.Step{Action: "call", At: started}, progress.ErrNoRun},
		{"a run that was never started", "nobody", 0, scenario.Step{Action: "call", At: started}, progress.ErrNoRun},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := k.SaveStep(t.Context(), c.run, c.n, c.step); !errors.Is(err, c.want) {
				t.Errorf("case %d: got %v, want %v", n, err, c.want)
			}
			if diff := cmp.Diff([]scenario.Run{want}, load(t, k).Runs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeepingWhatLastsTwice(t *testing.T) {
	k := create(t, openProfiles(t, t.TempDir(), newClock().Now), "An")
	run, seen, proof := sampleRun("r"), sampleObservation("o"), sampleCertificate("1")
	otherRun, otherSeen, otherProof := run, seen, proof
	otherRun.Scenario.Title = "Another"
	otherSeen.Initials = "XY"
	otherProof.Key = []byte{1}
	ctx := t.Context()
	for _, c := range []struct {
		name        string
		same, other func() error
	}{
		{"a run", func() error { return k.StartRun(ctx, run) }, func() error { return k.StartRun(ctx, otherRun) }},
		{"an observation", func() error { return k.SaveObservation(ctx, seen) }, func() error { return k.SaveObservation(ctx, otherSeen) }},
		{"a certificate", func() error { return k.SaveCertificate(ctx, proof) }, func() error { return k.SaveCertificate(ctx, otherProof) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := errors.Join(c.same(), c.same()); err != nil {
				t.Error(err)
			}
			if err := c.other(); !errors.Is(err, progress.ErrAlreadyKept) {
				t.Errorf("another one: got %v, want ErrAlreadyKept", err)
			}
		})
	}
	want := progress.Record{Runs: []scenario.Run{run}, Observations: []progress.Observation{seen}, Certificates: []progress.Certificate{proof}}
	if diff := cmp.Diff(want, load(t, k), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	run.Steps = []scenario.Step{{Action: "knock"}}
	if err := k.StartRun(ctx, run); err == nil || errors.Is(err, progress.ErrAlreadyKept) {
		t.Errorf("a run with steps was started: %v", err)
	}
}

func TestThePseudonymIsRandomAndStays(t *testing.T) {
	p := openProfiles(t, t.TempDir(), newClock().Now)
	k, other := create(t, p, "An"), create(t, p, "An")
	guest, err := p.Guest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closeKeeper(t, guest)
	all := map[string]bool{k.Profile().Pseudonym: true, other.Profile().Pseudonym: true, guest.Profile().Pseudonym: true}
	for name := range all {
		if len(name) != 32 || name == string(k.Profile().ID) {
			t.Errorf("the pseudonym %q says something", name)
		}
	}
	if len(all) != 3 {
		t.Errorf("pseudonyms are shared: %v", all)
	}
	want := k.Profile()
	closeKeeper(t, k)
	if err := p.Rename(t.Context(), want.ID, "Bo"); err != nil {
		t.Fatal(err)
	}
	if got := reopen(t, p, want.ID).Profile().Pseudonym; got != want.Pseudonym {
		t.Errorf("got %q, want %q", got, want.Pseudonym)
	}
}

func TestWhatWasGivenIsKeptOnce(t *testing.T) {
	dir := t.TempDir()
	k := create(t, openProfiles(t, dir, newClock().Now), "An")
	mixed := quiz.Mixed("refresher", sampleQuiz().Items[:6]...)
	for _, id := range []string{"a", "b"} {
		one, two := attempt(id), attempt(id+" refresher")
		two.Purpose, two.Module, two.Quiz = quiz.Refresher, "", mixed
		for _, err := range []error{k.StartAttempt(t.Context(), one), k.StartAttempt(t.Context(), two), k.StartRun(t.Context(), sampleRun(id))} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	closeKeeper(t, k)
	path := filepath.Join(dir, string(k.Profile().ID)+".db")
	for table, want := range map[string]int{"given_quiz": 2, "given_item": 12, "given_scenario": 1, "attempt": 4, "run": 2} {
		if got := count(t, path, table); got != want {
			t.Errorf("%s has %d rows, want %d", table, got, want)
		}
	}
}
