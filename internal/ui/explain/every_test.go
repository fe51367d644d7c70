package explain_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/explain"
)

// every has the errors of the packages that screens read errors of, by package and name.
func every() map[string]map[string]error {
	return map[string]map[string]error{
		"paper": {
			"ErrNoPrintSystem": paper.ErrNoPrintSystem, "ErrNoPrinter": paper.ErrNoPrinter, "ErrRefused": paper.ErrRefused, "ErrNoJob": paper.ErrNoJob,
			"TooLongError": &paper.TooLongError{Format: paper.Card, Over: 4, Lines: 2},
		},
		"catalog": {
			"ErrBadService": catalog.ErrBadService, "ErrNoService": catalog.ErrNoService, "ErrServicesDamaged": catalog.ErrServicesDamaged,
			"ErrUpToDate": catalog.ErrUpToDate, "ErrNoSource": catalog.ErrNoSource, "ErrNeverOnline": catalog.ErrNeverOnline, "ErrOffline": catalog.ErrOffline,
			"ErrSignInPage": catalog.ErrSignInPage, "ErrNotFound": catalog.ErrNotFound, "ErrRefused": catalog.ErrRefused, "ErrServer": catalog.ErrServer,
			"ErrDamaged": catalog.ErrDamaged, "ErrNotLibrary": catalog.ErrNotLibrary, "ErrOtherOne": catalog.ErrOtherOne, "ErrNewerFormat": catalog.ErrNewerFormat,
			"ErrOlder": catalog.ErrOlder, "ErrSameNumber": catalog.ErrSameNumber, "ErrNoSpace": catalog.ErrNoSpace, "ErrReadOnly": catalog.ErrReadOnly,
			"ErrBusy": catalog.ErrBusy, "ErrNoPrevious": catalog.ErrNoPrevious, "ErrNoSuchHandout": catalog.ErrNoSuchHandout,
			"ErrNoSuchAlert": catalog.ErrNoSuchAlert, "ErrUnknownName": catalog.ErrUnknownName,
			"ErrUnsigned": catalog.ErrUnsigned, "ErrSignature": catalog.ErrSignature, "ErrFingerprint": catalog.ErrFingerprint, "ErrNotPack": catalog.ErrNotPack,
			"ErrNoLibrary": catalog.ErrNoLibrary, "ErrBundled": catalog.ErrBundled, "ErrCannotPack": catalog.ErrCannotPack,
			"KeysChangedError":     &catalog.KeysChangedError{Library: "x", Title: "X"},
			"ServiceError":         &catalog.ServiceError{Field: catalog.ServiceName, Problem: catalog.ServiceMissing},
			"DamagedServicesError": &catalog.DamagedServicesError{SetAside: "/d/x.json", Err: fs.ErrInvalid},
			"LimitError":           &catalog.LimitError{}, "ContentError": &catalog.ContentError{}, "FallbackError": &catalog.FallbackError{Err: fs.ErrInvalid},
			"FolderError": nil, // of the command line alone
		},
		"progress": {
			"ErrNewerProfile": progress.ErrNewerProfile, "ErrDamagedProfile": progress.ErrDamagedProfile, "ErrNotAProfile": progress.ErrNotAProfile,
			"ErrNoProfile": progress.ErrNoProfile, "ErrProfileInUse": progress.ErrProfileInUse, "ErrBadNickname": progress.ErrBadNickname,
			"ErrDiskFull": progress.ErrDiskFull, "ErrCannotWrite": progress.ErrCannotWrite, "ErrNoAttempt": progress.ErrNoAttempt, "ErrNoRun": progress.ErrNoRun,
			"ErrAlreadyKept": progress.ErrAlreadyKept, "ErrNoCopy": progress.ErrNoCopy, "DamageError": &progress.DamageError{Err: fs.ErrInvalid},
		},
		"session": {
			"ErrNoSession": session.ErrNoSession, "ErrInUse": session.ErrInUse, "ErrDamaged": session.ErrDamaged, "ErrNewer": session.ErrNewer,
			"ErrForeign": session.ErrForeign, "ErrNotSwept": session.ErrNotSwept, "ErrNotBegun": session.ErrNotBegun, "ErrNoStep": session.ErrNoStep,
			"ErrNoPoll": session.ErrNoPoll, "ErrNotOpen": session.ErrNotOpen, "ErrOldRound": session.ErrOldRound, "ErrBadAnswer": session.ErrBadAnswer,
			"ErrNotJoined": session.ErrNotJoined, "ErrLocked": session.ErrLocked, "ErrFull": session.ErrFull, "ErrBadCount": session.ErrBadCount,
			"ErrBadEvent": session.ErrBadEvent, "ErrLeft": session.ErrLeft,
		},
		"plan": {"ErrNoModule": plan.ErrNoModule, "ErrNewer": plan.ErrNewer, "ErrNotAPlan": plan.ErrNotAPlan},
		"evaluation": {
			"ErrNewer": evaluation.ErrNewer, "ErrNotReport": evaluation.ErrNotReport, "ErrTicket": evaluation.ErrTicket, "ErrTicketLength": evaluation.ErrTicketLength, "ErrOwnCode": evaluation.ErrOwnCode,
		},
		"settings": {
			"ErrNoFolder": settings.ErrNoFolder, "ErrNoHome": settings.ErrNoHome, "ErrInvalid": settings.ErrInvalid, "ErrDamaged": settings.ErrDamaged,
			"ErrDiskFull": settings.ErrDiskFull, "ErrCannotWrite": settings.ErrCannotWrite, "DamagedError": &settings.DamagedError{SetAside: "/d/x", Err: fs.ErrInvalid},
		},
	}
}

// An error that is added to one of these packages is explained too, or this test names it.
func TestEveryErrorSaysWhatHappenedAndWhatNext(t *testing.T) {
	for pkg, known := range every() {
		for _, name := range exportedErrors(t, filepath.Join("..", "..", pkg)) {
			err, ok := known[name]
			if !ok {
				t.Errorf("%s.%s is not explained, or this test does not know it", pkg, name)
			}
			if err == nil {
				continue
			}
			got := explain.Error(fmt.Errorf("doing x: %w", err))
			if got.What == "Something went wrong." || !strings.HasSuffix(got.What, ".") {
				t.Errorf("%s.%s: what happened is said as %q", pkg, name, got.What)
			}
			// There is nothing to do where all is well, or where there is no way.
			if got.Next == "" && name != "ErrUpToDate" && name != "ErrNoPrevious" || got.Next != "" && !strings.HasSuffix(got.Next, ".") {
				t.Errorf("%s.%s: what to do next is said as %q", pkg, name, got.Next)
			}
		}
	}
}

// forAuthors are the files whose errors only the command line can meet: it makes keys and parts of libraries, the window
// does not.
var forAuthors = []string{"creation.go", "signing.go"}

// exportedErrors lists the sentinels and the types of errors that the package in dir exports.
func exportedErrors(t *testing.T, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	add := func(id *ast.Ident) {
		if sentinel := strings.HasPrefix(id.Name, "Err"); id.IsExported() && (sentinel || strings.HasSuffix(id.Name, "Error")) {
			names = append(names, id.Name)
		}
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") || slices.Contains(forAuthors, f.Name()) {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, f.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						add(id)
					}
				case *ast.TypeSpec:
					add(spec.Name)
				}
			}
		}
	}
	if len(names) == 0 {
		t.Errorf("%s exports no error", dir)
	}
	return names
}
