// Package live serves one small web page to the phones in the room, over the room's own network: no internet, no app, no
// account, no cookie, no name. It keeps nothing and writes nothing: what phones answer goes to a Room, and an answer is
// acknowledged when the Room has it.
//
// A phone is known by a random token of 128 bits, which it gets when it joins and sends in a header. The server remembers
// digests of tokens, and addresses only to limit floods; both are gone with the Server. Everything else about a phone is in
// the Room, so that phones go on after the program was started anew.
package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/live/firewall"
	"github.com/passalong/passalong/internal/session"
)

// A Room is the session that phones take part in. Its methods are called from many goroutines.
type Room interface {
	// Do returns once the event is kept for good. Its errors are those of package session; any other means that it could
	// not be kept now.
	Do(ctx context.Context, e session.Event) error
	// Phone is what one phone may see.
	Phone(p session.Phone) session.PhoneView
	// WaitPublic returns once PhoneView.Public is more than since.
	WaitPublic(ctx context.Context, since int) (int, error)
	// Mark is what stands in for the canonical code of a participant.
	Mark(ctx context.Context, code string) (evaluation.Mark, error)
}

// A Config is what a Server needs.
type Config struct {
	Room   Room
	Now    func() time.Time
	Random io.Reader // for tokens and the code: must not be guessed
}

// ErrStarted says that the page is open already.
var ErrStarted = errors.New("the page for phones is open already")

// A Server serves the page. It is off until it is started, and can be started again after it was stopped. Its methods
// can be called from many goroutines.
type Server struct {
	room   Room
	now    func() time.Time
	random io.Reader
	machine
	limits limits

	turn    sync.Mutex // Start and Stop are done one after the other; comes before mu
	mu      sync.Mutex
	run     *run   // nil while it is off
	problem error  // why it stopped by itself
	code    string // made at the first Start: what people wrote down holds after the next
	last    session.Phones
	members map[session.Phone]*member
	tries   map[string]tried // joins of the last minutes, so that one that is repeated gives the same token
	refused int
	reached bool
	version int
	changed chan struct{} // closed when version rises

	addresses *buckets // of requests without a token that is known
	guesses   *buckets // of codes that were wrong
}

// A run is the time from Start to Stop.
type run struct {
	address  session.Address
	host     string // what the Host header must be
	started  time.Time
	http     *http.Server
	listener *doorkeeper
	own      []netip.Addr // of this computer
	gone     bool         // the address left this computer
	block    session.Block
	over     chan struct{} // closed when it is being stopped
	ended    bool          // the session is over, too; set before over is closed

	public  int
	news    chan struct{} // closed when public rises
	cancel  context.CancelFunc
	workers sync.WaitGroup
}

// machine is what is asked of this computer.
type machine struct {
	interfaces func() ([]netInterface, error)
	firewall   func(port int) session.Block
}

// New makes a Server that is off.
func New(c Config) *Server {
	l := usual
	return &Server{
		room: c.Room, now: c.Now, random: c.Random, limits: l,
		machine: machine{interfaces: interfacesOfThisComputer, firewall: firewallOfThisComputer},
		members: map[session.Phone]*member{}, tries: map[string]tried{}, changed: make(chan struct{}),
		addresses: newBuckets(l.addressRate, l.addressBurst), guesses: newBuckets(l.guessRate, l.guessBurst),
	}
}

func firewallOfThisComputer(port int) session.Block {
	program, err := os.Executable()
	if err != nil {
		return session.NoBlock
	}
	return firewall.Look(program, port)
}

// Start opens the page on one address of this computer, and on no other: at port 8080, the next that is free, or any. It returns
// once phones can connect. The page stays open when ctx ends.
func (s *Server) Start(ctx context.Context, a session.Address) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.run != nil {
		return ErrStarted
	}
	if s.code == "" {
		code, err := newCode(s.random)
		if err != nil {
			return fmt.Errorf("making a code: %w", err)
		}
		s.code = code
	}
	l, err := listen(ctx, a.IP)
	if err != nil {
		return fmt.Errorf("opening the page for phones: %w", err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r := &run{
		address: a, host: hostOf(l.Addr()), started: s.now(), listener: newDoorkeeper(l, s.limits),
		over: make(chan struct{}), news: make(chan struct{}), cancel: cancel,
	}
	r.http = s.httpServer(r)
	s.run, s.problem, s.reached, s.refused = r, nil, false, 0
	r.workers.Go(func() { s.serve(r) })
	r.workers.Go(func() { s.follow(ctx, r) })
	r.workers.Go(func() { s.look(ctx, r) })
	s.publish()
	return nil
}

// firstPort is what the page is at when nothing else is: people may have to type it.
const firstPort = 8080

func listen(ctx context.Context, ip string) (net.Listener, error) {
	var lc net.ListenConfig
	for port := firstPort; port < firstPort+10; port++ {
		l, err := lc.Listen(ctx, "tcp4", net.JoinHostPort(ip, fmt.Sprint(port)))
		if err == nil {
			return l, nil
		}
	}
	return lc.Listen(ctx, "tcp4", net.JoinHostPort(ip, "0"))
}

// hostOf is what browsers send as Host: they leave out port 80.
func hostOf(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err == nil && port == "80" {
		return host
	}
	return a.String()
}

func (s *Server) httpServer(r *run) *http.Server {
	return &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { s.handle(r, w, q) }),
		ReadHeaderTimeout: s.limits.header,
		ReadTimeout:       s.limits.request,
		WriteTimeout:      s.limits.wait + s.limits.request,
		IdleTimeout:       s.limits.idle,
		MaxHeaderBytes:    headerBytes - 4096, // net/http adds that much
		ErrorLog:          log.New(io.Discard, "", 0),
		ConnContext:       withCaller,

		DisableGeneralOptionsHandler: true, // "OPTIONS *" is a request as any other
	}
}

// headerBytes is the most that a request may have before its body.
const headerBytes = 8 << 10

func (s *Server) serve(r *run) {
	err := r.http.Serve(r.listener)
	s.mu.Lock()
	if s.run != r || errors.Is(err, http.ErrServerClosed) {
		s.mu.Unlock()
		return
	}
	s.run, s.problem = nil, fmt.Errorf("listening for phones: %w", err)
	close(r.over)
	s.publish()
	s.mu.Unlock()
	r.cancel()
	_ = r.http.Close() // what is left of it; why it ended is known
}

// follow tells waiting phones when the room changes.
func (s *Server) follow(ctx context.Context, r *run) {
	n, pause := -1, time.Second
	for ctx.Err() == nil {
		to, err := s.room.WaitPublic(ctx, n)
		if err != nil {
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
			continue
		}
		n = to
		s.mu.Lock()
		r.public = n
		close(r.news)
		r.news = make(chan struct{})
		s.mu.Unlock()
	}
}

// Stop closes the page: the port refuses when it returns. Phones are told that it may open again. A Server that is off stays so.
func (s *Server) Stop(ctx context.Context) error { return s.close(ctx, false) }

// End closes the page as Stop does, and tells phones that the session is over and that nothing about them was kept. It is
// for when that is so.
func (s *Server) End(ctx context.Context) error { return s.close(ctx, true) }

func (s *Server) close(ctx context.Context, ended bool) error {
	s.turn.Lock() // who comes second may count on what the first began to do
	defer s.turn.Unlock()
	s.mu.Lock()
	r := s.run
	if r == nil {
		s.mu.Unlock()
		return nil
	}
	connected := s.phones().Connected
	s.run = nil
	r.ended = ended
	close(r.over)
	s.publish()
	s.mu.Unlock()

	if connected > 0 { // one that was between two questions asks again now
		select {
		case <-time.After(s.limits.linger):
		case <-ctx.Done():
		}
	}
	gentle, cancel := context.WithTimeout(ctx, s.limits.farewell)
	defer cancel()
	err := r.http.Shutdown(gentle)
	if err != nil {
		err = r.http.Close()
	}
	r.cancel()
	r.workers.Wait()
	if err != nil {
		return fmt.Errorf("closing the page for phones: %w", err)
	}
	return nil
}

// Phones is how it goes.
func (s *Server) Phones() session.Phones {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phones()
}

func (s *Server) phones() session.Phones {
	r := s.run
	if r == nil {
		return session.Phones{Problem: s.problem}
	}
	now, connected := s.now(), 0
	for _, m := range s.members {
		if m.here(now) {
			connected++
		}
	}
	p := session.Phones{
		On: true, Connected: connected, Reached: s.reached, Refused: s.refused,
		Join: session.Join{URL: "http://" + r.host + "/" + s.code, Host: r.host, Code: s.code},
	}
	p.Block = s.blockOf(r, now)
	return p
}

// publish wakes those who wait when something changed. s.mu is held.
func (s *Server) publish() {
	p := s.phones()
	if p == s.last {
		return
	}
	s.last = p
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
}

// Wait returns the number of the last change of Phones once it is more than since, or what ctx ended with.
func (s *Server) Wait(ctx context.Context, since int) (int, error) {
	for {
		s.mu.Lock()
		version, changed := s.version, s.changed
		s.mu.Unlock()
		if version > since {
			return version, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return version, ctx.Err()
		}
	}
}
