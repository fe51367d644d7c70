package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/look"
)

// calloutLook is the drawing of a kind of callout.
type calloutLook struct {
	title     string
	icon      look.IconName
	fill, ink fyne.ThemeColorName
}

func calloutOf(kind catalog.CalloutKind) calloutLook {
	switch kind {
	case catalog.Tip:
		return calloutLook{"Tip", look.IconLightbulb, look.ColorRightFill, look.ColorRightInk}
	case catalog.Important:
		return calloutLook{"Important", look.IconProblem, look.ColorImportFill, look.ColorImportInk}
	case catalog.Warning:
		return calloutLook{"Warning", look.IconWarning, look.ColorWaitFill, look.ColorWaitInk}
	case catalog.Caution:
		return calloutLook{"Caution", look.IconStop, look.ColorWrongFill, look.ColorWrongInk}
	default:
		return calloutLook{"Note", look.IconInfo, look.ColorNoteFill, look.ColorNoteInk}
	}
}

// NewCallout makes a tinted box with a bar, an icon and a title above content. Title "" is the word for its kind.
func NewCallout(kind catalog.CalloutKind, title string, content ...fyne.CanvasObject) fyne.CanvasObject {
	l := calloutOf(kind)
	if title == "" {
		title = l.title
	}
	head := HStack(look.Gap8, NewIcon(l.icon, l.ink), Grow(NewText(TextStyle{Bold: true, Ink: l.ink}, Run{Text: title})))
	body := VStack(look.Gap8, append([]fyne.CanvasObject{head}, content...)...)
	p := newPanel(l.fill, look.ColorEdge, look.Gap8, Inset(look.Gap16+look.Gap4, look.Gap16, body))
	p.bar = l.ink
	return p
}

// NewQuote makes a bar before content that somebody else said.
func NewQuote(content ...fyne.CanvasObject) fyne.CanvasObject {
	p := newPanel("", "", 0, Inset(look.Gap24, look.Gap4, VStack(look.Gap8, content...)))
	p.bar = look.ColorControl
	return p
}

// NewEmptyState fills a place where nothing is yet: what is missing, why, and what to do. Action may be nil.
func NewEmptyState(icon look.IconName, heading, text string, action *Button) fyne.CanvasObject {
	disc := newPanel(look.ColorSelectedFill, look.ColorEdge, canvas.RadiusMaximum, Inset(look.Gap24+2, look.Gap24+2, NewIconScaled(icon, look.ColorSelectedInk, 2)))
	objects := []fyne.CanvasObject{
		centre(disc),
		NewText(TextStyle{Size: look.SizeHeading, Bold: true, Align: fyne.TextAlignCenter}, Run{Text: heading}),
		NewText(TextStyle{Ink: look.ColorMuted, Align: fyne.TextAlignCenter}, Run{Text: text}),
	}
	if action != nil {
		objects = append(objects, centre(action))
	}
	return MaxWidth(460, true, Inset(0, look.Gap32, VStack(look.Gap16, objects...)))
}

// centre puts o in the middle of a row.
func centre(o fyne.CanvasObject) fyne.CanvasObject { return HStack(0, Grow(), o, Grow()) }

// ErrorState is what an ErrorPanel says.
type ErrorState struct {
	What    string // what happened; "" hides the panel
	Next    string // what to do next
	Details string // for whoever helps; may be empty
}

// An ErrorPanel says what happened and what to do next, where it happened.
type ErrorPanel struct {
	*panel
	what, next, details *Text
	more                *Button
	open                bool
}

// NewErrorPanel makes a hidden panel. Action may be nil.
func NewErrorPanel(action *Button) *ErrorPanel {
	e := &ErrorPanel{
		what:    NewText(TextStyle{Bold: true, Ink: look.ColorWrongInk}),
		next:    Body(""),
		details: NewText(TextStyle{Size: look.SizeCaption, Ink: look.ColorMuted}),
	}
	e.more = NewButton(Quiet, "Show details", look.IconChevronDown, e.toggle)
	buttons := Wrap(look.Gap8)
	if action != nil {
		buttons.Add(action)
	}
	buttons.Add(e.more)
	words := VStack(look.Gap8, e.what, e.next, buttons, e.details)
	row := HStackTop(look.Gap12, NewIcon(look.IconProblem, look.ColorWrongInk), Grow(words))
	e.panel = makePanel(look.ColorWrongFill, look.ColorEdge, look.Gap8, Inset(look.Gap16+look.Gap4, look.Gap16, row))
	e.bar = look.ColorWrongInk
	e.Be(e)
	e.Set(ErrorState{})
	return e
}

// Set shows s.
func (e *ErrorPanel) Set(s ErrorState) {
	e.what.SetText(s.What)
	e.next.SetText(s.Next)
	e.next.Hidden = s.Next == ""
	e.details.SetText(s.Details)
	e.more.Hidden = s.Details == ""
	e.Hidden = s.What == ""
	e.show(false)
}

// Tell shows an error in words, or hides the panel where there is none.
func (e *ErrorPanel) Tell(t explain.Trouble) {
	e.Set(ErrorState{What: t.What, Next: t.Next, Details: t.Detail})
}

func (e *ErrorPanel) toggle() {
	e.show(!e.open)
	Resettle(e)
}

func (e *ErrorPanel) show(open bool) {
	e.open = open
	e.details.Hidden = !open
	if open {
		e.more.SetLabel("Hide details")
		e.more.SetIcon(look.IconChevronUp)
	} else {
		e.more.SetLabel("Show details")
		e.more.SetIcon(look.IconChevronDown)
	}
	e.Refresh()
}

// A Notice is a bar that says what has just happened, with one thing to do about it. It stays until it is
// dismissed or replaced: people read at different speeds.
type Notice struct {
	*panel
	icon   *Icon
	text   *Text
	action *Button
	close  *IconButton
	act    func()
}

// NewNotice makes a hidden bar.
func NewNotice() *Notice {
	n := &Notice{
		icon: NewIcon(look.IconInfo, look.ColorNoteInk),
		text: Body(""),
	}
	n.action = NewButton(Secondary, "", look.NoIcon, func() {
		if n.act != nil {
			n.act()
		}
	})
	n.close = NewIconButton(look.IconClose, "Dismiss", n.Clear)
	n.panel = makePanel(look.ColorNoteFill, look.ColorLine, look.Gap8, Inset(look.Gap16, look.Gap8, HStack(look.Gap12, n.icon, Grow(n.text), n.action, n.close)))
	n.Be(n)
	n.Hidden = true
	return n
}

// Say shows text in a tone; with an action label there is a button that calls action.
func (n *Notice) Say(tone Tone, text, actionLabel string, action func()) {
	fill, ink := tone.colours()
	n.fill = fill
	n.icon.Set(tone.icon(), ink)
	n.text.SetText(text)
	n.action.SetLabel(actionLabel)
	n.action.Hidden = actionLabel == ""
	n.act = action
	n.Hidden = false
	n.Refresh()
}

// Clear hides the bar.
func (n *Notice) Clear() {
	n.Hidden = true
	n.Refresh()
}

func (t Tone) icon() look.IconName {
	switch t {
	case ToneWait:
		return look.IconClock
	case ToneRight:
		return look.IconCircleCheck
	case ToneWrong:
		return look.IconProblem
	default:
		return look.IconInfo
	}
}

// FormRow puts a label and a hint before a control; they stand below each other where the width is small.
func FormRow(label, hint string, control fyne.CanvasObject) fyne.CanvasObject {
	words := VStack(2, NewText(TextStyle{Bold: true}, Run{Text: label}))
	if hint != "" {
		words.Add(Muted(hint))
	}
	return VStack(look.Gap8, words, control)
}

// A Fold is a button with content below it that is hidden until the button is pressed.
type Fold struct {
	*panel
	button     *Button
	content    fyne.CanvasObject
	show, hide string
}

// NewFold makes a closed fold. Show and hide are the words on its button while it is closed and open.
func NewFold(show, hide string, content fyne.CanvasObject) *Fold {
	f := &Fold{content: content, show: show, hide: hide}
	f.button = NewButton(Quiet, "", look.NoIcon, func() { f.SetOpen(!f.content.Visible()) })
	f.panel = makePanel("", "", 0, VStack(look.Gap8, Inset(-look.Gap12, 0, HStack(0, f.button, Grow())), content))
	f.Be(f)
	f.SetOpen(false)
	return f
}

// SetOpen shows or hides the content.
func (f *Fold) SetOpen(open bool) {
	if open {
		f.content.Show()
		f.button.SetLabel(f.hide)
		f.button.SetIcon(look.IconChevronUp)
	} else {
		f.content.Hide()
		f.button.SetLabel(f.show)
		f.button.SetIcon(look.IconChevronDown)
	}
	f.Refresh()
	Resettle(f)
}
