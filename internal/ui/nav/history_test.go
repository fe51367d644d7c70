package nav_test

import (
	"testing"

	"github.com/passalong/passalong/internal/ui/nav"
)

func TestHistoryGoesBackAndForward(t *testing.T) {
	home, learn := nav.Route{Screen: nav.Home}, nav.Route{Screen: nav.Learn}
	lesson := nav.Route{Screen: nav.Lesson, Module: "m", Lesson: "l"}
	var h nav.History
	if _, ok := h.Current(); ok || h.CanBack() || h.CanForward() {
		t.Fatal("a new history has a place")
	}
	at := func(want nav.Route, back, forward bool) {
		t.Helper()
		if got, _ := h.Current(); got != want || h.CanBack() != back || h.CanForward() != forward {
			t.Errorf("at %v, back %v, forward %v; want %v, %v, %v", got, h.CanBack(), h.CanForward(), want, back, forward)
		}
	}
	h.Visit(home)
	h.Visit(home)
	at(home, false, false)
	h.Visit(learn)
	h.Visit(lesson)
	at(lesson, true, false)
	h.Back()
	at(learn, true, true)
	h.Back()
	h.Back()
	at(home, false, true)
	h.Forward()
	at(learn, true, true)
	h.Visit(nav.Route{Screen: nav.Settings}) // what lay ahead is forgotten
	at(nav.Route{Screen: nav.Settings}, true, false)
	h.Forward()
	at(nav.Route{Screen: nav.Settings}, true, false)
	h.Replace(lesson)
	at(lesson, true, false)
	h.Back()
	at(learn, true, true)
	h.Reset(home)
	at(home, false, false)
}

func TestEveryScreenHasASection(t *testing.T) {
	for screen, want := range map[nav.Screen]nav.Screen{
		nav.Lesson: nav.Learn, nav.Quiz: nav.Learn, nav.Result: nav.Learn, nav.Module: nav.Learn,
		nav.Handout: nav.Handouts, nav.Update: nav.Settings, nav.Home: nav.Home, nav.Search: nav.Search,
	} {
		if got := screen.Section(); got != want {
			t.Errorf("%s is under %s, want %s", screen, got, want)
		}
	}
}
