// Package widgets holds the parts that screens are made of. State goes in through Set methods, what the learner does
// comes out through callbacks, and no widget knows a service.
//
// Everything that can be operated answers to Space and Return, shows a ring while it has the keyboard, keeps the
// keyboard when it is pressed, and is at least 44 pixels high. A key that a widget has no use for goes to the key
// handler of the window, so that Esc and Page Down work wherever the keyboard is.
//
// Text has no padding: distances come from the layouts here and from the gaps of package look. These layouts set
// widths before they ask for heights, since wrapped text knows its height only then; Fyne's own boxes do not.
package widgets
