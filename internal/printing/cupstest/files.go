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
n=$(printf %04d "$(ls DIR/arrived/*.env 2>/dev/null | wc -l)")-$$
env | grep -E '^(IPP_|CONTENT)' | sort > DIR/arrived/$n.env
cp "$1" DIR/arrived/$n.data
touch DIR/arrived/$n.done
[ ! -x DIR/behave.sh ] || DIR/behave.sh >&2
`,
	"printer.conf": printerAttributes,
}

// printerAttributes is what the printer of Queue says that it can do.
const printerAttributes = `ATTR text printer-make-and-model "Passalong Test"
ATTR mimeMediaType document-format-supported application/pdf,image/pwg-raster,image/urf
ATTR mimeMediaType document-format-default application/pdf
ATTR boolean color-supported true
ATTR keyword print-color-mode-supported auto,color,monochrome
ATTR keyword print-color-mode-default color
ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
ATTR keyword sides-default one-sided
ATTR rangeOfInteger copies-supported 1-999
ATTR integer copies-default 1
ATTR enum orientation-requested-supported 3,4,5,6
ATTR enum orientation-requested-default 3
ATTR enum print-quality-supported 3,4,5
ATTR enum print-quality-default 4
ATTR resolution printer-resolution-supported 600dpi
ATTR resolution printer-resolution-default 600dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi,600dpi
ATTR keyword pwg-raster-document-type-supported sgray_8,srgb_8
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword urf-supported CP1,MT1-2-3-4-5-6,RS600,V1.4,W8,SRGB24,DM1
ATTR keyword output-bin-supported face-down
ATTR keyword output-bin-default face-down
ATTR keyword job-creation-attributes-supported copies,media,media-col,orientation-requested,print-color-mode,print-quality,sides
ATTR keyword media-supported iso_a3_297x420mm,iso_a4_210x297mm,iso_a5_148x210mm,iso_a6_105x148mm,na_letter_8.5x11in,custom_min_70x100mm,custom_max_330x1200mm
ATTR keyword media-ready iso_a4_210x297mm
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-source-supported auto,main
ATTR keyword media-type-supported auto,stationery
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR collection media-size-supported { MEMBER integer x-dimension 29700 MEMBER integer y-dimension 42000 },
 { MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 }, { MEMBER integer x-dimension 14800 MEMBER integer y-dimension 21000 },
 { MEMBER integer x-dimension 10500 MEMBER integer y-dimension 14800 }, { MEMBER integer x-dimension 21590 MEMBER integer y-dimension 27940 },
 { MEMBER rangeOfInteger x-dimension 7000-33000 MEMBER rangeOfInteger y-dimension 10000-120000 }
ATTR collection media-col-database { MEMBER collection media-size { MEMBER integer x-dimension 29700 MEMBER integer y-dimension 42000 } },
 { MEMBER collection media-size { MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 } },
 { MEMBER collection media-size { MEMBER integer x-dimension 14800 MEMBER integer y-dimension 21000 } },
 { MEMBER collection media-size { MEMBER integer x-dimension 10500 MEMBER integer y-dimension 14800 } },
 { MEMBER collection media-size { MEMBER integer x-dimension 21590 MEMBER integer y-dimension 27940 } },
 { MEMBER collection media-size { MEMBER rangeOfInteger x-dimension 7000-33000 MEMBER rangeOfInteger y-dimension 10000-120000 } }
ATTR collection media-col-default { MEMBER collection media-size { MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 } }
ATTR collection media-col-ready { MEMBER collection media-size { MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 } }
`

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
	if err := os.Chmod(s.path("tmp"), 0o777); err != nil { // filters put their files there
		tb.Fatal(err)
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
