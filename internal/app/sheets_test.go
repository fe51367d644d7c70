package app_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/app"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
)

// someModules are a module with skills and, where the library has one, a module without.
func someModules(t *testing.T, a *app.App) (with, without catalog.ModuleID) {
	t.Helper()
	cat, err := a.Content.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range cat.Modules {
		if has := len(m.Skills) > 0; has && with == "" {
			with = m.ID
		} else if !has && without == "" {
			without = m.ID
		}
	}
	if with == "" {
		t.Fatal("the bundled library has no skills")
	}
	return with, without
}

func TestSheetsAreMade(t *testing.T) {
	a := open(t, config(t))
	m, _ := someModules(t, a)
	cert := progress.Certificate{
		Number: "7K3F-9Q2M-XW4T-7", Kind: progress.ModuleCertificate, Title: "Responding", Issued: noon,
		Modules: []progress.CertifiedModule{{Module: m, Title: "Responding", Version: "1.0", Completed: noon}, {Module: "gone", Title: "Gone"}},
	}
	before := files(t, a.DataDir)
	seen := map[string]string{}
	for name, make := range map[string]func() (paper.Sheet, error){
		"questions": func() (paper.Sheet, error) { return a.Sheets.QuizSheet(t.Context(), m, paper.QuizForm{}) },
		"questions in large print": func() (paper.Sheet, error) {
			return a.Sheets.QuizSheet(t.Context(), m, paper.QuizForm{Form: paper.Form{Large: true}})
		},
		"key": func() (paper.Sheet, error) {
			return a.Sheets.QuizSheet(t.Context(), m, paper.QuizForm{Show: paper.AnswerKey})
		},
		"checklist": func() (paper.Sheet, error) { return a.Sheets.Checklist(t.Context(), m, paper.Form{}) },
		"certificate": func() (paper.Sheet, error) {
			return a.Sheets.Certificate(t.Context(), cert, "", paper.A4)
		},
		"certificate with a name": func() (paper.Sheet, error) {
			return a.Sheets.Certificate(t.Context(), cert, "Robin", paper.A4)
		},
	} {
		sheet, err := make()
		pdf := sheet.PDF
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%s: %d bytes, %v", name, len(pdf), err)
		}
		if other, same := seen[string(pdf)]; same {
			t.Errorf("%s is the same as %s", name, other)
		}
		seen[string(pdf)] = name
		if again, err := make(); err != nil || !bytes.Equal(pdf, again.PDF) {
			t.Errorf("%s is not the same twice: %v", name, err)
		}
		if pages, err := a.Handouts.Pages(t.Context(), pdf); err != nil || pages < 1 {
			t.Errorf("%s: %d pages, %v", name, pages, err)
		}
	}
	if diff := cmp.Diff(before, files(t, a.DataDir)); diff != "" {
		t.Error("something was written, but a name is to be kept nowhere:", diff)
	}
}

func TestSheetsThatCannotBeMade(t *testing.T) {
	a := open(t, config(t))
	m, without := someModules(t, a)
	for name, c := range map[string]struct {
		get  func(context.Context) (paper.Sheet, error)
		want error
	}{
		"questions of no module": {func(ctx context.Context) (paper.Sheet, error) {
			return a.Sheets.QuizSheet(ctx, "none", paper.QuizForm{})
		}, fs.ErrNotExist},
		"skills of no module":         {func(ctx context.Context) (paper.Sheet, error) { return a.Sheets.Checklist(ctx, "none", paper.Form{}) }, fs.ErrNotExist},
		"skills where there are none": {func(ctx context.Context) (paper.Sheet, error) { return a.Sheets.Checklist(ctx, without, paper.Form{}) }, handout.ErrNoSkills},
		"questions that nobody waits for": {func(context.Context) (paper.Sheet, error) {
			return a.Sheets.QuizSheet(ended(t), m, paper.QuizForm{})
		}, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			if c.want == handout.ErrNoSkills && without == "" {
				t.Skip("every bundled module has skills")
			}
			if got, err := c.get(t.Context()); !errors.Is(err, c.want) || got.PDF != nil {
				t.Errorf("got %d bytes and %v, want %v", len(got.PDF), err, c.want)
			}
		})
	}
}
