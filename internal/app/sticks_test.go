package app

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDrivesOfWindows(t *testing.T) {
	there := func(path string) bool { return path == `C:\` || path == `E:\` || path == `Z:\` }
	if diff := cmp.Diff([]string{`E:\`, `Z:\`}, letters("c:", there)); diff != "" {
		t.Error(diff)
	}
}

func TestVolumesOfAMac(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"STICK", ".hidden"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "note"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join(dir, "STICK")}, volumes(dir)); diff != "" {
		t.Error(diff)
	}
	if got := volumes(filepath.Join(dir, "none")); got != nil {
		t.Errorf("of no folder: %v", got)
	}
}

func TestDrivesInTheTableOfLinux(t *testing.T) {
	const table = `/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
/dev/sdc1 /run/media/sam/VAN vfat rw 0 0
/dev/sdb1 /media/sam/MY\040STICK vfat rw,nosuid 0 0
/dev/sdb1 /media/sam/MY\040STICK vfat rw,nosuid 0 0
/dev/sdd1 /mnt/odd\09 ext4 rw 0 0
none /mnt/some/thing/else tmpfs rw 0 0
broken
`
	want := []string{"/media/sam/MY STICK", `/mnt/odd\09`, "/run/media/sam/VAN"}
	if diff := cmp.Diff(want, mounted(table)); diff != "" {
		t.Error(diff)
	}
}
