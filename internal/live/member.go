package live

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/session"
)

// A member is a phone that has joined.
type member struct {
	phone session.Phone

	one    sync.Mutex // one thing of a phone is done after the other
	last   int        // number of the last thing that was done
	digest [sha256.Size]byte

	mu     sync.Mutex
	bucket bucket
	asking int       // questions for news that are held
	seen   time.Time // when the last one ended
	away   time.Duration
}

// tried is a join, for when the phone did not hear the answer and asks again.
type tried struct {
	token string
	at    time.Time
}

// tokenBytes is 128 bits.
const tokenBytes = 16

func phoneOf(token string) session.Phone {
	sum := sha256.Sum256([]byte(token))
	return session.Phone(hex.EncodeToString(sum[:])[:2*tokenBytes])
}

func newToken(random io.Reader) (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

func isToken(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == 2*tokenBytes
}

// known is the phone that a request's token was given to, nil for none, and whether the request may go on. The Room is asked
// about a phone that joined before the program was started anew: not too often for one address, but nobody is called a stranger
// unasked.
func (s *Server) known(q *http.Request, from netip.Addr) (m *member, may bool) {
	tokens := q.Header.Values(tokenHeader)
	if len(tokens) != 1 || !isToken(tokens[0]) {
		return nil, s.addresses.take(from, s.now())
	}
	phone := phoneOf(tokens[0])
	s.mu.Lock()
	m = s.members[phone]
	s.mu.Unlock()
	switch {
	case m != nil:
	case !s.addresses.take(from, s.now()):
		return nil, false
	case s.room.Phone(phone).State == session.PhoneStranger:
		return nil, true
	default:
		m = s.enter(phone)
	}
	callerOf(q.Context()).joined.Store(true)
	return m, m.may(s)
}

func (s *Server) enter(phone session.Phone) *member {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.members[phone]
	if m == nil {
		m = &member{phone: phone, away: s.limits.away, seen: s.now()}
		s.members[phone] = m
		s.publish()
	}
	return m
}

func (m *member) may(s *Server) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bucket.take(s.now(), s.limits.phoneRate, s.limits.phoneBurst)
}

// here reports whether the phone is connected, as far as can be told.
func (m *member) here(now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asking > 0 || now.Sub(m.seen) < m.away
}

func (m *member) ask(by int, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asking += by
	m.seen = now
}

// A joinRequest asks for a token.
type joinRequest struct {
	Try string `json:"try"` // a random number of the phone, the same when it asks again
}

// mostTries bounds what is remembered of joins.
const (
	mostTries = 4 * session.MostPhones
	triesLast = 2 * time.Minute
)

func (s *Server) join(r *run, w http.ResponseWriter, q *http.Request, asked joinRequest, code string, from netip.Addr) {
	switch {
	case !isToken(asked.Try):
		s.refuse(w, http.StatusBadRequest)
		return
	case s.guesses.empty(from, s.now()):
		tell(w, http.StatusTooManyRequests, reply{Error: slowDown})
		return
	case code != s.code:
		s.guesses.take(from, s.now())
		tell(w, http.StatusNotFound, reply{Error: wrongCode})
		return
	}
	token, err := s.tokenFor(asked.Try)
	if err != nil {
		tell(w, http.StatusServiceUnavailable, reply{Error: notKept})
		return
	}
	phone := phoneOf(token)
	if s.room.Phone(phone).State == session.PhoneStranger {
		if err := s.room.Do(q.Context(), session.Joined{Phone: phone}); err != nil {
			why, status := troubleOf(err)
			tell(w, status, reply{Error: why})
			return
		}
	}
	s.enter(phone)
	callerOf(q.Context()).joined.Store(true)
	v := viewOf(s.room.Phone(phone), "")
	tell(w, http.StatusOK, reply{Token: token, View: &v})
}

// tokenFor is a new token, or the one that the same try was given before.
func (s *Server) tokenFor(try string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	if t, ok := s.tries[try]; ok {
		return t.token, nil
	}
	if len(s.tries) >= mostTries {
		for k, t := range s.tries {
			if now.Sub(t.at) > triesLast {
				delete(s.tries, k)
			}
		}
	}
	if len(s.tries) >= mostTries {
		return "", session.ErrFull
	}
	token, err := newToken(s.random)
	if err == nil {
		s.tries[try] = tried{token: token, at: now}
	}
	return token, err
}

// A stateRequest asks what is on, once that is something else than since.
type stateRequest struct {
	Since    int              `json:"since"` // view.N of what the phone shows; -1 answers at once
	Language catalog.Language `json:"lang"`  // of the words around the content
}

func (s *Server) state(r *run, w http.ResponseWriter, q *http.Request, m *member, asked stateRequest) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // has been read; one that does not end is ended by the wait
	m.ask(1, s.now())
	defer func() { m.ask(-1, s.now()) }()
	over := s.await(q.Context(), r, asked.Since)
	v := viewOf(s.room.Phone(m.phone), asked.Language)
	if over {
		v = view{N: v.N, State: stateStopped}
		if r.ended {
			v.State = stateEnded
		}
	}
	tell(w, http.StatusOK, reply{View: &v})
}

// await returns when there is news after since, when it has waited long, or when the page is being closed, which it reports.
func (s *Server) await(ctx context.Context, r *run, since int) (over bool) {
	late := time.NewTimer(s.limits.wait)
	defer late.Stop()
	for {
		s.mu.Lock()
		public, news := r.public, r.news
		s.mu.Unlock()
		if public > since {
			return false
		}
		select {
		case <-news:
		case <-late.C:
			return false
		case <-r.over:
			return true
		case <-ctx.Done():
			return false
		}
	}
}

// do does what a phone asks for once, however often it asks: it numbers what it does, and asks again with the same number
// until it heard that it was done.
func (s *Server) do(w http.ResponseWriter, q *http.Request, m *member, asked doRequest) {
	m.one.Lock()
	defer m.one.Unlock()
	text, err := json.Marshal(asked)
	if err != nil || asked.Number < 1 || asked.things() != 1 {
		s.refuse(w, http.StatusBadRequest)
		return
	}
	digest := sha256.Sum256(text)
	if asked.Number < m.last || asked.Number == m.last && digest != m.digest {
		tell(w, http.StatusConflict, reply{Error: tooOld, Last: m.last})
		return
	}
	if asked.Number > m.last {
		if err := s.perform(q.Context(), m.phone, asked); err != nil {
			why, status := troubleIn(err)
			v := viewOf(s.room.Phone(m.phone), asked.Language)
			tell(w, status, reply{Error: why, View: &v})
			return
		}
		m.last, m.digest = asked.Number, digest
	}
	v := viewOf(s.room.Phone(m.phone), asked.Language)
	tell(w, http.StatusOK, reply{View: &v})
}

// A refusal is a trouble that comes from what a phone sent, not from the Room.
type refusal struct{ why trouble }

func (r refusal) Error() string { return "refused: " + string(r.why) }

func troubleIn(err error) (trouble, int) {
	var r refusal
	if errors.As(err, &r) {
		return r.why, http.StatusUnprocessableEntity
	}
	return troubleOf(err)
}
