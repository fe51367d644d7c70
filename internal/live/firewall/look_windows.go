package firewall

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/windows/registry"

	"github.com/passalong/passalong/internal/session"
)

// policy is where Windows keeps what its firewall does; everybody may read it.
const policy = `SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\`

func look(program string, port int) session.Block {
	w := Windows{On: map[string]bool{}, Names: map[string]string{}}
	for profile, key := range map[string]string{"Domain": "DomainProfile", "Private": "StandardProfile", "Public": "PublicProfile"} {
		k, err := registry.OpenKey(registry.LOCAL_MACHINE, policy+key, registry.QUERY_VALUE)
		if err != nil {
			continue
		}
		on, _, err := k.GetIntegerValue("EnableFirewall")
		w.On[profile] = err == nil && on != 0
		_ = k.Close() // was only read
	}
	w.Rules = rulesOf(policy + "FirewallRules")
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		w.Names[strings.ToUpper(name)] = value
	}
	return w.Block(program, strconv.Itoa(port))
}

func rulesOf(path string) []string {
	k, err := registry.OpenKey(registry.LOCAL_MACHINE, path, registry.QUERY_VALUE)
	if err != nil {
		return nil
	}
	defer func() { _ = k.Close() }() // is only read
	names, err := k.ReadValueNames(-1)
	if err != nil {
		return nil
	}
	var rules []string
	for _, name := range names {
		if rule, _, err := k.GetStringValue(name); err == nil {
			rules = append(rules, rule)
		}
	}
	return rules
}
