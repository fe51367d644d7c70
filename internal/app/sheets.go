package app

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/handout"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/proof"
)

// Sheets makes what is printed besides handouts, from the library in use. Its PDFs are drawn, printed and saved
// as those of Handouts are.
type Sheets struct {
	content  *Content
	handouts *Handouts
	press    *handout.Press
	now      func() time.Time
}

// QuizSheet makes a sheet of the questions of a module. It returns fs.ErrNotExist where there is no such module.
func (s *Sheets) QuizSheet(ctx context.Context, id catalog.ModuleID, form paper.QuizForm) (paper.Sheet, error) {
	cat, module, err := s.module(ctx, id)
	if err != nil {
		return paper.Sheet{}, err
	}
	return s.press.Quiz(ctx, handout.QuizInput{Module: module, Library: cat.LibraryOf(module.Library), Sources: cat.Sources, Form: form, Today: s.now()})
}

// Checklist makes the checklist of the skills of a module. It returns fs.ErrNotExist where there is no such
// module, and handout.ErrNoSkills where it has no skills.
func (s *Sheets) Checklist(ctx context.Context, id catalog.ModuleID, form paper.Form) (paper.Sheet, error) {
	cat, module, err := s.module(ctx, id)
	if err != nil {
		return paper.Sheet{}, err
	}
	return s.press.Checklist(ctx, handout.ChecklistInput{Module: module, Library: cat.LibraryOf(module.Library), Form: form, Today: s.now()})
}

// Certificate makes a certificate. The name is printed on it, if there is one, and kept nowhere else. The
// certificate is marked as a draft while what the library teaches about its modules is one.
func (s *Sheets) Certificate(ctx context.Context, c progress.Certificate, name string, size paper.Size) (paper.Sheet, error) {
	cat, err := s.content.loaded(ctx)
	if err != nil {
		return paper.Sheet{}, err
	}
	lib := cat.Library
	if len(c.Modules) > 0 {
		if m, ok := cat.Module(c.Modules[0].Module); ok {
			lib = cat.LibraryOf(m.Library)
		}
	}
	in := handout.CertificateInput{
		Certificate: c, Payload: proof.Payload(c), Name: name, Missing: missingReviews(cat, c), Library: lib, Size: size,
		Language: "en",
	}
	if len(lib.Languages) > 0 {
		in.Language = lib.Languages[0]
	}
	return s.press.Certificate(ctx, in)
}

// missingReviews are the reviews that any of the modules of a certificate waits for.
func missingReviews(cat *catalog.Catalog, c progress.Certificate) []string {
	var missing []string
	for _, certified := range c.Modules {
		m, ok := cat.Module(certified.Module)
		if !ok {
			continue
		}
		for _, role := range m.MissingReviews() {
			if !slices.Contains(missing, role) {
				missing = append(missing, role)
			}
		}
	}
	return missing
}

func (s *Sheets) module(ctx context.Context, id catalog.ModuleID) (*catalog.Catalog, *catalog.Module, error) {
	cat, err := s.content.loaded(ctx)
	if err != nil {
		return nil, nil, err
	}
	m, ok := cat.Module(id)
	if !ok {
		return nil, nil, fmt.Errorf("module %q: %w", id, fs.ErrNotExist)
	}
	return cat, m, nil
}
