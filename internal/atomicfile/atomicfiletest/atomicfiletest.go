// Package atomicfiletest makes disks that go wrong, for tests of what is kept on them.
package atomicfiletest
