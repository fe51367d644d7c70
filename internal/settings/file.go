package settings

import "github.com/passalong/passalong/internal/catalog"

// file is settings.json.
type file struct {
	TextSize         int        `json:"text_size"`
	Appearance       Appearance `json:"appearance"`
	NeverConnect     bool       `json:"never_connect"`
	Proxy            string     `json:"proxy"`
	AllowUnsigned    bool       `json:"allow_unsigned"`
	RefresherMinutes int        `json:"refresher_minutes"`
	ScenarioClock    bool       `json:"scenario_clock"`
	Region           string     `json:"region"`
	PrintLog         bool       `json:"print_log"`
	WindowWidth      int        `json:"window_width"`
	WindowHeight     int        `json:"window_height"`
}

func fileOf(s Settings) file {
	return file{
		TextSize: s.TextSize, Appearance: s.Appearance, NeverConnect: s.NeverConnect,
		Proxy: s.Proxy, AllowUnsigned: s.AllowUnsigned,
		RefresherMinutes: s.RefresherMinutes, ScenarioClock: s.ScenarioClock, Region: string(s.Region), PrintLog: s.PrintLog,
		WindowWidth: s.WindowWidth, WindowHeight: s.WindowHeight,
	}
}

func (f file) settings() Settings {
	return Settings{
		TextSize: f.TextSize, Appearance: f.Appearance, NeverConnect: f.NeverConnect,
		Proxy: f.Proxy, AllowUnsigned: f.AllowUnsigned,
		RefresherMinutes: f.RefresherMinutes, ScenarioClock: f.ScenarioClock, Region: catalog.Region(f.Region), PrintLog: f.PrintLog,
		WindowWidth: f.WindowWidth, WindowHeight: f.WindowHeight,
	}
}
