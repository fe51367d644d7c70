package facilitatorview

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/passalong/passalong/internal/evaluation"
	"github.com/passalong/passalong/internal/plan"
	"github.com/passalong/passalong/internal/scenario"
	"github.com/passalong/passalong/internal/session"
)

// An act is something that was pressed.
type act struct {
	do      func(context.Context) error
	counted *session.Counted // what of it is only typed so far; filled in when it is done
	way     evaluation.Way   // of counts
	counts  bool
	at      plan.PollID // the poll that counts are of
}

// A queue does one thing after the other, in the order in which they were pressed. It outlives its screen.
type queue struct {
	s      *Screen
	wait   []act
	busy   bool
	failed []act // the act that went wrong, to try again; at most one
}

func (q *queue) add(a act) {
	if a.counts && slices.ContainsFunc(q.wait, func(o act) bool { return o.counts && o.way == a.way && o.at == a.at }) {
		return // it takes what is typed by then
	}
	q.wait = append(q.wait, a)
	q.next()
}

func (q *queue) next() {
	if q.busy || len(q.wait) == 0 {
		return
	}
	a := q.wait[0]
	q.wait, q.busy = q.wait[1:], true
	if a.counts {
		if id, _ := q.s.model.poll(); id != a.at {
			q.busy = false // the room has gone on
			q.next()
			return
		}
		e := q.s.model.counted(a.way)
		a.counted, a.do = &e, func(ctx context.Context) error { return q.s.deps.Session.Do(ctx, e) }
	}
	run, ctx := q.s.deps.Run, context.WithoutCancel(q.s.ctx)
	run.Go(func() {
		err := a.do(ctx)
		d := q.s.deps.Session.Desk()
		run.Do(func() { q.done(a, d, err) })
	})
}

// done takes in what came of an act.
func (q *queue) done(a act, d session.DeskView, err error) {
	m := q.s.model
	q.busy = false
	m.take(d)
	m.problem, q.failed = err, nil
	switch {
	case err != nil:
		q.failed = []act{a}
		q.wait = nil // what was pressed after it may mean something else now
	case a.counted != nil:
		m.settled(*a.counted)
	}
	q.s.render()
	q.next()
}

// again tries what went wrong once more.
func (q *queue) again() {
	failed := q.failed
	q.failed, q.s.model.problem = nil, nil
	for _, a := range failed {
		q.add(a)
	}
	q.s.render()
}

func (s *Screen) do(e session.Event) {
	s.queue.add(act{do: func(ctx context.Context) error { return s.deps.Session.Do(ctx, e) }})
}

func (s *Screen) forward() { s.queue.add(act{do: s.deps.Session.Forward}) }
func (s *Screen) back()    { s.queue.add(act{do: s.deps.Session.Back}) }
func (s *Screen) dark()    { s.do(session.Darkened{On: !s.model.desk.Dark}) }
func (s *Screen) pause()   { s.do(session.Paused{On: !s.model.desk.Paused}) }
func (s *Screen) join()    { s.do(session.ShowedJoin{On: !s.model.desk.JoinShown}) }

func (s *Screen) jump(section int) { s.do(session.Went{Section: section, Step: -1}) }

// ask opens the poll of the current step, again in the same round where it was closed too early.
func (s *Screen) ask() {
	if id, _ := s.model.poll(); id != "" {
		s.do(session.Asked{Poll: id})
	}
}

func (s *Screen) askAgain() {
	if id, _ := s.model.poll(); id != "" {
		s.do(session.Asked{Poll: id, Again: true})
	}
}

func (s *Screen) stop() {
	if id, _ := s.model.poll(); id != "" {
		s.do(session.Stopped{Poll: id})
	}
}

// reveal shows something to the room, or hides it again.
func (s *Screen) reveal(what session.Reveal) {
	id, _ := s.model.poll()
	if id != "" {
		s.do(session.Showed{Poll: id, What: what, On: !s.model.shown(what)})
	}
}

// setCount notes a count, to be kept.
func (s *Screen) setCount(row string, n int) {
	way := s.model.way
	s.model.setCount(way, row, n)
	id, _ := s.model.poll()
	s.queue.add(act{counts: true, way: way, at: id})
	s.render()
}

func (s *Screen) judge(word int, on bool) {
	if s.model.desk.Wall == nil {
		return
	}
	if !on && slices.ContainsFunc(s.model.desk.Wall.Waiting, func(w session.Word) bool { return w.ID == word }) {
		s.model.leftOut[word] = true // it is not on the wall: there is nothing to keep
		s.render()
		return
	}
	delete(s.model.leftOut, word)
	s.do(session.Judged{Poll: s.model.desk.Wall.Poll.ID, Word: word, On: on})
}

func (s *Screen) write(text string) {
	if s.model.desk.Wall != nil && text != "" {
		s.do(session.Wrote{Poll: s.model.desk.Wall.Poll.ID, Text: text})
	}
}

// play begins a story, or does something in it.
func (s *Screen) play(action scenario.ActionID) {
	st := s.model.desk.Scenario
	if st == nil {
		return
	}
	e := session.Played{Poll: st.Poll.ID, Action: action}
	if action == "" {
		e.Variant = s.model.variantNow()
	}
	s.do(e)
}

func (s *Screen) setTeams(n int) {
	var names []string
	for i := range n {
		names = append(names, teamNames[i])
	}
	s.do(session.Teamed{Names: names})
}

var teamNames = [session.MostTeams]string{"Red team", "Blue team", "Green team", "Yellow team", "Orange team", "Purple team"}

func (s *Screen) openPhase(p evaluation.Phase) {
	s.do(session.Opened{Phase: p, On: s.model.desk.Phase != p})
}

// add puts a poll behind the current step, under an id that is free.
func (s *Screen) add(p plan.Poll) {
	at := s.model.desk.At
	with := s.model.desk.Plan.AddStep(at.Section, at.Step+1, plan.Step{Poll: &p})
	s.do(session.Added{Poll: *with.Sections[at.Section].Steps[at.Step+1].Poll})
}

// startPhones opens the page for phones at the chosen address.
func (s *Screen) startPhones() {
	m := s.model
	if m.chosen >= len(m.addresses) || m.starting {
		return
	}
	a := m.addresses[m.chosen]
	s.phoneWork(func(ctx context.Context) error { return s.deps.Phones.Start(ctx, a) })
}

func (s *Screen) stopPhones() { s.phoneWork(s.deps.Phones.Stop) }

// phoneWork opens or closes the page for phones, whether the screen is left or not.
func (s *Screen) phoneWork(work func(context.Context) error) {
	s.model.starting, s.model.phoneErr = true, nil
	s.render()
	ctx := context.WithoutCancel(s.ctx)
	s.deps.Run.Go(func() {
		err := work(ctx)
		p := s.deps.Phones.Phones()
		s.deps.Run.Do(func() {
			s.model.starting, s.model.phoneErr = false, err
			s.tookPhones(p)
		})
	})
}

// askKey does what a letter stands for. It reports whether it does something now.
func (s *Screen) askKey(k fyne.KeyName) bool {
	id, _ := s.model.poll()
	if id == "" {
		return false
	}
	b := s.model.buttons()
	able := map[fyne.KeyName]struct {
		can bool
		do  func()
	}{
		fyne.KeyA: {b.Ask, s.ask}, fyne.KeyS: {b.Stop, s.stop}, fyne.KeyG: {b.Again, s.askAgain},
		fyne.KeyR: {b.Results, func() { s.reveal(session.Results) }}, fyne.KeyT: {b.Right, func() { s.reveal(session.RightAnswer) }},
		fyne.KeyW: {b.Why, func() { s.reveal(session.Why) }}, fyne.KeyH: {b.Shift, func() { s.reveal(session.Shift) }},
		fyne.KeyY: {len(s.model.waiting()) > 0, func() { s.judge(s.model.waiting()[0].ID, true) }},
		fyne.KeyX: {len(s.model.waiting()) > 0, func() { s.judge(s.model.waiting()[0].ID, false) }},
	}
	a := able[k]
	if a.can {
		a.do()
	}
	return a.can
}
