package app

import (
	"bytes"
	"cmp"
	"context"
	"fmt"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// Make makes a handout. The same content and service give the same bytes. It returns catalog.ErrNoSuchHandout where
// there is no such handout, or not in that language, catalog.ErrNoService where there is no such local service, and
// *paper.TooLongError where it does not fit the format.
func (h *Handouts) Make(ctx context.Context, l pack.Line) (paper.Sheet, error) {
	in, err := h.input(ctx, l)
	if err != nil {
		return paper.Sheet{}, err
	}
	return h.set(ctx, l, in)
}

// set makes a handout and remembers how many sheets it took.
func (h *Handouts) set(ctx context.Context, l pack.Line, in handout.Input) (paper.Sheet, error) {
	key, err := keyOf(l, in)
	if err != nil {
		return paper.Sheet{}, err
	}
	s, err := h.press.PDF(ctx, in)
	if err == nil {
		h.counted.put(key, s)
	}
	return s, err
}

func (h *Handouts) input(ctx context.Context, l pack.Line) (handout.Input, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return handout.Input{}, err
	}
	original, module, ok := cat.Handout(l.Handout)
	if !ok {
		return handout.Input{}, fmt.Errorf("%w: %q", catalog.ErrNoSuchHandout, l.Handout)
	}
	sheet, ok := original.In(cmp.Or(l.Language, original.Language))
	if !ok {
		return handout.Input{}, fmt.Errorf("%w: %q in the language %q", catalog.ErrNoSuchHandout, l.Handout, l.Language)
	}
	local, err := h.service(l.Service)
	if err != nil {
		return handout.Input{}, err
	}
	return handout.Input{
		Handout: sheet, Original: original, Form: l.Form, Module: module, Library: h.library(cat, sheet.Library), Written: cat.LibraryOf(sheet.Library).HomeRegion, Unsigned: cat.Unsigned(sheet.Library), Sources: cat.Sources,
		Local: local, Services: cat.Services, Pictures: cat.Files, Today: h.now(),
	}, nil
}

// service finds a local service; nil for none.
func (h *Handouts) service(id catalog.ServiceID) (*catalog.Service, error) {
	if id == "" {
		return nil, nil
	}
	s, err := h.services.Service(id)
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// library is one of a catalog by its id, at home in the region of the settings: its help lines are printed.
func (h *Handouts) library(cat *catalog.Catalog, id string) catalog.Library {
	lib := cat.LibraryOf(id)
	lib.HomeRegion = cmp.Or(h.settings.Current().Region, cat.Library.HomeRegion)
	return lib
}

// MakeAlert makes an alert as a poster, flyer or receipt. It returns catalog.ErrNoSuchAlert where there is no such
// alert, and catalog.ErrNoService where there is no such local service. One that is over has the warning
// paper.Expired, and says so on the page.
func (h *Handouts) MakeAlert(ctx context.Context, id catalog.AlertID, form paper.HandoutForm, service catalog.ServiceID) (paper.Sheet, error) {
	in, err := h.alert(ctx, id, service)
	if err != nil {
		return paper.Sheet{}, err
	}
	in.Form = form
	return h.press.Alert(ctx, in)
}

// AlertPage is HandoutPage for an alert.
func (h *Handouts) AlertPage(ctx context.Context, id catalog.AlertID, service catalog.ServiceID) ([]byte, error) {
	in, err := h.alert(ctx, id, service)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = handout.AlertHTML(&page, in)
	return page.Bytes(), err
}

func (h *Handouts) alert(ctx context.Context, id catalog.AlertID, service catalog.ServiceID) (handout.AlertInput, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return handout.AlertInput{}, err
	}
	a, ok := cat.Alert(id)
	if !ok {
		return handout.AlertInput{}, fmt.Errorf("%w: %q", catalog.ErrNoSuchAlert, id)
	}
	local, err := h.service(service)
	if err != nil {
		return handout.AlertInput{}, err
	}
	return handout.AlertInput{
		Alert: a, Library: h.library(cat, a.Library), Unsigned: cat.Unsigned(a.Library), Sources: cat.Sources, Local: local, Services: cat.Services, Pictures: cat.Files, Today: h.now(),
	}, nil
}

// Arrange puts finished pages on paper in another way: some of them, several to a side, as a booklet, fronts and
// backs apart. The zero arrangement gives the sheet as it is.
func (h *Handouts) Arrange(ctx context.Context, s paper.Sheet, a paper.Arrangement) (paper.Sheet, error) {
	return h.press.Arrange(ctx, s, a)
}

// Region is where this computer is, as the settings say or else the library: which help lines are printed and
// which alerts count.
func (h *Handouts) Region(ctx context.Context) (catalog.Region, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return "", err
	}
	return h.library(cat, "").HomeRegion, nil
}
