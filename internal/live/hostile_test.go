package live_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/live"
	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/session"
)

func limited(t testing.TB, r live.Room, change func(*live.Server)) *live.Server {
	t.Helper()
	s := live.New(live.Config{Room: r, Now: time.Now, Random: rand.Reader})
	change(s)
	start(t, s)
	return s
}

// raw sends bytes as they are, and gives the status line of the answer; "" when the connection is closed without one.
func raw(t testing.TB, host, text string) string {
	t.Helper()
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, text); err != nil {
		return ""
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

func TestWhatIsNotFromThePageIsRefused(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhonePoll, Poll: single("m/first", 1, true)})
	s := limited(t, r, func(s *live.Server) { s.Hurry(500*time.Millisecond, time.Second, time.Second) })
	j := s.Phones().Join
	p := join(t, j.URL)
	post := func(path, headers, body string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n%s", path, j.Host, headers, len(body), body)
	}
	const isJSON = "Content-Type: application/json\r\n"
	mine := isJSON + "X-Passalong-Phone: " + p.Token + "\r\n"
	do := "/" + j.Code + "/do"
	good := `{"number":1,"lang":"en","answer":{"poll":"m/first","round":1,"choices":["air"]}}`
	cases := []struct{ name, request, want string }{
		{"a name that leads here", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"},
		{"the right address with another port", "GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", "421"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", "400"},
		{"two hosts", "GET / HTTP/1.1\r\nHost: " + j.Host + "\r\nHost: evil.example\r\n\r\n", "400"},
		{"from another page", post(do, mine+"Origin: http://evil.example\r\n", good), "403"},
		{"from a page without an origin", post(do, mine+"Origin: null\r\n", good), "403"},
		{"two origins", post(do, mine+"Origin: http://"+j.Host+"\r\nOrigin: null\r\n", good), "403"},
		{"cross-site by its own words", post(do, mine+"Sec-Fetch-Site: cross-site\r\n", good), "403"},
		{"in a frame of another page", "GET / HTTP/1.1\r\nHost: " + j.Host + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n\r\n", "403"},
		{"a link from another page", "GET / HTTP/1.1\r\nHost: " + j.Host + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n", "200"},
		{"another path", "GET /admin HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "200"}, // could be a code: the page says that it is none
		{"a path that can be no code", "GET /.git/config HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "404"},
		{"a path upwards", "GET /../../etc/passwd HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "404"},
		{"an unknown request", post("/"+j.Code+"/reveal", mine, "{}"), "404"},
		{"reading what is for writing", "GET " + do + " HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "405"},
		{"writing the page", post("/", isJSON, "{}"), "405"},
		{"OPTIONS", "OPTIONS " + do + " HTTP/1.1\r\nHost: " + j.Host + "\r\nOrigin: http://evil.example\r\n\r\n", "403"},
		{"OPTIONS for everything", "OPTIONS * HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "404"},
		{"CONNECT", "CONNECT example.org:443 HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "421"},
		{"a form", post(do, strings.Replace(mine, "application/json", "application/x-www-form-urlencoded", 1), good), "415"},
		{"plain text", post(do, strings.Replace(mine, "application/json", "text/plain", 1), good), "415"},
		{"without a token", post(do, isJSON, good), "401"},
		{"with a made-up token", post(do, isJSON+"X-Passalong-Phone: 00112233445566778899aabbccddeeff\r\n", good), "401"},
		{"with a token that is none", post(do, isJSON+"X-Passalong-Phone: ../../..\r\n", good), "401"},
		{"with two tokens", post(do, mine+"X-Passalong-Phone: "+p.Token+"\r\n", good), "401"},
		{"rubbish", post(do, mine, "\x00\xff{[[["), "400"},
		{"nothing", post(do, mine, ""), "400"},
		{"null", post(do, mine, "null"), "400"},
		{"a list", post(do, mine, "[]"), "400"},
		{"an unknown field", post(do, mine, strings.Replace(good, `"lang"`, `"phone":"another","lang"`, 1)), "400"},
		{"two values", post(do, mine, good+good), "400"},
		{"two things at once", post(do, mine, strings.Replace(good, `"lang":"en"`, `"team":1`, 1)), "400"},
		{"nothing to do", post(do, mine, `{"number":1}`), "400"},
		{"a number below one", post(do, mine, strings.Replace(good, `:1,"lang`, `:-1,"lang`, 1)), "400"},
		{"too much", post(do, mine, `{"number":1,"write":{"poll":"w","text":"`+strings.Repeat("a", 5000)+`"}}`), "413"},
		{"deep", post(do, mine, strings.Repeat("[", 4000)), "400"},
		{"too many headers", "GET / HTTP/1.1\r\nHost: " + j.Host + "\r\n" + strings.Repeat("X-A: "+strings.Repeat("b", 90)+"\r\n", 100) + "\r\n", "431"},
		{"a very long path", "GET /" + strings.Repeat("a", 9000) + " HTTP/1.1\r\nHost: " + j.Host + "\r\n\r\n", "431"},
		{"no HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", ""},
		{"a body that does not come", fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 100\r\n\r\n{", do, j.Host, mine), "400"},
		{"headers that do not end", "GET / HTTP/1.1\r\nHost: " + j.Host + "\r\nX-A: b", ""},
		{"chunks without end", "POST " + do + " HTTP/1.1\r\nHost: " + j.Host + "\r\n" + mine + "Transfer-Encoding: chunked\r\n\r\n2000\r\n" + strings.Repeat("a", 0x2000) + "\r\n", "413"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := raw(t, j.Host, c.request)
			if c.want == "" && strings.Contains(got, " 200 ") || c.want != "" && !strings.HasPrefix(got, "HTTP/1.1 "+c.want) && !strings.HasPrefix(got, "HTTP/1.0 "+c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if n := len(done[session.Answered](r)); n != 0 {
		t.Errorf("%d answers came through", n)
	}
	if got := s.Phones().Refused; got < 25 {
		t.Errorf("only %d refused requests are counted", got)
	}
	if _, err := p.Answer(t.Context(), "m/first", 1, livetest.Given{Choices: []string{"call"}}); err != nil {
		t.Error("the session does not go on:", err)
	}
}

func TestNobodyAnswersForAnother(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhonePoll, Poll: single("m/first", 1, true)})
	url := serve(t, r).Phones().Join.URL
	one, other := join(t, url), join(t, url)
	for _, p := range []*livetest.Phone{one, other} {
		if _, err := p.Answer(t.Context(), "m/first", 1, livetest.Given{Choices: []string{"air"}}); err != nil {
			t.Fatal(err)
		}
	}
	all := done[session.Answered](r)
	if len(all) != 2 || all[0].Phone == all[1].Phone {
		t.Errorf("got %+v", all)
	}
	stolen := string(all[0].Phone) // what is on the disk is no token
	other.Token = stolen
	if got := refusal(second(other.State(t.Context(), -1))); got.Status != http.StatusUnauthorized {
		t.Errorf("the digest of a token is taken for one: %+v", got)
	}
}

func TestLockedAndFull(t *testing.T) {
	r := newRoom()
	url := serve(t, r).Phones().Join.URL
	in := join(t, url)
	for err, want := range map[error]string{session.ErrLocked: "locked", session.ErrFull: "full"} {
		r.fail(err)
		p := livetest.New(url, netip.Addr{})
		if got := refusal(second(p.Join(t.Context()))); got.Why != want || p.Token != "" {
			t.Errorf("%v: %+v, token %q", err, got, p.Token)
		}
		p.Close()
	}
	if _, err := in.State(t.Context(), -1); err != nil {
		t.Error("one that had joined before:", err)
	}
}

func TestGuessingCodesIsSlow(t *testing.T) {
	s := serve(t, newRoom())
	j := s.Phones().Join
	in := join(t, j.URL)
	wrong := livetest.New("http://"+j.Host+"/"+strings.Map(func(r rune) rune { return 'B' + 'X' - r + 'A' - 'A' }, "BBBB"), livetest.Address(1))
	defer wrong.Close()
	reasons := map[string]int{}
	for range 40 {
		reasons[refusal(second(wrong.Join(t.Context()))).Why]++
	}
	if reasons["code"] < 10 || reasons["code"] > 25 || reasons["slow"] < 15 {
		t.Errorf("got %v", reasons)
	}
	right := livetest.New(j.URL, livetest.Address(1))
	defer right.Close()
	if got := refusal(second(right.Join(t.Context()))); got.Why != "slow" {
		t.Errorf("the right code after many wrong ones, at once: %+v", got)
	}
	if _, err := in.State(t.Context(), -1); err != nil {
		t.Error("one that has joined:", err)
	}
	other := livetest.New(j.URL, livetest.Address(2))
	defer other.Close()
	if _, err := other.Join(t.Context()); err != nil {
		t.Error("one from another address:", err)
	}
}

func TestFloodsAreRefusedAndTheOthersGoOn(t *testing.T) {
	r := newRoom()
	s := limited(t, r, func(s *live.Server) { s.Flood(50, 30) })
	j := s.Phones().Join
	in := join(t, j.URL)
	flood := livetest.New(j.URL, livetest.Address(1))
	defer flood.Close()
	through := 0
	for range 200 {
		if _, err := flood.Load(t.Context()); err == nil {
			through++
		}
	}
	if through > 17 {
		t.Errorf("%d pages came through, of three requests each", through)
	}
	if _, err := in.State(t.Context(), -1); err != nil {
		t.Error("one that has joined:", err)
	}
	refused := 0
	for range 60 {
		if refusal(second(in.State(t.Context(), -1))).Status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < 20 || refused > 40 {
		t.Errorf("of 60 requests of one phone at once, %d are refused", refused)
	}
}

func TestTooManyConnectionsOfOneAddressDoNotKeepOthersOut(t *testing.T) {
	r := newRoom()
	s := limited(t, r, func(s *live.Server) { s.Cap(120, 100) })
	j := s.Phones().Join
	in := livetest.New(j.URL, livetest.Address(0))
	defer in.Close()
	if _, err := in.Join(t.Context()); err != nil {
		t.Fatal(err)
	}
	var greedy []net.Conn
	defer func() {
		for _, c := range greedy {
			c.Close()
		}
	}()
	d := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(netip.AddrPortFrom(livetest.Address(1), 0))}
	for range 1000 {
		if c, err := d.DialContext(t.Context(), "tcp", j.Host); err == nil {
			greedy = append(greedy, c)
		}
	}
	waitFor(t, "the connections are counted", func() bool { return s.Connections() > 90 })
	if n := s.Connections(); n > 120 {
		t.Errorf("%d connections are open", n)
	}
	for i := 2; i < 60; i++ { // more than fit beside the greedy one
		p := livetest.New(j.URL, livetest.Address(i))
		defer p.Close()
		if _, err := p.Join(t.Context()); err != nil {
			t.Fatalf("phone %d does not get in: %v", i, err)
		}
	}
	if _, err := in.State(t.Context(), -1); err != nil {
		t.Error("the first phone:", err)
	}
}

func TestAFloodEndsWhenItsConnectionsSayNothing(t *testing.T) {
	s := limited(t, newRoom(), func(s *live.Server) { s.Hurry(200*time.Millisecond, time.Second, time.Second) })
	for range 20 {
		c, err := net.Dial("tcp", s.Phones().Join.Host)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	waitFor(t, "they are let in", func() bool { return s.Connections() > 0 })
	waitFor(t, "they are closed", func() bool { return s.Connections() == 0 })
}

func TestAPhoneThatAsksTheSameThingAtOnceIsAnsweredOnce(t *testing.T) {
	r := newRoom()
	r.show(session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "wall-1", Prompt: "What helps?", Open: true}})
	p := join(t, serve(t, r).Phones().Join.URL)
	if _, err := p.Do(t.Context(), "write", map[string]any{"poll": "wall-1", "text": "One"}); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			_, _ = p.Again(context.WithoutCancel(t.Context()), "write", map[string]any{"poll": "wall-1", "text": "One"})
		})
	}
	all.Wait()
	if n := len(done[session.Wrote](r)); n != 1 {
		t.Errorf("written %d times", n)
	}
}

func TestARoomThatFailsIsNoReasonToStop(t *testing.T) {
	r := &broken{room: newRoom()}
	p := join(t, serve(t, r).Phones().Join.URL)
	if v, err := p.State(t.Context(), -1); err != nil || v.State != "waiting" {
		t.Errorf("%+v, %v", v, err)
	}
}

// broken is a room that has no news.
type broken struct{ *room }

func (b *broken) WaitPublic(context.Context, int) (int, error) {
	return 0, errors.New("the session was left")
}
