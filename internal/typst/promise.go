package typst

// A promise is a value that comes later: the program is asynchronous inside, although nothing it waits for
// ever takes time here.
type promise struct {
	done  bool
	value any
	err   error // set when the promise was rejected
	then  []any // functions to call with the value
}

// A queue holds what JavaScript calls microtasks: work to be done when the program's call has returned.
type queue struct{ tasks []func() error }

func (q *queue) add(task func() error) { q.tasks = append(q.tasks, task) }

// run does all work, with the work that the work adds.
func (q *queue) run() error {
	for len(q.tasks) > 0 {
		task := q.tasks[0]
		q.tasks = q.tasks[1:]
		if err := task(); err != nil {
			return err
		}
	}
	return nil
}

// resolve ends a promise well, reject badly. Only the first end counts.
func (q *queue) resolve(p *promise, v any) { q.settle(p, v, nil) }

func (q *queue) reject(p *promise, v any) { q.settle(p, v, &thrown{describe(v)}) }

func (q *queue) settle(p *promise, v any, err error) {
	if p.done {
		return
	}
	p.done, p.value, p.err = true, v, err
	for _, f := range p.then {
		q.follow(p, f)
	}
	p.then = nil
}

// onDone calls f with the value of p, now or when p is done.
func (q *queue) onDone(p *promise, f any) {
	if p.done {
		q.follow(p, f)
		return
	}
	p.then = append(p.then, f)
}

func (q *queue) follow(p *promise, f any) {
	q.add(func() error {
		_, err := invoke(f, p.value)
		return err
	})
}
