package app_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/paper"
)

// aHandout is the first one of the bundled library.
func aHandout(t *testing.T, a *app.App) (catalog.HandoutID, *catalog.Module) {
	t.Helper()
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range cat.Modules {
		if m := &cat.Modules[i]; len(m.Handouts) > 0 {
			return m.Handouts[0].ID, m
		}
	}
	t.Fatal("the bundled library has no handout")
	return "", nil
}

func TestAHandoutFromContentToPicture(t *testing.T) {
	a := open(t, config(t))
	id, _ := aHandout(t, a)
	if err := a.Handouts.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !a.Handouts.Ready() {
		t.Error("the engine is not ready after it was made ready")
	}
	pdf := makePDF(t, a, id)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Equal(pdf, makePDF(t, a, id)) {
		t.Errorf("%d bytes, and not the same twice", len(pdf))
	}
	pages, err := a.Handouts.Pages(t.Context(), pdf)
	if err != nil || pages < 1 {
		t.Fatalf("%d pages: %v", pages, err)
	}
	const dpi = 36 // A4 is 298 by 421 then
	for page := range pages {
		picture, err := a.Handouts.Page(t.Context(), pdf, page, dpi)
		if err != nil {
			t.Fatalf("page %d: %v", page, err)
		}
		if size := picture.Bounds().Size(); size.X < 290 || size.X > 300 || size.Y < 415 || size.Y > 425 {
			t.Errorf("page %d has %v pixels", page, size)
		}
	}
	for _, page := range []int{-1, pages} {
		if _, err := a.Handouts.Page(t.Context(), pdf, page, dpi); err == nil {
			t.Errorf("there is a page %d of %d, counted from 0", page, pages)
		}
	}

	van, err := a.Services.Save(t.Context(), catalog.Service{Name: "The van", Phone: "03 5550 0000", Checked: noon})
	if err != nil {
		t.Fatal(err)
	}
	line := pack.Line{Handout: id, Service: van.ID}
	sheet, err := a.Handouts.Make(t.Context(), line)
	if err != nil || bytes.Equal(pdf, sheet.PDF) {
		t.Errorf("the local service is not on the handout: %v", err)
	}
	if page, err := a.Handouts.HandoutPage(t.Context(), line); err != nil || !strings.Contains(string(page), "The van") {
		t.Errorf("the local service is not on the page for browsers: %v", err)
	}
}

func makePDF(t *testing.T, a *app.App, id catalog.HandoutID) []byte {
	t.Helper()
	sheet, err := a.Handouts.Make(t.Context(), pack.Line{Handout: id})
	if err != nil {
		t.Fatal(err)
	}
	return sheet.PDF
}

func TestPagesForBrowsers(t *testing.T) {
	a := open(t, config(t))
	_, m := aHandout(t, a)
	lesson := m.Lessons[0]
	page, err := a.Handouts.LessonPage(t.Context(), m.ID, lesson.ID)
	if err != nil || !strings.Contains(string(page), lesson.Title) {
		t.Errorf("the page has no %q: %v", lesson.Title, err)
	}
	page, err = a.Handouts.ModulePage(t.Context(), m.ID)
	if err != nil || !strings.Contains(string(page), lesson.Title) || !strings.Contains(string(page), m.Lessons[1].Title) {
		t.Errorf("the page has not all lessons: %v", err)
	}
}

func TestWhatTheLibraryDoesNotHave(t *testing.T) {
	a := open(t, config(t))
	_, m := aHandout(t, a)
	for name, c := range map[string]struct {
		get  func(context.Context) ([]byte, error)
		want error
	}{
		"a PDF": {func(ctx context.Context) ([]byte, error) {
			sheet, err := a.Handouts.Make(ctx, pack.Line{Handout: "none"})
			return sheet.PDF, err
		}, catalog.ErrNoSuchHandout},
		"a handout's page": {func(ctx context.Context) ([]byte, error) {
			return a.Handouts.HandoutPage(ctx, pack.Line{Handout: "none"})
		}, catalog.ErrNoSuchHandout},
		"a handout in a language that it lacks": {func(ctx context.Context) ([]byte, error) {
			return a.Handouts.HandoutPage(ctx, pack.Line{Handout: m.Handouts[0].ID, Language: "tlh"})
		}, catalog.ErrNoSuchHandout},
		"a handout with a service that is not": {func(ctx context.Context) ([]byte, error) {
			return a.Handouts.HandoutPage(ctx, pack.Line{Handout: m.Handouts[0].ID, Service: "none"})
		}, catalog.ErrNoService},
		"an alert that is not": {func(ctx context.Context) ([]byte, error) {
			sheet, err := a.Handouts.MakeAlert(ctx, "none", paper.HandoutForm{}, "")
			return sheet.PDF, err
		}, catalog.ErrNoSuchAlert},
		"a lesson of no module": {func(ctx context.Context) ([]byte, error) { return a.Handouts.LessonPage(ctx, "none", "none") }, fs.ErrNotExist},
		"no lesson of a module": {func(ctx context.Context) ([]byte, error) { return a.Handouts.LessonPage(ctx, m.ID, "none") }, fs.ErrNotExist},
		"a module that is not":  {func(ctx context.Context) ([]byte, error) { return a.Handouts.ModulePage(ctx, "none") }, fs.ErrNotExist},
		"a PDF that nobody waits for": {func(context.Context) ([]byte, error) {
			sheet, err := a.Handouts.Make(ended(t), pack.Line{Handout: m.Handouts[0].ID})
			return sheet.PDF, err
		}, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := c.get(t.Context()); !errors.Is(err, c.want) || got != nil {
				t.Errorf("got %d bytes and %v, want %v", len(got), err, c.want)
			}
		})
	}
}

func ended(t *testing.T) context.Context {
	ctx, end := context.WithCancel(t.Context())
	end()
	return ctx
}

func TestSave(t *testing.T) {
	a := open(t, config(t))
	dir := t.TempDir()
	old := filepath.Join(dir, "old.pdf")
	write(t, old, "old")
	for _, c := range []struct {
		name    string
		path    string
		replace bool
		want    error
	}{
		{"a new file", filepath.Join(dir, "new.pdf"), false, nil},
		{"over another one", old, true, nil},
		{"over another one that must stay", old, false, fs.ErrExist},
		{"in a folder that is not there", filepath.Join(dir, "nowhere", "x.pdf"), true, fs.ErrNotExist},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _ := os.ReadFile(c.path)
			try := a.Handouts.CanSave(c.path)
			if afterwards, _ := os.ReadFile(c.path); !bytes.Equal(before, afterwards) {
				t.Error("asking changed the file")
			}
			err := a.Handouts.Save(t.Context(), c.path, []byte("new"), c.replace)
			if !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if c.want != fs.ErrExist && !errors.Is(try, c.want) {
				t.Errorf("asked before: %v, want %v", try, c.want)
			}
			if b, _ := os.ReadFile(c.path); err == nil && string(b) != "new" || err != nil && !bytes.Equal(b, before) {
				t.Errorf("it holds %q", b)
			}
		})
	}
	if err := a.Handouts.CanSave(dir); err == nil || !strings.Contains(err.Error(), "it is a folder") {
		t.Errorf("over a folder: %v", err)
	}
	if err := a.Handouts.Save(ended(t), old, []byte("late"), true); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
	if diff := cmp.Diff([]string{dir, filepath.Join(dir, "new.pdf"), old}, files(t, dir)); diff != "" {
		t.Error("something is left behind:", diff)
	}
}

func TestALinkAndADeviceStayWhatTheyAre(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such devices, and links for few people")
	}
	a := open(t, config(t))
	dir := t.TempDir()
	target := filepath.Join(dir, "target.pdf")
	write(t, target, "old")
	for link, to := range map[string]string{"link.pdf": target, "null.pdf": os.DevNull} {
		path := filepath.Join(dir, link)
		if err := os.Symlink(to, path); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(a.Handouts.CanSave(path), a.Handouts.Save(t.Context(), path, []byte("new"), true)); err != nil {
			t.Errorf("%s: %v", link, err)
		}
		if got, err := os.Readlink(path); err != nil || got != to {
			t.Errorf("%s leads to %q: %v", link, got, err)
		}
	}
	if b, err := os.ReadFile(target); err != nil || string(b) != "new" {
		t.Errorf("behind the link is %q: %v", b, err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is a plain file: %v", os.DevNull, err)
	}
}

func TestFilesForOtherProgramsGoWithTheApp(t *testing.T) {
	a, err := app.Open(t.Context(), config(t))
	if err != nil {
		t.Fatal(err)
	}
	path, err := a.Handouts.Shown(t.Context(), "../../x.pdf", []byte("new"))
	if err != nil || filepath.Base(path) != "x.pdf" || filepath.Base(filepath.Dir(path)) != "opened" {
		t.Fatalf("got %q, %v", path, err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "new" {
		t.Errorf("it holds %q: %v", b, err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}
