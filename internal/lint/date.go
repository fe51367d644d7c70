package lint

import (
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/passalong/passalong/internal/catalog"
)

// day reads a date as it is in files; false for none.
func day(n *yaml.Node) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, scalar(n))
	return t, err == nil
}

// reviewed looks at the review date of a module or a handout.
func (c *checker) reviewed(s *source, doc *yaml.Node) {
	n := value(doc, "review_by")
	by, ok := day(n)
	if !ok {
		return
	}
	const hint = "read it again, have it signed off, then set a new date"
	switch catalog.FreshnessOn(by, c.today) {
	case catalog.OutOfDate:
		s.advise(reviewDate, s.at(n), "the review date "+by.Format(time.DateOnly)+" has passed: pages say “check before use”", hint)
	case catalog.ReviewSoon:
		s.advise(reviewDate, s.at(n), "the review date "+by.Format(time.DateOnly)+" is less than 60 days away", hint)
	}
}

// over looks whether an alert still holds.
func (c *checker) over(s *source, head *yaml.Node) {
	n := value(head, "expires")
	if last, ok := day(n); ok && catalog.FreshnessOn(last, c.today) == catalog.OutOfDate {
		s.advise(reviewDate, s.at(n), "the alert ended on "+last.Format(time.DateOnly), "delete the file, or find out whether it still holds")
	}
}

// sources looks when somebody has last opened each source.
func (c *checker) sources() []finding {
	s, doc := c.document("sources.yaml", "")
	if doc == nil || doc.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(doc.Content); i += 2 {
		c.checked(s, doc.Content[i+1], sourceAge, "source “"+doc.Content[i].Value+"”", "open it, see that it still says so")
	}
	return s.findings()
}

// services looks when somebody has last rung or opened each service, and reads the notes.
func (c *checker) services(name string) []finding {
	s, doc := c.document(name, "")
	if doc == nil {
		return nil
	}
	for _, service := range list(doc) {
		c.checked(s, service, serviceAge, "service “"+scalar(value(service, "id"))+"”", "ring it or open its page")
	}
	c.read(s, texts(s, doc), c.language, gradeOfLessons, "a note")
	return s.findings()
}

// checked wants a date of the last year.
func (c *checker) checked(s *source, n *yaml.Node, rule, what, hint string) {
	at := value(n, "checked")
	checked, ok := day(at)
	if !ok {
		return
	}
	const tomorrow = 48 * time.Hour // the day has begun elsewhere
	switch {
	case c.today.After(checked.AddDate(1, 0, 1)):
		s.adviseWord(rule, s.at(at), scalar(value(n, "id")), fmt.Sprintf("nobody has checked the %s since %s", what, checked.Format(time.DateOnly)), hint+", then set “checked” to that day")
	case checked.Sub(c.today) > tomorrow:
		s.advise(rule, s.at(at), fmt.Sprintf("the %s was checked on a day that is still to come", what), "write the day on which somebody did")
	}
}
