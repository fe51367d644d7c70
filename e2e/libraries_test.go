package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/passalong/passalong/e2e/journey"
)

// TestContentGoesFromHandToHand opens packs as a double-click does: the first is compared, the next one known, an older
// and a changed one refused; what is new is told, and what is installed is passed on, byte for byte.
func TestContentGoesFromHandToHand(t *testing.T) {
	bin := programs(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	publisher, err := journey.Publish(ctx, filepath.Join(bin, "pal"))
	if err != nil {
		t.Fatal(err)
	}
	defer publisher.Close()
	l := &journey.Libraries{App: app(t, ctx, bin), Publisher: publisher, Folder: t.TempDir()}
	output, err := l.Walk(ctx)
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	checkOutput(t, output)
	var packs [2][]byte
	for i, name := range []string{"second", "passed-on"} {
		if packs[i], err = os.ReadFile(filepath.Join(l.Folder, name+".passalong")); err != nil {
			t.Fatal(err)
		}
	}
	if string(packs[0]) != string(packs[1]) {
		t.Error("what was passed on is not what was published")
	}
}
