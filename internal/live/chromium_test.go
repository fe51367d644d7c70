package live_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A tab is a phone with a real browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// chromium starts one browser for a test, or skips the test where there is none.
func chromium(t *testing.T) context.Context {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && program == "" {
			program = found
		}
	}
	if program == "" {
		t.Skip("there is no Chromium here: scripts/setup test installs it")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.Flag("force-color-profile", "srgb"), chromedp.Env("LANG=en_AU.UTF-8"), chromedp.Flag("lang", "en-AU"))
	ctx, cancel := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal("starting Chromium:", err)
	}
	return ctx
}

// open makes a tab with nothing kept from others.
func open(t *testing.T, browser context.Context, w, h int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the tab would end with a shorter context
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(w, h, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)))
	b.watch(cancel)
	return b
}

// watch fails the test when the page's program does.
func (b *tab) watch(cancel func()) {
	messages := chromedp.Console(b.ctx)
	var done sync.WaitGroup
	done.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleException {
				b.t.Error("in the page's program:", m.Text)
			} else if strings.Contains(m.Text, "Content Security Policy") {
				b.t.Error("in the page:", m.Text)
			}
		}
	})
	b.t.Cleanup(func() {
		cancel()
		done.Wait()
	})
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval gives the value of an expression of JavaScript.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", expression, err)
	}
	return v
}

func (b *tab) text() string { return eval[string](b, `document.body.innerText`) }

// sees waits until the page shows all of these.
func (b *tab) sees(texts ...string) {
	b.t.Helper()
	for _, text := range texts {
		quoted, _ := json.Marshal(text)
		b.waits(fmt.Sprintf("document.body.innerText.indexOf(%s) >= 0", quoted))
	}
}

// waits until an expression is true.
func (b *tab) waits(expression string) {
	b.t.Helper()
	until := time.Now().Add(15 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		cancel()
		if err == nil && is { // in the middle of going to another page there is an error
			return
		}
		if time.Now().After(until) {
			b.t.Fatalf("in vain: %s\nthe page says:\n%s", expression, b.text())
		}
		<-tick.C
	}
}

// press clicks what says so: a button, a label or a link.
func (b *tab) press(text string) {
	b.t.Helper()
	quoted, _ := json.Marshal(text)
	find := fmt.Sprintf(`Array.prototype.filter.call(document.querySelectorAll('button, label.option, a'), function (e) {
		return e.offsetParent && (e.textContent.trim() === %[1]s || e.getAttribute('aria-label') === %[1]s); })[0]`, quoted)
	b.waits(find)
	eval[bool](b, "("+find+".click(), true)")
}

// keys presses keys, one after the other.
func (b *tab) keys(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// offline takes the phone off the network, or brings it back.
func (b *tab) offline(off bool) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		c := &network.Conditions{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}
		_, err := cdp.Call(ctx, t, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{c}})
		if err == nil {
			_, err = cdp.Call(ctx, t, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
		}
		return err
	}))
}

func (b *tab) dark(on bool) {
	b.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}

// shot keeps a picture of the whole page where LIVE_SHOTS says, for people to look at.
func (b *tab) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("LIVE_SHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(80))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".jpg"), picture, 0o600)
	}
	if err != nil {
		b.t.Error(err)
	}
}

const (
	axePath = "testdata/axe.min.js"
	// axeSum is of axe.min.js of axe-core 4.14.1, as npm has it: see testdata/README.md.
	axeSum = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
)

func axeCore(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(axePath)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != axeSum {
		t.Fatalf("%s is not axe-core 4.14.1", axePath)
	}
	return string(text)
}

// accessible fails the test for whatever axe-core finds.
func (b *tab) accessible(axe, where string) {
	b.t.Helper()
	if !eval[bool](b, "!!window.axe") {
		b.do(chromedp.Evaluate[chromedp.Void](axe))
	}
	type finding struct {
		ID, Help string
		Nodes    []struct {
			HTML           string `json:"html"`
			FailureSummary string `json:"failureSummary"`
		}
	}
	found := eval[[]finding](b, `axe.run(document, {resultTypes: ['violations']}).then(function (r) { return r.violations; })`)
	for _, f := range found {
		for _, n := range f.Nodes {
			b.t.Errorf("%s: %s (%s): %s\n%s", where, f.Help, f.ID, n.HTML, n.FailureSummary)
		}
	}
}

// fits fails the test when anything is wider than the screen or cut off.
func (b *tab) fits(where string) {
	b.t.Helper()
	out := eval[[]string](b, `(function () {
		var bad = [], w = document.documentElement.clientWidth, all = document.body.querySelectorAll('*'), i, e, r;
		if (document.scrollingElement.scrollWidth > w) { bad.push('the page is ' + document.scrollingElement.scrollWidth + ' wide, the screen ' + w); }
		for (i = 0; i < all.length; i++) {
			e = all[i]; r = e.getBoundingClientRect();
			if (!e.offsetParent || e.tagName === 'OPTION') { continue; }
			if (r.right > w + 1 || r.left < -1) { bad.push('beyond the edge: ' + e.outerHTML.slice(0, 120)); }
			if (e.tagName !== 'INPUT' && e.tagName !== 'SELECT' && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && getComputedStyle(e).overflow !== 'visible') { bad.push('cut off: ' + e.outerHTML.slice(0, 120)); }
			if (e.className === 'words' && e.textContent && r.width < 3 * parseFloat(getComputedStyle(e).fontSize)) { bad.push('too narrow to read: ' + e.outerHTML.slice(0, 120)); }
			if (e.tagName === 'BUTTON' && e.scrollWidth > e.clientWidth + 1) { bad.push('wider than its button: ' + e.outerHTML.slice(0, 120)); }
		}
		return bad;
	}())`)
	for _, what := range out {
		b.t.Errorf("%s: %s", where, what)
	}
}

// large makes text twice as large as usual.
func (b *tab) large(on bool) {
	b.t.Helper()
	size := "''"
	if on {
		size = "'225%'"
	}
	eval[bool](b, "(document.documentElement.style.fontSize = "+size+", true)")
}

type ctx = context.Context

var errDisk = errors.New("no space left on the disk")
