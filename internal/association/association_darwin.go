package association

// A place is nothing here: macOS learns from the application's bundle which files it opens, when it is copied to
// the computer.
type place struct{}

func placeOf(func(string) string) place { return place{} }
func (place) supported() bool           { return false }
func (place) has(string) bool           { return false }
func (place) put(string) error          { return ErrUnsupported }
func (place) remove() error             { return ErrUnsupported }
