// Package slides draws what a room sees, at any size: full screen for people six metres away, and small for the
// facilitator. It takes a session.RoomView, which holds nothing that is hidden from the room, and nothing else.
//
// A page is laid out without Fyne, as a list of marks (texts, boxes, pictures), with the largest letters that fit. The
// Stage paints the marks and redraws only those that changed.
package slides
