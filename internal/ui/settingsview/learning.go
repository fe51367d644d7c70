package settingsview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/settings"
	"github.com/passalong/passalong/internal/ui/glance"
	"github.com/passalong/passalong/internal/ui/look"
	"github.com/passalong/passalong/internal/ui/widgets"
)

// learningPart is about what comes back after a module, and how scenarios are played.
type learningPart struct {
	refresher *widgets.Segmented
	clock     *widgets.Switch
}

func (p *learningPart) build(s *Screen) fyne.CanvasObject {
	var labels []string
	for _, n := range settings.RefresherChoices() {
		if n == 0 {
			labels = append(labels, "Off")
			continue
		}
		labels = append(labels, glance.Minutes(n))
	}
	p.refresher = widgets.NewSegmented(labels, s.onRefresher)
	p.clock = widgets.NewSwitch("Play with the clock",
		"While you think, time passes in the story too, where a scenario has a clock. You can pause it.", s.onClock)
	return widgets.VStack(look.Gap24,
		group("Staying sharp", "Home offers the questions that you are about to forget, and never more of them than fit into this.", p.refresher),
		group("Scenarios", "", p.clock))
}

func (p *learningPart) render(st state) {
	p.refresher.Set(st.Refresher)
	p.clock.Set(st.Clock)
}

func (s *Screen) onRefresher(index int) {
	s.model.set.RefresherMinutes = settings.RefresherChoices()[index]
	s.render()
	s.save()
}

func (s *Screen) onClock(on bool) {
	s.model.set.ScenarioClock = on
	s.render()
	s.save()
}

// refresherChoice is the position of a length of refreshers among the choices; Off for one that is none of them.
func refresherChoice(minutes int) int {
	return max(0, slices.Index(settings.RefresherChoices(), minutes))
}
