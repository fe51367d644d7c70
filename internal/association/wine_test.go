//go:build linux && amd64

package association_test

import (
	"testing"

	"github.com/passalong/passalong/internal/winetest"
)

// The registry of a Windows of the test's own says what a double-click would run.
func TestWindowsOpensPacksUnderWine(t *testing.T) {
	w := winetest.Start(t, "PASSALONG_ASSOCIATION=Z:\\opt\\pass along\\passalong.exe")
	w.Tests(t, winetest.Compile(t), "TestInTheRegistry")
}
