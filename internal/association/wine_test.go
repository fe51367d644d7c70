//go:build linux && amd64

package association_test

import (
	"strings"
	"testing"

	"github.com/passalong/passalong/internal/winetest"
)

// The registry of a Windows of the test's own says what a double-click would run.
func TestWindowsOpensPacksUnderWine(t *testing.T) {
	w := winetest.Start(t, "PASSALONG_ASSOCIATION=Z:\\opt\\pass along\\passalong.exe")
	out := w.Run(t, winetest.Compile(t), "-test.v", "-test.run", "InTheRegistry", "-test.count=1")
	if !strings.Contains(out, "--- PASS: TestInTheRegistry") {
		t.Errorf("it did not run:\n%s", out)
	}
}
