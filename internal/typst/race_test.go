//go:build race

package typst_test

const raceDetector = true
