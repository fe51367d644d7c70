package live

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
)

// A doorkeeper is a listener that lets in so many connections and no more. When there are too many, the newest of the
// address that has most goes first, and a phone that has joined last.
type doorkeeper struct {
	net.Listener
	limits limits

	mu    sync.Mutex
	total int
	of    map[netip.Addr][]*caller // the oldest first
}

// A caller is one connection.
type caller struct {
	net.Conn
	door   *doorkeeper
	from   netip.Addr
	joined atomic.Bool // it has sent a token that is known
	once   sync.Once
}

func newDoorkeeper(l net.Listener, lim limits) *doorkeeper {
	return &doorkeeper{Listener: l, limits: lim, of: map[netip.Addr][]*caller{}}
}

// Accept waits for a connection that may come in. Others are closed at once.
func (d *doorkeeper) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		in := &caller{Conn: c, door: d, from: addressOf(c.RemoteAddr())}
		victim := d.admit(in)
		if victim != nil {
			abort(victim)
		}
		if victim != in {
			return in, nil
		}
	}
}

// abort closes a connection without a farewell, so that nothing of it stays with the system.
func abort(c *caller) {
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // it is being closed either way
	}
	_ = c.Close()
}

// admit counts a new connection, and gives the one that has to go for it: maybe the new one itself, which then is not counted.
func (d *doorkeeper) admit(in *caller) (victim *caller) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case len(d.of[in.from]) >= d.limits.perAddress:
		return in
	case d.total >= d.limits.connections:
		greedy := d.greediest()
		if len(d.of[greedy]) <= len(d.of[in.from])+1 {
			return in
		}
		victim = newest(d.of[greedy])
	}
	d.of[in.from] = append(d.of[in.from], in)
	d.total++
	return victim
}

func (d *doorkeeper) greediest() netip.Addr {
	var most netip.Addr
	for a, all := range d.of {
		if len(all) > len(d.of[most]) {
			most = a
		}
	}
	return most
}

// newest is the last that came, of those that have not joined if there are any.
func newest(all []*caller) *caller {
	for _, c := range slices.Backward(all) {
		if !c.joined.Load() {
			return c
		}
	}
	return all[len(all)-1]
}

// Close closes the connection and makes room for another.
func (c *caller) Close() error {
	c.once.Do(func() { c.door.left(c) })
	return c.Conn.Close()
}

func (d *doorkeeper) left(c *caller) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.Index(d.of[c.from], c)
	if i < 0 {
		return // was never let in
	}
	d.total--
	if d.of[c.from] = slices.Delete(d.of[c.from], i, i+1); len(d.of[c.from]) == 0 {
		delete(d.of, c.from)
	}
}

func addressOf(a net.Addr) netip.Addr {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

type callerKey struct{}

// withCaller lets a request know its connection.
func withCaller(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

func callerOf(ctx context.Context) *caller {
	c, ok := ctx.Value(callerKey{}).(*caller)
	if !ok {
		return &caller{}
	}
	return c
}
