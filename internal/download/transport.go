package download

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// Transport makes connections with time limits everywhere; few of them, and no cookies. proxy says for a request
// through which proxy it goes, or nil for none: http.ProxyFromEnvironment, what Proxy returns, or nil for none at all.
func Transport(proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	return &http.Transport{
		Proxy:                  proxy,
		OnProxyConnectResponse: heedProxy,
		ForceAttemptHTTP2:      true,
		MaxConnsPerHost:        2,
		TLSHandshakeTimeout:    20 * time.Second,
		ResponseHeaderTimeout:  30 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 128 << 10,
	}
}

// Proxy reads the address of a proxy: http, https, socks5 or socks5h, with or without a name and a password. Everything
// goes through it, so that names are not asked for on the way around it either. Without an address it is the proxy
// of the environment.
func Proxy(address string) (func(*http.Request) (*url.URL, error), error) {
	if address == "" {
		return http.ProxyFromEnvironment, nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("reading the address of a proxy: %w", err)
	}
	if !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) || u.Hostname() == "" {
		return nil, fmt.Errorf("reading the address of a proxy: %s is not one", u.Redacted())
	}
	return http.ProxyURL(u), nil
}

// A proxyError says that a proxy would not make a connection.
type proxyError struct {
	proxy  string // its host
	code   int
	status string
}

func (e *proxyError) Error() string {
	return fmt.Sprintf("the proxy %s answered %s", e.proxy, e.status)
}

// heedProxy keeps what a proxy answers to CONNECT: net/http says only the words of its status.
func heedProxy(_ context.Context, proxy *url.URL, _ *http.Request, r *http.Response) error {
	if r.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{proxy: proxy.Host, code: r.StatusCode, status: r.Status}
}
