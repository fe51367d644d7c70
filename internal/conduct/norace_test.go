//go:build !race

package conduct_test

// slower is how much longer things may take: not at all.
const slower = 1
