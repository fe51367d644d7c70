package docview

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// leading is the distance of lines of text that is read for long.
const leading = 1.08

// object builds a block, and what ends the work that it starts.
func (v *View) object(b catalog.Block) (o fyne.CanvasObject, drop func()) {
	ctx, cancel := context.WithCancel(v.ctx)
	return v.block(ctx, b), cancel
}

func (v *View) block(ctx context.Context, b catalog.Block) fyne.CanvasObject {
	switch b := b.(type) {
	case catalog.Heading:
		return v.heading(b)
	case catalog.Paragraph:
		return v.text(b.Text)
	case catalog.List:
		return v.list(ctx, b)
	case catalog.Table:
		return newTable(v, b)
	case catalog.Callout:
		return widgets.NewCallout(b.Kind, "", v.blocks(ctx, b.Blocks)...)
	case catalog.Quote:
		return widgets.NewQuote(v.blocks(ctx, b.Blocks)...)
	case catalog.Code:
		return code(b)
	case catalog.Picture:
		return newPicture(ctx, v, b)
	}
	return widgets.Inset(0, look.Gap8, widgets.Divider())
}

func (v *View) blocks(ctx context.Context, bs []catalog.Block) []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(bs))
	for i, b := range bs {
		objects[i] = v.block(ctx, b)
	}
	return objects
}

func (v *View) heading(h catalog.Heading) fyne.CanvasObject {
	style := widgets.TextStyle{Size: look.SizeHeading, Bold: true, Lead: 0.95}
	switch h.Level {
	case 3:
		style.Size = look.SizeLead
	case 4:
		style.Size = look.SizeSmall
	}
	return widgets.NewText(style, v.runs(h.Text)...)
}

func (v *View) text(spans []catalog.Span) *widgets.Text {
	return widgets.NewText(widgets.TextStyle{Lead: leading}, v.runs(spans)...)
}

// runs are spans with what happens when they are pressed. Neighbours of one style become one run.
func (v *View) runs(spans []catalog.Span) []widgets.Run {
	var runs []widgets.Run
	for i, s := range spans {
		if i > 0 && s.Source != "" && spans[i-1].Source != "" { // "1" and "2" must not read as "12"
			runs = append(runs, widgets.Run{Text: ",", Raised: true, Ink: look.ColorMuted})
		}
		r := v.run(s)
		if n := len(runs); n > 0 && r.OnTap == nil && runs[n-1].OnTap == nil && sameStyle(runs[n-1], r) {
			runs[n-1].Text += r.Text
			continue
		}
		runs = append(runs, r)
	}
	return runs
}

func sameStyle(a, b widgets.Run) bool {
	return a.Bold == b.Bold && a.Italic == b.Italic && a.Strike == b.Strike && a.Mono == b.Mono &&
		a.Raised == b.Raised && a.Ink == b.Ink && a.Mark == b.Mark
}

func (v *View) run(s catalog.Span) widgets.Run {
	r := widgets.Run{Text: s.Text, Bold: s.Bold, Italic: s.Italic, Strike: s.Strike, Mono: s.Code}
	switch {
	case s.Source != "":
		r.Raised, r.Bold, r.Ink = true, true, look.ColorLink
		if on := v.deps.OnSource; on != nil {
			r.OnTap = func() { on(s.Source) }
		}
	case s.Term != "" && v.deps.OnTerm != nil:
		r.Mark = widgets.Dotted
		r.OnTap = func() { v.deps.OnTerm(s.Term) }
	case s.URL != "" && v.deps.OnLink != nil:
		r.Mark, r.Ink = widgets.Underlined, look.ColorLink
		r.OnTap = func() { v.deps.OnLink(s.URL) }
	case s.Lesson != "" && v.deps.OnLesson != nil:
		r.Mark, r.Ink = widgets.Underlined, look.ColorLink
		r.OnTap = func() { v.deps.OnLesson(s.Lesson) }
	}
	return r
}

func code(c catalog.Code) fyne.CanvasObject {
	// A space that does not break keeps the indents of code.
	text := strings.ReplaceAll(strings.TrimRight(c.Text, "\n"), " ", "\u00a0")
	return widgets.NewSurface(look.ColorRail, widgets.Inset(look.Gap16, look.Gap12,
		widgets.NewText(widgets.TextStyle{}, widgets.Run{Text: text, Mono: true})))
}

func (v *View) list(ctx context.Context, l catalog.List) fyne.CanvasObject {
	layout := &listLayout{}
	var objects []fyne.CanvasObject
	for i, it := range l.Items {
		mark := "•"
		if l.Ordered {
			mark = strconv.Itoa(l.Start+i) + "."
		}
		m := widgets.NewText(widgets.TextStyle{NoWrap: true, Bold: true, Ink: look.ColorPrimary, Lead: leading}, widgets.Run{Text: mark})
		objects = append(objects, m, widgets.VStack(look.Gap8, v.blocks(ctx, it.Blocks)...))
		layout.loose = layout.loose || len(it.Blocks) > 1
	}
	return container.New(layout, objects...)
}

// listLayout puts a mark, right-aligned in a narrow column, before each item. Objects are mark, item, mark, item…
type listLayout struct{ loose bool }

func (l *listLayout) gap() float32 {
	if l.loose {
		return look.Gap12
	}
	return look.Gap8
}

func (l *listLayout) column(objects []fyne.CanvasObject) float32 {
	w := theme.Size(look.SizeBody)
	for i := 0; i < len(objects); i += 2 {
		w = max(w, objects[i].MinSize().Width)
	}
	return w
}

func (l *listLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i := 0; i+1 < len(objects); i += 2 {
		m := objects[i+1].MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += max(m.Height, objects[i].MinSize().Height) + l.gap()
	}
	s.Width += l.column(objects) + look.Gap12
	s.Height = max(0, s.Height-l.gap())
	return s
}

func (l *listLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	column := l.column(objects)
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		mark, item := objects[i], objects[i+1]
		m := mark.MinSize()
		mark.Resize(m)
		mark.Move(fyne.NewPos(column-m.Width, y))
		item.Move(fyne.NewPos(column+look.Gap12, y))
		y += max(widgets.Fit(item, max(0, size.Width-column-look.Gap12)), m.Height) + l.gap()
	}
}
