//go:build linux && amd64

package library_test

import (
	"testing"

	"github.com/passalong/passalong/internal/winetest"
)

// On Windows a file that somebody has open cannot be replaced or removed, folders cannot be flushed, and names are special in
// other ways: installing, updating, changing keys and removing are tried there, too.
func TestWindowsInstallsUnderWine(t *testing.T) {
	if testing.Short() {
		t.Skip("short: starting Wine takes longer than the rest")
	}
	t.Parallel() // it mostly waits
	w := winetest.Start(t)
	w.Tests(t, winetest.Compile(t),
		"TestRenameWaitsForAVirusScanner", "TestRenameGivesUpOnAFileThatIsHeldForGood", "TestInstallFetchesOnlyWhatIsMissing",
		"TestInstalledRevisionIsThereAfterRestart", "TestGoingBackAndForth", "TestKeysChangeAsTheOnesBeforeAllow",
		"TestSeveralLibrariesSideBySide", "TestRemovalLeavesNoTrace", "TestDamageIsNoticedAndMended", "TestSecondCallWhileInstallingIsRefused")
}
