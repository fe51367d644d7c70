package exchange_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

const pseudonym = "0123456789abcdef0123456789abcdef"

func clock(minutes int) time.Time {
	return time.Date(2026, 3, 1, 9, 0, 0, 0, time.FixedZone("", 10*3600)).Add(time.Duration(minutes) * time.Minute)
}

// everyKind is a quiz with an item of each kind, and what to answer them with.
func everyKind() (quiz.Quiz, map[quiz.ItemID]quiz.Given) {
	q := quiz.Quiz{ID: "q", Pass: 50, Items: []quiz.Item{
		{ID: "single", Kind: quiz.Single, Prompt: "Which?", Choices: []quiz.Choice{{ID: "a", Text: "A", Correct: true}, {ID: "b", Text: "B"}}},
		{ID: "multiple", Kind: quiz.Multiple, Partial: true, Prompt: "Which?", Choices: []quiz.Choice{{ID: "a", Text: "A", Correct: true}, {ID: "b", Text: "B", Correct: true}, {ID: "c", Text: "C"}}},
		{ID: "sun", Kind: quiz.TrueFalse, Prompt: "Sun.", Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure}}},
		{ID: "moon", Kind: quiz.TrueFalse, Prompt: "Moon.", Choices: []quiz.Choice{{ID: quiz.True, Correct: true}, {ID: quiz.False}, {ID: quiz.Unsure}}},
		{ID: "steps", Kind: quiz.Order, Partial: true, Prompt: "Order.", Choices: []quiz.Choice{{ID: "x", Text: "X"}, {ID: "y", Text: "Y"}, {ID: "z", Text: "Z"}}},
		{ID: "pairs", Kind: quiz.Match, Partial: true, Prompt: "Match.", Choices: []quiz.Choice{{ID: "a", Text: "A", Match: "1"}, {ID: "b", Text: "B", Match: "2"}, {ID: "c", Match: "3"}}},
		{ID: "word", Kind: quiz.Short, Prompt: "Word?", Choices: []quiz.Choice{{ID: "a", Text: "naloxone", Correct: true}, {ID: "o", Text: "*"}}},
		{ID: "any-word", Kind: quiz.Short, Prompt: "Word?", Choices: []quiz.Choice{{ID: "a", Text: "nal*", Correct: true}}},
		{ID: "minutes", Kind: quiz.Number, Prompt: "Minutes?", Choices: []quiz.Choice{{ID: "a", Text: "2.5", Tolerance: "0.5", Correct: true}, {ID: "b", Text: "-1", Correct: true}}},
		{ID: "mood", Kind: quiz.Single, Survey: true, Prompt: "How was it?", Choices: []quiz.Choice{{ID: "good", Text: "Good"}, {ID: "bad", Text: "Bad"}}},
		{ID: "say", Kind: quiz.Short, Survey: true, Prompt: "Anything else?"},
	}}
	return q, map[quiz.ItemID]quiz.Given{
		"single": {Choices: []quiz.ChoiceID{"a"}, Sure: quiz.Sure, Took: 3210 * time.Millisecond}, "multiple": {Choices: []quiz.ChoiceID{"b", "a"}},
		"sun": {Choices: []quiz.ChoiceID{quiz.False}, Hinted: true}, "moon": {Choices: []quiz.ChoiceID{quiz.Unsure}}, "steps": {Choices: []quiz.ChoiceID{"y", "x", "z"}},
		"pairs": {Choices: []quiz.ChoiceID{"c", ""}}, "word": {Text: "Naloxone"}, "any-word": {Text: "nalox"}, "minutes": {Text: "2,5"}, "mood": {Choices: []quiz.ChoiceID{"good"}}, "say": {Text: "No"},
	}
}

func answered(t *testing.T, a quiz.Attempt, given map[quiz.ItemID]quiz.Given) quiz.Attempt {
	t.Helper()
	for {
		it, number, ok := a.Current()
		if !ok {
			return a
		}
		next, _, err := a.Answer(given[it.ID], a.Started.Add(time.Duration(number)*time.Minute))
		if err != nil {
			t.Fatalf("%s: %v", it.ID, err)
		}
		a = next
	}
}

func library() *catalog.Catalog {
	q, _ := everyKind()
	return &catalog.Catalog{
		Library: catalog.Library{ID: "basics"},
		Modules: []catalog.Module{{ID: "overdose", Version: "1.2", Title: "Overdose", Language: "en-AU", Lessons: []catalog.Lesson{{ID: "signs", Title: "Signs"}}, Quiz: q}},
	}
}

func door() scenario.Scenario {
	return scenario.Scenario{
		ID: "toilet", Title: "Locked toilet", Limit: 10, Start: "door",
		Scenes: []scenario.Scene{
			{ID: "door", Actions: []scenario.Action{{ID: "knock", Text: "Knock", Takes: 1, To: "end", Weight: scenario.Helped, Why: "They may answer."}}},
			{ID: "end"},
		},
		Endings: []scenario.Ending{{ID: "well", Title: "Well", Text: "They answer.", Good: true}},
	}
}

// record has something of everything.
func record(t *testing.T) progress.Record {
	t.Helper()
	q, given := everyKind()
	start := func(id string, p quiz.Purpose, minutes int) quiz.Attempt {
		return quiz.Attempt{ID: id, Purpose: p, Module: "overdose", ModuleVersion: "1.2", Started: clock(minutes), Quiz: q}
	}
	half := answered(t, start("a1", quiz.ForPass, 10), given)
	half.Responses = half.Responses[:4]
	refresher := quiz.Attempt{ID: "a4", Purpose: quiz.Refresher, Started: clock(90), Quiz: quiz.Mixed("refresher", func() []quiz.Item {
		it := q.Items[0]
		it.Module = "overdose"
		return []quiz.Item{it}
	}()...)}
	refresher = answered(t, refresher, map[quiz.ItemID]quiz.Given{"overdose/single": given["single"]})
	imported := quiz.Attempt{ID: "a5", Purpose: quiz.Imported, Started: clock(95), Quiz: q.Only(func(it quiz.Item) bool { return it.ID == "single" })}
	lost := answered(t, imported, given)
	lost.ID, lost.Purpose = "a6", quiz.Practice
	lost.Responses[0].Item = "gone" // an item that the quiz does not have any more
	s := door()
	run, err := s.Begin("", false, clock(100))
	if err != nil {
		t.Fatal(err)
	}
	run.ID, run.Module, run.ModuleVersion = "r1", "overdose", "1.2"
	if run, err = run.Act("knock", clock(101)); err != nil {
		t.Fatal(err)
	}
	return progress.Record{
		Visits: []progress.Visit{
			{Module: "overdose", Lesson: "signs", ModuleVersion: "1.2", Opened: clock(1), Finished: clock(2), Spent: 95 * time.Second},
			{Module: "gone", Lesson: "old", ModuleVersion: "0.1", Opened: clock(3)},
		},
		Attempts:     []quiz.Attempt{half, answered(t, start("a2", quiz.ForPass, 30), given), answered(t, start("a3", quiz.PreCheck, 60), given), refresher, answered(t, imported, given), lost},
		Runs:         []scenario.Run{run},
		Observations: []progress.Observation{{ID: "o1", Module: "overdose", Skill: "recovery", Title: "Recovery position", Steps: []string{"Arm"}, Missing: []string{"Chin"}, Initials: "XQZ", At: clock(120)}},
		Certificates: []progress.Certificate{{Number: "PA-7777-8888", Title: "Overdose", Issued: clock(130)}},
	}
}

func statements(t *testing.T, r progress.Record) ([]byte, []map[string]any) {
	t.Helper()
	data, err := exchange.Statements(library(), r, pseudonym)
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&list); err != nil {
		t.Fatal(err)
	}
	return data, list
}

func TestStatementsKeepTheRulesOfXAPI(t *testing.T) {
	_, list := statements(t, record(t))
	rules := &xapiRules{}
	seen := map[any]bool{}
	for i, s := range list {
		rules.statement(fmt.Sprintf("statement %d", i), s)
		if seen[s["id"]] {
			t.Errorf("the id %v is there twice", s["id"])
		}
		seen[s["id"]] = true
	}
	for _, b := range rules.broken {
		t.Error(b)
	}
	if len(list) < 40 {
		t.Errorf("there are only %d statements", len(list))
	}
}

// short writes a statement in one line.
func short(s map[string]any) string {
	verb := s["verb"].(map[string]any)["id"].(string)
	object := s["object"].(map[string]any)["id"].(string)
	line := verb[strings.LastIndexByte(verb, '/')+1:] + " " + strings.TrimPrefix(object, exchange.HomePage+"/xapi/")
	if r, ok := s["result"].(map[string]any); ok {
		for _, key := range []string{"success", "completion", "response", "duration"} {
			if v, ok := r[key]; ok {
				line += fmt.Sprintf(" %s=%v", key, v)
			}
		}
		if sc, ok := r["score"].(map[string]any); ok {
			line += fmt.Sprintf(" score=%v", sc["scaled"])
		}
	}
	return line
}

func TestStatementsSayWhatHappened(t *testing.T) {
	r := record(t)
	r.Attempts = r.Attempts[1:2]
	_, list := statements(t, r)
	var got []string
	for _, s := range list {
		got = append(got, short(s))
	}
	items := "basics/modules/overdose/items/"
	want := []string{
		"experienced basics/modules/overdose/lessons/signs duration=PT95S",
		"completed basics/modules/overdose/lessons/signs completion=true",
		"experienced basics/modules/gone/lessons/old",
		"attempted basics/modules/overdose/quizzes/q",
		"answered " + items + "single success=true response=a duration=PT3.21S score=1",
		"answered " + items + "multiple success=true response=b[,]a score=1",
		"answered " + items + "sun success=false response=false score=0",
		"answered " + items + "moon success=false score=0",
		"answered " + items + "steps success=false response=y[,]x[,]z score=0.5",
		"answered " + items + "pairs success=false response=a[.]c score=0",
		"answered " + items + "word success=true response=Naloxone score=1",
		"answered " + items + "any-word success=true response=nalox score=1",
		"answered " + items + "minutes success=true response=2.5 score=1",
		"answered " + items + "mood response=good",
		"answered " + items + "say response=No",
		"passed basics/modules/overdose/quizzes/q success=true completion=true duration=PT3.21S score=0.61",
		"completed basics/modules/overdose success=true completion=true",
		"attempted basics/modules/overdose/scenarios/toilet",
		"interacted basics/modules/overdose/scenarios/toilet/actions/knock",
		"completed basics/modules/overdose/scenarios/toilet success=true completion=true response=well duration=PT60S",
		"attempted basics/modules/overdose/skills/recovery success=false score=0.5",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

func TestInteractionsDescribeHowItemsAreAnswered(t *testing.T) {
	r := record(t)
	r = progress.Record{Attempts: r.Attempts[1:2]}
	_, list := statements(t, r)
	got := map[string]string{}
	for _, s := range list {
		d, _ := s["object"].(map[string]any)["definition"].(map[string]any)
		if kind, ok := d["interactionType"]; ok {
			pattern, err := json.Marshal(d["correctResponsesPattern"])
			if err != nil {
				t.Fatal(err)
			}
			id := s["object"].(map[string]any)["id"].(string)
			got[id[strings.LastIndexByte(id, '/')+1:]] = fmt.Sprint(kind, " ", string(pattern))
		}
	}
	want := map[string]string{
		"single": `choice ["a"]`, "multiple": `choice ["a[,]b"]`, "sun": `true-false ["true"]`, "moon": `true-false ["true"]`, "steps": `sequencing ["x[,]y[,]z"]`,
		"pairs": `matching ["a[.]a[,]b[.]b"]`, "word": `fill-in ["naloxone"]`, "any-word": `fill-in null`, "minutes": `numeric ["2[:]3","-1[:]-1"]`,
		"mood": `likert null`, "say": `fill-in null`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestASecondExportRepeatsTheFirst(t *testing.T) {
	r := record(t)
	first, before := statements(t, r)
	again, _ := statements(t, r)
	if !bytes.Equal(first, again) {
		t.Error("the same record gives other bytes")
	}
	r.Visits[0].Opened, r.Visits[0].Spent = clock(500), time.Hour
	r.Attempts = append(r.Attempts, quiz.Attempt{ID: "later", Module: "overdose", Started: clock(600), Quiz: r.Attempts[0].Quiz})
	_, after := statements(t, r)
	same := map[any]map[string]any{}
	for _, s := range after {
		same[s["id"]] = s
	}
	gone := 0
	for _, s := range before {
		if now, ok := same[s["id"]]; !ok {
			gone++
		} else if diff := cmp.Diff(s, now); diff != "" {
			t.Errorf("the same id says something else now: %s", diff)
		}
	}
	if gone != 1 || len(after) != len(before)+1 {
		t.Errorf("%d statements are gone, and there are %d after %d; only the visit has changed", gone, len(after), len(before))
	}
	other, err := exchange.Statements(library(), r, "someone else")
	if err != nil {
		t.Fatal(err)
	}
	for id := range same {
		if bytes.Contains(other, []byte(id.(string))) {
			t.Fatalf("two learners share the id %v", id)
		}
	}
}

func TestIDontKnowIsNoResponse(t *testing.T) {
	r := record(t)
	a := r.Attempts[1]
	a.Responses = nil
	for _, it := range a.Quiz.Items {
		if !it.Survey {
			a.Responses = append(a.Responses, quiz.Response{Item: it.ID, Choices: []quiz.ChoiceID{quiz.Unsure}, At: clock(70)})
		}
	}
	_, list := statements(t, progress.Record{Attempts: []quiz.Attempt{a}})
	answered := 0
	for _, s := range list {
		if !strings.HasSuffix(s["verb"].(map[string]any)["id"].(string), "/answered") {
			continue
		}
		answered++
		res := s["result"].(map[string]any)
		said := res["extensions"].(map[string]any)[exchange.HomePage+"/xapi/extensions/answer"]
		if response, ok := res["response"]; ok || said != "unsure" || res["success"] != false {
			t.Errorf("%v: the response %v, said %v", s["object"].(map[string]any)["id"], response, said)
		}
	}
	if answered != len(a.Responses) {
		t.Errorf("%d statements of %d answers", answered, len(a.Responses))
	}
}

// What was sent once is sent again by every later program with the same ids.
func TestIDsOfStatementsNeverChange(t *testing.T) {
	_, list := statements(t, record(t))
	var ids []string
	for _, s := range list {
		ids = append(ids, fmt.Sprint(s["id"], " ", s["object"].(map[string]any)["id"], " ", s["context"].(map[string]any)["registration"]))
	}
	slices.Sort(ids)
	const want = "2d4c8938079b5c3b0c6065a9490e402bf27aa6f9006bfb97ab5c08d021c08259"
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(ids, "\n")))); got != want {
		t.Errorf("%d statements have other ids: %s\nsuch as %s", len(ids), got, ids[0])
	}
}

func TestStatementsNameNobody(t *testing.T) {
	data, list := statements(t, record(t))
	for _, private := range []string{"XQZ", "7777", "mbox", "nickname", "Initials"} {
		if bytes.Contains(data, []byte(private)) {
			t.Errorf("%q is in the statements", private)
		}
	}
	for _, s := range list {
		if s["actor"].(map[string]any)["account"].(map[string]any)["name"] != pseudonym {
			t.Fatalf("the actor %v", s["actor"])
		}
	}
}

func TestAnEmptyRecordIsAnEmptyList(t *testing.T) {
	data, err := exchange.Statements(nil, progress.Record{}, pseudonym)
	if err != nil || string(data) != "[]\n" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestStatementsOfAnyRecordKeepTheRules(t *testing.T) {
	for seed := range uint64(150) {
		r := newRandom(seed)
		q := r.quiz()
		a := quiz.Attempt{ID: fmt.Sprint(seed), Module: r.pick("overdose", "", "gone é/?"), Started: clock(1), Quiz: q}
		for _, it := range q.Items {
			g := quiz.Given{Text: r.pick("5", "x[,]y", " 2,5 minutes "), Took: time.Duration(r.IntN(1e10))}
			if it.Kind != quiz.Short && it.Kind != quiz.Number {
				g.Text = ""
				for _, c := range it.Choices {
					if it.Kind != quiz.Match || c.Text != "" {
						g.Choices = append(g.Choices, c.ID)
					}
				}
				if it.Kind == quiz.Single || it.Kind == quiz.TrueFalse {
					g.Choices = g.Choices[:1]
				}
			}
			a.Responses = append(a.Responses, quiz.Response{Item: it.ID, Choices: g.Choices, Text: g.Text, Took: g.Took, Credit: it.Credit(g), Correct: it.Correct(g), At: clock(2)})
		}
		_, list := statements(t, progress.Record{Attempts: []quiz.Attempt{a}})
		rules := &xapiRules{}
		for i, s := range list {
			rules.statement(fmt.Sprintf("seed %d, statement %d", seed, i), s)
		}
		if len(rules.broken) > 0 {
			t.Fatal(strings.Join(slices.Compact(rules.broken), "\n"))
		}
	}
}
