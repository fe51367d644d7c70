package explain_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/explain"
)

func TestErrorSaysWhatAndWhatNext(t *testing.T) {
	until := time.Date(2026, 5, 3, 14, 5, 0, 0, time.Local)
	for _, c := range []struct {
		err        error
		what, next string
	}{
		{fmt.Errorf("saving: %w", progress.ErrDiskFull), "The disk is full", "stays on screen"},
		{fmt.Errorf("checking: %w", catalog.ErrOffline), "cannot be reached", "still work"},
		{&catalog.LimitError{Until: until}, "wait until 14:05", "then"},
		{&catalog.LimitError{}, "wait a while", "in an hour"},
		{&catalog.ContentError{Problems: []catalog.Problem{{File: "a.md", Line: 3, Message: "bad"}}}, "mistakes", "Nothing was changed"},
		{errors.New("surprise"), "Something went wrong", "details"},
	} {
		got := explain.Error(c.err)
		if !strings.Contains(got.What, c.what) || !strings.Contains(got.Next, c.next) {
			t.Errorf("%v is explained as %q, %q; want %q, %q", c.err, got.What, got.Next, c.what, c.next)
		}
		if got.Detail != c.err.Error() {
			t.Errorf("detail %q, want %q", got.Detail, c.err)
		}
	}
	if got := (explain.Trouble{}); explain.Error(nil) != got {
		t.Error("no error is explained as something")
	}
}
