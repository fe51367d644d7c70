package paper

// A Form is how a sheet is set. The zero value is A4 in type of the usual size.
type Form struct {
	Size  Size
	Large bool // in large print
}

// A QuizForm is how the questions of a quiz are set.
type QuizForm struct {
	Form
	Show QuizShow
	// Number decides which questions are drawn and in what order they come: the same on the sheet that people
	// fill in and on the key to it.
	Number uint64
}

// A QuizShow is how much a sheet of questions tells.
type QuizShow string

// What a sheet of questions can show.
const (
	Blank       QuizShow = ""        // to be filled in
	WithAnswers QuizShow = "answers" // filled in, with explanations
	AnswerKey   QuizShow = "key"     // only the answers, in short
)
