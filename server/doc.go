// Package server wires a Sluice process together: settings, database, domain,
// HTTP, and the start and stop of everything that runs for long. It holds no
// rules of its own.
package server
