package printout

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/ui/printout/printouttest"
)

// asked is the print dialog of so many pages, with the printers there.
func asked(pages int, change func(s *paper.Sheet, j *Job)) printModel {
	s, j := paper.Sheet{Pages: pages}, Job{}
	if change != nil {
		change(&s, &j)
	}
	m := newPrintModel(s, j)
	m.arranges, m.tests = true, true
	m.found(printouttest.Printers(), map[string]turning{}, nil)
	return m
}

func TestPrintState(t *testing.T) {
	m := newPrintModel(paper.Sheet{Pages: 2}, Job{})
	m.arranges, m.tests = true, true
	if s := m.state(); !s.Loading || s.CanPrint || s.None {
		t.Errorf("while printers are looked for: %+v", s)
	}
	m.found(printouttest.Printers(), map[string]turning{}, nil)
	want := printState{
		Printers: []printerRow{
			{"Front desk", "Stopped: it has no paper · Room 1", true},
			{"Office", "Ready · the usual one", false},
		},
		Chosen: 1, CanTest: true, Tested: "Not tested yet: some printers print the back upside down. One test sheet shows it.",
		Copies: "1", CanMore: true, HasPages: true, Layouts: []layout{oneUp, twoUp, fourUp}, Sides: true, TwoSided: true, Ink: true,
		Action: "Print", CanPrint: true,
	}
	if diff := cmp.Diff(want, m.state()); diff != "" {
		t.Error(diff)
	}
	m.found(nil, nil, nil)
	if s := m.state(); !s.None || s.CanPrint {
		t.Errorf("without a printer: %+v", s)
	}
	m.found(nil, nil, paper.ErrNoPrintSystem)
	if s := m.state(); s.None || s.Trouble.What == "" {
		t.Errorf("without a print system: %+v", s)
	}
}

func TestCopies(t *testing.T) {
	tests := []struct {
		typed string
		want  int
		ok    bool
	}{
		{"1", 1, true}, {" 40 ", 40, true}, {"200", 200, true},
		{"0", 0, false}, {"201", 0, false}, {"-3", 0, false}, {"many", 0, false}, {"", 0, false}, {"1.5", 0, false},
	}
	for _, tt := range tests {
		t.Run("typed "+tt.typed, func(t *testing.T) {
			m := asked(1, nil)
			m.copies = tt.typed
			s := m.state()
			if s.CanPrint != tt.ok || (s.CopiesError == "") != tt.ok {
				t.Errorf("CanPrint %v, error %q; want %v", s.CanPrint, s.CopiesError, tt.ok)
			}
			if o, ok := m.order(); ok && o.copies != tt.want {
				t.Errorf("%d copies, want %d", o.copies, tt.want)
			}
		})
	}
}

func TestSteppingCopies(t *testing.T) {
	m := asked(1, nil)
	for _, step := range []struct {
		by   int
		want string
	}{{-1, "1"}, {1, "2"}, {500, "200"}, {1, "200"}, {-10, "190"}} {
		if m.step(step.by); m.copies != step.want {
			t.Errorf("after %+d: %q, want %q", step.by, m.copies, step.want)
		}
	}
	m.copies = "lots"
	if m.step(1); m.copies != "1" {
		t.Errorf("after a step from what is no number: %q, want 1", m.copies)
	}
}

func TestPagesAsTheyAreTyped(t *testing.T) {
	for _, c := range []struct {
		typed string
		most  int
		want  []int
		wrong string
	}{
		{"2-5, 8", 8, []int{2, 3, 4, 5, 8}, ""},
		{" 1 ; 3–4 ", 4, []int{1, 3, 4}, ""},
		{"3-", 5, []int{3, 4, 5}, ""},
		{"2,1,,2", 2, []int{2, 1, 2}, ""},
		{"", 3, nil, "Type the pages, such as 2-5, 8."},
		{" , ", 3, nil, "Type the pages, such as 2-5, 8."},
		{"9", 8, nil, "There is no page 9: they go from 1 to 8."},
		{"0-2", 8, nil, "There is no page 0: they go from 1 to 8."},
		{"5-2", 8, nil, "The smaller number comes first, as in 2-5."},
		{"two", 8, nil, "“two” is not a page. Type pages such as 2-5, 8."},
		{"-3", 8, nil, "“” is not a page. Type pages such as 2-5, 8."},
		{"99999999999999999999", 8, nil, "“99999999999999999999” is not a page. Type pages such as 2-5, 8."},
		{"1,1,1,1,1", 1, nil, "That is the same page too often. Ask for more copies instead."},
	} {
		got, wrong := parsePages(c.typed, c.most)
		if diff := cmp.Diff(c.want, got); diff != "" || wrong != c.wrong {
			t.Errorf("%q of %d: %v, %q; want %v, %q", c.typed, c.most, got, wrong, c.want, c.wrong)
		}
	}
}

func FuzzPages(f *testing.F) {
	for _, s := range []string{"2-5, 8", "1-", "-", "8-8", ";;3", "1-2-3", "１"} {
		f.Add(s, 8)
	}
	f.Fuzz(func(t *testing.T, typed string, most int) {
		most = min(max(most, 1), 500)
		pages, wrong := parsePages(typed, most)
		if (len(pages) == 0) != (wrong != "") {
			t.Fatalf("%q: %v and %q", typed, pages, wrong)
		}
		for _, p := range pages {
			if p < 1 || p > most {
				t.Fatalf("%q of %d gives page %d", typed, most, p)
			}
		}
	})
}

func TestOrders(t *testing.T) {
	both := paper.Printer{Name: "b", Description: "Office"}
	hand := paper.Printer{Name: "h", Description: "Old one", OneSided: true}
	turning := map[string]turning{"b": {turns: true, known: true}}
	for name, c := range map[string]struct {
		pages   int
		printer paper.Printer
		change  func(m *printModel)
		want    order
		job     paper.Job // what the print system is told of an A4 sheet
	}{
		"one page has no other side": {1, both, nil, order{sides: 1}, paper.Job{Sides: paper.OneSide, Colour: true}},
		"two pages come on both sides, turned for this printer": {
			2, both, nil, order{sides: 2, both: true, arrange: paper.Arrangement{TurnBacks: true}}, paper.Job{Sides: paper.LongEdge, Colour: true},
		},
		"on one side when asked, and then nothing is turned": {
			2, both, func(m *printModel) { m.twoSided = false }, order{sides: 2}, paper.Job{Sides: paper.OneSide, Colour: true},
		},
		"some pages, two on a side": {
			6, both, func(m *printModel) { m.some, m.pages, m.layout, m.mono = true, "2-4", twoUp, true },
			order{sides: 2, both: true, mono: true, arrange: paper.Arrangement{Pages: []int{2, 3, 4}, PerSide: 2, TurnBacks: true}}, paper.Job{Sides: paper.LongEdge},
		},
		"four pages on a side leave one side": {
			4, both, func(m *printModel) { m.layout = fourUp }, order{sides: 1, arrange: paper.Arrangement{PerSide: 4}}, paper.Job{Sides: paper.OneSide, Colour: true},
		},
		"a booklet has two sides whatever was asked": {
			6, both, func(m *printModel) { m.layout, m.twoSided = booklet, false },
			order{sides: 4, both: true, arrange: paper.Arrangement{Booklet: true, TurnBacks: true}}, paper.Job{Sides: paper.LongEdge, Colour: true},
		},
		"a printer that cannot turn paper gets it by hand": {
			2, hand, nil, order{sides: 2, both: true, byHand: true}, paper.Job{Sides: paper.OneSide, Colour: true},
		},
		"a card is never on one side only": {
			2, both, func(m *printModel) {
				m.job.Fixed, m.sheet.TwoSided, m.sheet.ShortEdge, m.twoSided = true, true, true, false
			},
			order{sides: 2, both: true, arrange: paper.Arrangement{TurnBacks: true}}, paper.Job{Sides: paper.LongEdge, Colour: true},
		},
		"a printer with black ink prints no colour": {
			1, paper.Printer{Name: "m", Mono: true}, nil, order{sides: 1, mono: true}, paper.Job{Sides: paper.OneSide},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := asked(c.pages, nil)
			m.found([]paper.Printer{c.printer}, turning, nil)
			if c.change != nil {
				c.change(&m)
			}
			got, ok := m.order()
			c.want.printer, c.want.copies = c.printer, 1
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(order{})); diff != "" || !ok {
				t.Errorf("ok %v\n%s", ok, diff)
			}
			c.job.Title, c.job.Copies, c.job.Size = "Handout", 1, paper.A4
			if diff := cmp.Diff(c.job, got.job(paper.Sheet{Size: paper.A4})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSidesFollowTheSheet(t *testing.T) {
	o := order{copies: 1, both: true}
	for _, c := range []struct {
		sheet paper.Sheet
		want  paper.Sides
	}{
		{paper.Sheet{}, paper.LongEdge},
		{paper.Sheet{Across: true}, paper.ShortEdge},
		{paper.Sheet{TwoSided: true}, paper.LongEdge},
		{paper.Sheet{TwoSided: true, Across: true}, paper.LongEdge},
		{paper.Sheet{TwoSided: true, Across: true, ShortEdge: true}, paper.ShortEdge},
	} {
		if got := o.job(c.sheet).Sides; got != c.want {
			t.Errorf("%+v is turned along the %s, want %s", c.sheet, got, c.want)
		}
	}
}

func TestWhatIsOffered(t *testing.T) {
	m := asked(2, func(_ *paper.Sheet, j *Job) { j.Fixed = true })
	if s := m.state(); s.HasPages || len(s.Layouts) > 0 || !s.Sides {
		t.Errorf("what is laid out already: %+v", s)
	}
	m = asked(2, func(s *paper.Sheet, _ *Job) { s.TwoSided = true })
	if s := m.state(); !s.HasPages || !s.Sides || !s.TwoSided {
		t.Errorf("a leaflet of two pages: %+v", s)
	}
	m = asked(2, func(s *paper.Sheet, j *Job) { s.TwoSided, j.Fixed = true, true })
	if s := m.state(); s.HasPages || s.Sides || !s.TwoSided || s.SidesNote == "" {
		t.Errorf("a card: %+v", s)
	}
	if s := asked(3, nil); len(s.state().Layouts) != 4 {
		t.Errorf("three pages make a booklet, but there is %v", s.state().Layouts)
	}
	m = asked(2, nil)
	m.arranges = false
	if s := m.state(); s.HasPages || s.CanTest || len(s.Layouts) > 0 {
		t.Errorf("without anybody to arrange pages: %+v", s)
	}
	m = asked(2, nil)
	m.printers[1].Mono, m.printers[1].OneSided = true, true
	if s := m.state(); s.Ink || s.CanTest || s.SidesNote == "" {
		t.Errorf("a small printer: %+v", s)
	}
	m.turnings["b"] = turning{turns: true, known: true}
	m.printers[1].OneSided = false
	if s := m.state(); s.Tested != "Tested: it turns backs upside down, so Passalong turns them round." {
		t.Errorf("%q", s.Tested)
	}
	m = asked(1, func(_ *paper.Sheet, j *Job) { j.Printed, j.Place, j.Mono = func(int, string) {}, "Van", true })
	if s := m.state(); !s.HasPlace || m.place != "Van" || !s.Mono {
		t.Errorf("%+v, place %q", s, m.place)
	}
}

func TestPaperThatIsNotInEveryPrinter(t *testing.T) {
	p := paper.Printer{Description: "Office", Sizes: []paper.Size{paper.A4, paper.A5}}
	for _, c := range []struct {
		size  paper.Size
		note  string
		lacks bool
	}{
		{"", "", false}, {paper.A4, "", false},
		{paper.A5, "Put A5 paper into the printer.", false},
		{paper.Roll80, "This needs an 80 mm roll, and Office does not say that it takes that. Choose another printer, or put the paper in and try.", true},
		{paper.A3, "This needs A3 paper, and Office does not say that it takes that. Choose another printer, or put the paper in and try.", true},
	} {
		if note, lacks := paperNote(paper.Sheet{Size: c.size}, p); note != c.note || lacks != c.lacks {
			t.Errorf("%s: %q, %v", c.size, note, lacks)
		}
	}
	if note, lacks := paperNote(paper.Sheet{Size: paper.Roll80}, paper.Printer{}); lacks || note != "Put an 80 mm roll into the printer." {
		t.Errorf("%q, %v", note, lacks)
	}
	if got := PaperInWords(paper.Sheet{Size: paper.Letter, Pages: 1}); got != "US Letter, 1 page" {
		t.Error(got)
	}
	if got := PaperInWords(paper.Sheet{Size: paper.Roll80}); got != "80 mm roll" {
		t.Error(got)
	}
}

func TestDeliveries(t *testing.T) {
	o := order{printer: paper.Printer{Description: "Office"}, copies: 20, sides: 2}
	lost := fmt.Errorf("asking: %w", paper.ErrNoJob)
	for name, c := range map[string]struct {
		d     delivery
		p     paper.Progress
		err   error
		title string
		text  string
	}{
		"nobody follows it": {delivery{order: o}, paper.Progress{}, nil, "Sent to the printer", "20 copies are on their way to Office."},
		"it waits": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Waiting}, nil, "Printing on Office", "40 pages, waiting for the printer",
		},
		"it counts": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Printing, Sides: 12}, nil, "Printing on Office", "12 of 40 pages",
		},
		"it does not count": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Printing}, nil, "Printing on Office", "40 pages",
		},
		"it counts more than there are": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Printing, Sides: 41}, nil, "Printing on Office", "40 of 40 pages",
		},
		"there is no paper": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Halted, Reason: "media-empty-error"}, nil,
			"Office needs help", "It has stopped: it has no paper. Load paper, and it goes on.",
		},
		"it does not say what it needs": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Halted, Reason: "moon"}, nil,
			"Office needs help", "It has stopped. Have a look at it: when it is ready again, it goes on.",
		},
		"it is printed": {delivery{order: o, follows: true}, paper.Progress{State: paper.Printed}, nil, "Printed", "20 copies on Office."},
		"it was canceled": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Canceled}, nil, "Stopped", "Nothing more is printed. Bin the sheets that have come out, or count them.",
		},
		"it was given up": {
			delivery{order: o, follows: true}, paper.Progress{State: paper.Aborted, Reason: "media-jam"}, nil,
			"Not printed", "Office gave the job up: paper is jammed. Try again, choose another printer, or save the PDF.",
		},
		"it is forgotten": {
			delivery{order: o, follows: true}, paper.Progress{}, lost, "Sent to the printer",
			"20 copies are on their way to Office. It does not tell how far it is, so have a look at it.",
		},
		"one failure is not the end": {
			delivery{order: o, follows: true}, paper.Progress{}, fmt.Errorf("busy"), "Printing on Office", "40 pages, waiting for the printer",
		},
		"five are": {
			delivery{order: o, follows: true, misses: 4}, paper.Progress{}, fmt.Errorf("busy"), "Sent to the printer",
			"20 copies are on their way to Office. It does not tell how far it is, so have a look at it.",
		},
		"the fronts are printing": {
			delivery{order: o, half: paper.Fronts, follows: true}, paper.Progress{State: paper.Printing, Sides: 5}, nil, "Printing the fronts on Office", "5 of 20 pages",
		},
		"the fronts are printed": {delivery{order: o, half: paper.Fronts, follows: true}, paper.Progress{State: paper.Printed}, nil, "Now the backs", ""},
		"nobody knows when the fronts are": {
			delivery{order: o, half: paper.Fronts}, paper.Progress{}, nil, "Now the backs", "Wait until all fronts have come out.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.d
			d.told(c.p, c.err)
			s := d.state()
			if s.Title != c.title || s.Text != c.text {
				t.Errorf("%q, %q; want %q, %q", s.Title, s.Text, c.title, c.text)
			}
			if s.CanCancel == d.over() || s.CanCancel && s.CanBacks {
				t.Errorf("it can be canceled: %v, over: %v, backs: %v", s.CanCancel, d.over(), s.CanBacks)
			}
			if backs := c.title == "Now the backs"; s.CanBacks != backs || (len(s.Steps) > 0) != backs {
				t.Errorf("backs: %v, steps %q", s.CanBacks, s.Steps)
			}
		})
	}
}
