package content

import "go.yaml.in/yaml/v3"

// nodes are room for the nodes of the YAML of one module, which can be used again when the module has been read.
type nodes struct {
	slabs  [][]yaml.Node
	used   int // of all slabs
	open   []*yaml.Node
	lists  []*yaml.Node      // room for Content; what is full is let go of
	shared map[string]string // short texts, which come again and again
}

const (
	slabNodes  = 256
	listNodes  = 1024
	shortText  = 24
	mostShared = 4096
	mostSlabs  = 64 // that are kept: what a usual module needs and more
)

// take gives an empty node.
func (n *nodes) take() *yaml.Node {
	slab := n.used / slabNodes
	if slab == len(n.slabs) {
		n.slabs = append(n.slabs, make([]yaml.Node, slabNodes))
	}
	node := &n.slabs[slab][n.used%slabNodes]
	*node = yaml.Node{}
	n.used++
	return node
}

// reset makes all room free. No node may be in use any more.
func (n *nodes) reset() {
	n.used, n.open = 0, n.open[:0]
	if len(n.slabs) > mostSlabs {
		n.slabs = n.slabs[:mostSlabs]
	}
	n.lists = n.lists[:0]
}

// mark, push and since collect the content of a node while that of others within it is collected as well.
func (n *nodes) mark() int { return len(n.open) }

func (n *nodes) push(node *yaml.Node) { n.open = append(n.open, node) }

func (n *nodes) since(mark int) []*yaml.Node {
	size := len(n.open) - mark
	if cap(n.lists)-len(n.lists) < size {
		n.lists = make([]*yaml.Node, 0, max(listNodes, size))
	}
	start := len(n.lists)
	n.lists = append(n.lists, n.open[mark:]...)
	n.open = n.open[:mark]
	return n.lists[start:len(n.lists):len(n.lists)]
}

// text is a string of its own, or for a short one the one that was made before.
func (n *nodes) text(b []byte) string {
	if len(b) > shortText {
		return string(b)
	}
	if s, ok := n.shared[string(b)]; ok {
		return s
	}
	if n.shared == nil || len(n.shared) >= mostShared {
		n.shared = make(map[string]string)
	}
	s := string(b)
	n.shared[s] = s
	return s
}
