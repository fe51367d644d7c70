package paper

// A BoxForm is how everything on paper for a session is set, "session in a box".
type BoxForm struct {
	Form
	People int     // how many are expected; at least 1
	Part   BoxPart // one part alone; empty for everything
	// OwnCodes has participants make a code of their own, in place of drawing tickets.
	OwnCodes bool
	// Seed decides the codes of tickets: the same for all parts that are to go together. Nobody may guess it.
	Seed [32]byte
}

// A BoxPart is a part of a session in a box.
type BoxPart string

// The parts, in the order in which one needs them.
const (
	BoxPlan       BoxPart = "plan"
	BoxMaterials  BoxPart = "materials"
	BoxConsent    BoxPart = "consent"
	BoxSheets     BoxPart = "sheets" // tickets, and the questions before and after
	BoxKey        BoxPart = "key"
	BoxHandouts   BoxPart = "handouts"
	BoxEvaluation BoxPart = "evaluation"
)

// BoxParts lists them.
func BoxParts() []BoxPart {
	return []BoxPart{BoxPlan, BoxMaterials, BoxConsent, BoxSheets, BoxKey, BoxHandouts, BoxEvaluation}
}
