package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/passalong/passalong/internal/session"
)

// bodyBytes is the most that a phone may send at once.
const bodyBytes = 4 << 10

// handle answers one request. What is refused is refused before anything of it is read.
func (s *Server) handle(r *run, w http.ResponseWriter, q *http.Request) {
	setHeaders(w.Header())
	from := addressOf(callerOf(q.Context()).remote())
	if status := foreign(r.host, q); status != 0 {
		s.refuse(w, status)
		return
	}
	m, may := s.known(q, from)
	if !may {
		s.refuse(w, http.StatusTooManyRequests)
		return
	}
	s.arrived(r, from)
	if file, ok := pageFile(q.URL.Path); ok {
		s.give(w, q, file)
		return
	}
	s.answer(r, w, q, m, from)
}

func (c *caller) remote() (a net.Addr) {
	if c.Conn != nil {
		a = c.RemoteAddr()
	}
	return a
}

// refuse says no, and goodbye: whoever goes on has to connect anew each time.
func (s *Server) refuse(w http.ResponseWriter, status int) {
	s.mu.Lock()
	s.refused++
	s.mu.Unlock()
	w.Header().Set("Connection", "close")
	w.WriteHeader(status)
}

// arrived notes that a device other than this computer got through.
func (s *Server) arrived(r *run, from netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.reached && isElsewhere(from, r.own) {
		s.reached = true
		s.publish()
	}
}

// answer is for what the page's program asks: POST /CODE/join, /CODE/state and /CODE/do.
func (s *Server) answer(r *run, w http.ResponseWriter, q *http.Request, m *member, from netip.Addr) {
	code, what, ok := strings.Cut(strings.TrimPrefix(q.URL.Path, "/"), "/")
	code = codeIn(code)
	kind, _, err := mime.ParseMediaType(q.Header.Get("Content-Type"))
	switch {
	case !ok || code == "" || what != "join" && what != "state" && what != "do":
		s.refuse(w, http.StatusNotFound)
		return
	case q.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		s.refuse(w, http.StatusMethodNotAllowed)
		return
	case err != nil || kind != "application/json":
		s.refuse(w, http.StatusUnsupportedMediaType)
		return
	case m == nil && what != "join":
		s.refuse(w, http.StatusUnauthorized) // a token that was not given out in this session
		return
	}
	switch what {
	case "join":
		var asked joinRequest
		if s.read(w, q, &asked) {
			s.join(r, w, q, asked, code, from)
		}
	case "state":
		var asked stateRequest
		if s.read(w, q, &asked) {
			s.state(r, w, q, m, asked)
		}
	case "do":
		var asked doRequest
		if s.read(w, q, &asked) {
			s.do(w, q, m, asked)
		}
	}
}

// read takes a body that is one JSON value of a known form, and nothing else. It refuses by itself.
func (s *Server) read(w http.ResponseWriter, q *http.Request, to any) bool {
	if q.ContentLength > bodyBytes {
		s.refuse(w, http.StatusRequestEntityTooLarge)
		return false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, bodyBytes))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		s.refuse(w, http.StatusRequestEntityTooLarge)
		return false
	case err != nil:
		s.refuse(w, http.StatusBadRequest)
		return false
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(to); err != nil {
		s.refuse(w, http.StatusBadRequest)
		return false
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		s.refuse(w, http.StatusBadRequest)
		return false
	}
	return true
}

// A reply is what a phone is told.
type reply struct {
	Token string  `json:"token,omitempty"` // of a phone that has just joined
	View  *view   `json:"view,omitempty"`
	Error trouble `json:"error,omitempty"`
	Last  int     `json:"last,omitempty"` // with tooOld: the number of the last thing that the phone did
}

// A trouble is why something was not done, as the page has words for.
type trouble string

const (
	wrongCode trouble = "code"     // no session has this code
	slowDown  trouble = "slow"     // too many wrong codes
	locked    trouble = "locked"   // no more phones can join
	full      trouble = "full"     // there are too many
	closed    trouble = "closed"   // no answers are taken now
	oldRound  trouble = "round"    // of an earlier round
	badAnswer trouble = "bad"      // not an answer to this
	tooOld    trouble = "old"      // the phone has done something since
	badTicket trouble = "ticket"   // a letter of the ticket is wrong
	badOwn    trouble = "own"      // the answers make no code
	notKept   trouble = "not-kept" // could not be kept now: try again
)

// troubleOf says what an error of the Room means to a phone, and with which status.
func troubleOf(err error) (trouble, int) {
	switch {
	case errors.Is(err, session.ErrLocked):
		return locked, http.StatusForbidden
	case errors.Is(err, session.ErrFull):
		return full, http.StatusForbidden
	case errors.Is(err, session.ErrOldRound):
		return oldRound, http.StatusConflict
	case errors.Is(err, session.ErrNotOpen), errors.Is(err, session.ErrNoPoll), errors.Is(err, session.ErrNotBegun):
		return closed, http.StatusConflict
	case errors.Is(err, session.ErrBadAnswer), errors.Is(err, session.ErrBadEvent), errors.Is(err, session.ErrBadCount):
		return badAnswer, http.StatusUnprocessableEntity
	}
	return notKept, http.StatusServiceUnavailable
}

// tell writes a reply. A phone that has gone does not hear it, and asks again.
func tell(w http.ResponseWriter, status int, r reply) {
	text, err := json.Marshal(r)
	if err != nil {
		status, text = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}
