package plan

import (
	"slices"
	"strconv"
	"strings"

	"github.com/passalong/passalong/internal/catalog"
)

// notesOf makes notes of blocks of a guide, in their order and with every word of them but the leads that Note.Kind says.
func notesOf(blocks []catalog.Block) []Note {
	var n noteMaker
	n.blocks(blocks, Do)
	return slices.DeleteFunc(n.notes, func(n Note) bool { return n.Text == "" })
}

type noteMaker struct{ notes []Note }

func (n *noteMaker) blocks(blocks []catalog.Block, kind NoteKind) {
	for _, b := range blocks {
		switch b := b.(type) {
		case catalog.Heading:
			n.spans("", b.Text, Do)
		case catalog.Paragraph:
			n.spans("", b.Text, kind)
		case catalog.List:
			n.list(b, n.carried(kind))
		case catalog.Table:
			n.table(b, n.carried(kind))
		case catalog.Callout:
			if b.Kind == catalog.Note || b.Kind == catalog.Tip {
				n.blocks(b.Blocks, kind)
			} else {
				n.blocks(b.Blocks, Watch)
			}
		case catalog.Quote:
			n.blocks(b.Blocks, n.carried(kind))
		case catalog.Code:
			n.add(Note{Kind: kind, Text: oneLine(b.Text)})
		}
	}
}

func (n *noteMaker) add(note Note) { n.notes = append(n.notes, note) }

// carried is the kind of a list that belongs to the paragraph before it, which ends in a colon or is nothing but a lead.
func (n *noteMaker) carried(kind NoteKind) NoteKind {
	if len(n.notes) == 0 {
		return kind
	}
	if last := n.notes[len(n.notes)-1]; last.Text == "" || strings.HasSuffix(last.Text, ":") {
		return last.Kind
	}
	return kind
}

func (n *noteMaker) list(l catalog.List, kind NoteKind) {
	for i, item := range l.Items {
		mark := ""
		if l.Ordered {
			mark = strconv.Itoa(l.Start+i) + ". "
		}
		rest := item.Blocks
		if p, is := first(rest).(catalog.Paragraph); is {
			n.spans(mark, p.Text, kind)
			rest = rest[1:]
		} else if mark != "" {
			n.add(Note{Kind: kind, Text: strings.TrimSpace(mark)})
		}
		n.blocks(rest, kind)
	}
}

func first(blocks []catalog.Block) catalog.Block {
	if len(blocks) == 0 {
		return nil
	}
	return blocks[0]
}

func (n *noteMaker) table(t catalog.Table, kind NoteKind) {
	if head := cells(t.Head); head != "" {
		n.add(Note{Kind: kind, Text: head, Sources: sourcesOf(t.Head...)})
	}
	for _, row := range t.Rows {
		n.add(Note{Kind: kind, Text: cells(row), Sources: sourcesOf(row...)})
	}
}

// cells are those of a row in one line.
func cells(row [][]catalog.Span) string {
	var all []string
	for _, cell := range row {
		if text := textOf(cell); text != "" {
			all = append(all, text)
		}
	}
	return strings.Join(all, " – ")
}

// spans makes a note of a paragraph, or several where it has more than one lead. A lead in the middle of a sentence, as in
// "Then ask:", begins a note with its whole sentence.
func (n *noteMaker) spans(mark string, spans []catalog.Span, kind NoteKind) {
	note, text := Note{Kind: kind}, mark
	flush := func() {
		note.Text = oneLine(text)
		n.add(note)
	}
	for _, s := range spans {
		if s.Source != "" {
			if !slices.Contains(note.Sources, s.Source) {
				note.Sources = append(note.Sources, s.Source)
			}
			continue
		}
		next, isLead := leadKind(s)
		if !isLead {
			text += s.Text
			continue
		}
		before, begun := lastSentence(text)
		if before != "" {
			text = before
			flush()
			note = Note{}
		}
		note.Kind, text = next, begun
		if bare := strings.TrimSpace(begun) == strings.TrimSpace(mark) || begun == ""; !bare || !isPlain(s.Text) {
			text += s.Text
		}
	}
	flush()
}

func isPlain(lead string) bool {
	return slices.Contains(plainLeads, strings.TrimSuffix(leadText(lead), ":"))
}

// lastSentence splits off what is begun and not ended.
func lastSentence(text string) (before, begun string) {
	if oneLine(text) == "" {
		return "", ""
	}
	all := sentences(oneLine(text))
	last := all[len(all)-1]
	if endsSentence(last) {
		return oneLine(text), ""
	}
	return strings.Join(all[:len(all)-1], " "), last + " "
}

// leadKind is the kind of note that a bold text begins.
func leadKind(s catalog.Span) (NoteKind, bool) {
	if !s.Bold {
		return Do, false
	}
	switch LeadOf(s.Text) {
	case LeadSay:
		return Say, true
	case LeadAsk:
		return Ask, true
	case LeadExpect:
		return Expect, true
	case LeadWatch:
		return Watch, true
	}
	return Do, false
}
