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

func TestEveryRouteHasASection(t *testing.T) {
	for route, want := range map[nav.Route]nav.Screen{
		{Screen: nav.Lesson}: nav.Learn, {Screen: nav.Quiz}: nav.Learn, {Screen: nav.Result}: nav.Learn, {Screen: nav.Module}: nav.Learn,
		{Screen: nav.Scenario}: nav.Learn, {Screen: nav.Skills}: nav.Learn, {Screen: nav.Exchange}: nav.Learn,
		{Screen: nav.Sheet, Sheet: nav.QuizSheet}: nav.Learn, {Screen: nav.Sheet, Sheet: nav.ChecklistSheet}: nav.Learn,
		{Screen: nav.Sheet, Sheet: nav.CertificateSheet}: nav.Progress, {Screen: nav.Answers}: nav.Progress,
		{Screen: nav.Handout}: nav.Handouts, {Screen: nav.Update}: nav.Settings, {Screen: nav.Add}: nav.Settings, {Screen: nav.Home}: nav.Home, {Screen: nav.Search}: nav.Search,
		{Screen: nav.Sessions}: nav.Sessions, {Screen: nav.Facilitate}: nav.Sessions, {Screen: nav.Plan, Plan: "p"}: nav.Sessions, {Screen: nav.Year}: nav.Sessions,
	} {
		if got := route.Section(); got != want {
			t.Errorf("%v is under %s, want %s", route, got, want)
		}
	}
}
