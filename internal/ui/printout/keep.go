package printout

import (
	"context"

	"github.com/passalong/passalong/internal/recall"
	"github.com/passalong/passalong/internal/ui/bg"
	"github.com/passalong/passalong/internal/ui/explain"
)

// A Log keeps what was printed. It is called in the background.
type Log interface {
	Add(ctx context.Context, p recall.Print) error
}

// Keep writes down what a printer has taken, also when the screen is left meanwhile. A log that cannot be written is
// said, and is no reason not to print.
func (k *Desk) Keep(log Log, p recall.Print) {
	work := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, log.Add(context.WithoutCancel(ctx), p)
	}
	bg.Start(k.ctx, k.d.Run, work, func(_ struct{}, err error) {
		if err != nil {
			k.parts.complain(Unkept(err))
		}
	})
}

// Unkept says in words that the print log could not keep what was printed; nothing for no error.
func Unkept(err error) explain.Trouble {
	t := explain.Error(err)
	if err != nil {
		t.What, t.Next = "It is printed, but the print log could not keep it.", t.What+" Note down on paper what it was and how many, in case it has to be called back."
	}
	return t
}
