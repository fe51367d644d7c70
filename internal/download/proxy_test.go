package download_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/download"
	"github.com/passalong/passalong/internal/github/githubtest"
)

// connect is an HTTP proxy that makes connections, or answers with a status instead.
func connect(t *testing.T, refuse int, made *atomic.Int32) (address string) {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || refuse != 0 {
			w.WriteHeader(cmp.Or(refuse, http.StatusMethodNotAllowed))
			return
		}
		far, err := net.Dial("tcp", r.Host)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		near, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			far.Close()
			return
		}
		made.Add(1)
		io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n")
		join(near, far)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// join passes everything on between two connections, until one ends.
func join(a, b net.Conn) {
	go func() {
		io.Copy(a, b)
		a.Close()
	}()
	io.Copy(b, a)
	b.Close()
}

// socks is a SOCKS5 proxy as RFC 1928 has it, for names and IPv4 addresses. With a reply other than 0 it refuses.
func socks(t *testing.T, reply byte, made *atomic.Int32) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				if far := greet(c, reply); far != nil {
					made.Add(1)
					join(c, far)
				}
			}()
		}
	}()
	return "socks5://" + l.Addr().String()
}

func greet(c net.Conn, reply byte) net.Conn {
	b := make([]byte, 262)
	if _, err := io.ReadFull(c, b[:2]); err != nil { // version, number of methods
		return nil
	}
	io.ReadFull(c, b[:b[1]])
	c.Write([]byte{5, 0}) // no name and password
	io.ReadFull(c, b[:5]) // version, connect, 0, kind of address, its first byte
	host := ""
	switch b[3] {
	case 1:
		io.ReadFull(c, b[5:8])
		host = net.IP(b[4:8]).String()
	case 3:
		n := int(b[4])
		io.ReadFull(c, b[5:5+n])
		host = string(b[5 : 5+n])
	}
	port := make([]byte, 2)
	io.ReadFull(c, port)
	var far net.Conn
	if reply == 0 {
		far, _ = net.Dial("tcp", net.JoinHostPort(host, strconv.Itoa(int(binary.BigEndian.Uint16(port)))))
	}
	c.Write([]byte{5, reply, 0, 1, 0, 0, 0, 0, 0, 0})
	return far
}

// through is a client that goes through a proxy and trusts the server.
func (b *bench) through(t *testing.T, proxy string) *download.Client {
	t.Helper()
	way, err := download.Proxy(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport := download.Transport(way)
	transport.TLSClientConfig = b.Transport.(*http.Transport).TLSClientConfig.Clone()
	t.Cleanup(transport.CloseIdleConnections)
	return b.open(t, func(c *download.Config) { c.Transport = transport })
}

func TestProxies(t *testing.T) {
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody.Close() // nobody listens there any more
	var made atomic.Int32
	for _, tt := range []struct {
		name, proxy string
		want        error
		tries       int // answers and failures in the log
		says        string
	}{
		{"HTTP", connect(t, 0, &made), nil, 1, ""},
		{"SOCKS", socks(t, 0, &made), nil, 1, ""},
		{"HTTP wants a password", connect(t, 407, &made), catalog.ErrRefused, 1, "answered 407 Proxy Authentication Required"},
		{"HTTP lets nobody through", connect(t, 403, &made), catalog.ErrRefused, 1, "answered 403 Forbidden"},
		{"HTTP cannot get there", connect(t, 502, &made), catalog.ErrOffline, 6, "answered 502 Bad Gateway"},
		{"SOCKS lets nobody through", socks(t, 2, &made), catalog.ErrOffline, 6, "socks"},
		{"HTTP with nobody there", "http://" + nobody.Addr().String(), catalog.ErrOffline, 6, "the proxy does not answer"},
		{"SOCKS with nobody there", "socks5://" + nobody.Addr().String(), catalog.ErrOffline, 6, "the proxy does not answer"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := start(t)
			before := made.Load()
			b.client = b.through(t, tt.proxy)
			got, err := b.get(t.Context())
			if !errors.Is(err, tt.want) || tt.want == nil && !bytes.Equal(got, b.data) || tt.want != nil && !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %d bytes, %v", len(got), err)
			}
			if connections := made.Load() - before; (connections == 1) != (tt.want == nil) {
				t.Errorf("%d connections were made by the proxy", connections)
			}
			if len(b.log) != tt.tries {
				t.Errorf("%d tries, want %d", len(b.log), tt.tries)
			}
			if arrived := len(b.Requests()); (arrived == 1) != (tt.want == nil) {
				t.Errorf("%d requests arrived", arrived)
			}
		})
	}
}

// A proxy cannot pass for the server: what TLS says of the far end is what counts.
func TestProxyCannotPassForTheServer(t *testing.T) {
	b := start(t)
	other, err := githubtest.Start(true)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	var made atomic.Int32
	way, err := download.Proxy(connect(t, 0, &made))
	if err != nil {
		t.Fatal(err)
	}
	b.client = b.open(t, func(c *download.Config) { c.Transport = download.Transport(way) }) // trusts no certificate of tests
	if _, err := b.get(t.Context()); !errors.Is(err, catalog.ErrSignInPage) || made.Load() != 1 {
		t.Errorf("got %v after %d connections", err, made.Load())
	}
}

func TestAddressesOfProxies(t *testing.T) {
	for address, ok := range map[string]bool{
		"": true, "http://127.0.0.1:3128": true, "https://proxy.example.org": true, "socks5://127.0.0.1:9150": true, "socks5h://127.0.0.1:9150": true,
		"http://name:word@proxy.example.org:3128": true,
		"127.0.0.1:3128": false, "ftp://127.0.0.1": false, "socks4://127.0.0.1": false, "http://": false, "http://[": false,
	} {
		way, err := download.Proxy(address)
		if (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
		if err != nil || address == "" {
			continue
		}
		q := httptest.NewRequest(http.MethodGet, "https://api.github.com/", nil)
		if u, err := way(q); err != nil || u.String() != address {
			t.Errorf("%q: %v, %v", address, u, err)
		}
	}
	if _, err := download.Proxy("ftp://name:secret@127.0.0.1"); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("the error tells the password: %v", err)
	}
}
