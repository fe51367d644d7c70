package cli

import "github.com/passalong/passalong/internal/catalog"

// An updatesJSON is what "pal update" found out, for scripts: of all libraries together, and of each.
type updatesJSON struct {
	UpToDate  bool          `json:"up_to_date"` // nothing is newer anywhere
	Installed bool          `json:"installed"`  // something was
	From      *revisionJSON `json:"from,omitempty"`
	To        *revisionJSON `json:"to,omitempty"` // these two when there is one update only
	Changes   []changeJSON  `json:"changes"`
	Files     int           `json:"files"` // that had to be fetched
	Bytes     int64         `json:"bytes"`
	Libraries []updateJSON  `json:"libraries"`
}

// An updateJSON is what can be installed of one library.
type updateJSON struct {
	Library     string        `json:"library"` // id
	Title       string        `json:"title,omitempty"`
	Publisher   string        `json:"publisher,omitempty"`
	Source      string        `json:"source,omitempty"`
	UpToDate    bool          `json:"up_to_date"`
	Installed   bool          `json:"installed"`
	First       bool          `json:"first,omitempty"` // it was not on this computer
	Trust       string        `json:"trust,omitempty"` // "known", "new" or "unsigned"
	Fingerprint string        `json:"fingerprint,omitempty"`
	From        *revisionJSON `json:"from,omitempty"`
	To          *revisionJSON `json:"to,omitempty"`
	Changes     []changeJSON  `json:"changes"`
	Files       int           `json:"files"`
	Bytes       int64         `json:"bytes"`
	Error       string        `json:"error,omitempty"`
}

type changeJSON struct {
	Kind   string `json:"kind"`   // "added", "changed" or "removed"
	Module string `json:"module"` // empty for the library as a whole
	Title  string `json:"title,omitempty"`
	Files  int    `json:"files"`
	Bytes  int64  `json:"bytes"`
}

func updatesOf(answers []answer, titles map[catalog.ModuleID]string) updatesJSON {
	all := updatesJSON{UpToDate: true, Changes: []changeJSON{}, Libraries: []updateJSON{}}
	newer := 0
	for _, a := range answers {
		one := a.json(titles)
		all.Libraries = append(all.Libraries, one)
		all.UpToDate = all.UpToDate && one.UpToDate
		all.Installed = all.Installed || one.Installed
		all.Changes = append(all.Changes, one.Changes...)
		all.Files += one.Files
		all.Bytes += one.Bytes
		if one.To != nil {
			all.From, all.To = one.From, one.To
			newer++
		}
	}
	if newer != 1 {
		all.From, all.To = nil, nil
	}
	return all
}

func (a answer) json(titles map[catalog.ModuleID]string) updateJSON {
	out := updateJSON{Library: a.id, Title: a.title, Source: a.source, Installed: a.installed, Changes: []changeJSON{}}
	if a.err != nil {
		out.Error = a.err.Error()
	}
	u := a.update
	if u == nil {
		out.UpToDate = a.err == nil
		return out
	}
	out.Publisher, out.Source, out.First, out.Trust, out.Fingerprint = u.Publisher, u.Source, u.First, string(u.Trust), u.Fingerprint
	out.Files, out.Bytes = u.Files, u.Download
	to := revision(u.To)
	out.To = &to
	if !u.From.Issued.IsZero() {
		from := revision(u.From)
		out.From = &from
	}
	for _, ch := range u.Changes {
		out.Changes = append(out.Changes, changeJSON{string(ch.Kind), string(ch.Module), titles[ch.Module], ch.Files, ch.Bytes})
	}
	return out
}
