package cli_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/cli"
	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/paper"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/session"
)

// meetings are the sessions of a machine, and the pages about them.
type meetings struct {
	open     []session.Listed
	reports  []evaluation.Report
	support  []evaluation.Support
	reading  error
	making   error
	warnings []paper.Warning

	boxes []paper.BoxForm // that were made
	plans []plan.Plan
}

func (m *meetings) Sessions(context.Context) ([]session.Listed, error) {
	if m.reading != nil && len(m.reports) == 0 {
		return nil, m.reading
	}
	return m.open, nil
}

func (m *meetings) Reports(context.Context) ([]evaluation.Report, error) { return m.reports, m.reading }

func (m *meetings) Support(context.Context) ([]evaluation.Support, error) { return m.support, nil }

func (m *meetings) sheet(what string) (paper.Sheet, error) {
	return paper.Sheet{PDF: []byte("%PDF of " + what), Pages: 1, Warnings: m.warnings}, m.making
}

func (m *meetings) Box(_ context.Context, p plan.Plan, form paper.BoxForm) (paper.Sheet, error) {
	m.boxes, m.plans = append(m.boxes, form), append(m.plans, p)
	return m.sheet(string(form.Part))
}

func (m *meetings) SessionReport(_ context.Context, r evaluation.Report, form paper.Form) (paper.Sheet, error) {
	return m.sheet(fmt.Sprintf("%s on %s, large %v", r.ID, form.Size, form.Large))
}

func (m *meetings) YearReport(_ context.Context, s evaluation.Summary, form paper.Form) (paper.Sheet, error) {
	return m.sheet(fmt.Sprintf("%d sessions on %s", s.Total.Sessions, form.Size))
}

func aReport(id, title string) evaluation.Report {
	return evaluation.Report{ID: id, Title: title, Date: issued, Minutes: 60, Present: evaluation.Present{Community: 4, OtherRole: 1}}
}

// held is a machine with two reports and a session that another program has open.
func held() *machine {
	m := newMachine()
	m.meetings.reports = []evaluation.Report{aReport("ab12cd34ef", "Tuesday"), aReport("ab99", "Friday\x1b[2J")}
	m.meetings.open = []session.Listed{{ID: "5e55", Title: "Now", Began: issued, Last: issued.Add(time.Hour), Days: 2, Problem: session.ErrInUse}}
	return m
}

func TestSessionsAreListed(t *testing.T) {
	got := run(t.Context(), held(), "sessions")
	for _, want := range []string{"in use", "Now", "ab12cd34  2026-11-21  60", "Tuesday", "Friday\uFFFD"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("there is no %q in\n%s", want, got.out)
		}
	}
	got = run(t.Context(), held(), "sessions -json")
	for _, want := range []string{`"in_use": true`, `"last": "2026-11-21T01:00:00Z"`, `"id": "ab12cd34ef"`, `"people": 5`} {
		if !strings.Contains(got.out, want) {
			t.Errorf("there is no %q in\n%s", want, got.out)
		}
	}
}

func TestReportsThatCannotBeReadAreNamedBesideTheOthers(t *testing.T) {
	m := held()
	m.meetings.reading = fmt.Errorf("reading: %w", session.ErrDamaged)
	got := run(t.Context(), m, "sessions")
	if got.code != cli.Done || !strings.Contains(got.out, "Tuesday") || !strings.Contains(got.errOut, "the file of the sessions is damaged") {
		t.Errorf("got %+v", got)
	}
	m.meetings.reports = nil
	for err, want := range map[error]string{
		session.ErrDamaged: "the file of the sessions is damaged", session.ErrNewer: "a newer Passalong", session.ErrForeign: "not a file of Passalong",
	} {
		m.meetings.reading = err
		if got := run(t.Context(), m, "sessions"); got.code != cli.Failed || !strings.Contains(got.errOut, want) {
			t.Errorf("%v: got %+v", err, got)
		}
	}
}

func TestAReportIsFoundByTheBeginningOfItsID(t *testing.T) {
	cases := []struct {
		id   string
		code int
		want string // the PDF, or what is said
	}{
		{"ab12cd34ef", cli.Done, "%PDF of ab12cd34ef"},
		{"ab12", cli.Done, "%PDF of ab12cd34ef"},
		{"AB12", cli.Done, "%PDF of ab12cd34ef"},
		{"ab99", cli.Done, "%PDF of ab99"},
		{"ab", cli.Failed, `2 reports begin with "ab"`},
		{"cd", cli.Failed, `there is no report "cd"`},
	}
	for _, c := range cases {
		t.Run(c.id, func(t *testing.T) {
			m := held()
			got := run(t.Context(), m, "sessions report "+c.id+" -o r.pdf -large-print")
			if got.code != c.code || !strings.Contains(m.saved["r.pdf"]+got.errOut, c.want) {
				t.Errorf("got %+v, saved %v; want %s", got, m.saved, c.want)
			}
		})
	}
}

func TestAYearIsSummedUp(t *testing.T) {
	m := held()
	m.meetings.support = []evaluation.Support{{Date: issued, Kind: evaluation.Debrief, Minutes: 90, People: evaluation.Present{Designated: 2}}}
	m.meetings.reports[0].Modules = []plan.Module{{ID: "overdose", Title: "Overdose"}}
	m.meetings.reports[0].Change = evaluation.Change{Before: 6, After: 6, Paired: 6, Told: true, Whole: evaluation.Share{Before: 0.5, After: 0.75, Change: 0.25}}
	got := run(t.Context(), m, "sessions year 2026")
	for _, want := range []string{
		"Sessions  2, of them 0 brief talks", "People    10: 0 in designated roles, 2 in other roles, 8 from the community",
		"50 % right before, 75 % after, of 6 people in 1 session", "1 time, 3.0 hours", "Overdose: 1 session, 5 people",
	} {
		if !strings.Contains(got.out, want) {
			t.Errorf("there is no %q in\n%s", want, got.out)
		}
	}
	got = run(t.Context(), m, "sessions year 2026 -o y.pdf -csv - -paper letter")
	if m.saved["y.pdf"] != "%PDF of 2 sessions on letter" || !strings.Contains(got.out, "overdose") {
		t.Errorf("saved %v, out %s", m.saved, got.out)
	}
}

// learnable gives the machine's module something to plan a session from.
func learnable() *machine {
	m := newMachine()
	module := &m.catalog.Modules[0]
	module.Language = "en"
	module.Objectives = []catalog.Objective{{ID: "signs", Text: "Recognise an overdose"}}
	module.Lessons = []catalog.Lesson{{
		ID: "check", Title: "Check\x1b[2J", Body: catalog.Document{Blocks: []catalog.Block{catalog.Paragraph{Text: []catalog.Span{{Text: "Snoring can be an overdose."}}}}},
	}}
	return m
}

func TestAPlanIsPrinted(t *testing.T) {
	got := run(t.Context(), learnable(), "plan -module overdose -minutes 30")
	if got.code != cli.Done || !strings.HasPrefix(got.out, "Overdose\n") || !strings.Contains(got.out, "overdose 1.2: Overdose") || strings.Contains(got.out, "\x1b") || !strings.Contains(got.out, "Check\uFFFD[2J") {
		t.Errorf("got %+v", got)
	}
	for line := range strings.Lines(got.out) {
		if len([]rune(line)) > 101 {
			t.Errorf("this line is long: %s", line)
		}
	}
}

func TestPagesOfAPlanAreForTheNumberOfPeople(t *testing.T) {
	m := learnable()
	got := run(t.Context(), m, "plan -module overdose -o p.pdf -materials b.pdf -people 12 -large-print")
	if got.code != cli.Done || m.saved["b.pdf"] != "%PDF of materials" || len(m.meetings.boxes) != 2 || !m.prepared {
		t.Fatalf("got %+v, saved %v", got, m.saved)
	}
	for i, form := range m.meetings.boxes {
		if form.People != 12 || !form.Large || form.Size != paper.A4 || m.meetings.plans[i].People != 12 {
			t.Errorf("got %+v", form)
		}
	}
}

func TestWhatKeepsAPageFromBeingMadeIsSaid(t *testing.T) {
	cases := []struct {
		name   string
		making error
		saving error
		want   string
	}{
		{"too long", &paper.TooLongError{}, nil, "Choose a larger format"},
		{"nowhere to save", nil, errors.New("no such place"), "no such place"},
		{"something else", errors.New("the engine has stopped"), nil, "the engine has stopped"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := learnable()
			m.meetings.making, m.saving = c.making, c.saving
			got := run(t.Context(), m, "plan -module overdose -o p.pdf")
			if got.code != cli.Failed || !strings.Contains(got.errOut, c.want) || len(m.saved) > 0 {
				t.Errorf("got %+v, saved %v", got, m.saved)
			}
		})
	}
}

func TestWhatToKnowOfAPageIsSaid(t *testing.T) {
	m := learnable()
	m.meetings.warnings = []paper.Warning{paper.MorePages}
	if got := run(t.Context(), m, "plan -module overdose -o p.pdf"); !strings.Contains(got.errOut, "more pages than it is meant to") {
		t.Errorf("got %+v", got)
	}
}

func TestNoFileIsWrittenTwice(t *testing.T) {
	for _, line := range []string{
		"plan -module overdose -o p.pdf -materials p.pdf -replace",
		"plan -module overdose -o - -materials -",
		"sessions report 3f9a -o r -csv r -replace",
		"sessions year 2026 -o y -csv y",
	} {
		m := learnable()
		if got := run(t.Context(), m, line); got.code != cli.Usage || !strings.Contains(got.errOut, "do not both go into") || len(m.saved) > 0 {
			t.Errorf("%s: got %+v, saved %v", line, got, m.saved)
		}
	}
}
