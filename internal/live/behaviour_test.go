package live_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/quiz"
	"github.com/passalong/passalong/internal/session"
)

// given are the answers that the room has, in order.
func given(r *room) []string {
	var out []string
	for _, a := range done[session.Answered](r) {
		text := a.Given.Text
		for _, c := range a.Given.Choices {
			text += string(c) + " "
		}
		out = append(out, strings.TrimSpace(text+" "+string(a.Given.Sure)))
	}
	return out
}

func TestAPhoneInChromium(t *testing.T) {
	t.Parallel() // most of it is waiting
	browser := chromium(t)
	sizes := map[string][2]int64{"small": {320, 568}, "usual": {360, 640}, "large": {412, 915}}
	for name, size := range sizes {
		t.Run("joins, answers and changes its answer on a "+name+" screen", func(t *testing.T) {
			r := newRoom()
			b := open(t, browser, size[0], size[1])
			b.joined(serve(t, r).Phones().Join.URL)
			b.shows(r, pollView(changed(single("m/first", 1, true), func(p *session.RoomPoll) { p.AskSure = true })))
			b.press("AGive breaths")
			b.press("Sure")
			b.press("Send")
			b.sees("✓ Sent", "You can change your answer")
			b.press("BCall an ambulance on 000")
			b.sees("Changed, and not sent yet")
			b.press("Send the change")
			b.sees("✓ Sent")
			if diff := cmp.Diff([]string{"air  sure", "call  sure"}, given(r)); diff != "" {
				t.Error(diff)
			}
			if n := len(done[session.Joined](r)); n != 1 {
				t.Errorf("%d phones joined", n)
			}
		})
	}
	t.Run("answers with buttons alone", func(t *testing.T) { onlyButtons(t, browser) })
	t.Run("sleeps, misses a stop of the program and goes on", func(t *testing.T) { sleeps(t, browser) })
	t.Run("sends an answer that could not be kept until it is", func(t *testing.T) { retries(t, browser) })
	t.Run("says when an answer came too late", func(t *testing.T) { tooLate(t, browser) })
	t.Run("is still in after the page was loaded anew", func(t *testing.T) { reloads(t, browser) })
	t.Run("is used with the keyboard alone", func(t *testing.T) { keyboard(t, browser) })
	t.Run("leaves somebody alone who is typing", func(t *testing.T) { typing(t, browser) })
	t.Run("shows its words in another language", func(t *testing.T) { languages(t, browser) })
	t.Run("fills in a sheet with a ticket", func(t *testing.T) { sheets(t, browser) })
	t.Run("says that the session is over", func(t *testing.T) { ends(t, browser) })
	t.Run("types the code, and a wrong one first", func(t *testing.T) { types(t, browser) })
	t.Run("orders and matches by what is shown", func(t *testing.T) { ordersAndMatches(t, browser) })
}

func onlyButtons(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.press("Only buttons")
	b.shows(r, pollView(single("m/first", 1, true)))
	b.press("B")
	b.sees("✓ Sent")
	if strings.Contains(b.text(), "Someone does not wake up") {
		t.Error("the question is shown although only buttons were asked for")
	}
	b.accessible(axeCore(t), "only buttons")
	b.fits("only buttons")
	b.shot("only-buttons")
	if diff := cmp.Diff([]string{"call"}, given(r)); diff != "" {
		t.Error(diff)
	}
	b.do(chromedp.Reload())
	b.waits(`document.querySelectorAll('.big').length === 4`) // it is remembered
}

func sleeps(t *testing.T, browser ctx) {
	r := newRoom()
	s := serve(t, r)
	b := open(t, browser, 360, 640)
	b.joined(s.Phones().Join.URL)
	b.shows(r, pollView(single("m/first", 1, true)))
	b.press("BCall an ambulance on 000")
	b.offline(true)
	b.press("Send")
	b.sees("Not sent yet", "No connection")
	b.accessible(axeCore(t), "no connection")
	b.shot("no-connection")
	host := s.Phones().Join.Host
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if serve(t, r).Phones().Join.Host != host {
		t.Skip("the port was taken meanwhile by another program")
	}
	b.offline(false)
	b.sees("✓ Sent")
	b.waits(`document.getElementById('net').hidden`)
	if diff := cmp.Diff([]string{"call"}, given(r)); diff != "" {
		t.Error(diff)
	}
	b.shows(r, pollView(single("m/second", 1, true)))
	b.waits(`document.querySelectorAll('.option.on').length === 0`)
}

func retries(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, pollView(single("m/first", 1, true)))
	r.fail(errDisk, errDisk)
	b.press("CWait and see")
	b.press("Send")
	b.sees("Not sent yet")
	b.press("BCall an ambulance on 000") // another answer takes its place
	b.press("Send")
	b.sees("✓ Sent")
	got := given(r)
	if len(got) == 0 || got[len(got)-1] != "call" {
		t.Errorf("the room has %q", got)
	}
}

func tooLate(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, pollView(single("m/first", 1, true)))
	b.press("BCall an ambulance on 000")
	b.offline(true)
	b.press("Send")
	b.sees("Not sent yet")
	r.show(pollView(single("m/first", 1, false)))
	b.offline(false)
	b.sees("This came too late and was not counted.")
	if got := given(r); len(got) != 0 {
		t.Errorf("the room has %q", got)
	}
}

func reloads(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, pollView(single("m/first", 1, true)))
	b.press("BCall an ambulance on 000")
	b.press("Send")
	b.sees("✓ Sent")
	b.do(chromedp.Reload())
	b.sees("✓ Sent")
	b.waits(`document.querySelectorAll('.option.on').length === 1`)
	if n := len(done[session.Joined](r)); n != 1 {
		t.Errorf("%d phones joined", n)
	}
	kept := eval[[]string](b, `Object.keys(sessionStorage).sort()`)
	if diff := cmp.Diff([]string{"passalong-number", "passalong-token"}, kept); diff != "" {
		t.Error("kept in the tab:", diff)
	}
	if eval[string](b, "document.cookie") != "" || eval[int](b, "localStorage.length") != 0 {
		t.Error("something is kept beside the tab")
	}
}

func keyboard(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.visit(serve(t, r).Phones().Join.URL)
	b.sees("Join the session")
	b.keys(kb.Tab) // the first thing is Join
	b.keys(kb.Enter)
	b.sees("You are in")
	b.shows(r, pollView(single("m/first", 1, true)))
	b.waits(`document.activeElement.tagName === 'H1' && document.activeElement.textContent.indexOf('Someone') === 0`)
	b.keys(kb.Tab)
	b.keys(kb.ArrowDown) // the second answer
	b.keys(kb.Tab)
	b.keys(kb.Enter)
	b.sees("✓ Sent")
	if diff := cmp.Diff([]string{"call"}, given(r)); diff != "" {
		t.Error(diff)
	}
	for range 30 { // every control can be reached, and the focus is seen
		b.keys(kb.Tab)
		seen := eval[bool](b, `(function () { var e = document.activeElement, s = getComputedStyle(e), p = e.parentNode && e.parentNode.className;
			return e === document.body || s.outlineStyle !== 'none' || /focus/.test(p || ''); }())`)
		if !seen {
			t.Error("no focus is seen on", eval[string](b, `document.activeElement.outerHTML.slice(0, 100)`))
		}
		if eval[string](b, `document.activeElement.id`) == "lang" {
			return
		}
	}
	t.Error("the choice of language cannot be reached")
}

func typing(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "w", Prompt: "What helps?", Open: true}})
	b.waits(`document.getElementById('word')`)
	b.do(chromedp.Focus(chromedp.ID("word")))
	b.keys("Liste")
	b.shows(r, session.PhoneView{State: session.PhoneWall, Wall: &session.RoomWall{ID: "w", Prompt: "What helps?", Open: true, Words: []session.Word{{ID: 1, Text: "Tea", Approved: true}}}})
	b.sees("Tea")
	b.shows(r, pollView(single("m/first", 1, true)))
	b.sees("There is something new.")
	b.keys("ning")
	if got := eval[string](b, `document.activeElement.value`); got != "Listening" {
		t.Errorf("in the field stands %q", got)
	}
	b.press("Show it")
	b.sees("Someone does not wake up")
}

func languages(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, pollView(single("m/first", 1, true)))
	b.press("BCall an ambulance on 000")
	for lang, want := range map[string][]string{"vi": {"Gửi", "bản dịch máy", "ltr"}, "ar": {"إرسال", "ترجمة آلية", "rtl"}} {
		b.language(lang)
		b.sees(want[:2]...)
		if got := eval[string](b, `document.documentElement.dir`); got != want[2] {
			t.Errorf("%s runs %s", lang, got)
		}
		if got := eval[string](b, `document.querySelector('h1').lang + document.querySelector('h1').dir`); got != "enltr" {
			t.Errorf("with %s, the question is marked %q", lang, got)
		}
		if n := eval[int](b, `document.querySelectorAll('.option.on').length`); n != 1 {
			t.Errorf("with %s, %d answers are chosen", lang, n)
		}
	}
	b.do(chromedp.Reload())
	b.waits(`document.documentElement.lang !== 'en'`) // it is remembered
}

func sheets(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, session.PhoneView{State: session.PhonePhase, Phase: evaluation.After, Items: sheetItems})
	b.press("Start")
	b.press("BCall an ambulance on 000")
	b.press("Next")
	b.press("I don’t know")
	b.press("Next")
	b.do(chromedp.SendKeys(chromedp.ID("t2"), "000"))
	b.press("Sure")
	b.do(chromedp.Reload()) // nothing is lost
	b.sees("Question 3 of 3")
	b.waits(`document.getElementById('t2').value === '000'`)
	b.press("Next")
	b.press("I have a ticket")
	b.do(chromedp.SendKeys(chromedp.ID("k0"), "72f 996"))
	b.press("Send my answers")
	b.sees("Your answers are in")
	b.accessible(axeCore(t), "sheet sent")
	got := done[session.Keyed](r)
	if len(got) != 1 {
		t.Fatalf("%d sheets", len(got))
	}
	want := evaluation.Sheet{Phase: evaluation.After, Mark: "mark of 72F-996", Way: evaluation.Phones, Responses: []quiz.Response{
		{Item: "m/first", Choices: []quiz.ChoiceID{"call"}}, {Item: "m/order", Choices: []quiz.ChoiceID{"unsure"}}, {Item: "m/short", Text: "000", Sure: quiz.Sure},
	}}
	if diff := cmp.Diff(want, got[0].Sheet); diff != "" || got[0].By == "" {
		t.Error(diff)
	}
	if kept := eval[string](b, `JSON.stringify(sessionStorage)`); strings.Contains(strings.ToLower(kept), "996") || strings.Contains(kept, "call") {
		t.Error("still kept in the tab:", kept)
	}
}

func ends(t *testing.T, browser ctx) {
	r := newRoom()
	s := serve(t, r)
	b := open(t, browser, 360, 640)
	b.joined(s.Phones().Join.URL)
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.sees("This page is closed for now")
	b.accessible(axeCore(t), "stopped")
	start(t, s)
	b.sees("You are in")
	if err := s.End(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.sees("The session is over", "Nothing about you was kept. You can close this page.")
	b.accessible(axeCore(t), "ended")
	b.shot("ended")
	if n := eval[int](b, `sessionStorage.length`); n != 0 {
		t.Errorf("%d things are kept in the tab", n)
	}
}

func types(t *testing.T, browser ctx) {
	j := serve(t, newRoom()).Phones().Join
	b := open(t, browser, 360, 640)
	wrong := "BBBB"
	if j.Code == wrong {
		wrong = "CCCC"
	}
	b.visit("http://" + j.Host + "/")
	b.do(chromedp.SendKeys(chromedp.ID("code"), strings.ToLower(wrong)+"\r"))
	b.waits(`location.pathname === '/` + wrong + `'`)
	b.press("Join")
	b.sees("No session has this code.")
	if !eval[bool](b, `document.querySelector('#status p').getBoundingClientRect().bottom <= innerHeight`) {
		t.Error("what is wrong is below the screen")
	}
	b.accessible(axeCore(t), "wrong code")
	b.press("Type another code")
	b.waits(`document.getElementById('code')`)
	b.do(chromedp.SendKeys(chromedp.ID("code"), strings.ToLower(j.Code)+"\r"))
	b.press("Join")
	b.sees("You are in")
}

func ordersAndMatches(t *testing.T, browser ctx) {
	r := newRoom()
	b := open(t, browser, 360, 640)
	b.joined(serve(t, r).Phones().Join.URL)
	b.shows(r, pollView(orderPoll))
	b.press("Move up: Try to wake them")
	b.press("Move up: Try to wake them")
	b.press("Send")
	b.sees("✓ Sent")
	b.shows(r, pollView(matchPoll))
	b.waits(`document.getElementById('m0-2')`)
	eval[bool](b, `(['#3', '', '#2'].forEach(function (v, i) { var s = document.getElementById('m0-' + i); s.value = v; s.dispatchEvent(new Event('change')); }), true)`)
	b.press("Send")
	b.sees("✓ Sent")
	if diff := cmp.Diff([]string{"#3 #1 #2 #4", "#3  #2"}, given(r)); diff != "" {
		t.Error(diff)
	}
}
