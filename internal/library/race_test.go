//go:build race

package library_test

const raceDetector = true
