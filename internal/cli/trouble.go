package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/exchange"
	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/settings"
)

// A trouble is an error in words: what happened, what to do next, and the exit code that says it to a
// script. err is what was found, for whoever helps; it may be nil.
type trouble struct {
	err        error
	code       int
	what, next string
}

func (t *trouble) Error() string { return t.what }
func (t *trouble) Unwrap() error { return t.err }

// misused is the trouble of a command that was not written as its help says.
func misused(format string, args ...any) error {
	return &trouble{code: Usage, what: fmt.Sprintf(format, args...)}
}

// troubles is ordered: the first entry that matches is used, and what a command knows better comes before
// it.
func troubles() []trouble {
	const nothing = "Nothing was changed. "
	return []trouble{
		// The data folder.
		{settings.ErrNoFolder, Failed, "the data folder cannot be used", "Name another one with -data."},
		{settings.ErrNoHome, Failed, "this computer names no place for data", "Name a folder with -data."},
		{settings.ErrDamaged, Failed, "the settings were damaged, so the program's own are used", ""},
		// Updates.
		{catalog.ErrNoSource, Failed, "no source of updates is set", "Name one: pal update -source OWNER/REPO, or pal install with a pack."},
		{catalog.ErrUnknownName, Failed, "that is not the name of a repository", "Write it as on GitHub: OWNER/REPO."},
		{catalog.ErrNeverOnline, Failed, "connections are switched off", "The app's settings have the switch \"Never connect\"."},
		{catalog.ErrSignInPage, Offline, "the network answered with a page of its own", "Open a browser, sign in to the network, then try again."},
		{catalog.ErrNotFound, Failed, "there is no published library under that name", "Check the spelling. A repository must be public and have a branch \"published\"."},
		{catalog.ErrRefused, Offline, "the source refused to answer", "Try again later. What is installed still works."},
		{catalog.ErrServer, Offline, "the source has trouble of its own", "Try again later. What is installed still works."},
		{catalog.ErrDamaged, Failed, "what arrived is not what was published", nothing + "Try again; if it happens twice, tell whoever publishes the library."},
		{catalog.ErrOtherOne, Failed, "the source publishes another library now", nothing + "Ask whoever publishes it before you go on."},
		{catalog.ErrNewerFormat, Failed, "the library is made for a newer Passalong", nothing + "Update the program first."},
		{catalog.ErrNotLibrary, Failed, "what is published there is not a library that Passalong can read", nothing + "Check OWNER/REPO."},
		{catalog.ErrOlder, Failed, "what is published is older than what is installed", nothing + "Ask whoever publishes it."},
		{catalog.ErrSameNumber, Failed, "two different revisions were published under one number", nothing + "Ask whoever publishes it."},
		{catalog.ErrUnsigned, Failed, "nobody has signed it", nothing + "Ask whoever publishes it for a signed one. Authors can allow unsigned content in the app's settings."},
		{catalog.ErrFingerprint, Failed, "its keys have another fingerprint than the one that was named", nothing + "Compare the digits. If they are right, this does not come from that publisher."},
		{catalog.ErrSignature, Failed, "it is not signed by the publisher of this library", nothing + "Do not use it. Ask the publisher, in another way than this."},
		{catalog.ErrNotPack, Failed, "this is not a library for Passalong", nothing + "Name a file that ends in .passalong, or the folder that a library was published in."},
		{catalog.ErrNoLibrary, Failed, "there is no such library on this computer", "pal libraries lists them."},
		{catalog.ErrBundled, Failed, "the library came with the program and cannot be removed", nothing + "It goes after the others with: pal libraries order"},
		{catalog.ErrNoPrevious, Failed, "there is no earlier revision to go back to", "Nothing was changed."},
		{catalog.ErrCannotPack, Failed, "the library has no signed revision that could be passed on", "Update it first with: pal update"},
		{catalog.ErrNoSpace, Failed, "the disk is too full", nothing + "Free some space, then try again."},
		{catalog.ErrReadOnly, Failed, "the folder cannot be written to", nothing + "Make it writable, then try again."},
		{catalog.ErrBusy, Failed, "another window of Passalong, or another pal, is changing the library", "Close it, or wait for it, then try again."},
		{catalog.ErrOffline, Offline, "the source cannot be reached", "Check the connection, then try again. What is installed still works."},
		// Local services.
		{catalog.ErrNoService, Failed, "there is no such local service", "pal services shows them."},
		{catalog.ErrServicesDamaged, Failed, "the file of local services was damaged", "Enter them again, or with: pal services import FILE"},
		// Records.
		{progress.ErrProfileInUse, Failed, "the profile is open in the app", "Close the app, then try again."},
		{progress.ErrNewerProfile, Failed, "the profile was made by a newer Passalong", "Update the program first."},
		{progress.ErrDamagedProfile, Failed, "the profile's file is damaged", "Open it in the app, which can go back to a copy."},
		{progress.ErrNoProfile, Failed, "there is no such profile", "The app shows the nicknames."},
		// Sessions.
		{session.ErrDamaged, Failed, "the file of the sessions is damaged", "Open it in the app, which can set it aside."},
		{session.ErrNewer, Failed, "the sessions were kept by a newer Passalong", "Update the program first."},
		{session.ErrForeign, Failed, "sessions.db in the data folder is not a file of Passalong", "Move it elsewhere."},
		// Files.
		{exchange.ErrTooLarge, Content, "the file is larger than a quiz can be", "Export the questions in several files."},
		{exchange.ErrUnknown, Content, "the file is neither GIFT nor Moodle XML", "Export the questions as GIFT or as Moodle XML."},
		{fs.ErrExist, Failed, "there is a file of that name already", "Name another one, or say -replace to write over it."},
		{progress.ErrDiskFull, Failed, "the disk is full", "Free some space, then try again."},
		{fs.ErrPermission, Failed, "this is not allowed", "See who may read and write there."},
		{fs.ErrNotExist, Failed, "there is no such file or folder", "Check its name."},
		{context.DeadlineExceeded, Failed, "that took too long", "Try again."},
	}
}

// explain says an error in words. What the command has better words for comes first.
func (c *call) explain(err error) trouble {
	if t := (*trouble)(nil); errors.As(err, &t) {
		return *t
	}
	if t, ok := c.typed(err); ok {
		return t
	}
	for _, t := range append(c.cmd.troubles, troubles()...) {
		if errors.Is(err, t.err) {
			t.err = err
			return t
		}
	}
	return trouble{code: Failed, what: err.Error()}
}

// typed explains the errors that carry more than what they are.
func (c *call) typed(err error) (trouble, bool) {
	if fallback := (*catalog.FallbackError)(nil); errors.As(err, &fallback) {
		what := "the installed content cannot be used, so this is the bundled content"
		if len(fallback.Left) > 0 {
			what = "a library that is installed cannot be used and is left out: " + strings.Join(fallback.Left, ", ")
		}
		return trouble{err, Failed, what, "Put it right with: pal update"}, true
	}
	if limit := (*catalog.LimitError)(nil); errors.As(err, &limit) {
		return trouble{err, Offline, fmt.Sprintf("%s asks us to wait %s", host(c.asking), until(limit.Until)), "It counts the requests of everybody on this network. What is installed still works."}, true
	}
	if changed := (*catalog.KeysChangedError)(nil); errors.As(err, &changed) {
		return otherKeys(err, changed), true
	}
	if bad := (*catalog.ContentError)(nil); errors.As(err, &bad) {
		return trouble{code: Content, what: "the content has problems"}, true
	}
	if folder := (*catalog.FolderError)(nil); errors.As(err, &folder) {
		return c.inFolder(folder), true
	}
	return trouble{}, false
}

// host is whoever answers at an address of a source.
func host(address string) string {
	switch at, err := url.Parse(address); {
	case err == nil && at.Host != "":
		return at.Hostname()
	case strings.Count(address, "/") == 1:
		return "GitHub"
	}
	return "the source"
}

// otherKeys explains the error that may mean an attack, or that somebody has lost their keys.
func otherKeys(err error, e *catalog.KeysChangedError) trouble {
	t := trouble{
		err: err, code: Failed, what: fmt.Sprintf("%s is signed by other keys than before", named(e.Title, e.Library)),
		next: "Nothing was changed. Somebody may have tampered with it, or the publisher has lost the keys. Ask the publisher, in another way than this, before you go on.",
	}
	if e.Known != "" && e.Offered != "" {
		t.next += fmt.Sprintf(" The fingerprint here is %s, the other one is %s.", e.Known, e.Offered)
	}
	return t
}

func until(t time.Time) string {
	if t.IsZero() {
		return "a while"
	}
	return "until " + t.Local().Format("15:04")
}

func (c *call) inFolder(e *catalog.FolderError) trouble {
	t := trouble{code: Failed}
	switch {
	case e.Err == nil:
		t.code, t.what = Content, fmt.Sprintf("there is no %s in %s", e.Missing, e.Folder)
	case errors.Is(e.Err, fs.ErrNotExist):
		t.what = fmt.Sprintf("there is no folder %s", e.Folder)
	case errors.Is(e.Err, fs.ErrPermission):
		t.what = fmt.Sprintf("the folder %s may not be read", e.Folder)
	default:
		t.what = fmt.Sprintf("the folder %s cannot be opened: %v", e.Folder, e.Err)
	}
	if e.Try != "" {
		option := ""
		if c.place.Library != "" {
			option = "-library "
		}
		t.next = fmt.Sprintf("Try: pal %s %s%s", c.cmd.name, option, e.Try)
	}
	return t
}

// report says what went wrong and gives the exit code.
func (c *call) report(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return Done
	case ctx.Err() != nil:
		c.tell(trouble{what: "stopped"})
		return Failed
	}
	t := c.explain(err)
	if t.code == Usage {
		fmt.Fprintf(c.Stderr, "pal %s: %s\nUsage: pal %s\nMore:  pal help %s\n", c.cmd.name, t.what, c.cmd.usage(), c.cmd.name)
		return Usage
	}
	if t.what != "" {
		c.tell(t)
	}
	list(c.Stderr, problemsOf(err))
	return t.code
}

// warn says what is wrong and does not keep the command from doing its work.
func (c *call) warn(err error) { c.tell(c.explain(err)) }

// tell writes what happened, what to do next, and last what only whoever helps can read.
func (c *call) tell(t trouble) {
	fmt.Fprintf(c.Stderr, "pal %s: %s\n", c.cmd.name, visible(t.what))
	if t.next != "" {
		fmt.Fprintln(c.Stderr, visible(t.next))
	}
	if t.err != nil && t.err.Error() != t.what {
		fmt.Fprintln(c.Stderr, "Details:", visible(t.err.Error()))
	}
}

// unknown answers to words that are no command.
func unknown(w io.Writer, args []string) int {
	if group := about(args[0]); len(group) > 0 {
		fmt.Fprintf(w, "pal %s: say what to do\n", args[0])
		for _, c := range group {
			fmt.Fprintf(w, "Usage: pal %s\n", c.usage())
		}
		return Usage
	}
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	hint := `"pal help" lists them`
	near, ok := nearest(args[0], names)
	if len(args) > 1 && !ok {
		near, ok = nearest(args[0]+" "+args[1], names)
	}
	if ok {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	fmt.Fprintf(w, "pal: there is no command %q; %s\n", args[0], hint)
	return Usage
}
