package ui

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/ui/popup"
)

// An opener shows things in other programs: the browser, the PDF viewer, the file manager. Its methods may
// be called from any goroutine.
type opener struct {
	app      fyne.App
	handouts Handouts
}

// OpenFile shows a PDF in the system's viewer.
func (o opener) OpenFile(ctx context.Context, pdf []byte, name string) error {
	return o.show(ctx, name, pdf, nil)
}

// OpenWebPage shows a handout in the browser.
func (o opener) OpenWebPage(ctx context.Context, l pack.Line) error {
	page, err := o.handouts.HandoutPage(ctx, l)
	return o.show(ctx, "handout.html", page, err)
}

// OpenLesson shows a lesson in the browser.
func (o opener) OpenLesson(ctx context.Context, m catalog.ModuleID, l catalog.LessonID) error {
	page, err := o.handouts.LessonPage(ctx, m, l)
	return o.show(ctx, "lesson.html", page, err)
}

// OpenModule shows all lessons of a module in the browser.
func (o opener) OpenModule(ctx context.Context, m catalog.ModuleID) error {
	page, err := o.handouts.ModulePage(ctx, m)
	return o.show(ctx, "module.html", page, err)
}

func (o opener) show(ctx context.Context, name string, data []byte, err error) error {
	if err != nil {
		return err
	}
	path, err := o.handouts.Shown(ctx, name, data)
	if err != nil {
		return err
	}
	return o.openPath(path)
}

// SuggestPath is a whole path for a file of a name.
func (o opener) SuggestPath(name string) string { return o.handouts.SuggestPath(name) }

// Save writes a file whole or not at all.
func (o opener) Save(ctx context.Context, path string, data []byte, replace bool) error {
	return o.handouts.Save(ctx, path, data, replace)
}

// ShowFolder opens the folder of a file in the file manager.
func (o opener) ShowFolder(_ context.Context, path string) error {
	return o.openPath(filepath.Dir(path))
}

func (o opener) openPath(path string) error {
	slashed := filepath.ToSlash(path)
	if slashed[0] != '/' { // a drive of Windows
		slashed = "/" + slashed
	}
	return o.openURL(&url.URL{Scheme: "file", Path: slashed})
}

func (o opener) openURL(u *url.URL) error {
	if err := o.app.OpenURL(u); err != nil {
		return fmt.Errorf("opening it in another program: %w", err)
	}
	return nil
}

// outside is what pop-ups do with addresses.
func (w *Window) outside() popup.Outside {
	return popup.Outside{
		Open: func(address string) error {
			u, err := url.Parse(address)
			if err != nil {
				return fmt.Errorf("opening a link: %w", err)
			}
			return opener{w.app, w.s.Handouts}.openURL(u)
		},
		Copy: w.app.Clipboard().SetContent,
	}
}
