package githubtest

import (
	"net"
	"sync/atomic"
)

// Traffic is what went over the wire, all of it: the bytes of headers and of TLS as well, and not those below.
type Traffic struct {
	Connections int64
	In, Out     int64 // bytes that the server received and sent
}

// Traffic returns what went over the wire since the last call.
func (s *Server) Traffic() Traffic {
	t := &s.traffic
	return Traffic{Connections: t.connections.Swap(0), In: t.in.Swap(0), Out: t.out.Swap(0)}
}

type traffic struct{ connections, in, out atomic.Int64 }

// counted listens, and counts.
type counted struct {
	net.Listener
	traffic *traffic
}

func (l counted) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.traffic.connections.Add(1)
	return countedConn{c, l.traffic}, nil
}

type countedConn struct {
	net.Conn
	traffic *traffic
}

func (c countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.traffic.in.Add(int64(n))
	return n, err
}

func (c countedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.traffic.out.Add(int64(n))
	return n, err
}
