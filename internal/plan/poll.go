package plan

import (
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/scenario"
)

// PollOf asks the room an item of a module. Its id is "module/item".
func PollOf(m *catalog.Module, it quiz.Item) Poll {
	it = clone(it)
	return Poll{
		ID: PollID(m.ID) + "/" + PollID(it.ID), Kind: ItemPoll, Module: m.ID, ModuleVersion: m.Version, Item: &it,
		AskSure: m.Quiz.AskSure && !it.Survey,
	}
}

// ScenarioPollOf lets the room play a scenario of a module. Its id is "module/scenario".
func ScenarioPollOf(m *catalog.Module, s *scenario.Scenario) Poll {
	own := clone(*s)
	return Poll{
		ID: PollID(m.ID) + "/" + PollID(s.ID), Kind: ScenarioPoll, Module: m.ID, ModuleVersion: m.Version, Scenario: &own,
	}
}

const firstWall = "wall-1"

// WallOf asks the room for words. Its id is "wall-1"; Plan.AddStep gives it the next one that is free.
func WallOf(prompt string) Poll {
	return Poll{ID: firstWall, Kind: WallPoll, Prompt: strings.TrimSpace(prompt)}
}

func wallNumber(id PollID) (int, bool) {
	text, is := strings.CutPrefix(string(id), "wall-")
	n, err := strconv.Atoi(text)
	return n, is && err == nil && n > 0
}

// Asks is what the room reads of a poll first: the prompt of an item or of a wall, the title of a scenario.
func (p Poll) Asks() string {
	switch {
	case p.Item != nil:
		return p.Item.Prompt
	case p.Scenario != nil:
		return p.Scenario.Title
	}
	return p.Prompt
}
