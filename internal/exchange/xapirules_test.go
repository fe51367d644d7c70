package exchange_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// xapiRules holds statements against xAPI 1.0.3
// (https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md) and says what breaks it.
type xapiRules struct{ broken []string }

func (x *xapiRules) bad(path, format string, args ...any) {
	x.broken = append(x.broken, path+": "+fmt.Sprintf(format, args...))
}

var (
	uuidForm     = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	iriForm      = regexp.MustCompile(`^[a-z][a-z0-9+.-]*://[^\s<>"{}|\\^` + "`" + `]+$`)
	durationForm = regexp.MustCompile(`^P(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?)$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// statementProperties says which properties an object may have; those with "!" it must have.
var statementProperties = map[string]string{
	"statement":  "id! actor! verb! object! result context timestamp!",
	"actor":      "objectType! account!",
	"account":    "homePage! name!",
	"verb":       "id! display!",
	"activity":   "objectType! id! definition",
	"definition": "type! name description interactionType correctResponsesPattern choices scale source target extensions",
	"component":  "id! description",
	"result":     "score success completion response duration extensions",
	"score":      "scaled! raw! min! max!",
	"context":    "registration contextActivities revision platform! language! extensions",
	"related":    "parent grouping category other",
}

// object checks the properties of an object of a kind.
func (x *xapiRules) object(path, kind string, v any) map[string]any {
	o, ok := v.(map[string]any)
	if !ok {
		x.bad(path, "is no object")
		return map[string]any{}
	}
	allowed := map[string]bool{}
	for p := range strings.FieldsSeq(statementProperties[kind]) {
		name, required := strings.CutSuffix(p, "!")
		allowed[name] = true
		if _, there := o[name]; required && !there {
			x.bad(path, "has no %s", name)
		}
	}
	for name := range o {
		if !allowed[name] {
			x.bad(path, "has a property %q", name)
		}
	}
	return o
}

func (x *xapiRules) match(path string, v any, form *regexp.Regexp) {
	if s, ok := v.(string); !ok || !form.MatchString(s) {
		x.bad(path, "%v is not of the form", v)
	}
}

// noNulls refuses null and empty objects, lists and keys everywhere.
func (x *xapiRules) noNulls(path string, v any) {
	switch v := v.(type) {
	case nil:
		x.bad(path, "is null")
	case map[string]any:
		if len(v) == 0 {
			x.bad(path, "is empty")
		}
		for k, in := range v {
			x.noNulls(path+"."+k, in)
		}
	case []any:
		if len(v) == 0 {
			x.bad(path, "is empty")
		}
		for i, in := range v {
			x.noNulls(fmt.Sprintf("%s[%d]", path, i), in)
		}
	}
}

func (x *xapiRules) languages(path string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		x.bad(path, "is no language map")
	}
	for language, text := range m {
		x.match(path, language, languageForm)
		if s, ok := text.(string); !ok || s == "" {
			x.bad(path, "%v is no text", text)
		}
	}
}

func (x *xapiRules) extensions(path string, v any) {
	m, _ := v.(map[string]any)
	for key := range m {
		x.match(path, key, iriForm)
	}
}

func (x *xapiRules) statement(path string, v any) {
	x.noNulls(path, v)
	s := x.object(path, "statement", v)
	x.match(path+".id", s["id"], uuidForm)
	actor := x.object(path+".actor", "actor", s["actor"])
	if actor["objectType"] != "Agent" {
		x.bad(path+".actor", "is no agent")
	}
	x.match(path+".actor", x.object(path+".account", "account", actor["account"])["homePage"], iriForm)
	verb := x.object(path+".verb", "verb", s["verb"])
	x.match(path+".verb", verb["id"], iriForm)
	x.languages(path+".verb.display", verb["display"])
	if at, err := time.Parse(time.RFC3339, fmt.Sprint(s["timestamp"])); err != nil || at.IsZero() {
		x.bad(path, "the time %v", s["timestamp"])
	}
	definition := x.activity(path+".object", s["object"])
	if r, ok := s["result"]; ok {
		x.result(path+".result", r, definition)
	}
	if c, ok := s["context"]; ok {
		x.context(path+".context", c)
	}
}

func (x *xapiRules) activity(path string, v any) map[string]any {
	a := x.object(path, "activity", v)
	if a["objectType"] != "Activity" {
		x.bad(path, "is no activity")
	}
	x.match(path+".id", a["id"], iriForm)
	if _, ok := a["definition"]; !ok {
		return nil
	}
	d := x.object(path+".definition", "definition", a["definition"])
	x.match(path+".type", d["type"], iriForm)
	for _, name := range []string{"name", "description"} {
		if _, ok := d[name]; ok {
			x.languages(path+"."+name, d[name])
		}
	}
	x.interaction(path, d)
	return d
}

// componentsOf says which lists of components the types of interaction may have.
var componentsOf = map[string][]string{
	"choice": {"choices"}, "sequencing": {"choices"}, "likert": {"scale"}, "matching": {"source", "target"}, "true-false": nil, "fill-in": nil, "numeric": nil, "other": nil,
}

func (x *xapiRules) interaction(path string, d map[string]any) {
	kind, ok := d["interactionType"].(string)
	isInteraction := d["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
	if ok != isInteraction {
		x.bad(path, "the type %v with the interaction %q", d["type"], kind)
	}
	lists, known := componentsOf[kind]
	if ok && !known {
		x.bad(path, "there is no interaction %q", kind)
	}
	for _, name := range []string{"choices", "scale", "source", "target"} {
		list, there := d[name].([]any)
		if there != slices.Contains(lists, name) && (there || kind != "") {
			x.bad(path, "%s of %s", name, kind)
		}
		for i, c := range list {
			x.languages(path, x.object(fmt.Sprintf("%s.%s[%d]", path, name, i), "component", c)["description"])
		}
	}
	patterns, _ := d["correctResponsesPattern"].([]any)
	for _, p := range patterns {
		x.response(path+".correctResponsesPattern", fmt.Sprint(p), d)
	}
}

// response holds an answer against the form of its interaction.
func (x *xapiRules) response(path, text string, d map[string]any) {
	ids := func(list string) []string {
		var all []string
		components, _ := d[list].([]any)
		for _, c := range components {
			all = append(all, fmt.Sprint(c.(map[string]any)["id"]))
		}
		return all
	}
	known := func(list string, id string) {
		if !slices.Contains(ids(list), id) {
			x.bad(path, "%q is not in the %s", id, list)
		}
	}
	switch d["interactionType"] {
	case "choice", "sequencing":
		for id := range strings.SplitSeq(text, "[,]") {
			known("choices", id)
		}
	case "likert":
		known("scale", text)
	case "true-false":
		if text != "true" && text != "false" {
			x.bad(path, "%q is neither true nor false", text)
		}
	case "matching":
		for pair := range strings.SplitSeq(text, "[,]") {
			source, target, _ := strings.Cut(pair, "[.]")
			known("source", source)
			known("target", target)
		}
	case "numeric":
		low, high, ranged := strings.Cut(text, "[:]")
		if _, err := strconv.ParseFloat(low, 64); err != nil {
			x.bad(path, "%q is no number", text)
		}
		if _, err := strconv.ParseFloat(high, 64); ranged && err != nil {
			x.bad(path, "%q is no range", text)
		}
	}
}

func (x *xapiRules) result(path string, v any, definition map[string]any) {
	r := x.object(path, "result", v)
	if d, ok := r["duration"]; ok {
		x.match(path+".duration", d, durationForm)
	}
	if text, ok := r["response"].(string); ok && definition != nil {
		x.response(path+".response", text, definition)
	}
	x.extensions(path, r["extensions"])
	if _, ok := r["score"]; !ok {
		return
	}
	s := x.object(path+".score", "score", r["score"])
	number := func(name string) float64 {
		n, err := s[name].(json.Number).Float64()
		if err != nil {
			x.bad(path, "%s: %v", name, err)
		}
		return n
	}
	if scaled := number("scaled"); scaled < -1 || scaled > 1 {
		x.bad(path, "the scaled score %v", scaled)
	}
	if low, raw, high := number("min"), number("raw"), number("max"); low > raw || raw > high || low >= high {
		x.bad(path, "the score %v in %v to %v", raw, low, high)
	}
}

func (x *xapiRules) context(path string, v any) {
	c := x.object(path, "context", v)
	if r, ok := c["registration"]; ok {
		x.match(path+".registration", r, uuidForm)
	}
	x.match(path+".language", c["language"], languageForm)
	x.extensions(path, c["extensions"])
	if _, ok := c["contextActivities"]; !ok {
		return
	}
	for kind, list := range x.object(path+".contextActivities", "related", c["contextActivities"]) {
		for _, a := range list.([]any) {
			x.activity(path+"."+kind, a)
		}
	}
}
