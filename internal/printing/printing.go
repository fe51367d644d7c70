// Package printing lists the print queues of this machine and prints PDF files on them. On Linux and macOS
// it speaks IPP to the local CUPS. On Windows there is nothing yet: every call says paper.ErrNoPrintSystem.
package printing
