package app

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// Sticks lists the folders where sticks, cards and other drives are found on this computer, besides the one that it
// started from.
func (Exchange) Sticks(ctx context.Context) []string {
	switch {
	case ctx.Err() != nil:
		return nil
	case runtime.GOOS == "windows":
		return letters(os.Getenv("SystemDrive"), isDir)
	case runtime.GOOS == "darwin":
		return volumes("/Volumes")
	}
	table, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return nil // not Linux: a path can be written all the same
	}
	return mounted(string(table))
}

// letters are the drives of Windows that are there, but the one of the system.
func letters(system string, there func(path string) bool) (drives []string) {
	for letter := 'C'; letter <= 'Z'; letter++ {
		if drive := string(letter) + ":"; !strings.EqualFold(drive, system) && there(drive+`\`) {
			drives = append(drives, drive+`\`)
		}
	}
	return drives
}

// volumes are the drives of a Mac. The one that it started from is a link among them.
func volumes(dir string) (drives []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			drives = append(drives, filepath.Join(dir, e.Name()))
		}
	}
	return drives
}

// mounted reads the mount points where desktops put drives from the table of mounts of Linux: see proc_pid_mounts(5).
func mounted(table string) (drives []string) {
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		if point := unescape(fields[1]); forDrives(point) && !slices.Contains(drives, point) {
			drives = append(drives, point)
		}
	}
	slices.Sort(drives)
	return drives
}

// forDrives reports whether a mount point is one that desktops or people use for drives: what is mounted deeper is not.
func forDrives(point string) bool {
	for _, place := range []string{"/media/*", "/media/*/*", "/run/media/*/*", "/mnt/*"} {
		if is, err := path.Match(place, point); is && err == nil {
			return true
		}
	}
	return false
}

// unescape gives the bytes that the table writes as a backslash and three octal digits.
func unescape(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if b, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				out.WriteByte(byte(b))
				i += 3
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
