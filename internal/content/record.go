package content

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

var (
	versionPattern = regexp.MustCompile(`^(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})$`)
	langPattern    = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// isID reports whether a text is lower case words joined by single hyphens.
func isID(s string) bool {
	for i := range len(s) {
		if c := s[i]; !small(c) && (c != '-' || i == 0 || i == len(s)-1 || s[i-1] == '-') {
			return false
		}
	}
	return s != "" && len(s) <= maxID
}

// isFile reports whether a text is a path of lower case names, of which the last has one extension.
func isFile(s string) bool {
	for {
		folder, below, found := strings.Cut(s, "/")
		if !found {
			break
		}
		if !isName(folder) {
			return false
		}
		s = below
	}
	name, extension, found := strings.Cut(s, ".")
	return found && isName(name) && isName(extension) && !strings.Contains(extension, "-")
}

// isName reports whether a text is of a-z, 0-9 and hyphens.
func isName(s string) bool {
	for i := range len(s) {
		if !small(s[i]) && s[i] != '-' {
			return false
		}
	}
	return s != ""
}

func small(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

const maxID = 64 // characters

// A record reads one mapping strictly: a key that was never asked for is unknown, and done reports it.
type record struct {
	f     *file
	node  *yaml.Node
	what  string   // for messages: "the module", "this item"
	asked []string // keys
}

// A scalar is a text of a file with its place.
type scalar struct {
	text string
	at   place
}

// record begins to read a mapping; ok is false when n is something else.
func (f *file) record(n *yaml.Node, what string) (r *record, ok bool) {
	if n.Kind != yaml.MappingNode {
		f.broken(placeOf(n), "", "%s has keys and values; this is %s", what, kindOf(n))
		return nil, false
	}
	r = &record{f: f, node: n, what: what}
	if last := len(f.asked) - 1; last >= 0 {
		r.asked, f.asked = f.asked[last], f.asked[:last]
	}
	return r, true
}

// field is the value of a key, nil when there is none. No mapping has a key twice or more keys than a few.
func (r *record) field(key string) *yaml.Node {
	for i := 0; i+1 < len(r.node.Content); i += 2 {
		if r.node.Content[i].Value == key {
			return r.node.Content[i+1]
		}
	}
	return nil
}

func kindOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.MappingNode:
		return "a set of keys"
	case n.Tag == "!!null":
		return "empty"
	}
	return "a single value"
}

// done reports the keys nobody asked for.
func (r *record) done() {
	for i := 0; i < len(r.node.Content); i += 2 {
		if k := r.node.Content[i]; !slices.Contains(r.asked, k.Value) {
			hint := didYouMean(k.Value, r.asked)
			if v := r.node.Content[i+1]; r.node.Style == yaml.FlowStyle && v.Tag == "!!null" && strings.Contains(k.Value, " ") {
				hint = "between { and }, put a text that has a comma in double quotes"
			}
			r.f.broken(placeOf(k), hint, "unknown key “%s”", k.Value)
		}
	}
	r.f.asked, r.asked = append(r.f.asked, r.asked[:0]), nil
}

// value finds the value of a key, nil when there is none.
func (r *record) value(key string) *yaml.Node {
	r.asked = append(r.asked, key)
	return r.field(key)
}

// required is value, and reports a missing key.
func (r *record) required(key string) *yaml.Node {
	n := r.value(key)
	if n == nil {
		r.f.broken(placeOf(r.node), "", "%s needs “%s”", r.what, key)
	}
	return n
}

// has reports whether a key is there.
func (r *record) has(key string) bool { return r.field(key) != nil }

// at is the place of a key's value, or of the record when there is none.
func (r *record) at(key string) place {
	if n := r.field(key); n != nil {
		return placeOf(n)
	}
	return placeOf(r.node)
}

// scalar reads a single value. The text is as written: 1.20 stays 1.20.
func (f *file) scalar(n *yaml.Node, name string) (scalar, bool) {
	at := placeOf(n)
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		f.broken(at, "", "“%s” is a single value; this is %s", name, kindOf(n))
		return scalar{}, false
	}
	text := singleSpaced(n.Value)
	if i, r := firstUnseen(text); i >= 0 {
		f.broken(at, "delete it", "%s", unseen(r))
		return scalar{}, false
	}
	if text == "" {
		f.broken(at, "", "“%s” is empty", name)
		return scalar{}, false
	}
	return scalar{text, at}, true
}

// singleSpaced has one space wherever there is white space, and none around.
func singleSpaced(s string) string {
	blank := func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }
	if s != "" && s[0] != ' ' && s[len(s)-1] != ' ' && !strings.ContainsAny(s, "\n\t") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}

// text reads a required single value; "" when there is a problem.
func (r *record) text(key string) string { return r.single(key, r.required(key)).text }

// optional reads a single value that may be left out.
func (r *record) optional(key string) string { return r.single(key, r.value(key)).text }

func (r *record) single(key string, n *yaml.Node) scalar {
	if n == nil {
		return scalar{}
	}
	s, _ := r.f.scalar(n, key)
	return s
}

// id reads a required identifier. One that is not of the form comes back all the same, so that what refers to
// it is not reported as well.
func (r *record) id(key string) string {
	s := r.single(key, r.required(key))
	if s.text != "" {
		r.f.checkID(s)
	}
	return s.text
}

func (f *file) checkID(s scalar) bool {
	if !isID(s.text) {
		f.broken(s.at, "lower case words joined by -, such as recovery-position", "“%s” is not an id", s.text)
		return false
	}
	return true
}

// matching reads a required value of a pattern, of which form tells.
func (r *record) matching(key string, pattern *regexp.Regexp, form string) string {
	s := r.single(key, r.required(key))
	if s.text != "" && !pattern.MatchString(s.text) {
		r.f.broken(s.at, form, "“%s” is not a %s", s.text, key)
		return ""
	}
	return s.text
}

func (r *record) version() string {
	return r.matching("version", versionPattern, "MAJOR.MINOR, such as 1.0")
}

// number reads a required whole number between two bounds.
func (r *record) number(key string, least, most int) int {
	s := r.single(key, r.required(key))
	if s.text == "" {
		return 0
	}
	n, err := strconv.Atoi(s.text)
	if err != nil || n < least || n > most {
		r.f.broken(s.at, "", "“%s” is a whole number from %d to %d, not “%s”", key, least, most, s.text)
		return 0
	}
	return n
}

// truth reads true or false; a key that is left out is false.
func (r *record) truth(key string) bool {
	s := r.single(key, r.value(key))
	if s.text != "" && s.text != "true" && s.text != "false" {
		r.f.broken(s.at, "", "“%s” is true or false, not “%s”", key, s.text)
	}
	return s.text == "true"
}

// date reads a required day.
func (r *record) date(key string) time.Time {
	s := r.single(key, r.required(key))
	if s.text == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, s.text)
	if err != nil {
		r.f.broken(s.at, "YYYY-MM-DD, such as 2026-11-21", "“%s” is not a date", s.text)
	}
	return day
}

// oneOf reads a required value out of a fixed set.
func (r *record) oneOf(key string, allowed []string) string {
	s := r.single(key, r.required(key))
	if s.text == "" || !r.f.checkOneOf(s, key, allowed) {
		return ""
	}
	return s.text
}

func (f *file) checkOneOf(s scalar, key string, allowed []string) bool {
	if slices.Contains(allowed, s.text) {
		return true
	}
	hint := "allowed: " + strings.Join(allowed, ", ")
	if c, ok := closest(s.text, allowed); ok {
		hint = "did you mean “" + c + "”? " + hint
	}
	f.broken(s.at, hint, "“%s” is not a value of “%s”", s.text, key)
	return false
}

// web reads an https address that may be left out.
func (r *record) web(key string) string {
	s := r.single(key, r.value(key))
	if s.text == "" {
		return ""
	}
	if why := badWebAddress(s.text); why != "" {
		r.f.broken(s.at, "https://name/page", "%s", why)
		return ""
	}
	return s.text
}

// badWebAddress says what is wrong with an address that people are to be sent to; "" when nothing is.
func badWebAddress(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" && u.Opaque == "" && u.Scheme == "https":
		return "“" + address + "” is not an address"
	case u.Scheme != "https":
		return "“" + address + "” does not begin with https://"
	case u.User != nil || u.Port() != "":
		return "“" + address + "” names a user or a port"
	case strings.ContainsFunc(u.Host, func(r rune) bool { return r > 0x7e || r <= ' ' }):
		return "“" + address + "” has a host with letters beyond a-z"
	}
	return ""
}

// list returns the entries of a list.
func (r *record) list(key string, n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.f.broken(placeOf(n), "", "“%s” is a list; this is %s", key, kindOf(n))
		return nil
	}
	return n.Content
}

// full reports an empty list where entries are needed.
func (r *record) full(key string) []*yaml.Node {
	n := r.required(key)
	if n != nil && n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		r.f.broken(placeOf(n), "", "“%s” is empty", key)
	}
	return r.list(key, n)
}

// texts reads a list of single values, each of them once; the key may be left out.
func (r *record) texts(key string) []scalar {
	return r.distinct(key, r.list(key, r.value(key)))
}

// fullTexts reads a list of at least one single value.
func (r *record) fullTexts(key string) []scalar { return r.distinct(key, r.full(key)) }

func (r *record) distinct(key string, nodes []*yaml.Node) []scalar {
	var all []scalar
	seen := make(map[string]bool)
	for _, n := range nodes {
		s, ok := r.f.scalar(n, key)
		if !ok {
			continue
		}
		if seen[s.text] {
			r.f.broken(s.at, "keep one of them", "“%s” is in “%s” twice", s.text, key)
			continue
		}
		seen[s.text] = true
		all = append(all, s)
	}
	return all
}

// typed turns texts into values of a string type.
func typed[T ~string](texts []scalar) []T {
	var all []T
	for _, s := range texts {
		all = append(all, T(s.text))
	}
	return all
}
