package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
	"github.com/passalong/passalong/internal/quiz"
)

// stats runs pal quiz stats on a library with a quiz that gives its answers away, and one that does not.
func stats(t *testing.T, args ...string) result {
	t.Helper()
	single := func(id quiz.ItemID, objective string, right int, texts ...string) quiz.Item {
		it := quiz.Item{ID: id, Kind: quiz.Single, Objective: objective, Critical: right == 0}
		for i, text := range texts {
			it.Choices = append(it.Choices, quiz.Choice{ID: quiz.ChoiceID(text), Text: text, Correct: i == right})
		}
		return it
	}
	cat := &catalog.Catalog{
		Modules: []catalog.Module{
			{
				ID: "given-away", Objectives: []catalog.Objective{{ID: "act"}, {ID: "stay"}},
				Quiz: quiz.Quiz{Items: []quiz.Item{single("call", "act", 0, "Call for help", "Go", "Wait"), single("breathe", "act", 1, "No", "Help them breathe")}},
			},
			{
				ID: "even", Objectives: []catalog.Objective{{ID: "act"}},
				Quiz: quiz.Quiz{Items: []quiz.Item{single("stop", "act", 2, "Rest", "Wait a while", "Stop")}},
			},
		},
		Unavailable: []catalog.UnavailableModule{{ID: "broken"}},
	}
	var out, errOut bytes.Buffer
	code := cli.Run(t.Context(), cli.Invocation{Args: append([]string{"quiz", "stats"}, args...), Stdout: &out, Stderr: &errOut}, cli.Services{
		Check: func(context.Context, string) (*catalog.Catalog, []catalog.Problem, error) { return cat, nil, nil },
	})
	return result{code, out.String(), errOut.String()}
}

func TestQuizStatsSayWhatGivesAnswersAway(t *testing.T) {
	got := stats(t, "modules")
	if got.code != cli.Done {
		t.Fatalf("exit code %d: %s", got.code, got.errOut)
	}
	var lines []string
	for line := range strings.Lines(got.out) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"QUIZ OF ITEMS KINDS CRITICAL PER OBJECTIVE SINGLE LONGEST SHORTEST BY CHANCE LETTERS TRUE RIGHT AT",
		"given-away 2 1 1 0 to 2 2 2.0 0.0 0.8 15:3 0 of 0 0 1 (of 2), 1 0 0 (of 3)",
		"even 1 1 0 1 1 0.0 0.5 0.3 4:8 0 of 0 0 0 1 (of 3)",
		"all 3 1 1 - 3 2.0 0.5 1.2 11:5 0 of 0 0 1 (of 2), 1 0 1 (of 3)",
		"", "given-away: the longest answer is right in call, breathe",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !strings.Contains(got.errOut, "the module broken cannot be used") {
		t.Errorf("said %q", got.errOut)
	}
}

func TestQuizStatsForScripts(t *testing.T) {
	got := stats(t, "-json", "modules")
	var said struct {
		Modules []struct {
			ID              string
			Objectives      map[string]int
			Longest, Chance float64
		}
	}
	if err := json.Unmarshal([]byte(got.out), &said); err != nil || len(said.Modules) != 2 {
		t.Fatalf("%v: %s", err, got.out)
	}
	if m := said.Modules[0]; m.Longest <= m.Chance || m.Objectives["stay"] != 0 || m.Objectives["act"] != 2 {
		t.Errorf("%+v", m)
	}
	for _, wrong := range [][]string{nil, {"a", "b"}} {
		if got := stats(t, wrong...); got.code != cli.Usage {
			t.Errorf("with %q: exit code %d", wrong, got.code)
		}
	}
}
