package main

import (
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

// TestOperations goes through the life of operations on the command line.
func TestOperations(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "Operation 1, mail: unprocessed\n  about post/77\n  in:  {\"to\": \"all\"}", "",
		"operation", "create", "mail", "--reference", "post/77", "--input", `{"to": "all"}`)
	s.want(0, "unprocessed", "", "operation", "create", "mail", "--delay", "1h")
	s.want(0, "running", "", "operation", "claim", "mail")
	s.want(0, "[]", "", "--json", "operation", "claim", "mail")
	s.want(1, "can't be finished: attempt 7 is over", "", "operation", "finish", "1", "successful", "--attempt", "7")
	s.want(0, "out: 0", "", "operation", "finish", "1", "successful", "--output", "0", "--attempt", "1")
	s.want(0, "canceled", "", "operation", "cancel", "2")
	s.want(1, "There is no such operation.", "", "operation", "show", "3")
	s.want(1, "Say which action group to run.", "", "operation", "run", "1")
	s.want(0, "successful", "", "operation", "list", "--type", "mail", "--status", "finished")
	s.want(0, `"status": "canceled"`, "", "--json", "operation", "list")
	s.want(0, "Deleted 2 operations.", "", "operation", "purge", "mail", "--older-than", "0s")
}
