package firewall

import (
	"context"
	"os/exec"
	"time"

	"github.com/passalong/passalong/internal/session"
)

func look(program string, _ int) session.Block {
	ask := func(args ...string) string {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		out, err := exec.CommandContext(ctx, "/usr/libexec/ApplicationFirewall/socketfilterfw", args...).Output()
		if err != nil {
			return ""
		}
		return string(out)
	}
	return Mac(ask("--getglobalstate"), ask("--getblockall"), ask("--getappblocked", program))
}
