package live

import (
	"context"
	"net/netip"
	"slices"
	"time"

	"github.com/passalong/passalong/internal/session"
)

// look watches this computer's addresses and its firewall while the page is open, and who has gone.
func (s *Server) look(ctx context.Context, r *run) {
	_, port := splitHost(r.host)
	tick := time.NewTicker(s.limits.look)
	defer tick.Stop()
	for firewallIn := 0; ; firewallIn-- {
		own, gone := s.ownAddresses(r)
		block := session.NoBlock
		s.mu.Lock()
		ask := firewallIn <= 0 && r.address.Kind != session.Itself && !s.reached
		s.mu.Unlock()
		if ask {
			block = s.firewall(port)
			firewallIn = 10 // programs are started for it on some systems
		}
		s.mu.Lock()
		r.own, r.gone = own, gone
		if ask {
			r.block = block
		}
		if s.run == r {
			s.publish()
		}
		s.mu.Unlock()
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// ownAddresses lists the addresses of this computer, and whether that of the page is no longer among them.
func (s *Server) ownAddresses(r *run) (own []netip.Addr, gone bool) {
	all, err := s.interfaces()
	if err != nil {
		return nil, false // not known is not gone
	}
	at, err := netip.ParseAddr(r.address.IP)
	inside := err != nil || r.address.Kind == session.Itself
	for _, i := range all {
		for _, p := range i.addresses {
			own = append(own, p.Addr().Unmap())
		}
	}
	return own, !inside && !slices.Contains(own, at)
}

func splitHost(host string) (ip netip.Addr, port int) {
	if at, err := netip.ParseAddrPort(host); err == nil {
		return at.Addr(), int(at.Port())
	}
	return netip.Addr{}, 80
}

// blockOf is why phones may be unable to get through. s.mu is held.
func (s *Server) blockOf(r *run, now time.Time) session.Block {
	switch {
	case r.gone:
		return session.AddressGone
	case s.reached || r.address.Kind == session.Itself:
		return session.NoBlock
	case r.block != session.NoBlock:
		return r.block
	case now.Sub(r.started) >= s.limits.nothing:
		return session.NothingCame
	}
	return session.NoBlock
}
