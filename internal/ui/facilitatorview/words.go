package facilitatorview

import (
	"errors"
	"fmt"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/session"
	"github.com/passalong/passalong/internal/ui/explain"
	"github.com/passalong/passalong/internal/ui/glance"
	w "github.com/passalong/passalong/internal/ui/widgets"
)

func minutes(n int) string { return glance.Count(n, "min", "min") }

// notNow are the errors that say that something cannot be done at this moment. Nothing is broken then.
var notNow = map[error]string{
	session.ErrNotOpen: "No answers are taken for this now.", session.ErrOldRound: "This was for an earlier round.",
	session.ErrNoStep: "The plan has no such step any more.", session.ErrNoPoll: "This question is not part of the session.",
	session.ErrBadCount: "A count is too large.", session.ErrFull: "There is no room for more.",
	session.ErrBadAnswer: "This cannot be taken as an answer.", session.ErrBadEvent: "This cannot be done now.",
}

// troubleOf says what went wrong with something that was pressed.
func troubleOf(err error) w.ErrorState {
	if err == nil {
		return w.ErrorState{}
	}
	for known, what := range notNow {
		if errors.Is(err, known) {
			return w.ErrorState{What: what, Next: "Nothing was changed. The session goes on."}
		}
	}
	t := explain.Error(err)
	return w.ErrorState{What: "The last thing you pressed is not saved. " + t.What, Next: t.Next + " The room sees what it saw before.", Details: t.Detail}
}

// addressWords say which network an address is, for somebody who knows their own Wi-Fi and no more.
func addressWords(a session.Address) (name, note string) {
	switch a.Kind {
	case session.WiFi:
		name, note = "The Wi-Fi that this computer is on", "Phones must be on the same Wi-Fi. A guest network often keeps phones apart."
	case session.Hotspot:
		name, note = "This computer’s own hotspot", "Phones join the hotspot first. It works without internet."
	case session.Cable:
		name, note = "The network on the cable", "Phones must be on the Wi-Fi of the same router."
	case session.Itself:
		name, note = "This computer only", "To rehearse. No phone can reach it."
	default:
		name, note = "Another network", "Choose this only if you know what it is."
	}
	return name, note + " (" + a.IP + ", " + a.Interface + ")"
}

// A helpState is what keeps phones out, and what to do about it.
type helpState struct {
	Title string
	Steps []string
}

var commonSteps = []string{
	"Are the phones on the same Wi-Fi as this computer? Mobile data does not reach it.",
	"Is it a guest network? Many keep devices apart. Use this computer’s or a phone’s own hotspot instead.",
	"Does a phone say that there is no internet? Choose “stay connected” or “use anyway”.",
	"Does a VPN run on this computer or on the phone? Switch it off for now.",
}

// blockHelp says what to do about a block; without a title there is none.
func blockHelp(p session.Phones) helpState {
	switch p.Block {
	case session.FirewallBlocks:
		return helpState{"The firewall of this computer has a rule against Passalong.", []string{
			"Open the firewall’s settings and allow Passalong on private and public networks.",
			"Without the rights for that, use paper and hands: they count just the same.",
		}}
	case session.FirewallOn:
		return helpState{"A firewall is on, and it may keep phones out.", append([]string{
			"If this computer asked whether to let Passalong through, choose Allow.",
		}, commonSteps...)}
	case session.NothingCame:
		return helpState{"No phone has reached this computer yet.", append(commonSteps[:len(commonSteps):len(commonSteps)],
			"Does a firewall on this computer block Passalong? Allow it on private networks.")}
	case session.AddressGone:
		return helpState{"This computer has left that network.", []string{
			"Join the network again, or choose another one here and start again. Phones that were in come back by themselves.",
		}}
	}
	return helpState{}
}

var phaseNames = map[evaluation.Phase]string{evaluation.Before: "before", evaluation.After: "after"}

// sureWords put how sure people were beside whether they were right. Those who are sure and wrong are who the room should
// talk with.
func sureWords(t session.Tally) string {
	if t.SureRight+t.SureWrong+t.NotSureRight+t.NotSureWrong == 0 {
		return ""
	}
	return fmt.Sprintf("Sure and right: %d · sure, but not right: %d · not so sure, but right: %d · not so sure, not right: %d",
		t.SureRight, t.SureWrong, t.NotSureRight, t.NotSureWrong)
}

// waysWords say how answers came.
func waysWords(t session.Tally) string {
	s := glance.Count(t.Answered, "answer", "answers")
	sep := ": "
	for _, way := range []struct {
		way  evaluation.Way
		word string
	}{{evaluation.Phones, "by phone"}, {evaluation.Hands, "by hand"}, {evaluation.Paper, "on paper"}} {
		if n := t.Ways[way.way]; n > 0 {
			s += fmt.Sprintf("%s%d %s", sep, n, way.word)
			sep = ", "
		}
	}
	return s
}
