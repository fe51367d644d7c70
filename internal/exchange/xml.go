package exchange

import (
	"github.com/passalong/passalong/internal/quiz"
)

func readXML([]byte) Imported             { return Imported{} }
func writeXML(quiz.Quiz) ([]byte, []Lost) { return nil, nil }
