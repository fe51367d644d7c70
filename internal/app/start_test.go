package app

import (
	"runtime/debug"
	"testing"
)

func TestVersionIsTheOneThatLibrariesAskFor(t *testing.T) {
	for stamped, want := range map[string]string{
		"v1.2.0":  "1.2.0",
		"(devel)": "",
		"":        "",
		"v0.0.0-20261122013937-0f553e25d60f+dirty": "0.0.0-20261122013937-0f553e25d60f+dirty",
	} {
		if got := versionOf(&debug.BuildInfo{Main: debug.Module{Version: stamped}}); got != want {
			t.Errorf("stamped %q: version %q, want %q", stamped, got, want)
		}
	}
}
