package session

import (
	"cmp"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/fold"
	"github.com/passalong/passalong/internal/plan"
)

// mostWall is how many different words a wall takes.
const mostWall = 2000

// A wall is what was written. A word that somebody wrote before, apart from capitals, accents and a full stop, is not there
// twice: whoever writes it again backs it, as a like does.
type wall struct {
	words    []*written     // by id, from 1
	byFold   map[string]int // id by the folded word
	approved []int          // ids, the most liked first
	of       map[Phone]*wallPhone
}

type written struct {
	text     string
	approved bool
	backers  map[Phone]bool // that wrote or liked it
	likes    int
}

// A wallPhone is what one phone did on a wall.
type wallPhone struct {
	wrote []Word // with the phone's own spelling
	liked []int
}

func foldWord(text string) string {
	folded := string(fold.Append(nil, text))
	if bare := strings.Trim(folded, " .,;:!?\"'"); bare != "" {
		return bare
	}
	return folded
}

func (s *Session) wrote(e Wrote) (func(), error) {
	a, err := s.findKind(e.Poll, plan.WallPoll)
	if err == nil && e.Phone != "" {
		a, _, err = s.taking(e.Poll, plan.WallPoll, e.Phone)
	}
	if err != nil {
		return nil, err
	}
	text, ok := line(e.Text, MostWord)
	if !ok {
		return nil, ErrBadAnswer
	}
	id := a.wall.byFold[foldWord(text)]
	p := a.wall.of[e.Phone]
	switch {
	case p != nil && slices.ContainsFunc(p.wrote, func(w Word) bool { return w.ID == id }):
		return func() {}, nil // sent twice
	case e.Phone != "" && p != nil && len(p.wrote) >= MostWords, id == 0 && len(a.wall.words) >= mostWall:
		return nil, ErrFull
	}
	return func() {
		if id == 0 {
			id = a.wall.add(text)
		} else {
			a.wall.back(id, e.Phone)
		}
		if e.Phone == "" {
			a.wall.judge(id, true)
			return
		}
		a.wall.words[id-1].backers[e.Phone] = true
		own := a.wall.phone(e.Phone)
		own.wrote = append(own.wrote, Word{ID: id, Text: text})
	}, nil
}

func (s *Session) liked(e Liked) (func(), error) {
	a, _, err := s.taking(e.Poll, plan.WallPoll, e.Phone)
	switch {
	case err != nil:
		return nil, err
	case e.Word < 1 || e.Word > len(a.wall.words) || !a.wall.words[e.Word-1].approved:
		return nil, ErrBadAnswer
	}
	return func() {
		own := a.wall.phone(e.Phone)
		if !slices.Contains(own.liked, e.Word) {
			own.liked = append(own.liked, e.Word)
			a.wall.back(e.Word, e.Phone)
		}
	}, nil
}

func (s *Session) judged(e Judged) (func(), error) {
	a, err := s.findKind(e.Poll, plan.WallPoll)
	switch {
	case err != nil:
		return nil, err
	case e.Word < 1 || e.Word > len(a.wall.words):
		return nil, ErrBadEvent
	}
	return func() { a.wall.judge(e.Word, e.On) }, nil
}

func (w *wall) add(text string) int {
	if w.byFold == nil {
		w.byFold, w.of = map[string]int{}, map[Phone]*wallPhone{}
	}
	w.words = append(w.words, &written{text: text, backers: map[Phone]bool{}})
	w.byFold[foldWord(text)] = len(w.words)
	return len(w.words)
}

func (w *wall) phone(p Phone) *wallPhone {
	if w.of[p] == nil {
		w.of[p] = &wallPhone{}
	}
	return w.of[p]
}

// back counts one more for a word, once for each phone; the facilitator, who has none, may speak for several people.
func (w *wall) back(id int, by Phone) {
	word := w.words[id-1]
	if by != "" && word.backers[by] {
		return
	}
	approved := word.approved
	w.judge(id, false)
	if by != "" {
		word.backers[by] = true
	}
	word.likes++
	w.judge(id, approved)
}

// judge lets a word onto the wall or takes it off.
func (w *wall) judge(id int, on bool) {
	word := w.words[id-1]
	if word.approved == on {
		return
	}
	word.approved = on
	at, _ := slices.BinarySearchFunc(w.approved, id, w.compare)
	if on {
		w.approved = slices.Insert(w.approved, at, id)
	} else {
		w.approved = slices.Delete(w.approved, at, at+1)
	}
}

// compare puts the most liked word first, and of two that are liked alike the older one.
func (w *wall) compare(a, b int) int {
	return cmp.Or(cmp.Compare(w.words[b-1].likes, w.words[a-1].likes), cmp.Compare(a, b))
}

func (w *wall) word(id int) Word {
	word := w.words[id-1]
	return Word{ID: id, Text: word.text, Likes: word.likes, Approved: word.approved}
}

// up are the words that the room sees.
func (w *wall) up() []Word {
	words := make([]Word, len(w.approved))
	for i, id := range w.approved {
		words[i] = w.word(id)
	}
	return words
}

// waiting are the words that the room does not see, in the order in which they came.
func (w *wall) waiting() []Word {
	var words []Word
	for i, word := range w.words {
		if !word.approved {
			words = append(words, w.word(i+1))
		}
	}
	return words
}

// own are the words and the likes of a phone. That others wrote the same is not told before the word is approved.
func (w *wall) own(p Phone) (words []Word, liked []int) {
	own := w.of[p]
	if own == nil {
		return nil, nil
	}
	for _, word := range own.wrote {
		now := w.word(word.ID)
		now.Text = word.Text
		if !now.Approved {
			now.Likes = 0
		}
		words = append(words, now)
	}
	return words, slices.Clone(own.liked)
}
