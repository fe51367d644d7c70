package plan

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/passalong/passalong/internal/catalog"
)

// mostOnSlide is how many characters a tired room reads from six metres before it gives up.
const mostOnSlide = 340

// SlidesOf makes slides of a lesson, in its order: its pictures, lists, tables, warnings and sayings. Prose is left to
// the facilitator. What does not fit is split over several slides between sentences. Nothing is shortened: what would
// need it is left out, a numbered list as a whole and other lists and tables by item. A warning is never left out.
func SlidesOf(m *catalog.Module, lesson catalog.LessonID) []Slide {
	l, _, ok := m.Lesson(lesson)
	if !ok {
		return nil
	}
	return slidesOf(l.Title, m.Language, l.Body.Blocks)
}

func slidesOf(title string, lang catalog.Language, blocks []catalog.Block) []Slide {
	s := slideMaker{title: oneLine(title), language: lang}
	for i, b := range blocks {
		switch b := b.(type) {
		case catalog.Heading:
			if text := textOf(b.Text); text != "" {
				s.title = text
			}
		case catalog.Paragraph:
			if !s.saying(b) && i+1 < len(blocks) {
				s.intro(b, blocks[i+1])
			}
		case catalog.List:
			s.list(b)
		case catalog.Table:
			s.table(b)
		case catalog.Callout:
			if b.Kind == catalog.Important || b.Kind == catalog.Warning || b.Kind == catalog.Caution {
				s.warning(b)
			}
		case catalog.Picture:
			s.slides = append(s.slides, pictureSlide(s.title, b))
		}
	}
	return s.slides
}

type slideMaker struct {
	title    string // of what comes next
	language catalog.Language
	slides   []Slide
}

func pictureSlide(title string, p catalog.Picture) Slide {
	return Slide{Kind: PictureSlide, Title: title, Picture: p.Path, Alt: p.Alt}
}

// A unit is lines that stay together on a slide, unless they are more than a slide holds.
type unit struct {
	lines   []string
	sources []catalog.SourceKey
}

// lay puts units on as few slides as hold them, about equally many on each.
func (s *slideMaker) lay(kind SlideKind, title string, numbered bool, units []unit) {
	units = torn(units)
	for most := MostLines; len(units) > 0; {
		n := fitting(units, most)
		if rest := len(units) - n; rest > 0 && rest < n-1 {
			n = (len(units) + 1) / 2
		}
		slide := Slide{Kind: kind, Title: title, Numbered: numbered}
		for _, u := range units[:n] {
			slide.Lines = append(slide.Lines, u.lines...)
			slide.Sources = joinSources(slide.Sources, u.sources)
		}
		s.slides = append(s.slides, slide)
		units = units[n:]
	}
}

// torn splits units that no slide holds.
func torn(units []unit) []unit {
	var all []unit
	for _, u := range units {
		for len(u.lines) > MostLines {
			all = append(all, unit{u.lines[:MostLines], u.sources})
			u.lines = u.lines[MostLines:]
		}
		all = append(all, u)
	}
	return all
}

// fitting is how many units a slide takes: at least one.
func fitting(units []unit, most int) int {
	lines, text := 0, 0
	for i, u := range units {
		lines += len(u.lines)
		for _, l := range u.lines {
			text += utf8.RuneCountInString(l)
		}
		if i > 0 && (lines > most || text > mostOnSlide) {
			return i
		}
	}
	return len(units)
}

func joinSources(to, more []catalog.SourceKey) []catalog.SourceKey {
	for _, k := range more {
		known := false
		for _, have := range to {
			known = known || have == k
		}
		if !known {
			to = append(to, k)
		}
	}
	return to
}

// list makes points of items. The numbers stand in the lines where a line is not an item, or where there are several
// slides.
func (s *slideMaker) list(l catalog.List) {
	var units []unit
	single := true
	for i, item := range l.Items {
		u, ok := itemUnit(item)
		switch {
		case !ok && l.Ordered:
			return
		case !ok:
			continue
		}
		single = single && len(u.lines) == 1
		if l.Ordered {
			mark := strconv.Itoa(l.Start+i) + ". "
			if utf8.RuneCountInString(mark+u.lines[0]) > MostLine {
				u.lines, single = append([]string{strings.TrimSpace(mark)}, u.lines...), false
			} else {
				u.lines[0] = mark + u.lines[0]
			}
		}
		units = append(units, u)
	}
	if numbered := l.Ordered && l.Start <= 1 && single && fitting(units, MostLines) == len(units); numbered {
		for i := range units {
			_, units[i].lines[0], _ = strings.Cut(units[i].lines[0], " ")
		}
		s.lay(PointsSlide, s.title, true, units)
		return
	}
	s.lay(PointsSlide, s.title, false, units)
}

// itemUnit is a list item with everything that it says; ok is false for one that is no plain text or does not fit.
func itemUnit(item catalog.ListItem) (u unit, ok bool) {
	var texts []string
	for _, b := range item.Blocks {
		p, is := b.(catalog.Paragraph)
		if !is {
			return unit{}, false
		}
		texts = append(texts, textOf(p.Text))
		u.sources = joinSources(u.sources, sourcesOf(p.Text))
	}
	u.lines, ok = linesOf(strings.Join(texts, " "), false)
	return u, ok
}

// warning shows all of a callout, with long sentences broken between words.
func (s *slideMaker) warning(c catalog.Callout) {
	var units []unit
	for _, spans := range passages(c.Blocks) {
		if lines, ok := linesOf(textOf(spans), true); ok {
			units = append(units, unit{lines, sourcesOf(spans)})
		}
	}
	s.lay(WarningSlide, s.title, false, units)
}

// passages lists the texts of blocks, whatever they stand in.
func passages(blocks []catalog.Block) [][]catalog.Span {
	var all [][]catalog.Span
	for _, b := range blocks {
		switch b := b.(type) {
		case catalog.Paragraph:
			all = append(all, b.Text)
		case catalog.Heading:
			all = append(all, b.Text)
		case catalog.Quote:
			all = append(all, passages(b.Blocks)...)
		case catalog.Code:
			all = append(all, []catalog.Span{{Text: b.Text}})
		case catalog.List:
			for _, item := range b.Items {
				all = append(all, passages(item.Blocks)...)
			}
		case catalog.Table:
			for _, row := range append([][][]catalog.Span{b.Head}, b.Rows...) {
				all = append(all, []catalog.Span{{Text: cells(row)}})
			}
		}
	}
	return all
}

// saying makes a slide of a paragraph with a bold lead, such as "Say it in your own words:".
func (s *slideMaker) saying(p catalog.Paragraph) bool {
	if len(p.Text) < 2 || !p.Text[0].Bold {
		return false
	}
	title, isLead := strings.CutSuffix(oneLine(p.Text[0].Text), ":")
	lines, ok := linesOf(capitalised(textOf(p.Text[1:])), true)
	if !isLead || title == "" || !ok || len(lines) > mostSaying {
		return false
	}
	s.slides = append(s.slides, Slide{Kind: SayingSlide, Title: title, Lines: lines, Sources: sourcesOf(p.Text)})
	return true
}

// intro shows a line of whole sentences that stands right before a list or table: it may say when that holds.
func (s *slideMaker) intro(p catalog.Paragraph, next catalog.Block) {
	switch next.(type) {
	case catalog.List, catalog.Table:
	default:
		return
	}
	text := textOf(p.Text)
	if utf8.RuneCountInString(text) <= MostLine && endsSentence(text) {
		s.slides = append(s.slides, Slide{Kind: SayingSlide, Title: s.title, Lines: []string{text}, Sources: sourcesOf(p.Text)})
	}
}

const mostSaying = 3 // lines
