package exchange

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/scenario"
)

// HomePage names the system in which a pseudonym is an account, and begins the identifiers of everything that
// statements are about.
const HomePage = "https://github.com/passalong/passalong"

const (
	adlVerbs      = "http://adlnet.gov/expapi/verbs/"
	adlActivities = "http://adlnet.gov/expapi/activities/"
)

// The parts of a statement, as xAPI 1.0.3 has them
// (https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md). What is empty is left out: nothing is null.
type (
	statement struct {
		ID        string     `json:"id"`
		Actor     agent      `json:"actor"`
		Verb      verb       `json:"verb"`
		Object    activity   `json:"object"`
		Result    *result    `json:"result,omitempty"`
		Context   *statedFor `json:"context,omitempty"`
		Timestamp string     `json:"timestamp"`

		at time.Time
	}
	agent struct {
		ObjectType string  `json:"objectType"`
		Account    account `json:"account"`
	}
	account struct {
		HomePage string `json:"homePage"`
		Name     string `json:"name"`
	}
	languageMap map[string]string
	verb        struct {
		ID      string      `json:"id"`
		Display languageMap `json:"display"`
	}
	activity struct {
		ObjectType string      `json:"objectType"`
		ID         string      `json:"id"`
		Definition *definition `json:"definition,omitempty"`
	}
	definition struct {
		Type        string      `json:"type"`
		Name        languageMap `json:"name,omitempty"`
		Description languageMap `json:"description,omitempty"`
		interaction
	}
	score struct {
		Scaled float64 `json:"scaled"`
		Raw    float64 `json:"raw"`
		Min    float64 `json:"min"`
		Max    float64 `json:"max"`
	}
	result struct {
		Score      *score         `json:"score,omitempty"`
		Success    *bool          `json:"success,omitempty"`
		Completion *bool          `json:"completion,omitempty"`
		Response   string         `json:"response,omitempty"`
		Duration   string         `json:"duration,omitempty"`
		Extensions map[string]any `json:"extensions,omitempty"`
	}
	statedFor struct {
		Registration string         `json:"registration,omitempty"`
		Activities   *related       `json:"contextActivities,omitempty"`
		Revision     string         `json:"revision,omitempty"`
		Platform     string         `json:"platform"`
		Language     string         `json:"language"`
		Extensions   map[string]any `json:"extensions,omitempty"`
	}
	related struct {
		Parent   []activity `json:"parent,omitempty"`
		Grouping []activity `json:"grouping,omitempty"`
	}
)

// Statements writes a record as a JSON array of xAPI 1.0.3 statements, oldest first. They are about an account
// that has the pseudonym for a name, and hold neither a nickname nor a facilitator's initials nor the number of
// a certificate; but what a learner typed as an answer is in them. The same record gives the same bytes, and
// what is in an earlier export has the same id in a later one, so that it can be sent again. The catalog gives
// the titles and the language of modules; it may be nil.
func Statements(c *catalog.Catalog, r progress.Record, pseudonym string) ([]byte, error) {
	w := &xapiWriter{
		catalog: c, library: "library", namespace: uuid5(urlNamespace, HomePage+"/statements"),
		actor: agent{ObjectType: "Agent", Account: account{HomePage: HomePage, Name: pseudonym}},
		out:   []statement{},
	}
	if c != nil {
		w.library = c.Library.ID
	}
	for _, v := range r.Visits {
		w.visit(v)
	}
	for i := range r.Attempts {
		w.attempt(&r.Attempts[i])
	}
	for i := range r.Runs {
		w.run(&r.Runs[i])
	}
	for _, o := range r.Observations {
		w.observation(o)
	}
	if c != nil {
		for i := range c.Modules {
			w.completed(&c.Modules[i], r)
		}
	}
	slices.SortStableFunc(w.out, func(a, b statement) int { return a.at.Compare(b.at) })
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(w.out); err != nil {
		return nil, fmt.Errorf("writing the statements: %w", err)
	}
	return b.Bytes(), nil
}

// An xapiWriter gathers the statements of one record.
type xapiWriter struct {
	catalog   *catalog.Catalog
	library   string
	namespace [16]byte
	actor     agent
	out       []statement
}

// add states something. What makes the statement one of its kind is in key, besides the learner.
func (w *xapiWriter) add(verbID string, object activity, at time.Time, res *result, ctx *statedFor, key ...string) {
	if res != nil && res.Score == nil && res.Success == nil && res.Completion == nil && res.Response+res.Duration == "" && len(res.Extensions) == 0 {
		res = nil
	}
	id := w.actor.Account.Name + "\x00" + verbID
	for _, k := range key {
		id += "\x00" + k
	}
	w.out = append(w.out, statement{
		ID: uuidText(uuid5(w.namespace, id)), Actor: w.actor, Verb: verb{ID: adlVerbs + verbID, Display: languageMap{"en": verbID}},
		Object: object, Result: res, Context: ctx, Timestamp: at.UTC().Format("2006-01-02T15:04:05.000Z"), at: at,
	})
}

// module finds the title and the language of a module.
func (w *xapiWriter) module(id string) (title, language string) {
	language = "en"
	if w.catalog == nil {
		return "", language
	}
	if m, ok := w.catalog.Module(catalog.ModuleID(id)); ok {
		title = m.Title
		if isLanguage(string(m.Language)) {
			language = string(m.Language)
		}
	}
	return title, language
}

func (w *xapiWriter) iri(parts ...string) string {
	iri := HomePage + "/xapi/" + pathSegment(w.library)
	for _, p := range parts {
		iri += "/" + pathSegment(p)
	}
	return iri
}

func (w *xapiWriter) moduleActivity(id string) activity {
	title, language := w.module(id)
	return thing(w.iri("modules", id), "module", title, language)
}

// thing is an activity of one of ADL's types.
func thing(iri, kind, title, language string) activity {
	d := &definition{Type: adlActivities + kind}
	if title != "" {
		d.Name = languageMap{language: title}
	}
	return activity{ObjectType: "Activity", ID: iri, Definition: d}
}

// within is the context of something that belongs to a module.
func (w *xapiWriter) within(module, version string) *statedFor {
	_, language := w.module(module)
	ctx := &statedFor{Platform: "Passalong", Language: language, Revision: version}
	if module != "" {
		ctx.Activities = &related{Grouping: []activity{w.moduleActivity(module)}}
	}
	return ctx
}

// visit states that a lesson was read: once for each time that it was seen last, and once when its end was
// reached first.
func (w *xapiWriter) visit(v progress.Visit) {
	module, lesson := string(v.Module), string(v.Lesson)
	_, language := w.module(module)
	title := ""
	if w.catalog != nil {
		if m, ok := w.catalog.Module(v.Module); ok {
			if l, _, ok := m.Lesson(v.Lesson); ok {
				title = l.Title
			}
		}
	}
	object := thing(w.iri("modules", module, "lessons", lesson), "lesson", title, language)
	if !v.Opened.IsZero() {
		res := &result{Duration: duration(v.Spent)}
		w.add("experienced", object, v.Opened, res, w.within(module, v.ModuleVersion), module, lesson, stamp(v.Opened), v.ModuleVersion, res.Duration)
	}
	if !v.Finished.IsZero() {
		// Neither the time nor the version that it was read in last belongs to the first time.
		w.add("completed", object, v.Finished, &result{Completion: yes(true)}, w.within(module, ""), module, lesson, stamp(v.Finished))
	}
}

func (w *xapiWriter) completed(m *catalog.Module, r progress.Record) {
	s := progress.StatusOf(m, r)
	if s.CompletedAt.IsZero() {
		return
	}
	w.add("completed", w.moduleActivity(string(m.ID)), s.CompletedAt, &result{Completion: yes(true), Success: yes(true)}, w.within("", ""), string(m.ID), stamp(s.CompletedAt))
}

// run states what was done in a scenario.
func (w *xapiWriter) run(r *scenario.Run) {
	_, language := w.module(r.Module)
	object := thing(w.iri("modules", r.Module, "scenarios", string(r.Scenario.ID)), "simulation", r.Scenario.Title, language)
	ctx := w.within(r.Module, r.ModuleVersion)
	ctx.Registration = uuidText(uuid5(w.namespace, "run\x00"+r.ID))
	if r.Variant != "" {
		ctx.Extensions = map[string]any{extension("variant"): r.Variant}
	}
	w.add("attempted", object, r.Started, nil, ctx, r.ID)
	inside := *ctx
	inside.Activities = &related{Parent: []activity{{ObjectType: "Activity", ID: object.ID}}, Grouping: ctx.Activities.Grouping}
	for i, s := range r.Steps {
		step := activity{ObjectType: "Activity", ID: object.ID + "/wait", Definition: &definition{Type: adlActivities + "interaction", Name: languageMap{"en": "wait"}}}
		if s.Action != "" {
			step = thing(object.ID+"/actions/"+pathSegment(string(s.Action)), "interaction", actionText(&r.Scenario, s.Action), language)
		}
		w.add("interacted", step, s.At, nil, &inside, r.ID, strconv.Itoa(i))
	}
	now, err := r.Now()
	if err != nil || !now.Ended || len(r.Steps) == 0 {
		return
	}
	last := r.Steps[len(r.Steps)-1].At
	good := now.Ending.Good && len(now.Critical) == 0
	res := &result{Completion: yes(true), Success: &good, Response: now.Ending.ID, Duration: duration(last.Sub(r.Started))}
	w.add("completed", object, last, res, ctx, r.ID)
}

func actionText(s *scenario.Scenario, id scenario.ActionID) string {
	for _, sc := range s.Scenes {
		for _, a := range sc.Actions {
			if a.ID == id {
				return a.Text
			}
		}
	}
	return ""
}

// observation states that a skill was seen.
func (w *xapiWriter) observation(o progress.Observation) {
	_, language := w.module(string(o.Module))
	object := thing(w.iri("modules", string(o.Module), "skills", string(o.Skill)), "performance", o.Title, language)
	met, all := len(o.Missing) == 0, len(o.Steps)+len(o.Missing)
	res := &result{Success: &met}
	if all > 0 {
		res.Score = &score{Scaled: float64(len(o.Steps)) / float64(all), Raw: float64(len(o.Steps)), Max: float64(all)}
	}
	verbID := "attempted"
	if met {
		verbID = "mastered"
	}
	w.add(verbID, object, o.At, res, w.within(string(o.Module), o.ModuleVersion), o.ID)
}

func yes(b bool) *bool { return &b }

func extension(name string) string { return HomePage + "/xapi/extensions/" + name }

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// duration is an ISO 8601 duration, to a hundredth of a second. It is empty for none.
func duration(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	d = d.Round(10 * time.Millisecond)
	text := fmt.Sprintf("%d.%02d", d/time.Second, d%time.Second/(10*time.Millisecond))
	return "PT" + strings.TrimRight(strings.TrimRight(text, "0"), ".") + "S"
}

// urlNamespace is the name space of URLs of RFC 9562.
var urlNamespace = [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// uuid5 makes the identifier of a name, as RFC 9562 says for version 5.
func uuid5(namespace [16]byte, name string) (id [16]byte) {
	sum := sha1.Sum(append(namespace[:], name...))
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}

func uuidText(id [16]byte) string {
	h := hex.EncodeToString(id[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// pathSegment writes a text as a part of an IRI's path.
func pathSegment(s string) string {
	var b []byte
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "%%%02X", c)
		}
	}
	if len(b) == 0 {
		return "_"
	}
	return string(b)
}

var languagePattern = regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$`)

func isLanguage(s string) bool { return languagePattern.MatchString(s) }
