// Package crashtest starts real Sluice processes, kills them in the middle of
// their work and checks that nothing was lost and nothing happened twice. It
// has tests only.
package crashtest
