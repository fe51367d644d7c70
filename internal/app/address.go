package app

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/passalong/passalong/internal/bundle"
	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
	"github.com/passalong/passalong/internal/github"
	"github.com/passalong/passalong/internal/library"
	"github.com/passalong/passalong/internal/mirror"
	"github.com/passalong/passalong/internal/netlog"
)

// cutFingerprint takes the fingerprint off an address. A file may have a # in its name.
func cutFingerprint(address string) (where, fingerprint string) {
	address = strings.TrimSpace(address)
	at := strings.LastIndexByte(address, '#')
	if at < 0 || exists(address) {
		return address, ""
	}
	return strings.TrimSpace(address[:at]), strings.TrimSpace(address[at+1:])
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// isPath reports whether an address means something on this computer: it is there, or it is written as only a path is.
func isPath(where string) bool {
	return exists(where) || filepath.IsAbs(where) || strings.HasPrefix(where, ".") || strings.HasSuffix(strings.ToLower(where), catalog.PackExtension) ||
		strings.Contains(where, `\`)
}

// at opens the source at an address that somebody wrote. The caller calls done when it is through with it.
func (c *Content) at(ctx context.Context, where string) (src library.Source, done func(), err error) {
	if where != "" && isPath(where) {
		return inPlace(absolute(where))
	}
	return c.named(ctx, where)
}

// named is at for the name of a source, as it gives it itself: the whole path of a file or a folder, or an address,
// whatever lies in the folder that the program was started in.
func (c *Content) named(ctx context.Context, name string) (src library.Source, done func(), err error) {
	switch {
	case name == "":
		return nil, nil, catalog.ErrNoSource
	case filepath.IsAbs(name):
		return inPlace(name)
	case c.settings.Current().NeverConnect:
		return nil, nil, catalog.ErrNeverOnline
	}
	src, err = c.online(name, c.mirrors(ctx, name))
	return src, func() {}, err
}

// inPlace opens a pack or a folder.
func inPlace(path string) (src library.Source, done func(), err error) {
	b, err := bundle.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return b, func() { _ = b.Close() }, nil
}

// mirrors are the other places of a library that was installed from an address, as its last revision names them.
func (c *Content) mirrors(ctx context.Context, where string) []string {
	all, err := c.lib.List(ctx)
	if err != nil {
		return nil
	}
	for _, l := range all {
		if strings.EqualFold(l.Source, where) {
			return l.Mirrors
		}
	}
	return nil
}

// A dialer opens sources on the network.
type dialer struct {
	cfg      Config
	settings *Preferences
	log      *netlog.Log
	spool    func() (download.Spool, error) // keeps what has arrived of a pack
}

// open opens a repository on GitHub, or an https address. Its mirrors are tried where it does not answer.
func (d dialer) open(where string, mirrors []string) (library.Source, error) {
	transport, err := d.transport()
	if err != nil {
		return nil, err
	}
	record := func(e catalog.NetworkEntry) { _ = d.log.Add(e) } // a full disk must not stop a check
	var ways []library.Source
	name := where
	if isAddress(where) {
		mirrors = append([]string{where}, mirrors...)
	} else {
		gh := github.Config{Repository: where, Transport: transport, Spool: d.spool, Now: d.cfg.Now, Log: record}
		if d.cfg.GitHub != "" {
			at := strings.TrimSuffix(d.cfg.GitHub, "/")
			gh.BaseURL, gh.RawURL, gh.SiteURL, gh.AssetsURL = at+"/api/", at+"/raw/", at+"/site/", at+"/assets/"
		}
		src, err := github.New(gh)
		if err != nil {
			return nil, err
		}
		name, ways = src.Name(), append(ways, src)
	}
	for _, base := range mirrors {
		src, err := mirror.New(mirror.Config{Base: base, Transport: transport, Spool: d.spool, Now: d.cfg.Now, Log: record})
		if err != nil && len(ways) == 0 {
			return nil, err
		}
		if err == nil {
			ways = append(ways, src)
		}
	}
	if len(ways) == 1 {
		return ways[0], nil
	}
	return library.Ways(name, ways...), nil
}

// isAddress reports whether something is a web address other than that of a repository on GitHub.
func isAddress(where string) bool {
	u, err := url.Parse(where)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && !strings.EqualFold(strings.TrimPrefix(u.Host, "www."), "github.com")
}

// transport goes through the proxy of the settings, or else that of the system.
func (d dialer) transport() (http.RoundTripper, error) {
	named := d.settings.Current().Proxy
	if d.cfg.Transport != nil || named == "" {
		return d.cfg.Transport, nil
	}
	proxy, err := download.Proxy(named)
	if err != nil {
		return nil, err
	}
	return download.Transport(proxy), nil
}
