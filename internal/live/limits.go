package live

import (
	"net/netip"
	"sync"
	"time"
)

// limits are what keeps the session going for the others. They leave room for 500 phones that come at once, also when the network
// shows all of them with one address.
type limits struct {
	connections           int // in all
	perAddress            int // connections of one address
	addressRate           float64
	addressBurst          float64 // requests of one address without a token that is known
	guessRate, guessBurst float64 // wrong codes of one address
	phoneRate, phoneBurst float64 // requests of one phone
	header                time.Duration
	request               time.Duration // to read one, and to write the answer
	idle                  time.Duration
	wait                  time.Duration // how long a phone's question for news is held
	away                  time.Duration // after which a phone that does not ask is not there
	linger                time.Duration // after which the page closes: phones hear of it until then
	farewell              time.Duration // for answers that are under way then
	look                  time.Duration // between looks at this computer's addresses
	nothing               time.Duration // after which it is strange that nobody came
}

var usual = limits{
	connections: 2000, perAddress: 1500,
	addressRate: 200, addressBurst: 5000, // 500 phones: page, style, program, join, first question
	guessRate: 1.0 / 3, guessBurst: 20,
	phoneRate: 5, phoneBurst: 40,
	header: 5 * time.Second, request: 10 * time.Second, idle: 90 * time.Second,
	wait: 25 * time.Second, away: 10 * time.Second, linger: 300 * time.Millisecond, farewell: 1500 * time.Millisecond,
	look: 3 * time.Second, nothing: time.Minute,
}

// A bucket holds what may still be done. It fills again as time goes by.
type bucket struct {
	left float64
	at   time.Time
}

func (b *bucket) take(now time.Time, rate, burst float64) bool {
	if b.at.IsZero() {
		b.left = burst
	} else {
		b.left = min(burst, b.left+max(0, now.Sub(b.at).Seconds())*rate)
	}
	b.at = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// buckets are one for each address, in memory only. Those that are full again are forgotten.
type buckets struct {
	rate, burst float64
	mu          sync.Mutex
	of          map[netip.Addr]*bucket
}

// mostBuckets bounds the memory that addresses take. An IPv4 network of a room has far fewer.
const mostBuckets = 4096

func newBuckets(rate, burst float64) *buckets {
	return &buckets{rate: rate, burst: burst, of: map[netip.Addr]*bucket{}}
}

// take counts one thing of an address, and reports whether it may.
func (b *buckets) take(a netip.Addr, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	one := b.of[a]
	if one == nil {
		if len(b.of) >= mostBuckets {
			b.forget(now)
		}
		if len(b.of) >= mostBuckets {
			return false
		}
		one = &bucket{}
		b.of[a] = one
	}
	return one.take(now, b.rate, b.burst)
}

// empty reports whether nothing more may be done, without counting.
func (b *buckets) empty(a netip.Addr, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	one := b.of[a]
	return one != nil && one.left+now.Sub(one.at).Seconds()*b.rate < 1
}

func (b *buckets) forget(now time.Time) {
	for a, one := range b.of {
		if one.left+now.Sub(one.at).Seconds()*b.rate >= b.burst {
			delete(b.of, a)
		}
	}
}
