package live_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/passalong/passalong/internal/live"
	"github.com/passalong/passalong/internal/session"
)

func TestAddressesByKindTheLikeliestFirst(t *testing.T) {
	one := live.OneInterface
	cases := []struct {
		name string
		all  []live.Interface
		want []session.Address
	}{
		{"a laptop with Linux on Wi-Fi, with containers", []live.Interface{
			one("lo", true, false, "127.0.0.1/8", "::1/128"), one("docker0", true, false, "172.17.0.1/16"), one("wlp3s0", true, false, "192.168.1.20/24", "fe80::1/64"),
			one("tun0", true, true, "10.8.0.2/24"), one("enp0s31f6", true, false, "10.0.0.5/24"), one("virbr0", false, false, "192.168.122.1/24"),
		}, []session.Address{
			{IP: "192.168.1.20", Interface: "wlp3s0", Kind: session.WiFi, Usual: true}, {IP: "10.0.0.5", Interface: "enp0s31f6", Kind: session.Cable},
			{IP: "172.17.0.1", Interface: "docker0", Kind: session.Other}, {IP: "10.8.0.2", Interface: "tun0", Kind: session.Other}, {IP: "127.0.0.1", Interface: "lo", Kind: session.Itself},
		}},
		{"its own hotspot, by NetworkManager", []live.Interface{one("wlan0", true, false, "10.42.0.1/24"), one("eth0", true, false, "192.168.1.2/24")},
			[]session.Address{{IP: "10.42.0.1", Interface: "wlan0", Kind: session.Hotspot, Usual: true}, {IP: "192.168.1.2", Interface: "eth0", Kind: session.Cable}}},
		{"Windows with a mobile hotspot", []live.Interface{one("vEthernet (WSL)", true, false, "172.29.96.1/20"), one("Wi-Fi", true, false, "192.168.0.14/24"), one("Local Area Connection* 2", true, false, "192.168.137.1/24"), one("Ethernet", true, false, "169.254.3.4/16")},
			[]session.Address{{IP: "192.168.137.1", Interface: "Local Area Connection* 2", Kind: session.Hotspot, Usual: true}, {IP: "192.168.0.14", Interface: "Wi-Fi", Kind: session.WiFi}, {IP: "172.29.96.1", Interface: "vEthernet (WSL)", Kind: session.Other}}},
		{"a Mac that shares", []live.Interface{one("en0", true, false, "192.168.1.9/24"), one("bridge100", true, false, "192.168.2.1/24"), one("utun3", true, true, "100.64.0.1/32"), one("awdl0", true, false)},
			[]session.Address{{IP: "192.168.2.1", Interface: "bridge100", Kind: session.Hotspot, Usual: true}, {IP: "192.168.1.9", Interface: "en0", Kind: session.WiFi}, {IP: "100.64.0.1", Interface: "utun3", Kind: session.Other}}},
		{"the hotspot of a phone", []live.Interface{one("wlan0", true, false, "172.20.10.3/28")}, []session.Address{{IP: "172.20.10.3", Interface: "wlan0", Kind: session.WiFi, Usual: true}}},
		{"no network", []live.Interface{one("lo", true, false, "127.0.0.1/8"), one("wlan0", false, false)}, []session.Address{{IP: "127.0.0.1", Interface: "lo", Kind: session.Itself}}},
		{"nothing likely", []live.Interface{one("docker0", true, false, "172.17.0.1/16")}, []session.Address{{IP: "172.17.0.1", Interface: "docker0", Kind: session.Other}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, live.AddressesOf(c.all...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAddressesOfThisComputer(t *testing.T) {
	all, err := live.Addresses()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(all, func(a session.Address) bool { return a.Kind == session.Itself && a.IP == "127.0.0.1" }) {
		t.Errorf("no loopback address among %+v", all)
	}
}

// A computer is made up: its clock, its networks and its firewall.
type computer struct {
	mu    sync.Mutex
	now   time.Time
	all   []live.Interface
	err   error
	block session.Block
}

func (c *computer) set(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

func (c *computer) clock() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func TestWhyNoPhoneGetsThrough(t *testing.T) {
	c := &computer{now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), all: []live.Interface{live.OneInterface("wlan0", true, false, "127.5.0.1/8")}}
	s := live.New(live.Config{Room: newRoom(), Now: c.clock, Random: zeros{}})
	s.Hurry(time.Second, time.Second, 10*time.Millisecond)
	s.On(func() ([]live.Interface, error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.all, c.err
	}, func(int) session.Block { c.mu.Lock(); defer c.mu.Unlock(); return c.block })
	if err := s.Start(t.Context(), session.Address{IP: "127.5.0.1", Kind: session.WiFi}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	is := func(want session.Block) func() bool { return func() bool { return s.Phones().Block == want } }
	if got := s.Phones(); got.Block != session.NoBlock || !got.On {
		t.Errorf("at first: %+v", got)
	}
	since, _ := s.Wait(t.Context(), -1)
	c.set(func() { c.now = c.now.Add(61 * time.Second) })
	waitFor(t, "nothing came", is(session.NothingCame))
	if n, err := s.Wait(t.Context(), since); err != nil || n <= since {
		t.Errorf("who waits is not told: %d, %v", n, err)
	}
	c.set(func() { c.block = session.FirewallBlocks })
	waitFor(t, "the firewall blocks", is(session.FirewallBlocks))
	c.set(func() { c.all = nil })
	waitFor(t, "the address has gone", is(session.AddressGone))
	c.set(func() { c.err = errors.New("cannot look") })
	waitFor(t, "what is not known is not gone", is(session.FirewallBlocks))
	c.set(func() {
		c.err, c.block = nil, session.NoBlock
		c.all = []live.Interface{live.OneInterface("wlan0", true, false, "127.5.0.1/8")}
	})
	waitFor(t, "the address is back", is(session.NothingCame))
}

// zeros is a random source whose draws are known.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestStartingTwiceOrWhereNobodyIs(t *testing.T) {
	s := serve(t, newRoom())
	if err := s.Start(t.Context(), session.Address{IP: "127.0.0.1"}); !errors.Is(err, live.ErrStarted) {
		t.Errorf("a second start: %v", err)
	}
	other := live.New(live.Config{Room: newRoom(), Now: time.Now, Random: zeros{}})
	if err := other.Start(t.Context(), session.Address{IP: "192.0.2.1"}); err == nil { // of nobody, by RFC 5737
		t.Error("it listens at an address that this computer does not have")
	}
	if got := other.Phones(); got.On {
		t.Errorf("it says that it is on: %+v", got)
	}
}

func TestAPageThatStopsByItselfSaysWhyAndCanBeStartedAgain(t *testing.T) {
	s := live.New(live.Config{Room: newRoom(), Now: time.Now, Random: zeros{}})
	start(t, s)
	if err := s.Break(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "it says why", func() bool { got := s.Phones(); return !got.On && got.Problem != nil })
	start(t, s)
	if got := s.Phones(); !got.On || got.Problem != nil {
		t.Errorf("started again: %+v", got)
	}
}
