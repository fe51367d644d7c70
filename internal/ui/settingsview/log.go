package settingsview

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/revision"
)

// logMore is how many lines each press shows more.
const logMore = 40

// A logLine is one thing that was asked of the network.
type logLine struct {
	What string // what was asked, and of whom
	When string // when, what came back and how much
	Went bool   // there was an answer, and it was not a refusal
}

func lineOf(e catalog.NetworkEntry) logLine {
	at := e.At.Local()
	parts := []string{glance.Date(at) + ", " + at.Format("15:04:05"), answer(e)}
	if e.Bytes > 0 {
		parts = append(parts, revision.Bytes(e.Bytes))
	}
	return logLine{What: asked(e), When: strings.Join(parts, " · "), Went: e.Status >= 200 && e.Status < 400}
}

func asked(e catalog.NetworkEntry) string {
	u, err := url.Parse(e.URL)
	if err != nil || u.Host == "" {
		return e.Method + " " + e.URL
	}
	return fmt.Sprintf("%s %s%s", e.Method, u.Host, u.RequestURI())
}

func answer(e catalog.NetworkEntry) string {
	switch {
	case e.Status == 0 && e.Error != "":
		return "no answer: " + e.Error
	case e.Status == 0:
		return "no answer"
	case e.Status == 304:
		return "nothing newer (304)"
	case e.Status == 401, e.Status == 403, e.Status == 429:
		return fmt.Sprintf("refused (%d)", e.Status)
	case e.Status == 404:
		return "not found (404)"
	case e.Status >= 500:
		return fmt.Sprintf("trouble at the other end (%d)", e.Status)
	case e.Status >= 300:
		return fmt.Sprintf("sent on to another address (%d)", e.Status)
	default:
		return fmt.Sprintf("answered (%d)", e.Status)
	}
}
