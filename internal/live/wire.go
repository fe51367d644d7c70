package live

import (
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
)

// What a phone is sent. Each field is copied from a session.PhoneView by name, so that what a view gains later is not sent
// by itself.

// A view is what a phone shows.
type view struct {
	N        int         `json:"n"` // to ask with: stateRequest.Since
	State    string      `json:"state"`
	Language string      `json:"lang"` // of the content
	Title    string      `json:"title"`
	Poll     *poll       `json:"poll,omitempty"`
	Mine     *given      `json:"mine,omitempty"`
	Wall     *wall       `json:"wall,omitempty"`
	MyWords  []word      `json:"myWords,omitempty"`
	Liked    []int       `json:"liked,omitempty"`
	Scenario *scene      `json:"scenario,omitempty"`
	MyVote   string      `json:"myVote,omitempty"`
	Phase    string      `json:"phase,omitempty"`
	Items    []poll      `json:"items,omitempty"`
	Sent     bool        `json:"sent,omitempty"`
	Own      []ownQuery  `json:"own,omitempty"` // the questions of an own code, in the language of the words
	Teams    []string    `json:"teams,omitempty"`
	Team     int         `json:"team,omitempty"`
	Scores   []teamScore `json:"scores,omitempty"`
}

// States that the session does not know.
const (
	stateStopped = "stopped" // the page is being closed
	stateEnded   = "ended"   // and the session is over
)

type poll struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Survey   bool     `json:"survey,omitempty"`
	Prompt   string   `json:"prompt"`
	Unit     string   `json:"unit,omitempty"`
	Choices  []choice `json:"choices,omitempty"`
	Rights   []string `json:"rights,omitempty"`
	AskSure  bool     `json:"sure,omitempty"`
	Round    int      `json:"round"`
	Open     bool     `json:"open,omitempty"`
	Results  *tally   `json:"results,omitempty"`
	Before   *tally   `json:"before,omitempty"`
	Right    []string `json:"right,omitempty"`
	Words    []string `json:"words,omitempty"`
	Why      string   `json:"why,omitempty"`
	Multiple bool     `json:"multiple,omitempty"`
}

type choice struct {
	Key    string `json:"key"`
	Letter string `json:"letter,omitempty"`
	Text   string `json:"text"`
}

type tally struct {
	Bars     []bar `json:"bars"`
	Answered int   `json:"answered"`
}

type bar struct {
	choice
	Count int `json:"count"`
}

type given struct {
	Choices []string `json:"choices,omitempty"`
	Text    string   `json:"text,omitempty"`
	Sure    string   `json:"sure,omitempty"`
}

type wall struct {
	ID     string `json:"id"`
	Prompt string `json:"prompt"`
	Open   bool   `json:"open,omitempty"`
	Words  []word `json:"words,omitempty"`
}

type word struct {
	ID       int    `json:"id"`
	Text     string `json:"text"`
	Likes    int    `json:"likes,omitempty"`
	Approved bool   `json:"approved,omitempty"`
}

type scene struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Parts   []string `json:"parts"` // paragraphs; of a picture, what it shows
	Said    []string `json:"said,omitempty"`
	State   []string `json:"now,omitempty"`
	Minutes int      `json:"minutes,omitempty"`
	Choices []choice `json:"choices,omitempty"`
	Round   int      `json:"round"`
	Open    bool     `json:"open,omitempty"`
	Results *tally   `json:"results,omitempty"`
	Ended   bool     `json:"ended,omitempty"`
	Ending  []string `json:"ending,omitempty"` // title and text
}

type ownQuery struct {
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
	Kind  string `json:"kind"`
	Least int    `json:"least,omitempty"`
	Most  int    `json:"most,omitempty"`
}

type teamScore struct {
	Name    string `json:"name"`
	Percent int    `json:"percent"`
}

// viewOf is what a phone is sent. Words around the content are in a language of the phone's choice.
func viewOf(v session.PhoneView, words catalog.Language) view {
	out := view{
		N: v.Public, State: string(v.State), Language: string(v.Language), Title: v.Title, Sent: v.Sent,
		MyVote: string(v.MyVote), Liked: v.Liked, Teams: v.Teams, Team: v.Team, MyWords: each(v.Mywords, wordOf),
	}
	switch v.State {
	case session.PhonePoll:
		if v.Poll != nil {
			p := pollOf(*v.Poll)
			out.Poll = &p
		}
		if v.Mine != nil {
			g := given{Choices: each(v.Mine.Choices, asString), Text: v.Mine.Text, Sure: string(v.Mine.Sure)}
			out.Mine = &g
		}
	case session.PhoneWall:
		if v.Wall != nil {
			out.Wall = &wall{ID: string(v.Wall.ID), Prompt: v.Wall.Prompt, Open: v.Wall.Open, Words: each(v.Wall.Words, wordOf)}
		}
	case session.PhoneScenario:
		if v.Scenario != nil {
			out.Scenario = sceneOf(*v.Scenario)
		}
	case session.PhonePhase:
		out.Phase, out.Items = string(v.Phase), each(v.Items, pollOf)
		if !v.Sent {
			out.Own = each(evaluation.OwnQuestions(words), ownOf)
		}
	}
	return out
}

func each[A, B any](from []A, to func(A) B) []B {
	var out []B
	for _, a := range from {
		out = append(out, to(a))
	}
	return out
}

func asString[S ~string](s S) string { return string(s) }

func pollOf(p session.RoomPoll) poll {
	return poll{
		ID: string(p.ID), Kind: string(p.Kind), Survey: p.Survey, Prompt: p.Prompt, Unit: p.Unit,
		Choices: each(p.Choices, choiceOf), Rights: p.Rights, AskSure: p.AskSure, Multiple: p.Multiple, Round: p.Round, Open: p.Open,
		Results: tallyOf(p.Results), Before: tallyOf(p.Before), Right: p.Right, Words: p.Words, Why: p.Why,
	}
}

func choiceOf(r session.Row) choice { return choice{Key: r.Key, Letter: r.Letter, Text: r.Text} }

func tallyOf(t *session.Tally) *tally {
	if t == nil {
		return nil
	}
	return &tally{
		Bars:     each(t.Bars, func(b session.Bar) bar { return bar{choice: choiceOf(b.Row), Count: b.Count} }),
		Answered: t.Answered,
	}
}

func wordOf(w session.Word) word {
	return word{ID: w.ID, Text: w.Text, Likes: w.Likes, Approved: w.Approved}
}

func ownOf(q evaluation.Question) ownQuery {
	return ownQuery{Text: q.Text, Hint: q.Hint, Kind: string(q.Kind), Least: q.Least, Most: q.Most}
}

func sceneOf(s session.RoomScenario) *scene {
	m := s.Moment
	out := &scene{
		ID: string(s.ID), Title: s.Title, Minutes: m.Minutes, Choices: each(s.Choices, choiceOf), Round: s.Round, Open: s.Open,
		Results: tallyOf(s.Results), Ended: m.Ended,
	}
	for _, p := range m.Parts {
		out.Parts = append(out.Parts, partOf(p.Text, p.Alt))
	}
	for _, said := range m.Said {
		if said.Part.Text+said.Part.Alt != "" {
			out.Said = append(out.Said, partOf(said.Part.Text, said.Part.Alt))
		}
	}
	for _, v := range m.State {
		if v.Label != "" {
			out.State = append(out.State, v.Label+": "+v.Words)
		}
	}
	if m.Ended {
		out.Ending = []string{m.Ending.Title, m.Ending.Text}
	}
	return out
}

func partOf(text, alt string) string {
	if text == "" {
		return alt
	}
	return text
}
