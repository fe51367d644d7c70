package exchange

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A textFormat says how a text is written in a file of Moodle's.
type textFormat string

// The formats of text, as GIFT names them.
const (
	inMoodle   textFormat = "moodle" // plain text in which tags may stand
	inHTML     textFormat = "html"
	inPlain    textFormat = "plain"
	inMarkdown textFormat = "markdown"
)

// plainText takes a text to what our items have: text without any marks, its lines as they are. It says what
// of it that leaves out.
func plainText(s string, f textFormat) (text string, lost []string) {
	r := &reducer{collapse: f == inHTML}
	switch f {
	case inHTML, inMoodle:
		r.all = f == inHTML
		r.markup(s)
		s = r.out.String()
	case inMarkdown:
		s = r.markdown(s)
	}
	return r.tidy(s), r.lost
}

// A reducer takes marks out of a text.
type reducer struct {
	out      strings.Builder
	all      bool   // every tag is one; else only those that HTML has
	collapse bool   // line ends are spaces
	silent   string // name of the element whose text is not for people
	lost     []string
}

func (r *reducer) lose(what string) {
	for _, w := range r.lost {
		if w == what {
			return
		}
	}
	if len(r.lost) < 20 {
		r.lost = append(r.lost, what)
	}
}

// markup takes tags out and puts in the characters that entities stand for.
func (r *reducer) markup(s string) {
	for {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			r.write(s)
			return
		}
		r.write(s[:open])
		s = s[open:]
		if strings.HasPrefix(s, "<!--") {
			end := strings.Index(s, "-->")
			if end < 0 {
				return
			}
			s = s[end+3:]
			continue
		}
		length := tagLength(s)
		if length < 0 { // nor can any after it be one
			r.write(s)
			return
		}
		if name, ok := tagName(s[:length]); ok && r.isTag(name) {
			r.tag(name, s[:length])
			s = s[length:]
			continue
		}
		r.write(s[:length])
		s = s[length:]
	}
}

// tagLength is how far a tag goes that begins a text, or -1 when it does not end.
func tagLength(s string) int {
	var quote byte
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return i + 1
		case c == '<':
			return 1 // a “<” that begins nothing
		}
	}
	return -1
}

var namePattern = regexp.MustCompile(`^</?([a-zA-Z][a-zA-Z0-9]*)[\s/>]`)

func tagName(tag string) (string, bool) {
	m := namePattern.FindStringSubmatch(tag)
	if m == nil {
		return "", false
	}
	return strings.ToLower(m[1]), true
}

func (r *reducer) isTag(name string) bool {
	_, known := meaning(name)
	return known || r.all
}

// meaning says what becomes of a tag: "" drops it in silence because nothing is lost with it, "\n" begins a
// line, and everything else is what is lost.
func meaning(name string) (what string, known bool) {
	switch name {
	case "span", "font", "tbody", "thead", "tfoot", "html", "body", "head", "meta", "o", "nolink", "wbr", "label", "colgroup", "col":
		return "", true
	case "p", "br", "div", "ul", "ol", "li", "dl", "dt", "dd", "section", "article", "blockquote", "pre", "center", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "hr":
		return "\n", true
	case "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "small", "big", "mark", "code", "tt", "kbd", "q", "cite":
		return "emphasis", true
	case "sub", "sup":
		return "raised or lowered letters", true
	case "table", "td", "th", "caption":
		return "a table", true
	case "a":
		return "a link", true
	case "img", "picture", "svg":
		return "a picture", true
	case "audio", "video", "source", "track":
		return "a sound or a film", true
	case "iframe", "object", "embed", "applet", "form", "input", "button", "select", "textarea", "canvas", "math":
		return "an embedded part", true
	case "script", "style":
		return "a script or style", true
	}
	return "<" + name + ">", false
}

var (
	sourcePattern = regexp.MustCompile(`(?i)\s(?:src|href)\s*=\s*["']?([^"'\s>]{1,200})`)
	altPattern    = regexp.MustCompile(`(?i)\salt\s*=\s*(?:"([^"]{0,300})"|'([^']{0,300})')`)
)

func (r *reducer) tag(name, tag string) {
	what, _ := meaning(name)
	closing := strings.HasPrefix(tag, "</")
	switch {
	case r.silent != "":
		if closing && name == r.silent {
			r.silent = ""
		}
		return
	case name == "script" || name == "style" || name == "svg":
		if !closing && !strings.HasSuffix(tag, "/>") {
			r.silent = name
		}
	case name == "td" || name == "th":
		r.out.WriteByte(' ')
	}
	switch {
	case what == "\n":
		r.out.WriteByte(breakMark)
		return
	case what == "" || closing:
		return
	}
	if m := sourcePattern.FindStringSubmatch(tag); m != nil {
		what += " (" + shorten(strings.TrimPrefix(m[1], "@@PLUGINFILE@@/"), 60) + ")"
	}
	if m := altPattern.FindStringSubmatch(tag); m != nil && name == "img" && m[1]+m[2] != "" {
		what += " of “" + shorten(html.UnescapeString(m[1]+m[2]), 60) + "”"
	}
	r.lose(what)
}

// breakMark stands for the begin or end of a block until tidy makes a line end of it.
const breakMark = '\f'

var entityPattern = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

func (r *reducer) write(s string) {
	if r.silent != "" {
		return
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = entityPattern.ReplaceAllStringFunc(s, html.UnescapeString)
	}
	if r.collapse {
		s = strings.Map(func(c rune) rune {
			if c == '\n' || c == '\t' || c == '\r' || c == '\f' {
				return ' '
			}
			return c
		}, s)
	}
	r.out.WriteString(s)
}

var (
	markdownPicture  = regexp.MustCompile(`!\[([^\[\]\n]{0,300})\]\(([^()\s]{1,300})\)`)
	markdownLink     = regexp.MustCompile(`\[([^\[\]\n]{1,300})\]\(([^()\s]{1,300})\)`)
	markdownStrong   = regexp.MustCompile(`\*\*([^*\n]+)\*\*|\b__([^_\n]+)__\b`)
	markdownEmphasis = regexp.MustCompile("\\*([^*\\s][^*\\n]*)\\*|\\b_([^_\\s][^_\\n]*)_\\b|`([^`\\n]+)`")
)

// markdown takes the marks out that people put into questions; what else Markdown has stays as it is written.
func (r *reducer) markdown(s string) string {
	for _, step := range []struct {
		pattern *regexp.Regexp
		what    string
		keep    string
	}{
		{markdownPicture, "a picture", ""}, {markdownLink, "a link", "$1"},
		{markdownStrong, "emphasis", "$1$2"}, {markdownEmphasis, "emphasis", "$1$2$3"},
	} {
		for _, m := range step.pattern.FindAllStringSubmatch(s, 20) {
			what := step.what
			if what != "emphasis" {
				what += " (" + shorten(m[2], 60) + ")"
			}
			r.lose(what)
		}
		s = step.pattern.ReplaceAllString(s, step.keep)
	}
	return s
}

// tidy drops characters that cannot be seen, space around lines and empty lines.
func (r *reducer) tidy(s string) string {
	s = strings.Map(func(c rune) rune {
		switch c {
		case breakMark:
			return '\n'
		case '\t', '\u00a0':
			return ' '
		case '\r':
			return -1
		}
		return c
	}, s)
	s, whole := seen(s)
	if !whole {
		r.lose("characters that cannot be seen")
	}
	var lines []string
	for line := range strings.Lines(s) {
		if r.collapse {
			line = strings.Join(strings.Fields(line), " ")
		}
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// seen takes the characters out of a text that content may not have, because readers cannot see them: they may
// change what is read, a dose for instance. whole is false when there were any.
func seen(s string) (text string, whole bool) {
	previous, rest := ' ', s
	var b strings.Builder
	for len(rest) > 0 {
		c, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		next, _ := utf8.DecodeRuneInString(rest)
		if hidden(c, previous, next) {
			continue
		}
		b.WriteRune(c)
		previous = c
	}
	return b.String(), b.Len() == len(s)
}

func hidden(c, previous, next rune) bool {
	switch {
	case c == '\n':
		return false
	case c == '\u200c' || c == '\u200d': // they join letters, and emoji
		return unicode.IsDigit(previous) || unicode.IsDigit(next)
	case c >= 0x0600 && c <= 0x0605 || c == 0x06dd: // number signs of Arabic, which are drawn
		return false
	case c == utf8.RuneError || c == '\u2028' || c == '\u2029' || c == '\u3164' || c == '\u115f' || c == '\u1160' || c == '\uffa0':
		return true
	}
	return unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) || c >= firstMark && c <= 0xfdef || c&0xfffe == 0xfffe
}
