package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/directory"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/preview"
	"github.com/passalong/passalong/internal/printing"
	"github.com/passalong/passalong/internal/typst"
)

// Handouts makes the handouts and pages of the library in use, with a local service on them.
type Handouts struct {
	content  *Content
	settings *Preferences
	press    *handout.Press
	engine   *typst.Engine
	pages    *preview.Renderer
	printing *printing.System
	services *directory.Directory
	printers *printers
	now      func() time.Time
	opened   string // folder of files that other programs show
	counted  counted
}

func openHandouts(ctx context.Context, cfg Config, c *Content, p *Preferences, services *directory.Directory) (*Handouts, error) {
	engine, err := typst.Open(ctx, typst.Options{CacheDir: filepath.Join(cfg.CacheDir, "typesetting"), Now: cfg.Now})
	if err != nil {
		return nil, err
	}
	press, err := handout.New(typst.NewShelf(engine, cfg.Ready, cfg.Missed), cfg.Fonts)
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	pages, err := preview.Open(filepath.Join(cfg.CacheDir, "preview"))
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return &Handouts{
		content: c, settings: p, press: press, engine: engine, pages: pages, printing: printing.Open(cfg.Getenv, pages), now: cfg.Now,
		services: services, printers: openPrinters(cfg.DataDir), opened: filepath.Join(cfg.CacheDir, "opened"),
	}, nil
}

// Close ends the engines and removes the files that other programs were shown.
func (h *Handouts) Close() error {
	return errors.Join(h.pages.Close(), h.engine.Close(), os.RemoveAll(h.opened))
}

// Pages counts the pages of a PDF.
func (h *Handouts) Pages(ctx context.Context, pdf []byte) (int, error) {
	return h.pages.Pages(ctx, pdf)
}

// Page draws a page, counted from 0.
func (h *Handouts) Page(ctx context.Context, pdf []byte, page, dpi int) (image.Image, error) {
	picture, err := h.pages.Page(ctx, pdf, page+1, dpi)
	if err == nil {
		h.engine.Warm() // only now: on the first day on a machine it takes all of it for seconds
	}
	return picture, err
}

// Warm loads the typesetting engine in the background where it is ready, since a handout will soon be asked for.
func (h *Handouts) Warm() {
	if h.engine.Ready() {
		h.engine.Warm()
	}
}

// HandoutPage is a handout as a web page of one file, for browsers and screen readers.
func (h *Handouts) HandoutPage(ctx context.Context, l pack.Line) ([]byte, error) {
	in, err := h.input(ctx, l)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	err = handout.HTML(&page, in)
	return page.Bytes(), err
}

// LessonPage is HandoutPage for a lesson.
func (h *Handouts) LessonPage(ctx context.Context, m catalog.ModuleID, l catalog.LessonID) ([]byte, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return nil, err
	}
	module, ok := cat.Module(m)
	if !ok {
		return nil, fmt.Errorf("module %q: %w", m, fs.ErrNotExist)
	}
	lesson, _, ok := module.Lesson(l)
	if !ok {
		return nil, fmt.Errorf("lesson %q: %w", l, fs.ErrNotExist)
	}
	var page bytes.Buffer
	err = handout.LessonHTML(&page, handout.LessonInput{Lesson: lesson, Module: module, Library: cat.LibraryOf(module.Library), Sources: cat.Sources, Pictures: cat.Files, Here: cat.Region, Services: cat.Services})
	return page.Bytes(), err
}

// Ready reports whether the typesetting engine was made ready on this machine before, so that a handout takes
// no time.
func (h *Handouts) Ready() bool { return h.engine.Ready() }

// Prepare makes the typesetting engine ready and waits for that: some seconds on the first day on a machine.
// Nobody has to call it; but a program that ends after one handout would never have a ready engine.
func (h *Handouts) Prepare(ctx context.Context) error { return h.engine.Prepare(ctx) }

// ModulePage is HandoutPage for all lessons of a module.
func (h *Handouts) ModulePage(ctx context.Context, m catalog.ModuleID) ([]byte, error) {
	cat, err := h.content.loaded(ctx)
	if err != nil {
		return nil, err
	}
	module, ok := cat.Module(m)
	if !ok {
		return nil, fmt.Errorf("module %q: %w", m, fs.ErrNotExist)
	}
	var page bytes.Buffer
	err = handout.ModuleHTML(&page, handout.ModuleInput{Module: module, Library: cat.LibraryOf(module.Library), Sources: cat.Sources, Pictures: cat.Files, Here: cat.Region, Services: cat.Services})
	return page.Bytes(), err
}
