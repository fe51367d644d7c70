package handout

import "github.com/passalong/passalong/internal/catalog"

// markWords are what handouts and alerts say of how far they can be trusted, in one language.
type markWords struct {
	CheckBeforeUse string                     `json:"-"` // with %s for the review date
	Abroad         string                     `json:"-"` // with %s for the region that the text is for, and for an emergency number
	AbroadAsk      string                     `json:"-"` // the same without a number
	MachineDraft   string                     `json:"-"`
	Unsigned       string                     `json:"-"` // in English only: it speaks to authors
	Stale          string                     `json:"-"` // with %s for the version translated, and for that of the original
	DetailsChecked string                     `json:"-"` // with %s for a date
	Expired        string                     `json:"-"` // with %s for the last day of an alert
	HoldsFrom      string                     `json:"-"` // with %s for the first day of an alert
	From           string                     `json:"-"`
	Until          string                     `json:"-"`
	Everywhere     string                     `json:"-"` // where an alert holds that names no region
	Where          string                     `json:"-"`
	Alert          string                     `json:"-"` // what an alert is called
	AlertVersion   string                     `json:"-"` // with %s for the version
	Urgencies      map[catalog.Urgency]string `json:"-"`
	Regions        map[catalog.Region]string  `json:"-"` // one that is not here is printed as its code
}

func englishMarks() markWords {
	return markWords{
		CheckBeforeUse: "Check before use: review date passed on %s",
		Abroad:         "Written for %s. Emergency number here: %s",
		AbroadAsk:      "Written for %s. Check every number before use",
		MachineDraft:   "Machine draft — not reviewed",
		Unsigned:       "Unsigned content — for its authors only",
		Stale:          "Translated from version %s. The original is now version %s",
		DetailsChecked: "Details checked on %s",
		Expired:        "Expired on %s — not current", HoldsFrom: "Holds from %s",
		From: "From", Until: "Until", Everywhere: "Everywhere", Where: "Where", Alert: "Drug alert", AlertVersion: "Version %s",
		Urgencies: map[catalog.Urgency]string{
			catalog.Notice: "Good to know", catalog.Serious: "Serious: people were hurt", catalog.Deadly: "Deadly: people may die",
		},
		Regions: map[catalog.Region]string{
			"au": "Australia", "au-act": "Australian Capital Territory", "au-nsw": "New South Wales", "au-nt": "Northern Territory",
			"au-qld": "Queensland", "au-sa": "South Australia", "au-tas": "Tasmania", "au-vic": "Victoria", "au-wa": "Western Australia",
			"nz": "New Zealand", "gb": "United Kingdom", "ie": "Ireland", "ca": "Canada", "us": "United States",
		},
	}
}
