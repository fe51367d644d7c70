package live

import (
	"io"
	"net/http"
	"strings"
)

// letters are those of codes: no vowels, so that no word comes about, and none that looks like another letter or a digit.
const (
	letters    = "BCDFGHJKMNPQRSTVWXZ"
	codeLength = 4
)

// newCode draws letters evenly.
func newCode(random io.Reader) (string, error) {
	code, one := make([]byte, 0, codeLength), make([]byte, 1)
	for len(code) < codeLength {
		if _, err := io.ReadFull(random, one); err != nil {
			return "", err
		}
		if n := int(one[0]); n < 256/len(letters)*len(letters) {
			code = append(code, letters[n%len(letters)])
		}
	}
	return string(code), nil
}

// codeIn is what stands in the place of a code, in capitals; "" for what can be none.
func codeIn(text string) string {
	if len(text) < 4 || len(text) > 6 {
		return ""
	}
	for i := range len(text) {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return ""
		}
	}
	return strings.ToUpper(text)
}

// tokenHeader carries the token of a phone. Another web page could not send it without being asked first.
const tokenHeader = "X-Passalong-Phone"

// foreign gives the status with which to refuse a request that does not come from our own page at our own address, or 0.
// A name that somebody made lead to this computer is not ours, so that no other web page can be "the same origin".
func foreign(host string, q *http.Request) int {
	if q.Host != host {
		return http.StatusMisdirectedRequest
	}
	if origin := q.Header.Values("Origin"); len(origin) > 1 || len(origin) == 1 && origin[0] != "http://"+host {
		return http.StatusForbidden
	}
	site, mode, dest := q.Header.Get("Sec-Fetch-Site"), q.Header.Get("Sec-Fetch-Mode"), q.Header.Get("Sec-Fetch-Dest")
	switch {
	case site == "" || site == "same-origin" || site == "none":
	case q.Method == http.MethodGet && mode == "navigate" && dest == "document": // a link
	default:
		return http.StatusForbidden
	}
	return 0
}

// setHeaders is what every answer carries: nothing is kept by the browser, and nothing of elsewhere can be in the page.
func setHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h["Date"] = nil // no clock of this computer
}
