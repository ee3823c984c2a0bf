package main

import "strconv"

// exitStatus is an error that was told already and only decides how the program
// exits.
type exitStatus int

// The exit statuses besides 0 and 1, success and failure.
const (
	statusIncomplete  exitStatus = 3   // all was done but for lines, rows, items or batches that could not be
	statusInterrupted exitStatus = 130 // ended by Ctrl-C; what was done stays done
)

// Error implements error.
func (s exitStatus) Error() string { return "exit status " + strconv.Itoa(int(s)) }
