package ui

import (
	"context"
	"image"
	"io/fs"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

// sheets are handouts of one empty page.
type sheets struct{}

func (sheets) Make(context.Context, pack.Line) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}
func (sheets) Pages(context.Context, []byte) (int, error)                   { return 1, nil }
func (sheets) Printers(context.Context) ([]paper.Printer, error)            { return nil, paper.ErrNoPrintSystem }
func (sheets) Cancel(context.Context, paper.Ticket) error                   { return paper.ErrNoJob }
func (sheets) Ready() bool                                                  { return true }
func (sheets) Warm()                                                        {}
func (sheets) HandoutPage(context.Context, pack.Line) ([]byte, error)       { return nil, nil }
func (sheets) ModulePage(context.Context, catalog.ModuleID) ([]byte, error) { return nil, nil }
func (sheets) SuggestPath(name string) string                               { return "/home/" + name }
func (sheets) CanSave(string) error                                         { return nil }
func (sheets) Save(context.Context, string, []byte, bool) error             { return nil }
func (sheets) Shown(_ context.Context, name string, _ []byte) (string, error) {
	return "/shown/" + name, nil
}
func (sheets) Print(context.Context, string, paper.Job, []byte) (paper.Ticket, error) {
	return paper.Ticket{}, paper.ErrNoPrinter
}

func (sheets) Follow(context.Context, paper.Ticket) (paper.Progress, error) {
	return paper.Progress{}, paper.ErrNoJob
}

func (sheets) Arrange(_ context.Context, s paper.Sheet, _ paper.Arrangement) (paper.Sheet, error) {
	return s, nil
}

func (sheets) TestSheet(context.Context, paper.Size) (paper.Sheet, error) { return paper.Sheet{}, nil }
func (sheets) TurnsBacks(string) (turns, known bool)                      { return false, false }
func (sheets) SetTurnsBacks(string, bool) error                           { return nil }

// cart is an empty print pack.
type cart struct{}

func (cart) Current() pack.Pack                    { return pack.Pack{} }
func (cart) Save(context.Context, pack.Pack) error { return nil }

func (sheets) LessonPage(context.Context, catalog.ModuleID, catalog.LessonID) ([]byte, error) {
	return nil, nil
}

func (sheets) Page(context.Context, []byte, int, int) (image.Image, error) {
	return image.NewGray(image.Rect(0, 0, 210, 297)), nil
}

// places are no local services.
type places struct{}

func (places) List() ([]catalog.Service, error) { return nil, nil }
func (places) Save(_ context.Context, s catalog.Service) (catalog.Service, error) {
	return s, nil
}
func (places) Delete(context.Context, catalog.ServiceID) error  { return catalog.ErrNoService }
func (places) ReadLogo(context.Context, string) ([]byte, error) { return nil, fs.ErrNotExist }

// prints are an empty print log.
type prints struct{}

func (prints) Add(context.Context, recall.Print) error           { return nil }
func (prints) Entries() ([]recall.Print, error)                  { return nil, nil }
func (prints) Settle(context.Context, []string, time.Time) error { return nil }
func (prints) Clear() error                                      { return nil }

func (sheets) MakeAlert(context.Context, catalog.AlertID, paper.HandoutForm, catalog.ServiceID) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}

func (sheets) MakeCover(context.Context, pack.Pack) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}

func (sheets) MakeChanges(context.Context, []recall.Recall) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF-")}, nil
}
