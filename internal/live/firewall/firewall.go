// Package firewall guesses whether this computer's own firewall keeps other devices from a program. It reads what anybody may
// read, changes nothing, and says nothing where it cannot tell.
package firewall

import (
	"strings"

	"github.com/passalong/passalong/internal/session"
)

// Look says what the firewall of this computer does to a program that listens on a TCP port: session.NoBlock, also when
// nothing is known, FirewallOn or FirewallBlocks. program is the path of its file.
func Look(program string, port int) session.Block { return look(program, port) }

// A rule is one of the firewall of Windows, as far as it matters here.
type rule struct {
	allow    bool
	profiles []string // in which it holds: "Domain", "Private", "Public"; empty for all
}

// Windows is what its registry says.
type Windows struct {
	On    map[string]bool   // by profile: "Domain", "Private", "Public"
	Rules []string          // as they are written, such as "v2.30|Action=Allow|Active=TRUE|Dir=In|App=C:\\x.exe|"
	Names map[string]string // variables of the environment, in capitals, for paths such as %ProgramFiles%
}

// Block judges by the rules that name the program. In Windows a rule that blocks wins over one that allows. Which
// profile the network of the room has is not known, so a program that is blocked in one and let through in another may be either.
func (w Windows) Block(program string, port string) session.Block {
	allowed, blocked, on := map[string]bool{}, map[string]bool{}, 0
	for _, text := range w.Rules {
		r, ok := w.rule(text, program, port)
		if !ok {
			continue
		}
		for profile := range w.On {
			if len(r.profiles) > 0 && !contains(r.profiles, profile) {
				continue
			}
			if r.allow {
				allowed[profile] = true
			} else {
				blocked[profile] = true
			}
		}
	}
	through, against := 0, 0
	for profile, isOn := range w.On {
		switch {
		case !isOn:
			continue
		case blocked[profile]:
			against++
		case allowed[profile]:
			through++
		}
		on++
	}
	switch {
	case through == on:
		return session.NoBlock
	case against > 0 && through == 0:
		return session.FirewallBlocks
	}
	return session.FirewallOn
}

// rule reads a rule that is about connections of TCP that come in to the program.
func (w Windows) rule(text, program, port string) (rule, bool) {
	var r rule
	active, in, app, protocol := false, false, "", ""
	for _, field := range strings.Split(text, "|") {
		key, value, _ := strings.Cut(field, "=")
		switch strings.ToLower(key) {
		case "action":
			r.allow = strings.EqualFold(value, "allow")
		case "active":
			active = strings.EqualFold(value, "true")
		case "dir":
			in = strings.EqualFold(value, "in")
		case "app":
			app = w.expand(value)
		case "protocol":
			protocol = value
		case "profile":
			r.profiles = append(r.profiles, value)
		case "lport":
			if value != port {
				return rule{}, false
			}
		}
	}
	const tcp = "6"
	return r, active && in && strings.EqualFold(app, program) && (protocol == "" || protocol == tcp)
}

// expand puts in variables of the environment.
func (w Windows) expand(path string) string {
	parts := strings.Split(path, "%")
	for i := 1; i < len(parts)-1; i += 2 {
		if value, ok := w.Names[strings.ToUpper(parts[i])]; ok {
			parts[i] = value
		}
	}
	return strings.Join(parts, "")
}

// Mac judges by what socketfilterfw says to --getglobalstate, --getblockall and --getappblocked.
func Mac(state, blockAll, app string) session.Block {
	state, blockAll, app = strings.ToLower(state), strings.ToLower(blockAll), strings.ToLower(app)
	switch {
	case !strings.Contains(state, "enabled") && !strings.Contains(state, "state = 1") && !strings.Contains(state, "state = 2"):
		return session.NoBlock
	case strings.Contains(state, "state = 2"), strings.Contains(blockAll, "block all") && strings.Contains(blockAll, "enabled"):
		return session.FirewallBlocks
	case strings.Contains(app, "permit"), strings.Contains(app, "allow"):
		return session.NoBlock
	case strings.Contains(app, "are blocked"), strings.Contains(app, "is blocked"):
		return session.FirewallBlocks
	}
	return session.FirewallOn
}

func contains(all []string, one string) bool {
	for _, a := range all {
		if strings.EqualFold(a, one) {
			return true
		}
	}
	return false
}
