package session_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

const wall plan.PollID = "wall-1"

// atOpenWall is a meeting of so many phones before an open wall.
func atOpenWall(t *testing.T, phones int) *meeting {
	t.Helper()
	m := began(t, workshop())
	m.join(phones)
	m.do(atWall, session.Asked{Poll: wall})
	return m
}

func wrote(phone int, text string) session.Wrote {
	return session.Wrote{Poll: wall, Phone: aPhone(phone), Text: text}
}

func TestWordsWaitForApproval(t *testing.T) {
	m := atOpenWall(t, 2)
	m.do(wrote(1, "Police"), wrote(2, " being \n alone "))
	if got := m.Room().Wall.Words; len(got) != 0 {
		t.Errorf("the room sees %v", got)
	}
	if got := m.Phone(aPhone(2)); len(got.Wall.Words) != 0 || len(got.Mywords) != 1 || got.Mywords[0].Text != "being alone" {
		t.Errorf("the phone sees %+v", got)
	}
	m.do(session.Judged{Poll: wall, Word: 2, On: true})
	if diff := cmp.Diff([]session.Word{{ID: 2, Text: "being alone", Approved: true}}, m.Room().Wall.Words); diff != "" {
		t.Errorf("after approval (-want +got):\n%s", diff)
	}
	desk := m.Desk().Wall
	if len(desk.Waiting) != 1 || desk.Waiting[0].Text != "Police" || len(desk.Wall) != 1 {
		t.Errorf("the facilitator sees %+v", desk)
	}
	m.do(session.Judged{Poll: wall, Word: 2})
	if got := m.Room().Wall.Words; len(got) != 0 {
		t.Errorf("what was taken off is seen: %v", got)
	}
}

func TestTheSameWordIsThereOnce(t *testing.T) {
	m := atOpenWall(t, 4)
	m.do(wrote(1, "Éxclusion"), wrote(2, "exclusion!"), wrote(2, "EXCLUSION"), wrote(3, "Trust"),
		session.Judged{Poll: wall, Word: 1, On: true}, session.Judged{Poll: wall, Word: 2, On: true}, wrote(4, "exclusion"))
	want := []session.Word{{ID: 1, Text: "Éxclusion", Likes: 2, Approved: true}, {ID: 2, Text: "Trust", Approved: true}}
	if diff := cmp.Diff(want, m.Room().Wall.Words); diff != "" {
		t.Errorf("the room (-want +got):\n%s", diff)
	}
	if got := m.Phone(aPhone(2)).Mywords; len(got) != 1 || got[0].Text != "exclusion!" || !got[0].Approved {
		t.Errorf("the phone keeps its own spelling: %+v", got)
	}
}

func TestTheMostLikedWordComesFirst(t *testing.T) {
	m := atOpenWall(t, 3)
	like := func(phone, word int) session.Event {
		return session.Liked{Poll: wall, Word: word, Phone: aPhone(phone)}
	}
	for i := 1; i <= 4; i++ {
		m.do(session.Wrote{Poll: wall, Text: fmt.Sprint("Word ", i)})
	}
	m.do(like(1, 3), like(1, 3), like(2, 3), like(1, 4), like(2, 2), session.Wrote{Poll: wall, Text: "word 2"})
	var got []string
	for _, w := range m.Room().Wall.Words {
		got = append(got, fmt.Sprint(w.ID, ":", w.Likes))
	}
	if want := []string{"2:2", "3:2", "4:1", "1:0"}; !cmp.Equal(want, got) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := m.Phone(aPhone(1)).Liked; !cmp.Equal(got, []int{3, 4}) {
		t.Errorf("phone 1 liked %v", got)
	}
}

func TestWhatAWallRefuses(t *testing.T) {
	m := atOpenWall(t, 2)
	for i := range session.MostWords {
		m.do(wrote(2, fmt.Sprint("Word ", i)))
	}
	for name, c := range map[string]struct {
		event session.Event
		want  error
	}{
		"nothing":                    {wrote(1, " \n "), session.ErrBadAnswer},
		"too long a word":            {wrote(1, strings.Repeat("ü", session.MostWord+1)), session.ErrBadAnswer},
		"a megabyte":                 {wrote(1, strings.Repeat("a", 1<<20)), session.ErrBadAnswer},
		"a control character":        {wrote(1, "a\x1b[31m"), session.ErrBadAnswer},
		"letters turned around":      {wrote(1, "a\u202eb"), session.ErrBadAnswer},
		"a zero width space":         {wrote(1, "\u200b"), session.ErrBadAnswer},
		"broken text":                {wrote(1, "a\xff"), session.ErrBadAnswer},
		"marks of direction alone":   {wrote(1, "\u200f\u200e"), session.ErrBadAnswer},
		"a letter that is blank":     {wrote(1, "\u3164"), session.ErrBadAnswer},
		"marks without a letter":     {wrote(1, "\u0301"), session.ErrBadAnswer},
		"a letter under a pile":      {wrote(1, "a"+strings.Repeat("\u0336", 5)), session.ErrBadAnswer},
		"a stranger":                 {wrote(9, "Hello"), session.ErrNotJoined},
		"more than twenty words":     {wrote(2, "One more"), session.ErrFull},
		"liking what nobody sees":    {session.Liked{Poll: wall, Word: 1, Phone: aPhone(1)}, session.ErrBadAnswer},
		"liking what there is not":   {session.Liked{Poll: wall, Word: 99, Phone: aPhone(1)}, session.ErrBadAnswer},
		"approving what there isn't": {session.Judged{Poll: wall, Word: 0, On: true}, session.ErrBadEvent},
		"words for an item":          {session.Wrote{Poll: "overdose/snoring", Text: "a"}, session.ErrNoPoll},
		"counting words by hands":    {session.Counted{Poll: wall, Way: "hands"}, session.ErrNoPoll},
	} {
		t.Run(name, func(t *testing.T) {
			if err := m.try(c.event); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
	m.do(wrote(1, strings.Repeat("ü", session.MostWord)), wrote(1, "می\u200cخواهم"), wrote(1, "bi\u0323\u0302nh"), wrote(1, "مُحَمَّدٌ"), wrote(1, "👩‍👩‍👧"), wrote(1, "❤️"),
		session.Stopped{Poll: wall})
	if err := m.try(wrote(1, "late")); !errors.Is(err, session.ErrNotOpen) {
		t.Errorf("a word for a wall that was stopped: %v", err)
	}
	m.do(session.Wrote{Poll: wall, Text: "The facilitator may still write"})
}
