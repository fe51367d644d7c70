// Package livetest has phones that speak the protocol of package live, for tests and measurements: each with its own
// connection and, on the loopback network, its own address.
package livetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// A Phone is one phone. One goroutine uses it at a time, except that State may wait while another method runs.
type Phone struct {
	Token  string
	Agent  string // what it says it is; empty leaves that of Go
	base   string
	number int
	client *http.Client
}

// A View is what a phone is told, as far as tests look at it.
type View struct {
	N       int      `json:"n"`
	State   string   `json:"state"`
	Title   string   `json:"title"`
	Poll    *Poll    `json:"poll"`
	Mine    *Given   `json:"mine"`
	MyWords []Word   `json:"myWords"`
	Wall    *Wall    `json:"wall"`
	Phase   string   `json:"phase"`
	Items   []Poll   `json:"items"`
	Sent    bool     `json:"sent"`
	Teams   []string `json:"teams"`
	Team    int      `json:"team"`
}

// A Poll is a question.
type Poll struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	Prompt  string `json:"prompt"`
	Choices []struct {
		Key, Text string
	} `json:"choices"`
	Round int  `json:"round"`
	Open  bool `json:"open"`
}

// A Given is an answer.
type Given struct {
	Choices []string `json:"choices,omitempty"`
	Text    string   `json:"text,omitempty"`
	Sure    string   `json:"sure,omitempty"`
}

// A Wall is what others wrote.
type Wall struct {
	ID    string `json:"id"`
	Words []Word `json:"words"`
}

// A Word is one of a wall.
type Word struct {
	ID   int    `json:"id"`
	Text string `json:"text"`
}

// A Refused is an answer of the server that is no yes.
type Refused struct {
	Status int
	Why    string // what the page has words for; empty for what a page never does
}

func (r *Refused) Error() string { return fmt.Sprintf("refused: %d %s", r.Status, r.Why) }

// New makes a phone for the URL that a QR code would hold, such as "http://127.0.0.1:8080/KMRT". from is its address; the
// zero value leaves it to the system.
func New(url string, from netip.Addr) *Phone {
	d := &net.Dialer{}
	if from.IsValid() {
		d.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(from, 0))
	}
	const small = 4 << 10 // hundreds of phones share the memory of one test
	t := &http.Transport{DialContext: d.DialContext, MaxIdleConnsPerHost: 2, ReadBufferSize: small, WriteBufferSize: small, DisableCompression: true}
	return &Phone{base: url, client: &http.Client{Transport: t}}
}

// At is the same phone, whose page has moved to another URL. The phone that it was must not be used any more.
func (p *Phone) At(url string) *Phone {
	moved := *p
	moved.base = url
	return &moved
}

// Address is the loopback address of phone number i: 127.1.0.1, 127.1.0.2 and so on.
func Address(i int) netip.Addr {
	const perNet = 250
	return netip.AddrFrom4([4]byte{127, 1, byte(i / perNet), byte(i%perNet + 1)})
}

// Close ends the connections of the phone.
func (p *Phone) Close() { p.client.CloseIdleConnections() }

// Load gets the page and everything that it needs, and returns how many bytes that are.
func (p *Phone) Load(ctx context.Context) (int, error) {
	n := 0
	host := p.base[:strings.LastIndex(p.base, "/")]
	for _, url := range []string{p.base, host + "/page.css", host + "/page.js"} {
		q, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return n, err
		}
		q.Header.Set("Accept-Encoding", "gzip")
		p.sign(q)
		r, err := p.client.Do(q)
		if err != nil {
			return n, err
		}
		body, err := io.ReadAll(r.Body)
		if err := errors.Join(err, r.Body.Close()); err != nil {
			return n, err
		}
		if r.StatusCode != http.StatusOK {
			return n, &Refused{Status: r.StatusCode}
		}
		n += len(body)
		for name, values := range r.Header {
			for _, v := range values {
				n += len(name) + len(v) + 4
			}
		}
	}
	return n, nil
}

// Join gets a token.
func (p *Phone) Join(ctx context.Context) (View, error) {
	try := make([]byte, 16)
	if _, err := rand.Read(try); err != nil {
		return View{}, err
	}
	return p.JoinAgain(ctx, hex.EncodeToString(try))
}

// JoinAgain is Join with the number of a try, the same as that of a join that was not heard.
func (p *Phone) JoinAgain(ctx context.Context, try string) (View, error) {
	p.Token = ""
	r, err := p.post(ctx, "join", map[string]any{"try": try})
	p.Token = r.Token
	return r.View, err
}

// State waits for news after since; −1 does not wait.
func (p *Phone) State(ctx context.Context, since int) (View, error) {
	r, err := p.post(ctx, "state", map[string]any{"since": since, "lang": "en"})
	return r.View, err
}

// Answer sends an answer once. It is acknowledged when the error is nil.
func (p *Phone) Answer(ctx context.Context, poll string, round int, g Given) (View, error) {
	body := map[string]any{"poll": poll, "round": round}
	if len(g.Choices) > 0 {
		body["choices"] = g.Choices
	}
	if g.Text != "" {
		body["text"] = g.Text
	}
	if g.Sure != "" {
		body["sure"] = g.Sure
	}
	return p.Do(ctx, "answer", body)
}

// Do does something under the next number.
func (p *Phone) Do(ctx context.Context, what string, body any) (View, error) {
	p.number++
	return p.Again(ctx, what, body)
}

// Again does something under the number that was used last, as a phone does that has not heard whether it was done.
func (p *Phone) Again(ctx context.Context, what string, body any) (View, error) {
	r, err := p.post(ctx, "do", map[string]any{"number": p.number, "lang": "en", what: body})
	return r.View, err
}

// AnswerUntilHeard sends an answer until it is acknowledged or refused for good, as the page does.
func (p *Phone) AnswerUntilHeard(ctx context.Context, poll string, round int, g Given) error {
	_, err := p.Answer(ctx, poll, round, g)
	for wait := 50 * time.Millisecond; err != nil; wait = min(2*wait, 2*time.Second) {
		var r *Refused
		if errors.As(err, &r) && r.Status < http.StatusInternalServerError && r.Status != http.StatusTooManyRequests {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		_, err = p.Again(ctx, "answer", map[string]any{"poll": poll, "round": round, "choices": g.Choices})
	}
	return nil
}

func (p *Phone) sign(q *http.Request) {
	if p.Agent != "" {
		q.Header.Set("User-Agent", p.Agent)
	}
}

type reply struct {
	Token string `json:"token"`
	View  View   `json:"view"`
	Error string `json:"error"`
}

func (p *Phone) post(ctx context.Context, what string, body any) (reply, error) {
	var r reply
	text, err := json.Marshal(body)
	if err != nil {
		return r, err
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+"/"+what, bytes.NewReader(text))
	if err != nil {
		return r, err
	}
	q.Header.Set("Content-Type", "application/json")
	p.sign(q)
	if p.Token != "" {
		q.Header.Set("X-Passalong-Phone", p.Token)
	}
	a, err := p.client.Do(q)
	if err != nil {
		return r, err
	}
	defer func() { _ = a.Body.Close() }() // has been read
	answer, err := io.ReadAll(a.Body)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(answer, &r); err != nil && a.StatusCode == http.StatusOK {
		return r, err
	}
	if a.StatusCode != http.StatusOK {
		return r, &Refused{Status: a.StatusCode, Why: r.Error}
	}
	return r, nil
}
