//go:build !race

package library

const raceDetector = false

// RaceDetector tells the tests outside of the package.
const RaceDetector = raceDetector
