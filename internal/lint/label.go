package lint

// Where the rule about labels has its words from; docs/authors.md says who wrote them and where they are.
const (
	powerOfWords    = "Power of Words"
	languageMatters = "Language Matters"
	shatterproof    = "Shatterproof"
	mindframe       = "Mindframe"
	ownRule         = "how we write"
)

// A label is wording that puts a label on a person, judges, or promises too much.
type label struct {
	// say are the wordings, in small letters. A star stands for any number of letters at the end of a word; a word in
	// brackets such as [drug] is one of the sets below.
	say    []string
	better string
	why    string
	source string
	// unless are words that make it mean something else when they come next, and after those that come before. "" is the
	// end of the sentence.
	unless, after []string
	// only wants one of these words next, or "", and before one of those that come before.
	only, before []string
}

// sets are words that a label can stand with.
var sets = map[string][]string{
	"[drug]":   {"drug", "drugs", "substance", "alcohol", "opioid", "opiate", "heroin", "ice", "meth", "cocaine", "crack", "medication", "solvent"},
	"[test]":   {"test", "tests", "result", "results", "urine", "urines", "sample", "samples", "screen", "screens"},
	"[needle]": {"needle", "needles", "syringe", "syringes", "fit", "fits"},
	"[virus]":  {"hiv", "hepatitis", "hep", "virus", "hcv", "hbv", "aids"},
	"[suffer]": {"addiction", "dependence", "hepatitis", "hep", "hiv"},
}

// things are what can be clean without a label on anybody.
var things = []string{
	"it", "they", "that", "skin", "hands", "site", "wound", "surface", "spoon", "equipment", "water", "everything", "area", "place",
}

const (
	aboutPerson = "it puts the label before the person"
	aboutBlame  = "it blames the person"
	aboutDirt   = "it calls people, or what is in them, clean or dirty"
)

// labels is the table of the rule. Words that are only sometimes hurtful are in it with what shows that they are.
var labels = []label{
	{say: []string{"addict", "addicts", "ex-addict", "ex-addicts", "junkie", "junkies", "junky", "druggie", "druggies", "crackhead*", "smackhead*", "meth-head*", "ice-head*", "pillhead*"},
		better: "person who uses drugs, or person with a dependence", why: aboutPerson, source: powerOfWords},
	{say: []string{"drug seeker*", "drug-seeker*", "drug seeking", "drug-seeking"}, better: "say what the person needs", why: aboutPerson, source: languageMatters},
	{say: []string{"icehead*", "methhead*", "pill popper*", "pill-popper*", "frequent flyer*"}, better: "say what the person does", why: aboutPerson, source: ownRule},
	{say: []string{"[drug] user", "[drug] users", "user", "users", "ex-user", "ex-users", "abuser", "abusers"}, better: "person who uses drugs", why: aboutPerson, source: powerOfWords,
		after:  []string{"service", "wheelchair", "phone", "computer", "web", "website", "site", "app", "library", "road", "new", "end", "another", "windows", "mac", "account"},
		unless: []string{"name", "names", "guide", "guides", "manual", "account", "accounts", "interface", "group", "groups", "organisation", "organisations", "id"}},
	{say: []string{"alcoholic", "alcoholics", "wino", "winos"}, better: "person with an alcohol dependence", why: aboutPerson, source: powerOfWords,
		unless: []string{"drink", "drinks", "beverage", "beverages", "hepatitis", "liver", "gel", "swab", "swabs", "hand", "content", "anonymous", "ketoacidosis", "solution"}, after: []string{"non"}},
	{say: []string{"[drug] abuse", "[drug] misuse", "[drug] abuser*", "abuse [drug]", "misuse [drug]", "abuses [drug]", "abusing [drug]", "misusing [drug]", "abused [drug]", "misused [drug]"},
		better: "use (drug use, alcohol use)", why: "it judges", source: powerOfWords},
	{say: []string{"[drug] habit*", "kick the habit", "kicked the habit", "addiction", "addictions"}, better: "dependence", why: "it judges", source: languageMatters,
		unless: []string{"medicine", "specialist", "specialists", "psychiatrist", "psychiatrists", "nurse", "nurses", "doctor", "doctors", "clinic", "research"}},
	{say: []string{"clean [test]", "clean drug [test]", "clean urine [test]"}, better: "negative result", why: aboutDirt, source: languageMatters},
	{say: []string{"dirty [test]", "dirty drug [test]", "dirty urine [test]"}, better: "positive result", why: aboutDirt, source: languageMatters},
	{say: []string{"got clean", "get clean", "getting clean", "gets clean", "been clean"}, better: "not using", why: aboutDirt, source: languageMatters,
		only: []string{"", "for", "off", "from", "again", "now", "since", "but", "because", "so"}, after: things},
	{say: []string{"stay clean", "stayed clean", "staying clean"}, better: "not using", why: aboutDirt, source: languageMatters, only: []string{"for", "off", "from", "since"}, after: append([]string{"can", "will", "and"}, things...)},
	{say: []string{"is clean", "was clean", "are clean", "am clean"}, better: "not using", why: aboutDirt, source: languageMatters,
		before: []string{"he", "she", "who", "i", "person", "people", "friend", "partner", "everybody", "everyone", "nobody"}},
	{say: []string{"clean time", "clean and sober"}, better: "time since they last used", why: aboutDirt, source: languageMatters},
	{say: []string{"clean [needle]", "clean or used [needle]"}, better: "new or sterile needle", source: languageMatters,
		why: "a needle that was cleaned is not sterile, and others become dirty ones"},
	{say: []string{"dirty [needle]", "dirty equipment", "dirty fit*"}, better: "used needle, used equipment", why: aboutDirt, source: languageMatters},
	{say: []string{"infected [needle]", "contaminated [needle]"}, better: "used needle", why: "nobody knows what is in it", source: ownRule},
	{say: []string{"dirty batch*", "killer pill*", "zombie drug*", "killer drug*"}, better: "say what it contains and what it does", why: "it frightens and does not inform", source: ownRule},
	{say: []string{"infected person", "infected people", "infected partner*", "hiv-infected", "hcv-infected", "[virus] carrier*", "[virus] infected people", "c carrier*", "b carrier*", "[virus] sufferer*", "[virus] victim*"},
		better: "person living with hepatitis C, person living with HIV", why: aboutPerson, source: ownRule},
	{say: []string{"suffer* from [suffer]", "suffering from [suffer]", "battl* addiction", "struggl* with addiction"}, better: "lives with, or has", why: "it calls people helpless", source: languageMatters},
	{say: []string{"overdose victim*", "innocent victim*", "victim* of overdose", "victim* of addiction"}, better: "person who has overdosed", why: "it blames, or calls people helpless", source: ownRule},
	{say: []string{"commit suicide", "commits suicide", "committed suicide", "committing suicide"}, better: "died by suicide, took their own life", why: "it sounds like a crime", source: mindframe},
	{say: []string{"successful suicide*", "unsuccessful suicide*", "failed suicide*", "unsuccessful attempt*", "suicide bid*"}, better: "died by suicide, or suicide attempt", why: "death is no success", source: mindframe},
	{say: []string{"opioid replacement", "opiate replacement", "opioid substitution", "opiate substitution", "methadone substitution", "substitution treatment", "substitution therapy", "liquid handcuffs"},
		better: "opioid treatment, or pharmacotherapy", why: "it is a treatment, not another drug", source: ownRule},
	{say: []string{"failed treatment", "treatment failure*", "non-compliant", "noncompliant"}, better: "the treatment did not help, or the person chose not to", why: aboutBlame, source: languageMatters},
	{say: []string{"relapse", "relapses", "relapsed", "relapsing"}, better: "return to use, using again", why: "it sounds like failing", source: shatterproof, unless: []string{"fever"}},
	{say: []string{"addicted bab*", "drug baby", "drug babies", "crack bab*", "addicted newborn*"}, better: "baby with withdrawal", why: "a baby cannot be dependent by choice", source: ownRule},
	{say: []string{"shooting galler*"}, better: "place where people use", why: "it frightens", source: ownRule},
	{say: []string{"drug offender*", "ex-offender*", "ex-con", "ex-cons"}, better: "person who has been in prison, person who was cautioned", why: aboutPerson, source: ownRule},
	{say: []string{"hard to reach", "hard-to-reach"}, better: "say which service does not reach them", why: "services are hard to reach, not people", source: ownRule},
	{say: []string{"idu", "idus", "ivdu", "ivdus"}, better: "person who injects", why: aboutPerson, source: ownRule},
	{say: []string{"safe use", "safe using", "safe drug use", "safe injecting", "safe injection", "100% safe", "completely safe", "totally safe"}, better: "safer use, safer injecting", why: "no use is without risk", source: ownRule},
	{say: []string{"drug death*"}, better: "overdose death", why: "it says what people died of", source: ownRule},
	{say: []string{"psycho", "psychos", "attention seeking", "attention-seeking"}, better: "say what you see: distressed, frightened", why: aboutBlame, source: ownRule},
}
