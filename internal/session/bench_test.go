package session_test

import (
	"testing"

	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// crowded is a session of a thousand phones before an open poll.
func crowded(tb testing.TB, at session.Went) *meeting {
	m := began(tb, workshop())
	m.join(session.MostPhones)
	m.do(at)
	m.do(session.Asked{Poll: m.Desk().Poll.Poll.ID})
	return m
}

// thousand are the phones, named once.
func thousand() []session.Phone {
	var all []session.Phone
	for n := range session.MostPhones {
		all = append(all, aPhone(n+1))
	}
	return all
}

func BenchmarkAnswered(b *testing.B) {
	for name, c := range map[string]struct {
		at     session.Went
		answer []quiz.ChoiceID
	}{
		"one choice":   {atSnoring, []quiz.ChoiceID{"call"}},
		"several":      {atSigns, []quiz.ChoiceID{"blue", "slow"}},
		"put in order": {atSteps, []quiz.ChoiceID{"#1", "#2", "#3", "#4"}},
		"matched":      {atPairs, []quiz.ChoiceID{"#1", "#2", "#3"}},
	} {
		b.Run(name, func(b *testing.B) {
			m, phones := crowded(b, c.at), thousand()
			poll := m.Desk().Poll.Poll.ID
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				e := session.Answered{Poll: poll, Round: 1, Phone: phones[n%len(phones)], Given: quiz.Given{Choices: c.answer}}
				if err := m.Apply(session.Entry{Number: m.Number() + 1, At: m.at, Event: e}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkViews(b *testing.B) {
	const poll = "overdose/snoring"
	m, phones := crowded(b, atSnoring), thousand()
	for n := range phones {
		m.do(answer(poll, 1, n+1, "call"))
	}
	m.do(reveal(poll, session.Results), reveal(poll, session.RightAnswer))
	b.Run("desk", func(b *testing.B) {
		for b.Loop() {
			m.Desk()
		}
	})
	b.Run("room", func(b *testing.B) {
		for b.Loop() {
			m.Room()
		}
	})
	b.Run("phone", func(b *testing.B) {
		for b.Loop() {
			m.Phone(phones[500])
		}
	})
	full := began(b, workshop())
	full.do(atWall, session.Asked{Poll: wall})
	for n := range 2000 {
		full.do(session.Wrote{Poll: wall, Text: string(phones[n/2][20:]) + string(rune('A'+n%2))})
	}
	b.Run("desk before a wall of 2000 words", func(b *testing.B) {
		for b.Loop() {
			full.Desk()
		}
	})
	played := began(b, workshop())
	played.do(atScenario, session.Played{Poll: toilet})
	b.Run("desk in a scenario", func(b *testing.B) {
		for b.Loop() {
			played.Desk()
		}
	})
}

func BenchmarkReplay(b *testing.B) {
	m, phones := crowded(b, atSnoring), thousand()
	for round := range 10 {
		for n := range phones {
			m.do(answer("overdose/snoring", round+1, n+1, "call"))
		}
		m.do(session.Asked{Poll: "overdose/snoring", Again: true})
	}
	type kept struct {
		kind string
		data []byte
	}
	var all []kept
	for _, e := range m.entries {
		kind, data, err := session.Encode(e.Event)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, kept{kind, data})
	}
	for b.Loop() {
		s := session.New()
		for i, k := range all {
			e, err := session.Decode(k.kind, k.data)
			if err != nil {
				b.Fatal(err)
			}
			if err := s.Apply(session.Entry{Number: i + 1, At: m.at, Event: e}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
