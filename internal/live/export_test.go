package live

import (
	"net/netip"
	"time"

	"github.com/passalong/passalong/internal/session"
)

// Cap sets how many connections there may be, before Start.
func (s *Server) Cap(connections, perAddress int) {
	s.limits.connections, s.limits.perAddress = connections, perAddress
}

// Hurry makes waiting short, before Start.
func (s *Server) Hurry(slowest, wait, look time.Duration) {
	s.limits.header, s.limits.request, s.limits.wait, s.limits.look, s.limits.away = slowest, slowest, wait, look, wait
}

// Flood sets how many requests without a known token come through at once, and of one phone.
func (s *Server) Flood(address, phone float64) {
	s.addresses, s.limits.phoneBurst = newBuckets(0.001, address), phone
}

// Interface is one of a made-up computer.
type Interface = netInterface

// OneInterface makes one.
func OneInterface(name string, up, toOne bool, addresses ...string) Interface {
	i := Interface{name: name, up: up, toOne: toOne, loopback: name == "lo"}
	for _, a := range addresses {
		i.addresses = append(i.addresses, netip.MustParsePrefix(a))
	}
	return i
}

// On puts the server on a made-up computer, before Start.
func (s *Server) On(interfaces func() ([]Interface, error), firewall func(int) session.Block) {
	s.machine = machine{interfaces: interfaces, firewall: firewall}
}

// AddressesOf is Addresses of a made-up computer.
func AddressesOf(all ...Interface) []session.Address { return addressesOf(all) }

// Connections counts those that are open.
func (s *Server) Connections() int {
	s.mu.Lock()
	r := s.run
	s.mu.Unlock()
	if r == nil {
		return 0
	}
	r.listener.mu.Lock()
	defer r.listener.mu.Unlock()
	return r.listener.total
}

// Languages are those of the page.
var Languages = languages

// Break ends the listener as the system might.
func (s *Server) Break() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run.listener.Listener.Close()
}
