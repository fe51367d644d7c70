package directory_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/atomicfile/atomicfiletest"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/directory"
	"github.com/passalong/passalong/internal/progress"
)

func TestAFullDiskLosesNothing(t *testing.T) {
	dir := atomicfiletest.SmallDisk(t, "128k")
	d := directory.Open(dir)
	s := save(t, d, harbour())
	empty := atomicfiletest.Fill(t, dir)
	more := catalog.Service{Name: "Van", Logo: pngOf(t, 9, 9)}
	if _, err := d.Save(t.Context(), more); !errors.Is(err, progress.ErrDiskFull) {
		t.Errorf("saving: %v", err)
	}
	if diff := cmp.Diff([]catalog.Service{s}, list(t, d)); diff != "" {
		t.Error(diff)
	}
	empty()
	save(t, d, more)
	if got := ids(list(t, d)); got != "harbour-street-nsp van" {
		t.Errorf("with room again: %s", got)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", ".new-*")); len(left) > 0 {
		t.Errorf("%v are left behind", left)
	}
}

func TestADiskThatCanOnlyBeReadIsRead(t *testing.T) {
	dir := atomicfiletest.SmallDisk(t, "128k")
	d := directory.Open(dir)
	s := save(t, d, harbour())
	atomicfiletest.Freeze(t, dir)
	_, err := d.Save(t.Context(), catalog.Service{Name: "Van"})
	for doing, err := range map[string]error{"saving": err, "deleting": d.Delete(t.Context(), s.ID)} {
		if !errors.Is(err, progress.ErrCannotWrite) {
			t.Errorf("%s: %v", doing, err)
		}
	}
	if diff := cmp.Diff([]catalog.Service{s}, list(t, d)); diff != "" {
		t.Error(diff)
	}
}

func TestADamagedFileThatCannotBeSetAsideIsNotOverwritten(t *testing.T) {
	dir := atomicfiletest.SmallDisk(t, "128k")
	path := filepath.Join(dir, "services.json")
	if err := os.WriteFile(path, []byte("{half"), 0o600); err != nil {
		t.Fatal(err)
	}
	atomicfiletest.Freeze(t, dir)
	d := directory.Open(dir)
	_, listed := d.List()
	_, saved := d.Save(t.Context(), catalog.Service{Name: "Van"})
	for doing, err := range map[string]error{"listing": listed, "saving": saved, "noticing": d.Notice()} {
		if !errors.Is(err, catalog.ErrServicesDamaged) {
			t.Errorf("%s: %v", doing, err)
		}
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "{half" {
		t.Errorf("the file holds %q, %v", b, err)
	}
}
