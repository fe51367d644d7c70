package quiz

// Words are what a choice says: its text or, where it has none because it belongs to a TrueFalse item, the
// words for it.
func (c Choice) Words() string {
	if c.Text != "" {
		return c.Text
	}
	switch c.ID {
	case True:
		return "True"
	case False:
		return "False"
	case Unsure:
		return "I don't know"
	}
	return string(c.ID)
}
