package cli

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/giveaway"
	"github.com/passalong/passalong/internal/quiz"
)

func quizStatsCommand() command {
	return command{
		name: "quiz stats", args: "DIR", about: "say what gives the right answers of a library's quizzes away",
		options: []option{jsonOption()},
		help: `
Counts the items of each quiz of the library in DIR, their kinds, and how many ask for an objective. It shows what
somebody gets right who has learnt nothing and picks the longest answer of each single item, or the shortest, and
what blind choice gets; and how often the right answer is the first, second and so on as written, which counts on
paper, where nothing is shuffled.

Where one of the two wins more often than chance, the items are named.

Examples:
  pal quiz stats modules
  pal quiz stats -json modules | jq '.modules[] | select(.longest > .chance) | .id'`,
		run: quizStats,
	}
}

func quizStats(ctx context.Context, c *call) error {
	dir, err := c.argument("the folder of a library")
	if err != nil {
		return err
	}
	cat, _, err := c.services.Check(ctx, dir)
	if err != nil {
		return err
	}
	for _, u := range cat.Unavailable {
		c.note("the module %s cannot be used, and is left out", u.ID)
	}
	var all []quizStat
	var items []quiz.Item
	for i := range cat.Modules {
		m := &cat.Modules[i]
		all = append(all, statOf(string(m.ID), m.Quiz.Items, m.Objectives))
		items = append(items, m.Quiz.Items...)
	}
	sum := statOf("all", items, nil)
	if c.json {
		return writeJSON(c.Stdout, struct {
			Modules []quizStat `json:"modules"`
			All     quizStat   `json:"all"`
		}{all, sum})
	}
	if err := c.statTable(all, sum); err != nil {
		return err
	}
	for i := range cat.Modules {
		items := cat.Modules[i].Quiz.Items
		for _, way := range []struct {
			name  string
			guess func([]quiz.Item) giveaway.Guess
		}{{"longest", giveaway.Longest}, {"shortest", giveaway.Shortest}} {
			if way.guess(items).Over() {
				fmt.Fprintf(c.Stdout, "\n%s: the %s answer is right in %s\n", cat.Modules[i].ID, way.name, strings.Join(rightBy(items, way.guess), ", "))
			}
		}
	}
	return nil
}

// A quizStat is what is counted of a quiz, or of all together.
type quizStat struct {
	ID         string         `json:"id"`
	Items      int            `json:"items"`
	Kinds      map[string]int `json:"kinds"`
	Critical   int            `json:"critical"`
	Objectives map[string]int `json:"objectives,omitempty"` // items that ask for each
	Single     int            `json:"single"`
	Longest    float64        `json:"longest"` // single items that the way gets right
	Shortest   float64        `json:"shortest"`
	Chance     float64        `json:"chance"`
	Right      float64        `json:"right_letters"` // on average
	Other      float64        `json:"other_letters"`
	Places     map[int][]int  `json:"places"` // by the number of choices
	True       int            `json:"true"`
	Statements int            `json:"statements"`
}

func statOf(id string, items []quiz.Item, objectives []catalog.Objective) quizStat {
	s := quizStat{ID: id, Items: len(items), Kinds: make(map[string]int), Places: giveaway.Places(items)}
	long := giveaway.Longest(items)
	s.Single, s.Longest, s.Chance, s.Shortest = long.Items, long.Right, long.Chance, giveaway.Shortest(items).Right
	s.Right, s.Other = giveaway.Letters(items)
	s.True, s.Statements = giveaway.Truths(items)
	if len(objectives) > 0 {
		s.Objectives = make(map[string]int)
	}
	for _, o := range objectives {
		s.Objectives[string(o.ID)] = 0
	}
	for _, it := range items {
		s.Kinds[string(it.Kind)]++
		if it.Critical {
			s.Critical++
		}
		if _, is := s.Objectives[it.Objective]; is {
			s.Objectives[it.Objective]++
		}
	}
	return s
}

func (c *call) statTable(all []quizStat, sum quizStat) error {
	rows := [][]string{{"QUIZ OF", "ITEMS", "KINDS", "CRITICAL", "PER OBJECTIVE", "SINGLE", "LONGEST", "SHORTEST", "BY CHANCE", "LETTERS", "TRUE", "RIGHT AT"}}
	for _, s := range append(all, sum) {
		rows = append(rows, []string{
			s.ID, fmt.Sprint(s.Items), fmt.Sprint(len(s.Kinds)), fmt.Sprint(s.Critical), s.perObjective(), fmt.Sprint(s.Single),
			fmt.Sprintf("%.1f", s.Longest), fmt.Sprintf("%.1f", s.Shortest), fmt.Sprintf("%.1f", s.Chance),
			fmt.Sprintf("%.0f:%.0f", s.Right, s.Other), fmt.Sprintf("%d of %d", s.True, s.Statements), s.places(),
		})
	}
	return table(c.Stdout, rows)
}

func (s quizStat) perObjective() string {
	if len(s.Objectives) == 0 {
		return "-"
	}
	counts := slices.Sorted(maps.Values(s.Objectives))
	if least, most := counts[0], counts[len(counts)-1]; least != most {
		return fmt.Sprintf("%d to %d", least, most)
	}
	return fmt.Sprint(counts[0])
}

// places is such as "4 3 4 5 (of 4)": how often the right answer is the first, second, third and fourth.
func (s quizStat) places() string {
	var parts []string
	for _, n := range slices.Sorted(maps.Keys(s.Places)) {
		parts = append(parts, strings.Trim(fmt.Sprint(s.Places[n]), "[]")+fmt.Sprintf(" (of %d)", n))
	}
	return cmp.Or(strings.Join(parts, ", "), "-")
}

// rightBy names the items in which a way of choosing gets the right answer, or may.
func rightBy(items []quiz.Item, guess func([]quiz.Item) giveaway.Guess) []string {
	var ids []string
	for _, it := range items {
		if guess([]quiz.Item{it}).Right > 0 {
			ids = append(ids, string(it.ID))
		}
	}
	return ids
}
