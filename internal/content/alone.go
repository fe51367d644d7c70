package content

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

const (
	handoutsDir   = "handouts"
	alertsDir     = "alerts"
	packsFile     = "packs.yaml"
	withdrawnFile = "withdrawn.yaml"
)

// An alone collects what belongs to no module. Each part of it is used or left out by itself.
type alone struct {
	l        *loader
	units    []*unit
	names    []string // of the handouts, also of those that cannot be used
	handouts []catalog.Handout
	alerts   []catalog.Alert
	room     *room
}

// readAlone reads handouts and alerts that belong to no module. taken are the ids of the modules' handouts.
func (l *loader) readAlone(taken map[catalog.HandoutID]catalog.ModuleID) *alone {
	a := &alone{l: l, room: new(room)}
	var files map[string][]string
	a.names, files = l.aloneHandouts()
	for _, name := range a.names {
		a.readHandout(name, files[name], taken)
		a.room.reset()
	}
	a.readAlerts()
	return a
}

func (a *alone) unit() *unit {
	u := a.l.unit("")
	u.room = a.room
	a.units = append(a.units, u)
	return u
}

func (a *alone) problems() []catalog.Problem {
	var all []catalog.Problem
	for _, u := range a.units {
		all = append(all, u.problems()...)
	}
	return all
}

// aloneHandouts lists the handouts in handouts/LANG/NAME.md by their names, each with its files in the order of
// the library's languages.
func (l *loader) aloneHandouts() (names []string, files map[string][]string) {
	files = make(map[string][]string)
	for _, file := range l.tree.below[handoutsDir] {
		name, isMarkdown := strings.CutSuffix(path.Base(file), ".md")
		lang := path.Base(path.Dir(file))
		switch {
		case !isMarkdown || name == "README":
		case strings.Count(file, "/") != 2:
			l.tree.problem(file, "a handout stands in the folder of its language", "move it to "+path.Join(handoutsDir, l.mainLanguage(), name+".md"))
		case !slices.Contains(l.head.languages, lang):
			l.tree.problem(file, fmt.Sprintf("the library has no language “%s”", lang), "add it to “languages” in "+libraryFile)
		case !isID(name):
			l.tree.problem(file, "the name of the file is not an id", "lower case words joined by -, such as vein-care.md")
		default:
			files[name] = append(files[name], file)
		}
	}
	order := func(file string) int { return slices.Index(l.head.languages, path.Base(path.Dir(file))) }
	for name := range files {
		names = append(names, name)
		slices.SortFunc(files[name], func(a, b string) int { return cmp.Compare(order(a), order(b)) })
	}
	slices.Sort(names)
	return names, files
}

func (l *loader) mainLanguage() string {
	if len(l.head.languages) == 0 {
		return "en"
	}
	return l.head.languages[0]
}

// readHandout reads one handout in all its languages. The file that translates nothing is the original.
func (a *alone) readHandout(name string, files []string, taken map[catalog.HandoutID]catalog.ModuleID) {
	var original *handoutFile
	var translations []*handoutFile
	unread := false
	for _, file := range files {
		h, ok := a.unit().openHandout(file, catalog.Language(path.Base(path.Dir(file))))
		switch {
		case !ok:
			unread = true
		case h.r.has("translates"):
			translations = append(translations, h)
		case original != nil:
			h.f.broken(place{1, 1}, "write translates: and the version that was translated", "the original of this handout is %s", original.f.path)
		default:
			original = h
		}
	}
	if original == nil {
		for _, t := range translations {
			if !unread {
				t.f.broken(t.r.at("translates"), "leave “translates” out in the original", "there is no original of this handout")
			}
		}
		return
	}
	out := original.original(catalog.HandoutID(name))
	if module, is := taken[out.ID]; is {
		original.f.broken(place{}, "rename the file: handout ids are unique in the library", "handout id “%s” is taken by module “%s”", out.ID, module)
	}
	if !original.u.sound() {
		return
	}
	for _, h := range translations {
		if t := h.translation(&out); h.u.sound() {
			out.Translations = append(out.Translations, t)
		}
	}
	a.handouts = append(a.handouts, out)
}

// checkUnused advises on files beside handouts and alerts that nothing refers to.
func (a *alone) checkUnused(used map[string]bool) {
	if slices.ContainsFunc(a.units, func(u *unit) bool { return !u.sound() }) {
		return
	}
	for _, dir := range []string{handoutsDir, alertsDir} {
		for _, name := range a.l.tree.below[dir] {
			if used[name] || path.Ext(name) == ".md" {
				continue
			}
			f := &file{path: name}
			f.advise(place{}, "use it or delete it", "no handout, alert or lesson shows this file")
			a.l.files = append(a.l.files, f)
		}
	}
}

func (a *alone) readAlerts() {
	for _, file := range a.l.tree.below[alertsDir] {
		name, isMarkdown := strings.CutSuffix(path.Base(file), ".md")
		switch {
		case !isMarkdown || name == "README":
			continue
		case path.Dir(file) != alertsDir:
			a.l.tree.problem(file, "an alert stands in the folder "+alertsDir+" itself", "move it to "+path.Join(alertsDir, name+".md"))
			continue
		case !isID(name):
			a.l.tree.problem(file, "the name of the file is not an id", "lower case words joined by -, such as strong-pills.md")
			continue
		}
		u := a.unit()
		a.room.reset()
		if alert := u.readAlert(file); u.sound() {
			alert.ID = catalog.AlertID(name)
			a.alerts = append(a.alerts, alert)
		}
	}
	slices.SortStableFunc(a.alerts, func(x, y catalog.Alert) int {
		return cmp.Or(y.From.Compare(x.From), cmp.Compare(x.ID, y.ID))
	})
}

func (u *unit) readAlert(name string) (alert catalog.Alert) {
	f, ok := u.open(name, maxMarkdown)
	if !ok {
		return alert
	}
	r, body, ok := f.frontMatter("the alert")
	if !ok {
		return alert
	}
	alert = catalog.Alert{
		Title: r.text("title"), Version: r.version(), From: r.date("from"), Expires: r.date("expires"),
		Urgency:  catalog.Urgency(r.oneOf("urgency", []string{string(catalog.Notice), string(catalog.Serious), string(catalog.Deadly)})),
		Regions:  readRegions(r),
		Language: catalog.Language(u.loader.mainLanguage()), Services: readServiceKinds(r), Link: r.web("link"), Reviewers: readReviewers(r),
	}
	if r.value("language") != nil {
		alert.Language = catalog.Language(r.oneOf("language", u.loader.head.languages))
	}
	if !alert.From.IsZero() && !alert.Expires.IsZero() && alert.Expires.Before(alert.From) {
		f.broken(r.at("expires"), "the last day on which the alert holds", "the alert expires on %s, and begins on %s",
			alert.Expires.Format(time.DateOnly), alert.From.Format(time.DateOnly))
	}
	r.done()
	_, alert.Body = u.document(f, body, false, false)
	if len(alert.Body.Blocks) > 0 && len(alert.Body.Cited()) == 0 && u.sound() {
		f.broken(f.place(body), "write [^key] behind what a source note of "+sourcesFile+" says", "the alert cites no source")
	}
	return alert
}

func readRegions(r *record) []catalog.Region {
	var all []catalog.Region
	for _, region := range r.texts("regions") {
		if r.f.checkPattern(region, "region", regionPattern, "such as au-vic") {
			all = append(all, catalog.Region(region.text))
		}
	}
	return all
}
