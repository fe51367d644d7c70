package proof_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/quiz"
)

var (
	start = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	later = start.AddDate(0, 0, 20)
)

// random gives the same bytes for the same seed.
func random(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

// module has two objectives, an item for each, and a quiz that one of them passes. "first" is critical.
func module(id catalog.ModuleID) *catalog.Module {
	return &catalog.Module{
		ID: id, Title: "About " + string(id),
		Objectives: []catalog.Objective{{ID: "one", Text: "Do one thing in " + string(id)}, {ID: "two", Text: "Do another"}},
		Quiz: quiz.Quiz{ID: quiz.ID(id) + "-quiz", Pass: 50, Items: []quiz.Item{
			{ID: "first", Kind: quiz.Single, Objective: "one", Critical: true}, {ID: "second", Kind: quiz.Single, Objective: "two"},
		}},
	}
}

// passed answers the module's quiz: x right, y wrong.
func passed(m *catalog.Module, id, version, answers string, at time.Time) quiz.Attempt {
	a := quiz.Attempt{ID: id, Module: string(m.ID), ModuleVersion: version, Started: at, Quiz: m.Quiz}
	for i, letter := range answers {
		r := quiz.Response{Item: m.Quiz.Items[i].ID, Correct: letter == 'x', At: at.Add(time.Duration(i+1) * time.Minute)}
		if r.Correct {
			r.Credit = quiz.Full
		}
		a.Responses = append(a.Responses, r)
	}
	return a
}

func issue(t *testing.T) (progress.Certificate, progress.Record) {
	t.Helper()
	m := module("overdose-response")
	r := progress.Record{Attempts: []quiz.Attempt{passed(m, "a1", "1.2", "xx", start)}}
	c, err := proof.ForModule(m, r, later, random(1))
	if err != nil {
		t.Fatal(err)
	}
	r.Certificates = append(r.Certificates, c)
	return c, r
}

func TestACertificateSaysWhatTheRecordSays(t *testing.T) {
	m := module("m")
	r := progress.Record{
		Attempts: []quiz.Attempt{
			passed(m, "a1", "1.0", "xx", start), passed(m, "a2", "1.1", "xy", start.AddDate(0, 0, 5)),
			passed(m, "a3", "1.2", "yx", start.AddDate(0, 0, 6)),
		},
		Observations: []progress.Observation{
			{ID: "o2", Module: "m", Skill: "roll", Title: "Roll a person over", At: later},
			{ID: "o1", Module: "m", Skill: "roll", Title: "Roll", At: start},
			{ID: "o3", Module: "m", Skill: "spray", Title: "Use the spray", Missing: []string{"Tilt the head"}, At: later},
			{ID: "o4", Module: "other", Skill: "breathe", Title: "Breathe for a person", At: later},
		},
	}
	got, err := proof.ForModule(m, r, later.Add(time.Millisecond), random(1))
	if err != nil {
		t.Fatal(err)
	}
	want := progress.Certificate{
		Number: got.Number, Key: got.Key, Kind: progress.ModuleCertificate, Subject: "m", Title: "About m", Issued: later,
		Modules:    []progress.CertifiedModule{{Module: "m", Title: "About m", Version: "1.1", Completed: start.AddDate(0, 0, 5).Add(2 * time.Minute)}},
		Objectives: []string{"Do another"}, // the critical item of the other was wrong the last time
		Skills:     []string{"Roll a person over"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(got.Key) != 32 {
		t.Errorf("the key has %d bytes", len(got.Key))
	}
}

func TestWhatIsMissingForACertificateIsNamed(t *testing.T) {
	a, b := module("a"), module("b")
	c := &catalog.Catalog{Modules: []catalog.Module{*a, *b}}
	track := catalog.Track{ID: "t", Title: "Everything", Modules: []catalog.ModuleID{"a", "b", "gone"}}
	r := progress.Record{Attempts: []quiz.Attempt{passed(a, "1", "1.0", "xx", start), passed(b, "2", "1.0", "yx", start)}}
	_, err := proof.ForTrack(c, track, r, later, random(1))
	var notYet *proof.NotYetError
	if !errors.Is(err, proof.ErrNotYet) || !errors.As(err, &notYet) {
		t.Fatalf("the error is %v", err)
	}
	want := []proof.Missing{{Module: "b", Title: "About b", Stage: progress.ReadyForQuiz}, {Module: "gone", Title: "gone"}}
	if diff := cmp.Diff(want, notYet.Missing); diff != "" {
		t.Error(diff)
	}
	if _, err := proof.ForTrack(c, catalog.Track{ID: "none"}, r, later, random(1)); !errors.Is(err, proof.ErrNotYet) {
		t.Errorf("an empty track was certified: %v", err)
	}
	if _, err := proof.ForModule(b, r, later, random(1)); !errors.Is(err, proof.ErrNotYet) {
		t.Errorf("a module that is not completed was certified: %v", err)
	}
}

func TestATrackIsCertifiedWithAllItsModules(t *testing.T) {
	a, b := module("a"), module("b")
	c := &catalog.Catalog{Modules: []catalog.Module{*b, *a}}
	track := catalog.Track{ID: "t", Title: "Everything", Modules: []catalog.ModuleID{"a", "b"}}
	r := progress.Record{Attempts: []quiz.Attempt{passed(a, "1", "1.0", "xx", start), passed(b, "2", "2.3", "xx", later)}}
	got, err := proof.ForTrack(c, track, r, later.Add(time.Hour), random(2))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Modules) != 2 || got.Modules[0].Version != "1.0" || got.Modules[1].Version != "2.3" || len(got.Objectives) != 4 {
		t.Errorf("the certificate is %+v", got)
	}
	if want := ":TRACK:T:1.0+2.3:20260321:"; !strings.Contains(proof.Payload(got), want) {
		t.Errorf("the payload %q has not %q", proof.Payload(got), want)
	}
}

func TestPracticeCertifiesNothing(t *testing.T) {
	m := module("m")
	for _, p := range []quiz.Purpose{quiz.Practice, quiz.PreCheck, quiz.Booster, quiz.Refresher} {
		a := passed(m, "a", "1.0", "xx", start)
		a.Purpose = p
		if _, err := proof.ForModule(m, progress.Record{Attempts: []quiz.Attempt{a}}, later, random(1)); !errors.Is(err, proof.ErrNotYet) {
			t.Errorf("%s was enough: %v", p, err)
		}
	}
}

func TestEveryMistakeInANumberIsNoticed(t *testing.T) {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	for seed := range byte(20) {
		m := module("m")
		c, err := proof.ForModule(m, progress.Record{Attempts: []quiz.Attempt{passed(m, "1", "1.0", "xx", start)}}, later, random(seed))
		if err != nil {
			t.Fatal(err)
		}
		n := strings.ReplaceAll(c.Number, "-", "")
		if len(n) != 13 || len(c.Number) != 16 {
			t.Fatalf("the number is %q", c.Number)
		}
		for i := range n {
			for _, other := range alphabet {
				wrong := n[:i] + string(other) + n[i+1:]
				if got, err := proof.Number(wrong); (err == nil) != (wrong == n) {
					t.Errorf("%s, for %s, was read as %q (%v)", wrong, n, got, err)
				}
			}
			for j := range i {
				wrong := n[:j] + n[i:i+1] + n[j+1:i] + n[j:j+1] + n[i+1:]
				if got, err := proof.Number(wrong); (err == nil) != (wrong == n) {
					t.Errorf("%s, for %s, was read as %q (%v)", wrong, n, got, err)
				}
			}
			if got, err := proof.Number(n[:i] + n[i+1:]); err == nil {
				t.Errorf("without symbol %d, %s was read as %q", i, n, got)
			}
			if got, err := proof.Number(n[:i] + n[i:i+1] + n[i:]); err == nil {
				t.Errorf("with symbol %d twice, %s was read as %q", i, n, got)
			}
		}
	}
}

func TestANumberIsReadAsPeopleWriteIt(t *testing.T) {
	c, _ := issue(t)
	confused := strings.NewReplacer("0", "o", "1", "l")
	for _, typed := range []string{
		c.Number, strings.ToLower(c.Number), strings.ReplaceAll(c.Number, "-", ""), strings.ReplaceAll(c.Number, "-", " – "),
		"  " + c.Number + "\n", confused.Replace(c.Number), confused.Replace(strings.ToLower(c.Number)),
	} {
		if got, err := proof.Number(typed); got != c.Number || err != nil {
			t.Errorf("%q was read as %q (%v), want %q", typed, got, err, c.Number)
		}
	}
	for _, typed := range []string{"", "-", "7K3F", "hello", strings.Repeat("0", 1000), c.Number + "0", "ſ" + c.Number[1:]} {
		if got, err := proof.Number(typed); !errors.Is(err, proof.ErrMistyped) {
			t.Errorf("%q was read as %q (%v)", typed, got, err)
		}
	}
}

func TestNumbersDiffer(t *testing.T) {
	m := module("m")
	r := progress.Record{Attempts: []quiz.Attempt{passed(m, "1", "1.0", "xx", start)}}
	first, err := proof.ForModule(m, r, later, random(1))
	if err != nil {
		t.Fatal(err)
	}
	r.Certificates = []progress.Certificate{first}
	second, err := proof.ForModule(m, r, later, random(1)) // the same random numbers again
	if err != nil || second.Number == first.Number {
		t.Errorf("the number is %q once more (%v)", second.Number, err)
	}
	for name, broken := range map[string]*bytes.Reader{"too few random bytes": bytes.NewReader(make([]byte, 20)), "none": bytes.NewReader(nil)} {
		if c, err := proof.ForModule(m, r, later, broken); err == nil {
			t.Errorf("with %s: %+v", name, c)
		}
	}
	zeros := progress.Record{Attempts: r.Attempts, Certificates: []progress.Certificate{{Number: "0000-0000-0000-0"}}}
	if c, err := proof.ForModule(m, zeros, later, bytes.NewReader(make([]byte, 1000))); err == nil {
		t.Errorf("with zeros only: %+v", c)
	}
}

func TestVerifying(t *testing.T) {
	c, r := issue(t)
	payload := proof.Payload(c)
	parts := strings.Split(payload, ":")
	with := func(i int, s string) string {
		changed := append([]string(nil), parts...)
		changed[i] = s
		return strings.Join(changed, ":")
	}
	other, err := proof.Number("0000-0000-0000-0")
	if err != nil {
		t.Fatal(err)
	}
	match := proof.Verdict{State: proof.Matches, Number: c.Number, Certificate: c, Whole: true}
	differs := func(facts ...proof.Fact) proof.Verdict {
		return proof.Verdict{State: proof.Differs, Number: c.Number, Certificate: c, Whole: true, Differing: facts}
	}
	cases := []struct {
		name, given string
		want        proof.Verdict
	}{
		{"the payload", payload, match},
		{"the payload, in small letters and with space", " " + strings.ToLower(payload) + "\n", match},
		{"the number alone", c.Number, proof.Verdict{State: proof.Matches, Number: c.Number, Certificate: c}},
		{"a number that is not there", other, proof.Verdict{State: proof.Unknown, Number: other}},
		{"a payload with a number that is not there", with(1, "0000000000000"), proof.Verdict{State: proof.Unknown, Number: other}},
		{"a payload with a mistyped number", with(1, "1000000000000"), proof.Verdict{}},
		{"another module", with(3, "WORKING-SAFELY"), differs(proof.SubjectFact)},
		{"another kind and version", strings.Replace(with(2, "TRACK"), ":1.2:", ":1.3:", 1), differs(proof.KindFact, proof.VersionsFact)},
		{"another date", with(5, "20260322"), differs(proof.DateFact)},
		{"other facts", with(6, "0000000000000000"), differs(proof.OtherFacts)},
		{"a payload that was cut off", strings.Join(parts[:5], ":"), proof.Verdict{}},
		{"a payload of another version", "PASSALONG2" + payload[10:], proof.Verdict{}},
		{"a letter that only looks or sorts like another", strings.Replace(payload, "S", "ſ", 1), proof.Verdict{}},
		{"such a letter in a fact", strings.Replace(payload, "RESPONSE", "REſPONSE", 1), differs(proof.SubjectFact)},
		{"nothing", "", proof.Verdict{}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, proof.Verify(tc.given, r)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnyChangedFactOfTheRecordShows(t *testing.T) {
	c, _ := issue(t)
	c.Skills = []string{"Roll"}
	payload := proof.Payload(c)
	changes := map[string]func(*progress.Certificate){
		"title":      func(c *progress.Certificate) { c.Title += "!" },
		"subject":    func(c *progress.Certificate) { c.Subject = "other" },
		"kind":       func(c *progress.Certificate) { c.Kind = progress.TrackCertificate },
		"objectives": func(c *progress.Certificate) { c.Objectives = c.Objectives[1:] },
		"skills":     func(c *progress.Certificate) { c.Skills = nil },
		"issued":     func(c *progress.Certificate) { c.Issued = c.Issued.Add(time.Second) },
		"module": func(c *progress.Certificate) {
			c.Modules = []progress.CertifiedModule{c.Modules[0]}
			c.Modules[0].Completed = c.Modules[0].Completed.Add(time.Hour)
		},
	}
	for name, change := range changes {
		changed := c
		change(&changed)
		v := proof.Verify(payload, progress.Record{Certificates: []progress.Certificate{changed}})
		if v.State != proof.Differs || len(v.Differing) == 0 {
			t.Errorf("with another %s the verdict is %+v", name, v)
		}
	}
	c.Issued = c.Issued.In(time.FixedZone("elsewhere", 11*3600)).Add(time.Millisecond) // as a record may give it back
	if v := proof.Verify(payload, progress.Record{Certificates: []progress.Certificate{c}}); v.State != proof.Matches {
		t.Errorf("in another time zone the verdict is %+v", v)
	}
}

// What was printed is checked by every later program.
func TestAPayloadNeverChanges(t *testing.T) {
	c := fixed()
	if got, want := proof.Payload(c), "PASSALONG1:0000000000000:MODULE:OVERDOSE-RESPONSE:1.2:20260321:EQZJ41TR23795FFC"; got != want {
		t.Errorf("got %s", got)
	}
	c.Kind, c.Objectives, c.Skills = progress.TrackCertificate, nil, nil
	c.Modules = append(c.Modules, progress.CertifiedModule{Module: "safer", Title: "Sáfer", Version: "10.2", Completed: later})
	if got, want := proof.Payload(c), "PASSALONG1:0000000000000:TRACK:OVERDOSE-RESPONSE:1.2+10.2:20260321:DNTMPMZCCE1XXMD8"; got != want {
		t.Errorf("of a track, got %s", got)
	}
}

func TestAPayloadFitsIntoACoarseCode(t *testing.T) {
	c, _ := issue(t)
	c.Subject = strings.Repeat("ünïcode_", 30)
	for i := range 40 {
		c.Modules = append(c.Modules, progress.CertifiedModule{Version: fmt.Sprint(i, ".1")})
	}
	payload := proof.Payload(c)
	if len(payload) > 160 {
		t.Errorf("it has %d characters", len(payload))
	}
	if i := strings.IndexFunc(payload, func(r rune) bool {
		return !strings.ContainsRune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", r)
	}); i >= 0 {
		t.Errorf("%q at %d is not of QR's alphanumeric mode", payload[i:], i)
	}
	if v := proof.Verify(payload, progress.Record{Certificates: []progress.Certificate{c}}); v.State != proof.Matches {
		t.Errorf("the verdict is %+v", v)
	}
}

func FuzzVerify(f *testing.F) {
	m := module("m")
	r := progress.Record{Attempts: []quiz.Attempt{passed(m, "1", "1.0", "xx", start)}}
	c, err := proof.ForModule(m, r, later, random(1))
	if err != nil {
		f.Fatal(err)
	}
	r.Certificates = []progress.Certificate{c}
	payload := proof.Payload(c)
	f.Add(payload)
	f.Add(c.Number)
	f.Add("PASSALONG1::::::")
	f.Fuzz(func(t *testing.T, given string) {
		v := proof.Verify(given, r)
		plain := strings.ToUpper(strings.TrimSpace(given))
		if v.State == proof.Matches && v.Whole && plain != payload && !strings.HasPrefix(plain, "PASSALONG1:") {
			t.Errorf("%q matches %q", given, payload)
		}
		if (v.State >= proof.Differs) != (v.Number == c.Number) || (v.State == proof.Differs) != (len(v.Differing) > 0) {
			t.Errorf("the verdict on %q is %+v", given, v)
		}
		if n, err := proof.Number(given); err == nil {
			if again, err := proof.Number(n); again != n || err != nil {
				t.Errorf("%q was read as %q, and that as %q (%v)", given, n, again, err)
			}
		}
	})
}
