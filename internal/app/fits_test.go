package app_test

import (
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// TestEveryBundledHandoutFitsWhatItOffers makes each handout in each format that its author offers, in its own
// language, with a local service that says a lot: whoever prints it must not be the first to learn that it is too
// long.
func TestEveryBundledHandoutFitsWhatItOffers(t *testing.T) {
	a := open(t, config(t))
	service, err := a.Services.Save(t.Context(), catalog.Service{
		Name: "Harbour Street Needle and Syringe Program", Address: "12 Harbour Street, Port District 3999", Hours: "Monday to Friday 9 am to 5 pm",
		Phone: "03 5550 0123", Web: "https://harbour-street.example.org", Note: "Ring the bell at the side door.", Kinds: []string{"needles", "naloxone"}, Checked: noon,
	})
	if err != nil {
		t.Fatal(err)
	}
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for h := range cat.AllHandouts() {
		for _, format := range h.Formats {
			form := paper.HandoutForm{Format: format}
			if _, err := a.Handouts.Make(t.Context(), pack.Line{Handout: h.ID, Form: form, Service: service.ID}); err != nil {
				t.Errorf("%s, %s: %v", h.ID, form.Name(), err)
			}
		}
	}
}
