// Package pgtest gives every test a PostgreSQL database of its own, migrated
// and empty, in a few milliseconds.
//
// All test binaries of a run share one server, started by the first that needs
// it and stopped a few seconds after the last has ended, however it ended. Its
// commits are not durable. Set SLUICE_TEST_DATABASE_URL to use another server;
// its user must be allowed to create databases.
package pgtest
