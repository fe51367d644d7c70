package store

// AfterStep calls f after each step of the end of a session, so that a test can cut it off there.
func (s *Sessions) AfterStep(f func(step string)) { s.after = f }

// EndSteps are the names of these steps, in order.
func EndSteps() []string {
	return []string{"deleted", "committed", "log cut off", "written anew", "log cut off again", "copies removed", "locks removed", "done"}
}
