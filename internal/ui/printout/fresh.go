package printout

import (
	"fmt"
	"time"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// OldWarning is what has to be read before content whose review date has passed is given to anybody; empty
// until then.
func OldWarning(reviewBy, today time.Time) string {
	if catalog.FreshnessOn(reviewBy, today) != catalog.OutOfDate {
		return ""
	}
	return fmt.Sprintf("It was to be reviewed by %s. Check with someone who knows before you hand it out, or look for new content.",
		glance.Date(reviewBy))
}

// FreshBadge says how fresh content is.
func FreshBadge(f catalog.Freshness) widgets.BadgeState {
	badge := widgets.BadgeState{Tone: widgets.ToneRight, Icon: look.IconCheck, Text: glance.Fresh(f)}
	switch f {
	case catalog.OutOfDate:
		badge.Tone, badge.Icon = widgets.ToneWrong, look.IconWarning
	case catalog.ReviewSoon:
		badge.Tone, badge.Icon = widgets.ToneWait, look.IconClock
	}
	return badge
}

// DraftBadge marks content that waits for a review.
func DraftBadge() *widgets.Badge {
	return widgets.NewBadge(widgets.BadgeState{Tone: widgets.ToneWait, Icon: look.IconPencil, Text: "Draft, waiting for review"})
}
