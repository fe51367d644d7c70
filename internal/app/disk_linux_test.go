package app_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/atomicfile/atomicfiletest"
	"github.com/passalong/passalong/internal/pack"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/settings"
)

func TestADataFolderOnAFullDisk(t *testing.T) {
	disk := atomicfiletest.SmallDisk(t, "8m")
	cfg := config(t)
	cfg.DataDir = filepath.Join(disk, "data")
	a := open(t, cfg)
	empty := atomicfiletest.Fill(t, disk)
	p := pack.Pack{}.Add(pack.Entry{Handout: "naloxone", Copies: 3})
	for doing, err := range map[string]error{
		"the cart": a.Cart.Save(t.Context(), p), "the printer": a.Handouts.SetTurnsBacks("office", true),
	} {
		if !errors.Is(err, progress.ErrDiskFull) {
			t.Errorf("%s: %v", doing, err)
		}
	}
	if diff := cmp.Diff(p, a.Cart.Current()); diff != "" {
		t.Error("the cart is not what was put into it:", diff)
	}
	empty()
	write(t, filepath.Join(cfg.DataDir, "settings.json"), `{"local_service": {"name": "The van"}}`)
	empty = atomicfiletest.Fill(t, disk)
	late := open(t, cfg)
	if all, err := late.Services.List(); err != nil || all != nil {
		t.Errorf("on a full disk: %+v, %v", all, err)
	}
	empty()
	if err := late.Settings.Save(t.Context(), settings.Default()); err != nil {
		t.Fatal(err)
	}
	if all, err := open(t, cfg).Services.List(); err != nil || len(all) != 1 {
		t.Errorf("with room again: %+v, %v", all, err)
	}
}

func TestADiskThatIsReadOnlyIsOneThatMayNotBeWrittenTo(t *testing.T) {
	disk := atomicfiletest.SmallDisk(t, "64k")
	a := open(t, config(t))
	atomicfiletest.Freeze(t, disk)
	path := filepath.Join(disk, "handout.pdf")
	for doing, err := range map[string]error{
		"asking": a.Handouts.CanSave(path), "saving": a.Handouts.Save(t.Context(), path, []byte("pdf"), true),
	} {
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", doing, err)
		}
	}
}
