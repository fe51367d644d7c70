//go:build !unix && !windows

package library

import (
	"errors"
	"io/fs"
)

const renameTries = 0

func syncFolder(string) error        { return nil }
func freeSpace(string) (int64, bool) { return 0, false }
func isFull(error) bool              { return false }
func isReadOnly(err error) bool      { return errors.Is(err, fs.ErrPermission) }
