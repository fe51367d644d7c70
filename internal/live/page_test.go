package live_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/passalong/passalong/internal/live/livetest"
	"github.com/passalong/passalong/internal/session"
)

func (b *tab) visit(url string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url))
}

func (b *tab) resize(w, h int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(w, h, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)))
}

// language switches the words of the page.
func (b *tab) language(lang string) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf(`(function () { var s = document.getElementById('lang'); s.value = '%s'; s.dispatchEvent(new Event('change')); return true; }())`, lang))
}

// shows lets the room show something, and waits until the page does.
func (b *tab) shows(r *room, v session.PhoneView) {
	b.t.Helper()
	r.show(v)
	r.mu.Lock()
	n := r.public
	r.mu.Unlock()
	b.waits(fmt.Sprintf("document.getElementById('main').getAttribute('data-n') >= %d", n))
}

func TestThePageIsSmall(t *testing.T) {
	p := livetest.New(serve(t, newRoom()).Phones().Join.URL, netip.Addr{})
	n, err := p.Load(t.Context())
	const most = 50_000
	if err != nil || n > most {
		t.Errorf("%d bytes, %v", n, err)
	}
	t.Logf("%d bytes with headers", n)
}

func TestThePageAsksNothingOfAnyOtherAddress(t *testing.T) {
	url := serve(t, newRoom()).Phones().Join.URL
	host := url[:strings.LastIndex(url, "/")]
	for _, path := range []string{"", "/KMRT", "/page.css", "/page.js"} {
		r, err := http.Get(host + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		for name, want := range map[string]string{"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Set-Cookie": "", "Server": "", "Date": "", "Etag": ""} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if csp := r.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; ") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: %s", path, csp)
		}
	}
}

// What people write is put into the page as text. The policy in the headers would not run a program in it; this is so that
// none gets there.
func TestWordsNeverBecomeMarkup(t *testing.T) {
	program, err := os.ReadFile("page/page.js")
	if err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|doc\.write|srcdoc|javascript:|\beval\(|new Function|createContextualFragment|DOMParser`).Find(program); found != nil {
		t.Errorf("the program has %s", found)
	}
	r := newRoom()
	s := serve(t, r)
	p := join(t, s.Phones().Join.URL)
	const word = `<img src=x onerror=alert(1)>`
	r.show(session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "wall-1", Prompt: "What helps?", Open: true, Words: []session.Word{{ID: 1, Text: word, Approved: true}}}})
	v, err := p.State(t.Context(), -1)
	if err != nil || v.Wall == nil || v.Wall.Words[0].Text != word {
		t.Errorf("the word came as %+v, %v", v.Wall, err)
	}
}
