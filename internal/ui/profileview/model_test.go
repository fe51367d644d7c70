package profileview

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/progress"
	"github.com/passalong/passalong/internal/ui/explain"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func testModel(profiles ...progress.Profile) *model {
	return &model{now: func() time.Time { return noon }, canRestore: true, profiles: profiles, listed: true}
}

func TestWhatAProfileShows(t *testing.T) {
	damage := &progress.DamageError{File: "x", Copy: "y", CopiedAt: noon.AddDate(0, 0, -3), Err: errors.New("bad page")}
	lost := &progress.DamageError{File: "x", Err: errors.New("bad page")}
	kit := progress.Profile{ID: "k", Nickname: "Kit", LastUsed: noon}
	for name, c := range map[string]struct {
		profile progress.Profile
		doing   task
		want    row
	}{
		"one that can be opened":                 {kit, task{}, row{ID: "k", Name: "Kit", Meta: "Last used today"}},
		"one that is being opened":               {kit, task{opening, "k"}, row{ID: "k", Name: "Kit", Meta: "Opening …", Working: true}},
		"one that waits while another is opened": {kit, task{opening, "other"}, row{ID: "k", Name: "Kit", Meta: "Last used today"}},
		"one that is being deleted":              {kit, task{deleting, "k"}, row{ID: "k", Name: "Kit", Meta: "Deleting …", Working: true}},
		"one of a newer program": {
			progress.Profile{ID: "n", Nickname: "New", LastUsed: noon, Problem: progress.ErrNewerProfile}, task{},
			row{ID: "n", Name: "New", Meta: "Last used today", Locked: true, Trouble: explain.Error(progress.ErrNewerProfile)},
		},
		"a damaged one with a copy": {
			progress.Profile{ID: "d", LastUsed: noon, Problem: damage}, task{},
			row{ID: "d", Name: "A profile that cannot be read", Meta: "Last used today", Locked: true, Trouble: explain.Error(damage), Copy: "The newest safety copy is of 19 November 2026."},
		},
		"a damaged one without a copy": {
			progress.Profile{ID: "d", Nickname: "Dee", LastUsed: noon, Problem: lost}, task{},
			row{ID: "d", Name: "Dee", Meta: "Last used today", Locked: true, Trouble: explain.Error(lost)},
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := testModel(c.profile)
			m.doing = c.doing
			if diff := cmp.Diff([]row{c.want}, m.state().Rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheFirstStartIsAWelcomeWithTheForm(t *testing.T) {
	s := testModel().state()
	if !s.Welcome || !s.Form || s.CanCancel || s.Lead != promise {
		t.Errorf("welcome %v, form %v, cancel %v, lead %q", s.Welcome, s.Form, s.CanCancel, s.Lead)
	}
	s = testModel(progress.Profile{ID: "k", Nickname: "Kit"}).state()
	if s.Welcome || s.Form {
		t.Errorf("with a profile: welcome %v, form %v", s.Welcome, s.Form)
	}
	unread := &model{now: func() time.Time { return noon }}
	if s := unread.state(); s.Form || s.CanRetry {
		t.Errorf("before the list is read: form %v, retry %v", s.Form, s.CanRetry)
	}
}

func TestNicknames(t *testing.T) {
	for name, c := range map[string]struct{ typed, want, bad string }{
		"any word will do":      {" Kit ", "Kit", ""},
		"letters of any script": {"Ánh Sáng", "Ánh Sáng", ""},
		"nothing":               {"  ", "", "A nickname has 1 to 40 characters."},
		"too long":              {strings.Repeat("a", 41), "", "A nickname has 1 to 40 characters."},
		"one that is there":     {"river", "", "There is a profile “River” here already. Choose another word, so that you can tell them apart."},
	} {
		t.Run(name, func(t *testing.T) {
			m := testModel(progress.Profile{ID: "r", Nickname: "River"})
			got, ok := m.checkNickname(c.typed)
			if got != c.want || ok != (c.bad == "") || m.state().NicknameBad != c.bad {
				t.Errorf("%q, %v, %q", got, ok, m.state().NicknameBad)
			}
		})
	}
}

func TestARefusalThatStaysLocksTheProfile(t *testing.T) {
	m := testModel(progress.Profile{ID: "k", Nickname: "Kit"})
	m.refuse("k", progress.ErrProfileInUse)
	if r := m.state().Rows[0]; r.Locked || r.Trouble != explain.Error(progress.ErrProfileInUse) {
		t.Errorf("in use: %+v", r)
	}
	if !m.begin(opening, "k") || m.begin(making, "") {
		t.Error("one task at a time is not kept")
	}
	m.finish()
	if r := m.state().Rows[0]; r.Trouble.What != "" {
		t.Error("the refusal stays when the profile is tried again")
	}
	m.refuse("k", &progress.DamageError{Err: errors.New("bad page")})
	if r := m.state().Rows[0]; !r.Locked {
		t.Error("a damaged profile can still be opened")
	}
}
