// Package exchange turns quizzes into the formats of other programs and back, and records into statements:
// GIFT, Moodle XML, xAPI. It reads and writes bytes only.
package exchange
