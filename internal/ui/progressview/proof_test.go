package progressview_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
	"github.com/passalong/passalong/internal/ui/uitest"
	"github.com/passalong/passalong/internal/ui/widgets"
)

func certificate(t *testing.T, c *catalog.Catalog, r progress.Record) progress.Certificate {
	t.Helper()
	cert, err := proof.ForModule(&c.Modules[0], r, uitest.Noon, zeros{})
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

// entry finds the only entry of the screen.
func (s *stage) entry(t *testing.T) fyne.Focusable {
	t.Helper()
	for _, o := range s.Objects() {
		if e, ok := o.(*widgets.Entry); ok {
			return e.Field()
		}
	}
	t.Fatal("there is no entry")
	return nil
}
