package firewall

import (
	"encoding/xml"
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/session"
)

// Linux judges by the files of ufw, firewalld and nftables below the root of the file system. Rules can mostly be read by the administrator
// only: then a firewall that is on is all there is to say.
func Linux(root fs.FS, port int) session.Block {
	worst := session.NoBlock
	for _, judge := range []func(fs.FS, int) session.Block{ufw, firewalld, nftables} {
		switch b := judge(root, port); {
		case b == session.FirewallBlocks:
			return b
		case b != session.NoBlock:
			worst = b
		}
	}
	return worst
}

func ufw(root fs.FS, port int) session.Block {
	conf, err := fs.ReadFile(root, "etc/ufw/ufw.conf")
	if err != nil || setting(string(conf), "ENABLED") != "yes" {
		return session.NoBlock
	}
	if defaults, err := fs.ReadFile(root, "etc/default/ufw"); err == nil && strings.EqualFold(setting(string(defaults), "DEFAULT_INPUT_POLICY"), "ACCEPT") {
		return session.NoBlock
	}
	rules, err := fs.ReadFile(root, "etc/ufw/user.rules")
	if err != nil {
		return session.FirewallOn
	}
	// A rule is preceded by its own words: "### tuple ### allow tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in".
	for _, line := range strings.Split(string(rules), "\n") {
		words := strings.Fields(strings.TrimPrefix(line, "### tuple ### "))
		if !strings.HasPrefix(line, "### tuple ###") || len(words) < 3 || words[1] != "tcp" && words[1] != "any" || !covers(words[2], ":", port) {
			continue
		}
		switch words[0] {
		case "allow", "limit":
			return session.NoBlock
		case "deny", "reject":
			return session.FirewallBlocks
		}
	}
	return session.FirewallOn
}

// setting reads a line such as NAME=value or NAME="value".
func setting(text, name string) string {
	for _, line := range strings.Split(text, "\n") {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && strings.TrimSpace(key) == name {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return ""
}

// covers reports whether a list such as "80,1025-65535" has a port.
func covers(list, dash string, port int) bool {
	if list == "any" {
		return true
	}
	for _, one := range strings.Split(list, ",") {
		from, to, isRange := strings.Cut(one, dash)
		if !isRange {
			to = from
		}
		low, err := strconv.Atoi(strings.TrimSpace(from))
		high, err2 := strconv.Atoi(strings.TrimSpace(to))
		if err == nil && err2 == nil && low <= port && port <= high {
			return true
		}
	}
	return false
}

// zone is a file of firewalld, as far as it matters here.
type zone struct {
	Target string `xml:"target,attr"`
	Ports  []struct {
		Port     string `xml:"port,attr"`
		Protocol string `xml:"protocol,attr"`
	} `xml:"port"`
}

// firewalld is judged by its zone for networks that were given no other.
func firewalld(root fs.FS, port int) session.Block {
	if _, err := fs.Stat(root, "sys/fs/cgroup/system.slice/firewalld.service"); err != nil {
		return session.NoBlock // does not run
	}
	conf, err := fs.ReadFile(root, "etc/firewalld/firewalld.conf")
	if err != nil {
		return session.FirewallOn
	}
	name := setting(string(conf), "DefaultZone")
	text, err := fs.ReadFile(root, "etc/firewalld/zones/"+name+".xml")
	if errors.Is(err, fs.ErrNotExist) {
		text, err = fs.ReadFile(root, "usr/lib/firewalld/zones/"+name+".xml")
	}
	var z zone
	if err != nil || xml.Unmarshal(text, &z) != nil {
		return session.FirewallOn
	}
	if z.Target == "ACCEPT" {
		return session.NoBlock
	}
	for _, p := range z.Ports {
		if p.Protocol == "tcp" && covers(p.Port, "-", port) {
			return session.NoBlock
		}
	}
	return session.FirewallOn
}

// nftables is judged by the file that its service loads. Its language is too rich to be read here: a policy of dropping and no word about the
// port is a firewall that is on.
func nftables(root fs.FS, port int) session.Block {
	enabled := false
	for _, target := range []string{"sysinit.target.wants", "multi-user.target.wants"} {
		if _, err := fs.Lstat(root, "etc/systemd/system/"+target+"/nftables.service"); err == nil {
			enabled = true
		}
	}
	if !enabled {
		return session.NoBlock
	}
	text, err := fs.ReadFile(root, "etc/nftables.conf")
	switch {
	case err != nil:
		return session.FirewallOn
	case !strings.Contains(string(text), "hook input") || !strings.Contains(string(text), "policy drop"):
		return session.NoBlock
	case strings.Contains(string(text), "dport "+strconv.Itoa(port)+" accept"):
		return session.NoBlock
	}
	return session.FirewallOn
}
