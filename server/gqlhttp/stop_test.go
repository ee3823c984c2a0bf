package gqlhttp_test

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/server/gqlhttp"
)

// A client that is told that a subscription is complete does not subscribe
// again, and would miss what comes after a restart.
func TestAStopDoesNotCompleteSubscriptions(t *testing.T) {
	t.Parallel()
	const connections, subscriptions = 20, 20
	stopping, stop := context.WithCancel(t.Context())
	address := serve(t, gqlhttp.Options{Stopping: stopping})
	var ended [2 * connections]func() string // each returns what came last
	for i := range connections {
		ws := dial(t, address, nil)
		ws.init("{}")
		for n := range subscriptions {
			ws.send(`{"type":"subscribe","id":"` + strconv.Itoa(n) + `","payload":{"query":"subscription{forever}"}}`)
			if got, err := ws.next(); err != nil || !strings.Contains(got, "next") {
				t.Fatalf("a subscription begins with %s (%v)", got, err)
			}
		}
		ended[i] = func() string { got, _ := ws.next(); return got } // nothing may come before the close
		events := subscribe(t, address, "subscription{forever}")
		ended[connections+i] = func() string { return readAll(t, events.Body) }
	}
	stop()
	var reading sync.WaitGroup
	for _, last := range ended {
		reading.Go(func() {
			if got := last(); strings.Contains(got, "complete") {
				t.Errorf("a subscription ended with %q", got)
			}
		})
	}
	reading.Wait()
}
