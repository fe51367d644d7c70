package session

// An Address is a network address of this computer on which phones could reach it.
type Address struct {
	IP        string // such as "192.168.43.1"
	Interface string // what the system calls it, such as "wlan0"
	Kind      AddressKind
	Usual     bool // the best guess
}

// An AddressKind is what sort of network an address belongs to, as far as can be told.
type AddressKind string

// The kinds of address.
const (
	WiFi    AddressKind = "wifi"
	Hotspot AddressKind = "hotspot" // this computer's own
	Cable   AddressKind = "cable"
	Other   AddressKind = "other"  // such as a virtual machine's
	Itself  AddressKind = "itself" // reachable from this computer only: for rehearsals
)

// A Join is how phones get in.
type Join struct {
	URL  string // for the QR code, such as "http://192.168.43.1:8080/KLMR"
	Host string // to type, such as "192.168.43.1:8080"
	Code string // to type, such as "KLMR"
}

// Phones is how it goes with the page for phones.
type Phones struct {
	On        bool
	Join      Join
	Connected int   // phones that are connected now
	Reached   bool  // a device other than this computer has reached the page
	Refused   int   // requests that were refused, since it was started
	Block     Block // why phones may be unable to get through, as far as this computer can tell
	Problem   error // why it stopped by itself, such as the network that went away; nil
}

// A Block is something between phones and the page.
type Block string

// The blocks.
const (
	NoBlock        Block = ""
	FirewallOn     Block = "firewall-on"     // a firewall is on and nothing says that it lets the program through
	FirewallBlocks Block = "firewall-blocks" // a firewall has a rule against the program
	NothingCame    Block = "nothing-came"    // on for a while, and no other device has reached it
	AddressGone    Block = "address-gone"    // this computer has left the network
)
