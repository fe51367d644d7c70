//go:build !windows

package cupstest

import (
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

// files are the configuration, by path; DIR stands for the folder of the server, USER and GROUP for whom
// filters run as.
var files = map[string]string{
	"etc/cups-files.conf": `SystemGroup root
User USER
Group GROUP
ServerRoot DIR/etc
ServerBin /usr/lib/cups
DataDir /usr/share/cups
CacheDir DIR/cache
StateDir DIR/state
RequestRoot DIR/spool
TempDir DIR/tmp
AccessLog DIR/log/access
ErrorLog DIR/log/error
PageLog DIR/log/page
FileDevice Yes
`,
	"etc/cupsd.conf": `LogLevel warn
Listen DIR/cups.sock
Browsing No
BrowseLocalProtocols none
DefaultAuthType None
WebInterface No
DefaultShared No
PreserveJobFiles Yes
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Location /admin>
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow localhost
  </Limit>
</Policy>
`,
	"avahi.conf": `[server]
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
publish-workstation=no
`,
	"dbus.conf": `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=DIR/dbus.sock</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
<allow send_type="method_return"/><allow send_type="error"/><allow receive_type="method_call"/>
<allow receive_type="method_return"/><allow receive_type="error"/><allow receive_type="signal"/></policy></busconfig>
`,
	// ippeveprinter runs this for each job: it keeps the document and what was asked for.
	"arrive.sh": `#!/bin/sh
n=$(ls DIR/arrived/*.done 2>/dev/null | wc -l)
env | grep -E '^(IPP_|CONTENT)' | sort > DIR/arrived/$n.env
cp "$1" DIR/arrived/$n.data
touch DIR/arrived/$n.done
`,
}

// writeFiles writes the configuration into folders that the filters, which run as another user, can reach.
func (s *Server) writeFiles(tb testing.TB) {
	tb.Helper()
	name, group := account(tb)
	replace := strings.NewReplacer("DIR", s.dir, "USER", name, "GROUP", group)
	if err := os.Chmod(s.dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	for _, dir := range []string{"etc/ppd", "cache", "state", "spool/tmp", "tmp", "log", "eve", "arrived"} {
		if err := os.MkdirAll(s.path(dir), 0o755); err != nil {
			tb.Fatal(err)
		}
	}
	for file, content := range files {
		mode := os.FileMode(0o644)
		if filepath.Ext(file) == ".sh" {
			mode = 0o755
		}
		if err := os.WriteFile(s.path(file), []byte(replace.Replace(content)), mode); err != nil {
			tb.Fatal(err)
		}
	}
}

// account is whom filters run as: CUPS refuses root, and who is not root can only be himself.
func account(tb testing.TB) (name, group string) {
	tb.Helper()
	if os.Geteuid() == 0 {
		return "lp", "lp"
	}
	me, err := user.Current()
	if err != nil {
		tb.Fatal(err)
	}
	own, err := user.LookupGroupId(me.Gid)
	if err != nil {
		tb.Fatal(err)
	}
	return me.Username, own.Name
}
