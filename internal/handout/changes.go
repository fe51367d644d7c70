package handout

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/recall"
)

// A ChangesInput is everything that goes onto the list of printed copies that should not be handed out any more.
type ChangesInput struct {
	Recalls  []recall.Recall              // in the order in which they are to stand
	Titles   map[catalog.HandoutID]string // of what is to be handed out instead; may be nil
	Library  catalog.Library
	Language catalog.Language // of the list itself; empty for English
	Size     paper.Size
	Today    time.Time
}

// changesData is /doc.json of that list.
type changesData struct {
	frame
	Kind    string       `json:"kind"`
	Subject string       `json:"subject"`
	Form    string       `json:"form"`
	Say     paperWords   `json:"say"`
	Intro   []string     `json:"intro"`
	Recalls []recallData `json:"recalls"`
}

type recallData struct {
	Title   string       `json:"title"`
	Bin     bool         `json:"bin"`
	Do      string       `json:"do"`
	Printed []string     `json:"printed"` // how many, when, for which place
	Why     string       `json:"why"`
	Changes []changeData `json:"changes"`
}

type changeData struct {
	Version string `json:"version"`
	What    string `json:"what"`
}

// Changes makes the list "Take these out of your box": what was printed on this machine and should not be handed out
// any more, why, and what changed.
func (p *Press) Changes(ctx context.Context, in ChangesInput) (paper.Sheet, error) {
	d := gatherChanges(in)
	sheet, err := p.set(ctx, "changes", d, d.Size, map[string][]byte{})
	if err != nil {
		return paper.Sheet{}, fmt.Errorf("making the list of what to bin: %w", err)
	}
	sheet.Size, sheet.TwoSided = cmp.Or(in.Size, paper.A4), sheet.Pages > 1
	return sheet, nil
}

func gatherChanges(in ChangesInput) changesData {
	language := cmp.Or(in.Language, "en")
	d := changesData{frame: frameOf(language, in.Library), Say: paperWordsFor(language), Recalls: []recallData{}}
	d.Size, d.Paper = listSize, typstPaper(in.Size)
	d.Kind, d.Subject, d.Title, d.Keywords, d.Number = in.Library.Title, d.Say.Recalls, d.Say.Recalls, []string{}, ""
	d.Date, d.Version = dayOf(in.Today), fmt.Sprintf(d.Say.PrintedOn, d.Words.day(in.Today))
	if d.Intro = []string{d.Say.RecallsHow}; len(in.Recalls) == 0 {
		d.Intro = []string{d.Say.Nothing}
	}
	for _, r := range in.Recalls {
		d.Recalls = append(d.Recalls, d.recall(r, in.Titles))
	}
	return d
}

func (d *changesData) recall(r recall.Recall, titles map[catalog.HandoutID]string) recallData {
	w, of := d.Say, r.Print
	out := recallData{Title: isolate(of.Title), Bin: r.Cause.Bin(), Do: w.UseUp, Why: d.why(r, titles), Changes: []changeData{}}
	if out.Bin {
		out.Do = w.Bin
	}
	out.Printed = []string{
		w.copies(of.Copies), of.Form.Name(), fmt.Sprintf(w.Versioned, of.Version), w.language(of.Language), fmt.Sprintf(strings.ToLower(w.PrintedOn), d.Words.day(of.At)),
	}
	if place := isolate(of.Place); place != "" {
		out.Printed = append(out.Printed, fmt.Sprintf(w.For, place))
	}
	for _, c := range r.Changes {
		out.Changes = append(out.Changes, changeData{fmt.Sprintf(w.Versioned, c.Version) + ", " + d.Words.day(c.Date), isolate(c.What)})
	}
	return out
}

// why is the cause in a sentence, and what to hand out instead.
func (d *changesData) why(r recall.Recall, titles map[catalog.HandoutID]string) string {
	w := d.Say
	text := w.Because[r.Cause]
	switch r.Cause {
	case recall.Changed, recall.Newer:
		text = fmt.Sprintf(text, r.Now)
	case recall.Expired, recall.OutOfDate:
		text = fmt.Sprintf(text, d.Words.day(r.ReviewBy))
	case recall.Withdrawn:
		if r.Withdrawal == nil {
			break
		}
		text = fmt.Sprintf(w.TakenBack, d.Words.day(r.Withdrawal.On), isolate(r.Withdrawal.Why))
		if title := titles[r.Withdrawal.Instead]; title != "" {
			text += " " + fmt.Sprintf(w.Instead, isolate(title))
		}
	}
	return text
}
