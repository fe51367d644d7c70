package firewall_test

import (
	"testing"
	"testing/fstest"

	"github.com/passalong/passalong/internal/live/firewall"
	"github.com/passalong/passalong/internal/session"
)

func TestLinux(t *testing.T) {
	files := func(pairs ...string) fstest.MapFS {
		fsys := fstest.MapFS{}
		for i := 0; i < len(pairs); i += 2 {
			fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
		}
		return fsys
	}
	const ufwOn, running, wanted = "# x\nENABLED=yes\nLOGLEVEL=low\n", "sys/fs/cgroup/system.slice/firewalld.service/cgroup.procs", "etc/systemd/system/sysinit.target.wants/nftables.service"
	const fedora = `<?xml version="1.0"?><zone><short>W</short><service name="ssh"/><port protocol="udp" port="1025-65535"/><port protocol="tcp" port="1025-65535"/></zone>`
	cases := []struct {
		name string
		fsys fstest.MapFS
		want session.Block
	}{
		{"no firewall", files(), session.NoBlock},
		{"ufw off", files("etc/ufw/ufw.conf", "ENABLED=no\n"), session.NoBlock},
		{"ufw on, its rules not to be read", files("etc/ufw/ufw.conf", ufwOn), session.FirewallOn},
		{"ufw on, which lets all in", files("etc/ufw/ufw.conf", ufwOn, "etc/default/ufw", "DEFAULT_INPUT_POLICY=\"ACCEPT\"\n"), session.NoBlock},
		{"ufw on, with a rule for the port", files("etc/ufw/ufw.conf", ufwOn, "etc/ufw/user.rules", "### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n### tuple ### allow any 8000:8100 0.0.0.0/0 any 0.0.0.0/0 in\n"), session.NoBlock},
		{"ufw on, with a rule against the port", files("etc/ufw/ufw.conf", ufwOn, "etc/ufw/user.rules", "### tuple ### deny tcp 8080 0.0.0.0/0 any 0.0.0.0/0 in\n"), session.FirewallBlocks},
		{"ufw on, with rules for others", files("etc/ufw/ufw.conf", ufwOn, "etc/ufw/user.rules", "### tuple ### allow udp 8080 0.0.0.0/0 any 0.0.0.0/0 in\n-A ufw-user-input\n"), session.FirewallOn},
		{"firewalld there but not running", files("etc/firewalld/firewalld.conf", "DefaultZone=public\n"), session.NoBlock},
		{"firewalld running, not to be read", files(running, ""), session.FirewallOn},
		{"firewalld on a Fedora workstation", files(running, "", "etc/firewalld/firewalld.conf", "DefaultZone=FedoraWorkstation\n", "usr/lib/firewalld/zones/FedoraWorkstation.xml", fedora), session.NoBlock},
		{"firewalld with the public zone", files(running, "", "etc/firewalld/firewalld.conf", "DefaultZone=public\n", "usr/lib/firewalld/zones/public.xml", `<zone><service name="ssh"/></zone>`), session.FirewallOn},
		{"firewalld with a zone that was changed", files(running, "", "etc/firewalld/firewalld.conf", "DefaultZone=public\n", "etc/firewalld/zones/public.xml", `<zone target="ACCEPT"/>`, "usr/lib/firewalld/zones/public.xml", `<zone/>`), session.NoBlock},
		{"firewalld with a zone that is no XML", files(running, "", "etc/firewalld/firewalld.conf", "DefaultZone=public\n", "etc/firewalld/zones/public.xml", `<zone`), session.FirewallOn},
		{"nftables that lets in", files(wanted, "", "etc/nftables.conf", "table inet filter { chain input { type filter hook input priority 0; } }"), session.NoBlock},
		{"nftables that drops", files(wanted, "", "etc/nftables.conf", "chain input { type filter hook input priority 0; policy drop; tcp dport 22 accept }"), session.FirewallOn},
		{"nftables with the port", files(wanted, "", "etc/nftables.conf", "chain input { type filter hook input priority 0; policy drop; tcp dport 8080 accept }"), session.NoBlock},
		{"nftables not to be read", files(wanted, ""), session.FirewallOn},
		{"nftables not enabled", files("etc/nftables.conf", "hook input policy drop"), session.NoBlock},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := firewall.Linux(c.fsys, 8080); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWindows(t *testing.T) {
	const program = `C:\Program Files\Passalong\passalong.exe`
	rule := func(fields string) string { return "v2.30|Active=TRUE|Dir=In|" + fields + "|Name=Passalong|" }
	allow, block := rule(`Action=Allow|Protocol=6|App=%ProgramFiles%\Passalong\passalong.exe`), rule(`Action=Block|Protocol=6|App=c:\program files\passalong\passalong.exe`)
	all := map[string]bool{"Domain": true, "Private": true, "Public": true}
	cases := []struct {
		name  string
		on    map[string]bool
		rules []string
		want  session.Block
	}{
		{"nothing is known", nil, nil, session.NoBlock},
		{"off", map[string]bool{"Domain": false, "Private": false, "Public": false}, []string{block}, session.NoBlock},
		{"on, without rules", all, nil, session.FirewallOn},
		{"on, let through", all, []string{allow}, session.NoBlock},
		{"on, blocked", all, []string{block}, session.FirewallBlocks},
		{"blocked wins", all, []string{allow, block}, session.FirewallBlocks},
		{"let through at home, blocked in public", all, []string{rule(`Action=Allow|Profile=Private|Profile=Domain|App=` + program), rule(`Action=Block|Profile=Public|App=` + program)}, session.FirewallOn},
		{"let through in public where it is on", map[string]bool{"Domain": false, "Private": false, "Public": true}, []string{rule(`Action=Allow|Profile=Public|App=` + program)}, session.NoBlock},
		{"a rule that is off", all, []string{"v2.30|Action=Block|Active=FALSE|Dir=In|App=" + program + "|"}, session.FirewallOn},
		{"a rule for going out", all, []string{"v2.30|Action=Allow|Active=TRUE|Dir=Out|App=" + program + "|"}, session.FirewallOn},
		{"a rule for UDP", all, []string{rule(`Action=Allow|Protocol=17|App=` + program)}, session.FirewallOn},
		{"a rule for another port", all, []string{rule(`Action=Allow|Protocol=6|LPort=443|App=` + program)}, session.FirewallOn},
		{"a rule for our port", all, []string{rule(`Action=Allow|Protocol=6|LPort=8080|App=` + program)}, session.NoBlock},
		{"a rule for another program", all, []string{rule(`Action=Block|App=C:\other.exe`)}, session.FirewallOn},
		{"rubbish", all, []string{"", "|||", "=|=", "v2.30"}, session.FirewallOn},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := firewall.Windows{On: c.on, Rules: c.rules, Names: map[string]string{"PROGRAMFILES": `C:\Program Files`}}
			if got := w.Block(program, "8080"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What socketfilterfw says, of macOS 12 to 15.
func TestMac(t *testing.T) {
	const on, notAll = "Firewall is enabled. (State = 1)\n", "Firewall has block all state set to disabled.\n"
	cases := []struct {
		name, state, all, app string
		want                  session.Block
	}{
		{"nothing is known", "", "", "", session.NoBlock},
		{"off", "Firewall is disabled. (State = 0)\n", notAll, "", session.NoBlock},
		{"on, the program is new", on, notAll, "The file path you specified does not exist.\n", session.FirewallOn},
		{"on, let through", on, notAll, "Incoming connection to the application is permitted.\n", session.NoBlock},
		{"on, blocked", on, notAll, "Incoming connections to the application are blocked.\n", session.FirewallBlocks},
		{"on, everything blocked", "Firewall is enabled. (State = 2)\n", "Firewall has block all state set to enabled.\n", "", session.FirewallBlocks},
		{"on, everything blocked, older words", on, "Block all ENABLED! \n", "", session.FirewallBlocks},
		{"on, older words", on, "Block all DISABLED! \n", "The application is blocked\n", session.FirewallBlocks},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := firewall.Mac(c.state, c.all, c.app); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestThisComputer(t *testing.T) {
	switch got := firewall.Look("/nowhere/passalong", 8080); got {
	case session.NoBlock, session.FirewallOn, session.FirewallBlocks:
	default:
		t.Errorf("got %q", got)
	}
}
