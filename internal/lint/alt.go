package lint

import (
	"regexp"
	"strings"
)

// fewestInAlt is how many words it takes to say what a picture teaches.
const fewestInAlt = 3

var (
	saysPicture = regexp.MustCompile(`(?i)^(an? |the )?(image|picture|photo|photograph|graphic|illustration|drawing|icon) (of|showing|shows)\b`)
	fileName    = regexp.MustCompile(`(?i)\.(svg|png|jpe?g|gif)\b`)
)

// described judges the texts of pictures. That there is one is for the loader to see to.
func (c *checker) described(s *source, passages []passage) {
	for i := range passages {
		p := &passages[i]
		if p.kind != picture {
			continue
		}
		text := strings.TrimSpace(p.text)
		switch {
		case fileName.MatchString(text):
			s.advise(altText, p.where(0), "the text of the picture is the name of a file", "say what the picture teaches")
		case saysPicture.MatchString(text):
			s.advise(altText, p.where(0), "the text of the picture begins by saying that it is one", "begin with what there is to see: a screen reader says “image” already")
		case len(strings.Fields(text)) < fewestInAlt:
			s.advise(altText, p.where(0), "the text “"+text+"” does not say what the picture teaches", "say who does what, or what there is to see")
		}
	}
}
