package scaffold

import (
	"embed"
	"strings"
	"text/template"
	"time"
)

//go:embed templates
var templates embed.FS

// fill is what goes into the templates.
type fill struct {
	ID, Title, Language       string
	Module, Lesson, Objective string // that a part belongs to
	Today                     time.Time
	Alone                     bool // whether a handout belongs to no module
}

// Day is today as it is in files.
func (f fill) Day() string { return f.Today.Format(time.DateOnly) }

// ReviewBy is half a year from today: long enough to teach with, short enough to be looked at again.
func (f fill) ReviewBy() string { return f.Today.AddDate(0, 6, 0).Format(time.DateOnly) }

// Quoted is the title in double quotes, which no character of it ends: it is made of an id.
func (f fill) Quoted() string { return `"` + f.Title + `"` }

// in fills in a template.
func (f fill) in(name string) (string, error) {
	all, err := template.ParseFS(templates, "templates/*")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = all.ExecuteTemplate(&b, name, f)
	return b.String(), err
}
