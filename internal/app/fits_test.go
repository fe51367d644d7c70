package app_test

import (
	"testing"

	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// TestEveryBundledHandoutFitsWhatItOffers makes each handout in each format that its author offers, in its own
// language: whoever prints it must not be the first to learn that it is too long.
func TestEveryBundledHandoutFitsWhatItOffers(t *testing.T) {
	a := open(t, config(t))
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for h := range cat.AllHandouts() {
		for _, format := range h.Formats {
			form := paper.HandoutForm{Format: format}
			if _, err := a.Handouts.Make(t.Context(), pack.Line{Handout: h.ID, Form: form}); err != nil {
				t.Errorf("%s, %s: %v", h.ID, form.Name(), err)
			}
		}
	}
}
