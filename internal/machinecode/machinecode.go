// Package machinecode knows the folders in which wazero keeps what it compiled.
package machinecode

import (
	"io/fs"
	"os"
	"path"
)

// In reports whether a program was compiled into the folder to its end. An empty dir has none.
func In(dir string) bool {
	const hexSHA256 = 64
	if dir == "" {
		return false
	}
	files, err := fs.Glob(os.DirFS(dir), "wazero-*/*") // dir itself may have brackets in it
	if err != nil {
		return false
	}
	for _, f := range files {
		if len(path.Base(f)) == hexSHA256 { // while it is written, its name is longer
			return true
		}
	}
	return false
}
