package live

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"

	"github.com/passalong/passalong/internal/session"
)

// A netInterface is a way of this computer onto a network.
type netInterface struct {
	name      string
	up        bool
	loopback  bool
	toOne     bool // leads to one other computer, as a tunnel does
	addresses []netip.Prefix
}

// Addresses lists the addresses of this computer on which phones could reach it, the best guess first, and at the end the
// one that reaches this computer only.
func Addresses() ([]session.Address, error) {
	all, err := interfacesOfThisComputer()
	if err != nil {
		return nil, fmt.Errorf("looking for network addresses: %w", err)
	}
	return addressesOf(all), nil
}

func interfacesOfThisComputer() ([]netInterface, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var out []netInterface
	for _, i := range all {
		one := netInterface{
			name: i.Name, up: i.Flags&net.FlagUp != 0 && i.Flags&net.FlagRunning != 0,
			loopback: i.Flags&net.FlagLoopback != 0, toOne: i.Flags&net.FlagPointToPoint != 0,
		}
		addresses, err := i.Addrs()
		if err != nil {
			continue // it went away meanwhile
		}
		for _, a := range addresses {
			if n, ok := a.(*net.IPNet); ok {
				if p, err := netip.ParsePrefix(n.String()); err == nil {
					one.addresses = append(one.addresses, p)
				}
			}
		}
		out = append(out, one)
	}
	return out, nil
}

// rank is how likely phones are to get in by a kind of address.
var rank = map[session.AddressKind]int{session.Hotspot: 1, session.WiFi: 2, session.Cable: 3, session.Other: 4, session.Itself: 5}

func addressesOf(all []netInterface) []session.Address {
	var out []session.Address
	for _, i := range all {
		if !i.up {
			continue
		}
		for _, p := range i.addresses {
			ip := p.Addr().Unmap()
			if !ip.Is4() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() {
				continue // phones would need a zone, or get no address there
			}
			out = append(out, session.Address{IP: ip.String(), Interface: i.name, Kind: kindOf(i, ip)})
		}
	}
	slices.SortStableFunc(out, func(a, b session.Address) int { return rank[a.Kind] - rank[b.Kind] })
	if len(out) > 0 && rank[out[0].Kind] < rank[session.Other] {
		out[0].Usual = true
	}
	return out
}

// hotspots are the networks that systems give to a hotspot of their own: Windows (ICS), NetworkManager, Android's and
// Apple's sharing.
var hotspots = []netip.Prefix{
	netip.MustParsePrefix("192.168.137.1/32"), netip.MustParsePrefix("10.42.0.1/32"), netip.MustParsePrefix("10.42.1.1/32"),
	netip.MustParsePrefix("192.168.43.1/32"), netip.MustParsePrefix("192.168.2.1/32"), netip.MustParsePrefix("172.20.10.1/32"),
}

// virtual are beginnings of names of what is no network in a room.
var virtual = []string{
	"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vethernet", "lxc", "lxd", "podman", "cni", "flannel", "tailscale", "zt", "wg", "tun", "tap", "utun",
	"ppp", "llw", "awdl", "bluetooth", "vmware", "virtualbox", "hyper-v",
}

func kindOf(i netInterface, ip netip.Addr) session.AddressKind {
	name := strings.ToLower(i.name)
	begins := func(with ...string) bool {
		return slices.ContainsFunc(with, func(w string) bool { return strings.HasPrefix(name, w) })
	}
	switch {
	case i.loopback || ip.IsLoopback():
		return session.Itself
	case i.toOne || begins(virtual...):
		return session.Other
	case begins("ap", "local area connection*", "bridge10") || slices.ContainsFunc(hotspots, func(h netip.Prefix) bool { return h.Contains(ip) }):
		return session.Hotspot
	case begins("wl", "wi-fi", "wifi", "wireless", "ath", "airport") || strings.Contains(name, "wlan") || strings.Contains(name, "wi-fi") || name == "en0":
		return session.WiFi // en0 is the Wi-Fi of a portable Mac
	case begins("eth", "en", "usb", "local area connection") || strings.Contains(name, "ethernet"):
		return session.Cable
	}
	return session.Other
}

// isElsewhere reports whether an address is of another device.
func isElsewhere(from netip.Addr, own []netip.Addr) bool {
	return from.IsValid() && !from.IsLoopback() && !slices.Contains(own, from)
}
