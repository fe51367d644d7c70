package revision_test

import (
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/revision"
)

func TestInWords(t *testing.T) {
	issued := time.Date(2026, 12, 3, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		r     catalog.Revision
		want  string
		vouch revision.Vouch
	}{
		{"what came with the program", catalog.Revision{Issued: issued}, "The content of 3 December 2026 that came with Passalong", revision.Vouch{}},
		{
			"from a source", catalog.Revision{Manifest: "ab", Issued: issued, Origin: "nuaa/library"},
			"Content of 3 December 2026 from nuaa/library", revision.Vouch{Text: "Unsigned: nobody's signature has been checked."},
		},
		{"from nobody knows where", catalog.Revision{Manifest: "ab", Issued: issued, Signed: true}, "Content of 3 December 2026", revision.Vouch{"Signed by its publisher.", true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := revision.InWords(tt.r); got != tt.want {
				t.Errorf("InWords is %q, want %q", got, tt.want)
			}
			if got := revision.Signature(tt.r); got != tt.vouch {
				t.Errorf("Signature is %v, want %v", got, tt.vouch)
			}
		})
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1 kB", 999_499: "999 kB", 999_500: "1.0 MB", 12_340_000: "12.3 MB"} {
		if got := revision.Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q, want %q", n, got, want)
		}
	}
}
