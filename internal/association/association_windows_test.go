package association_test

import (
	"errors"
	"os"
	"testing"

	"golang.org/x/sys/windows/registry"

	"github.com/passalong/passalong/internal/association"
)

// This changes the registry of whoever runs it, so it asks to be asked for.
func TestInTheRegistry(t *testing.T) {
	program := os.Getenv("PASSALONG_ASSOCIATION")
	if program == "" {
		t.Skip("PASSALONG_ASSOCIATION names no program: this test changes the registry")
	}
	a := association.New(program, os.Getenv)
	if a.On() {
		t.Fatal("on from the start")
	}
	for range 2 {
		if err := a.Set(true); err != nil {
			t.Fatal(err)
		}
	}
	if !a.On() || association.New(`C:\elsewhere.exe`, os.Getenv).On() {
		t.Error("it is not on for this program alone")
	}
	k, err := registry.OpenKey(registry.CURRENT_USER, `Software\Classes\Passalong.Pack\shell\open\command`, registry.QUERY_VALUE)
	if err != nil {
		t.Fatalf("Windows does not see it: %v", err)
	}
	got, _, err := k.GetStringValue("")
	if want := `"` + program + `" "%1"`; got != want || err != nil || k.Close() != nil {
		t.Errorf("a double-click runs %s, error %v; want %s", got, err, want)
	}
	for range 2 {
		if err := a.Set(false); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{association.Extension, "Passalong.Pack"} {
		if _, err := registry.OpenKey(registry.CURRENT_USER, `Software\Classes\`+path, registry.QUERY_VALUE); !errors.Is(err, registry.ErrNotExist) {
			t.Errorf("%s is left behind: %v", path, err)
		}
	}
}
