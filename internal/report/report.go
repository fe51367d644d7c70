// Package report adds up a record for a person to look at: what is learned, what is fading, where they are
// sure but wrong. The screen, CSV and JSON are all made from one Report.
package report
