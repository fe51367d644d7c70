package nav

// A History is the path of a learner through the screens, with a place on it.
type History struct {
	routes []Route
	at     int
}

// Current is the route at the place; ok is false while there is none.
func (h *History) Current() (r Route, ok bool) {
	if len(h.routes) == 0 {
		return Route{}, false
	}
	return h.routes[h.at], true
}

// Visit goes on to r and forgets what lay ahead. Visiting the current route again changes nothing.
func (h *History) Visit(r Route) {
	if cur, ok := h.Current(); ok {
		if cur == r {
			return
		}
		h.routes = h.routes[:h.at+1]
	}
	h.routes = append(h.routes, r)
	h.at = len(h.routes) - 1
}

// Replace puts r in the place of the current route.
func (h *History) Replace(r Route) {
	if len(h.routes) == 0 {
		h.Visit(r)
		return
	}
	h.routes[h.at] = r
}

// Reset forgets the path and begins anew at r.
func (h *History) Reset(r Route) { h.routes, h.at = []Route{r}, 0 }

// CanBack reports whether there is a route before the current one.
func (h *History) CanBack() bool { return h.at > 0 }

// CanForward reports whether there is a route after the current one.
func (h *History) CanForward() bool { return h.at+1 < len(h.routes) }

// Back moves one route back, if it can.
func (h *History) Back() {
	if h.CanBack() {
		h.at--
	}
}

// Forward moves one route forward, if it can.
func (h *History) Forward() {
	if h.CanForward() {
		h.at++
	}
}
