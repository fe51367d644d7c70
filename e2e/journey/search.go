package journey

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Search looks for texts in all files below folders, in capitals or not, and in the files' names. It gives each that is
// found, with where. Folders that do not exist have no files.
func Search(folders []string, secrets []Secret) ([]string, error) {
	found := map[string]bool{}
	var list []string
	files := 0
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return gone(err)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return gone(err)
			}
			files++
			data, name := lower(data), lower([]byte(path))
			for _, s := range secrets {
				text := lower([]byte(s.Text))
				if (bytes.Contains(data, text) || bytes.Contains(name, text)) && !found[s.Kind+s.Text] {
					found[s.Kind+s.Text] = true
					list = append(list, fmt.Sprintf("%s %q in %s", s.Kind, s.Text, path))
				}
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("looking into all files: %w", err)
		}
	}
	if files == 0 {
		return nil, fmt.Errorf("looking into all files: none is in %q", folders)
	}
	return list, nil
}

// lower makes capitals of the Latin alphabet small, and leaves every other byte as it is.
func lower(data []byte) []byte {
	small := make([]byte, len(data))
	for i, b := range data {
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		small[i] = b
	}
	return small
}

// gone makes nothing of a file that went away meanwhile.
func gone(err error) error {
	if os.IsNotExist(err) {
		return nil
	}
	return err
}
