// Package operation keeps the record of what happens in the background or in
// bulk: who asked for it, what it is about, what went in, what came out.
//
// An operation has a type, and goes from unprocessed over running to finished,
// or is canceled before it runs; state.go holds the transitions. Who does the
// work is open: a script that claims operations for as long as a lease lasts, a
// person, or a Group of actions written in Go.
//
// Groups run at once, or in the background on a route: a queue of River with
// workers of its own. River only carries: what may run, and whether it still
// may be finished, is decided by the operation's row and its attempt alone.
// Each process has a client of its own for this, apart from the one of package
// job, so that neither package knows the other.
package operation
