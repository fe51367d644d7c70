//go:build race

package conduct_test

// slower is how much longer things may take: the race detector takes its time.
const slower = 20
