package place

import "github.com/passalong/passalong/internal/evaluation"

// Venue is a kind of place in words.
func Venue(p evaluation.Place) string {
	switch p {
	case evaluation.NeedleProgram:
		return "Needle and syringe program"
	case evaluation.HealthService:
		return "Health service"
	case evaluation.Community:
		return "Community space"
	case evaluation.Housing:
		return "Housing or shelter"
	case evaluation.Prison:
		return "Prison"
	case evaluation.Street:
		return "Street or park"
	case evaluation.Festival:
		return "Festival or venue"
	case evaluation.Education:
		return "School, TAFE or university"
	case evaluation.Workplace:
		return "Workplace"
	case evaluation.Online:
		return "Online"
	case "":
		return "Not said"
	}
	return "Somewhere else"
}

// Help is a kind of support in words.
func Help(k evaluation.SupportKind) string {
	switch k {
	case evaluation.Supervision:
		return "Supervision"
	case evaluation.Debrief:
		return "Debrief after something hard"
	case evaluation.Mentoring:
		return "Mentoring"
	case evaluation.Coreflect:
		return "Reflecting together in a group"
	}
	return "Something else"
}

// The people who are counted, in words.
const (
	InPeerRoles  = "Peer workers (lived-experience roles)"
	InOtherRoles = "Workers in other roles"
	OfCommunity  = "People from the community"
)
