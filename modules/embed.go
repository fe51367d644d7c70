// Package modules carries the bundled library in the program.
package modules

import "embed"

// FS is the bundled library, with library.yaml at its root. All files in the folders belong to it.
//
//go:embed *.yaml */*
var FS embed.FS
