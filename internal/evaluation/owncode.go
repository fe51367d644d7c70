package evaluation

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/passalong/passalong/internal/catalog"
	"github.com/passalong/passalong/internal/fold"
)

// ErrOwnCode says that an answer is missing or is not what its question asks for.
var ErrOwnCode = errors.New("an answer of the own code is missing or does not fit")

// An OwnKind is what a question of an own code takes.
type OwnKind string

// The kinds of question.
const (
	OwnLetter OwnKind = "letter" // of a whole word the first is taken
	OwnNumber OwnKind = "number" // from Question.Least to Question.Most
)

// A Question asks for one sign of an own code.
type Question struct {
	Text  string
	Hint  string
	Kind  OwnKind
	Least int // of an OwnNumber
	Most  int
}

// ownKinds are the questions in every language, in order. They ask for what stays as it is and only the person knows
// together; nothing of it names anybody. Own codes of such elements are found again by nearly all when there
// are few of them and they are lasting (L. A. Yurek, J. Vasey and D. S. Havens, The use of self-generated identification
// codes in longitudinal research, Evaluation Review 32, 2008, 435–452), so there are no more than four.
var ownKinds = [...]Question{{Kind: OwnLetter}, {Kind: OwnLetter}, {Kind: OwnNumber, Most: 30}, {Kind: OwnNumber, Least: 1, Most: 31}}

// OwnQuestions are the questions by which a participant makes a code that only they can make again, in a language
// of the library; in English where there are no words for it. A code is made of all of them.
func OwnQuestions(lang catalog.Language) []Question {
	texts, ok := ownTexts(lang)
	if !ok {
		texts, _ = ownTexts("en")
	}
	questions := make([]Question, len(ownKinds))
	for i, q := range ownKinds {
		q.Text, q.Hint = texts[i][0], texts[i][1]
		questions[i] = q
	}
	return questions
}

func ownTexts(lang catalog.Language) (texts [len(ownKinds)][2]string, ok bool) {
	base, _, _ := strings.Cut(string(lang), "-")
	switch base {
	case "en":
		return [...][2]string{
			{"First letter of the first street you remember living in", "Just one letter"},
			{"First letter of the name of your first school", "Just one letter"},
			{"How many older brothers and sisters do you have?", "0 if you have none"},
			{"On which day of the month were you born?", "Just the day, from 1 to 31"},
		}, true
	case "vi":
		return [...][2]string{
			{"Chữ cái đầu tên con đường đầu tiên bạn nhớ từng sống", "Chỉ một chữ cái"},
			{"Chữ cái đầu tên ngôi trường đầu tiên của bạn", "Chỉ một chữ cái"},
			{"Bạn có bao nhiêu anh chị?", "0 nếu không có"},
			{"Bạn sinh vào ngày mấy trong tháng?", "Chỉ ngày, từ 1 đến 31"},
		}, true
	case "ar":
		return [...][2]string{
			{"الحرف الأول من اسم أول شارع تتذكر أنك عشت فيه", "حرف واحد فقط"},
			{"الحرف الأول من اسم مدرستك الأولى", "حرف واحد فقط"},
			{"كم عدد إخوتك وأخواتك الأكبر منك؟", "0 إذا لم يكن لديك أحد"},
			{"في أي يوم من الشهر وُلدت؟", "اليوم فقط، من 1 إلى 31"},
		}, true
	}
	return texts, false
}

// OwnCode makes a code of the answers to OwnQuestions, the same for whoever gives the same answers: without case and
// accents, in any digits, and with no more than the first letter of a word. It is never the text of a ticket. The error is
// ErrOwnCode.
func OwnCode(answers []string) (string, error) {
	if len(answers) != len(ownKinds) {
		return "", ErrOwnCode
	}
	parts := make([]string, len(answers))
	for i, answer := range answers {
		part, ok := ownSign(ownKinds[i], answer)
		if !ok {
			return "", ErrOwnCode
		}
		parts[i] = part
	}
	return "own " + strings.Join(parts, " "), nil
}

func ownSign(q Question, answer string) (string, bool) {
	answer = strings.TrimSpace(answer)
	if q.Kind == OwnNumber {
		return ownNumber(answer, q.Least, q.Most)
	}
	for _, r := range answer {
		d, number := digit(r)
		switch {
		case strings.ContainsRune("\u0622\u0623\u0625\u0671", r):
			return "\u0627", true // forms of alef
		case number:
			return strconv.Itoa(d), true // "1st Avenue"
		case unicode.IsLetter(r):
			if f := fold.Rune(r); f != 0 {
				return string(f), true
			}
		}
	}
	return "", false
}

func ownNumber(answer string, least, most int) (string, bool) {
	const digits = 2
	n, read := 0, 0
	for _, r := range answer {
		d, ok := digit(r)
		if !ok || read == digits {
			return "", false
		}
		n, read = 10*n+d, read+1
	}
	return strconv.Itoa(n), read > 0 && least <= n && n <= most
}

// digit is the value of a decimal digit, as keyboards of the library's languages and their neighbours write it.
func digit(r rune) (int, bool) {
	for _, zero := range "0٠۰०０" {
		if zero <= r && r <= zero+9 {
			return int(r - zero), true
		}
	}
	return 0, false
}
