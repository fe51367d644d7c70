package popup

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/catalog"
)

func TestPrintedDateWritesWhatTheSourceSays(t *testing.T) {
	for in, want := range map[string]string{
		"2024-05-03": "3 May 2024", "2024-05": "May 2024", "2024": "2024", "": "", "spring 2024": "spring 2024",
	} {
		if got := printedDate(in); got != want {
			t.Errorf("printedDate(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestASourceWithoutATitleIsCalledByItsKey(t *testing.T) {
	want := sourceState{Title: "who-2014", Facts: []fact{{"From", "WHO"}}}
	got := stateOfSource(catalog.Source{Key: "who-2014", Organisation: "WHO"})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
