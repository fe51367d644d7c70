//go:build race

package library

const raceDetector = true

// RaceDetector tells the tests outside of the package.
const RaceDetector = raceDetector
