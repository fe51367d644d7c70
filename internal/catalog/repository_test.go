package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
)

func TestCleanRepository(t *testing.T) {
	tests := []struct{ in, want string }{
		{"owner/repo", "owner/repo"},
		{"  owner/repo\n", "owner/repo"},
		{"https://github.com/owner/repo", "owner/repo"},
		{"https://www.github.com/owner/repo/", "owner/repo"},
		{"github.com/owner/repo.git", "owner/repo"},
		{"Own-er1/re_po.x", "Own-er1/re_po.x"},
		{"", ""},
		{"owner", ""},
		{"owner/", ""},
		{"/repo", ""},
		{"owner/repo/tree/main", ""},
		{"-owner/repo", ""},
		{"ow--ner/repo", "ow--ner/repo"},
		{"owner/..", ""},
		{"owner/re po", ""},
		{"owner/repo?x=1", ""},
		{"https://example.org/owner/repo", ""},
		{strings.Repeat("a", 40) + "/repo", ""},
		{"owner/" + strings.Repeat("a", 101), ""},
	}
	for _, tt := range tests {
		t.Run("for "+tt.in, func(t *testing.T) {
			got, err := catalog.CleanRepository(tt.in)
			if got != tt.want || errors.Is(err, catalog.ErrUnknownName) != (tt.want == "") {
				t.Errorf("CleanRepository(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
			}
		})
	}
}
