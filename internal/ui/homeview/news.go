package homeview

import (
	"fmt"
	"strings"

	"github.com/passalong/passalong/internal/news"
	"github.com/passalong/passalong/internal/ui/glance"
)

// newsState is what is said of what is new; no Title for nothing.
type newsState struct {
	Title string
	Note  string // empty unless an answer was to a question that is corrected
}

// tell counts what is new.
func tell(n news.News) newsState {
	var changed, added, left, corrected int
	for i := range n.Modules {
		m := &n.Modules[i]
		switch {
		case m.New():
			added++
		case m.Left():
			left++
		default:
			changed++
		}
		corrected += len(m.Corrected)
	}
	var parts []string
	if changed > 0 {
		parts = append(parts, glance.Modules(changed)+" changed")
	}
	if added > 0 {
		parts = append(parts, strings.Replace(glance.Modules(added), " ", " new ", 1))
	}
	if left > 0 {
		parts = append(parts, glance.Modules(left)+" gone")
	}
	if len(parts) == 0 {
		return newsState{}
	}
	s := newsState{Title: "What's new: " + strings.Join(parts, ", ")}
	switch corrected {
	case 0:
	case 1:
		s.Note = "1 question that you answered has changed"
	default:
		s.Note = fmt.Sprintf("%d questions that you answered have changed", corrected)
	}
	return s
}
