//go:build !linux && !darwin && !windows

package firewall

import "github.com/passalong/passalong/internal/session"

func look(string, int) session.Block { return session.NoBlock }
