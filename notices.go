// Package passalong holds what the programs say of their licences.
package passalong

import _ "embed"

// Notices names the licences of the program, of its content and of other people's work in it.
//
//go:embed NOTICE.md
var Notices string
