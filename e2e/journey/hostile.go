package journey

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"
)

// A Hostile is a session in a room where somebody does what they can to end it, from this computer's own addresses alone.
type Hostile struct {
	Session
}

// Walk goes the whole way. It returns what the app wrote to its standard output and error.
func (h *Hostile) Walk(ctx context.Context) (output string, err error) {
	const first = 91 // after the stops of a Workshop
	return h.walkBehind(ctx, first, []stop{
		{"hostile-plan", h.makePlan},
		{"hostile-room", h.begin},
		{"rubbish", h.sendRubbish},
		{"besieged", h.besiege},
	})
}

// begin starts a session with phones in it.
func (h *Hostile) begin(ctx context.Context) (err error) {
	if err := h.Begin(ctx); err != nil {
		return err
	}
	if h.crowd, err = newCrowd(h.url, withPhones, 0, 0); err != nil {
		return err
	}
	if err := h.crowd.join(ctx); err != nil {
		return err
	}
	return h.Desk.SeeAll(ctx, fmt.Sprintf("%d phones are there", withPhones))
}

// sendRubbish sends what no page of ours would. All of it is refused.
func (h *Hostile) sendRubbish(ctx context.Context) error {
	at, err := url.Parse(h.url)
	if err != nil {
		return err
	}
	const usual = "application/json"
	post := func(path, kind, body string, with ...string) hostile {
		return hostile{http.MethodPost, path, kind, body, with}
	}
	for _, q := range []hostile{
		post(at.Path+"/do", usual, "{"), post(at.Path+"/do", usual, "\x00\xff\xfe"), post(at.Path+"/join", usual, `{"try":"../../etc/passwd"}`),
		post(at.Path+"/join", usual, strings.Repeat("[", 100_000)), post(at.Path+"/join", "text/plain", `{"try":"00112233445566778899aabbccddeeff"}`),
		post("/XXXX/join", usual, `{"try":"00112233445566778899aabbccddeeff"}`),
		post(at.Path+"/do", usual, `{"number":1,"lang":"en","answer":{"poll":"x","round":1}}`, "X-Passalong-Phone", strings.Repeat("0", 32)),
		post(at.Path+"/state", usual, `{"since":-1}`, "X-Passalong-Phone", strings.Repeat("f", 32)),
		post(at.Path+"/join", usual, `{"try":"00112233445566778899aabbccddeeff"}`, "Origin", "http://elsewhere.example"),
		post(at.Path+"/join", usual, `{"try":"00112233445566778899aabbccddeeff"}`, "Host", "elsewhere.example"),
		post(at.Path+"/join", usual, `{"try":"00112233445566778899aabbccddeeff"}`, "Sec-Fetch-Site", "cross-site"),
		{http.MethodGet, "/sessions.db", "", "", nil}, {http.MethodGet, "/../../sessions.db", "", "", nil}, {http.MethodGet, "/" + strings.Repeat("A", 20_000), "", "", nil},
		{"TRACE", at.Path, "", "", nil}, {http.MethodDelete, at.Path, "", "", nil}, {http.MethodPut, at.Path + "/do", usual, "{}", nil},
	} {
		status, err := q.send(ctx, at.Host)
		if err == nil && status < http.StatusBadRequest {
			return fmt.Errorf("%s %.40s with %.60q and %q is answered with %d", q.method, q.path, q.body, q.with, status)
		}
	}
	return nil
}

// A hostile request.
type hostile struct {
	method, path, kind, body string
	with                     []string // headers and their values
}

// stranger is where it comes from.
func stranger() netip.Addr { return netip.AddrFrom4([4]byte{127, 66, 6, 6}) }

func (q hostile) send(ctx context.Context, host string) (status int, err error) {
	dialer := &net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(stranger(), 0))}
	client := &http.Client{Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true}}
	r, err := http.NewRequestWithContext(ctx, q.method, "http://"+host, bytes.NewReader([]byte(q.body)))
	if err != nil {
		return 0, err
	}
	r.URL.Opaque = q.path // as it is, whatever it leads to
	if q.kind != "" {
		r.Header.Set("Content-Type", q.kind)
	}
	for i := 0; i+1 < len(q.with); i += 2 {
		if q.with[i] == "Host" {
			r.Host = q.with[i+1]
		}
		r.Header.Set(q.with[i], q.with[i+1])
	}
	a, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, a.Body)
	return a.StatusCode, a.Body.Close()
}

// besiege holds a thousand connections and floods the page while the room is asked. Everybody is heard, and the facilitator
// sees it.
func (h *Hostile) besiege(ctx context.Context) error {
	at, err := url.Parse(h.url)
	if err != nil {
		return err
	}
	held := hold(ctx, at.Host)
	defer func() {
		for _, c := range held {
			_ = c.Close() // the other side may have been first
		}
	}()
	const least = 500 // of them are there at the same time, or nothing is besieged
	if len(held) < least {
		return fmt.Errorf("only %d connections were made", len(held))
	}
	flood, stop := context.WithCancel(ctx)
	var floods sync.WaitGroup
	defer floods.Wait()
	defer stop()
	const floodAtOnce = 8
	for range floodAtOnce {
		floods.Go(func() {
			for flood.Err() == nil {
				_, err := hostile{method: http.MethodPost, path: at.Path + "/do", kind: "application/json", body: "{}"}.send(flood, at.Host)
				if err != nil {
					rest(flood, time.Millisecond)
				}
			}
		})
	}
	section, poll, err := h.poll(asked1)
	if err != nil {
		return err
	}
	if err := h.ask(ctx, section); err != nil {
		return err
	}
	if err := h.crowd.answer(ctx, poll, 1, rightFirst); err != nil {
		return err
	}
	if err := h.facilitator(ctx); err != nil {
		return err
	}
	return h.scrollTo(ctx, fmt.Sprintf("%d by phone", withPhones))
}

// hold makes a thousand connections that say nothing, or half a request.
func hold(ctx context.Context, host string) []net.Conn {
	const connections = 1000
	dialer := &net.Dialer{Timeout: time.Second, LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(stranger(), 0))}
	var held []net.Conn
	for i := range connections {
		c, err := dialer.DialContext(ctx, "tcp4", host)
		var refused net.Error
		if errors.As(err, &refused) && refused.Timeout() {
			break // it takes no more
		}
		if err != nil {
			continue
		}
		if i%2 == 0 {
			_, _ = c.Write([]byte("POST /do HTTP/1.1\r\nHost: ")) // it may be closed already
		}
		held = append(held, c)
	}
	return held
}
