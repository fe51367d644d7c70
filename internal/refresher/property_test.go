package refresher_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/refresher"
)

// history makes a record out of bytes: two for each response, how it went and the hours since the one before.
func history(m catalog.Module, bytes []byte) progress.Record {
	const answers = "xynhsp"
	r := record(answered("000", m, quiz.ForPass, start, "xx"))
	at := start
	for i := 0; i+1 < len(bytes) && i < 200; i += 2 {
		at = at.Add(time.Duration(bytes[i+1]) * time.Duration(bytes[i+1]) * time.Hour / 8)
		one := module(m.ID, m.Quiz.Items[int(bytes[i]>>7)])
		r.Attempts = append(r.Attempts, answered(fmt.Sprintf("%03d", i+1), one, quiz.Practice, at, string(answers[int(bytes[i]&127)%len(answers)])))
	}
	return r
}

func FuzzDeck(f *testing.F) {
	f.Add([]byte{0, 1, 1, 20, 130, 3}, uint64(3))
	f.Add([]byte{1, 0, 1, 0, 129, 0, 0, 255}, uint64(0))
	m := module("m", single("i", "a"), critical(single("j", "a")))
	c := library(m)
	unexported := cmpopts.IgnoreUnexported(refresher.Card{})
	f.Fuzz(func(t *testing.T, bytes []byte, pick uint64) {
		r := history(m, bytes)
		d := refresher.NewDeck(c, r)
		for _, card := range d.Cards() {
			if card.Due.Before(card.Last) || card.Stability <= 0 || card.Changed {
				t.Errorf("a card is %+v", card)
			}
			known := 2.0
			for days := range 200 {
				now, _ := d.Retrievability(card.Ref, card.Last.AddDate(0, 0, days*days))
				if now > known || now < 0 || now > 1 {
					t.Fatalf("after %d days it is known with %v, before with %v", days*days, now, known)
				}
				known = now
			}
		}
		shuffled := slices.Clone(r.Attempts)
		for i := range shuffled {
			j := int((pick*uint64(2*i+1) + uint64(i*i)) % uint64(len(shuffled)))
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		}
		if diff := cmp.Diff(d.Cards(), refresher.NewDeck(c, record(shuffled...)).Cards(), unexported); diff != "" {
			t.Error("in another order of attempts:", diff)
		}
		reworded := library(module("m", single("i", "a"), critical(single("j", "a"))))
		reworded.Modules[0].Quiz.Items[0].Prompt = "In other words?"
		if diff := cmp.Diff(d.Cards(), refresher.NewDeck(reworded, r).Cards(), unexported); diff != "" {
			t.Error("with other words:", diff)
		}
		if len(r.Attempts) > 1 {
			wrongInstead(t, c, r, d, 1+int(pick%uint64(len(r.Attempts)-1)))
		}
	})
}

// wrongInstead checks that with one response wrong, whatever it was, its item is not due later.
func wrongInstead(t *testing.T, c *catalog.Catalog, r progress.Record, d *refresher.Deck, n int) {
	t.Helper()
	wrong := record(slices.Clone(r.Attempts)...)
	a := &wrong.Attempts[n]
	a.Responses = slices.Clone(a.Responses)
	a.Responses[0].Correct, a.Responses[0].Credit = false, 0
	ref := refresher.Ref{Module: "m", Item: a.Responses[0].Item}
	was, _ := d.Card(ref)
	is, _ := refresher.NewDeck(c, wrong).Card(ref)
	if is.Due.After(was.Due) {
		t.Errorf("%s was due at %v; had response %d been wrong, at %v", ref.Item, was.Due, n, is.Due)
	}
}
