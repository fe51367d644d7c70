package typst

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tetratelabs/wazero"

	"github.com/passalong/passalong/internal/machinecode"
)

func TestProgramIsTheOnePinned(t *testing.T) {
	program, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	if len(program) != programSize {
		t.Errorf("the program has %d bytes, want %d", len(program), programSize)
	}
	readme, err := os.ReadFile("wasm/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{ProgramSHA256, TypstVersion} {
		if !strings.Contains(string(readme), want) {
			t.Errorf("wasm/README.md does not name %s", want)
		}
	}
}

func TestDamagedProgramIsRefused(t *testing.T) {
	whole := packed
	t.Cleanup(func() { packed = whole })
	packed = slices.Clone(whole)
	packed[len(packed)/2] ^= 1
	if _, err := unpack(); err == nil {
		t.Error("a damaged program was unpacked")
	}
}

func TestProgramIsUnpackedOnce(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "typst.wasm")
	unpacked := func() {
		t.Helper()
		program, err := unpackOnce(dir)
		if err != nil || sha256Of(program) != ProgramSHA256 {
			t.Fatalf("it is another program, error %v", err)
		}
	}
	unpacked()
	if err := os.WriteFile(kept, []byte("cut short"), 0o600); err != nil {
		t.Fatal(err)
	}
	unpacked() // since it is damaged
	whole := packed
	t.Cleanup(func() { packed = whole })
	packed = nil // so that it is taken from the folder or not at all
	unpacked()
	if err := errors.Join(os.Remove(kept), os.Mkdir(kept, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := unpackOnce(dir); err == nil {
		t.Error("there is a program where there can be none")
	}
	packed = whole
	unpacked() // even where it cannot be kept
}

func TestHostOffersExactlyWhatTheProgramImports(t *testing.T) {
	program, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	t.Cleanup(func() { _ = runtime.Close(ctx) })
	compiled, err := runtime.CompileModule(ctx, program)
	if err != nil {
		t.Fatal(err)
	}
	var imported []string
	for _, f := range compiled.ImportedFunctions() {
		module, name, _ := f.Import()
		if module != "wbg" {
			t.Errorf("the program imports %s.%s", module, name)
		}
		imported = append(imported, name)
	}
	slices.Sort(imported)
	if diff := cmp.Diff(imported, slices.Sorted(maps.Keys(hostFuncs()))); diff != "" {
		t.Errorf("imports of the program (-), functions of the host (+):\n%s", diff)
	}
	if n := len(compiled.ImportedMemories()); n != 0 {
		t.Errorf("the program imports %d memories", n)
	}
}

func TestWazeroVersionIsTheOneInGoMod(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if want := "github.com/tetratelabs/wazero " + wazeroVersion + "\n"; !strings.Contains(string(mod), want) {
		t.Errorf("go.mod does not require %q: change wazeroVersion with it", want)
	}
}

func TestMachineCodeIsSeenOnlyWhenWhole(t *testing.T) {
	dir := t.TempDir()
	name := strings.Repeat("ab", 32)
	if machinecode.In(dir) || machinecode.In("") {
		t.Error("machine code was seen in an empty folder")
	}
	sub := filepath.Join(dir, "wazero-v0-amd64-linux")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sub, name+".123.tmp"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if machinecode.In(dir) {
		t.Error("a file being written was taken for machine code")
	}
	if err := os.WriteFile(filepath.Join(sub, name), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if !machinecode.In(dir) {
		t.Error("machine code was not seen")
	}
}

func TestOtherVersionsAreRemoved(t *testing.T) {
	base := t.TempDir()
	mine, other, foreign := cacheDir(base), filepath.Join(base, "typst-old"), filepath.Join(base, "pdfium")
	for _, dir := range []string{mine, other, foreign} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	removeOthers(mine)
	for dir, want := range map[string]bool{mine: true, other: false, foreign: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", filepath.Base(dir), err == nil, want)
		}
	}
}
