// Package machinecode knows the folders in which wazero keeps what it compiled.
package machinecode

import "path/filepath"

// In reports whether a program was compiled into the folder to its end. An empty dir has none.
func In(dir string) bool {
	const hexSHA256 = 64
	files, err := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
	if dir == "" || err != nil {
		return false
	}
	for _, f := range files {
		if len(filepath.Base(f)) == hexSHA256 { // while it is written, its name is longer
			return true
		}
	}
	return false
}
