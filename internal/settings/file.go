package settings

import (
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
)

// file is settings.json.
type file struct {
	TextSize         int          `json:"text_size"`
	Appearance       Appearance   `json:"appearance"`
	UpdateSource     string       `json:"update_source"`
	NeverConnect     bool         `json:"never_connect"`
	LocalService     localService `json:"local_service"`
	RefresherMinutes int          `json:"refresher_minutes"`
	ScenarioClock    bool         `json:"scenario_clock"`
	Region           string       `json:"region"`
	PrintLog         bool         `json:"print_log"`
	WindowWidth      int          `json:"window_width"`
	WindowHeight     int          `json:"window_height"`
}

type localService struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Hours   string `json:"hours"`
	Phone   string `json:"phone"`
	Web     string `json:"web"`
	Note    string `json:"note"`
	Checked date   `json:"checked"`
}

// date is written as 2026-11-21, and as "" when it is not known.
type date time.Time

func (d date) MarshalText() ([]byte, error) {
	if t := time.Time(d); !t.IsZero() {
		return []byte(t.Format(day)), nil
	}
	return nil, nil
}

func (d *date) UnmarshalText(b []byte) error {
	*d = date{}
	if len(b) == 0 {
		return nil
	}
	t, err := time.Parse(day, string(b))
	if err != nil {
		return fmt.Errorf("%q is not a date", b)
	}
	*d = date(t)
	return nil
}

func fileOf(s Settings) file {
	l := s.LocalService
	return file{
		TextSize: s.TextSize, Appearance: s.Appearance, UpdateSource: s.UpdateSource, NeverConnect: s.NeverConnect,
		LocalService:     localService{l.Name, l.Address, l.Hours, l.Phone, l.Web, l.Note, date(l.Checked)},
		RefresherMinutes: s.RefresherMinutes, ScenarioClock: s.ScenarioClock, Region: string(s.Region), PrintLog: s.PrintLog,
		WindowWidth: s.WindowWidth, WindowHeight: s.WindowHeight,
	}
}

func (f file) settings() Settings {
	l := f.LocalService
	return Settings{
		TextSize: f.TextSize, Appearance: f.Appearance, UpdateSource: f.UpdateSource, NeverConnect: f.NeverConnect,
		LocalService:     LocalService{l.Name, l.Address, l.Hours, l.Phone, l.Web, l.Note, time.Time(l.Checked)},
		RefresherMinutes: f.RefresherMinutes, ScenarioClock: f.ScenarioClock, Region: catalog.Region(f.Region), PrintLog: f.PrintLog,
		WindowWidth: f.WindowWidth, WindowHeight: f.WindowHeight,
	}
}
