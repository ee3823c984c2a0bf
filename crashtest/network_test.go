//go:build unix

package crashtest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// network is a worker's way to the database, which can be disturbed.
type network struct {
	proxy *toxiproxy.Proxy
	url   string // of the database, by this way
}

// newNetwork opens a way to the database at an address.
func newNetwork(t *testing.T, database string) *network {
	t.Helper()
	address, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	zerolog.SetGlobalLevel(zerolog.Disabled) // some toxics log whatever logger they are given
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	n := &network{proxy: toxiproxy.NewProxy(server, t.Name(), "127.0.0.1:0", address.Host)}
	n.open(t)
	t.Cleanup(n.proxy.Stop)
	address.Host = n.proxy.Listen
	n.url = address.String()
	return n
}

func (n *network) open(t *testing.T) {
	t.Helper()
	if err := n.proxy.Start(); err != nil {
		t.Fatal(err)
	}
}

// disturb does something to all that goes through, in both directions, until
// calm is called.
func (n *network) disturb(t *testing.T, toxic, attributes string) (calm func()) {
	t.Helper()
	streams := []string{"upstream", "downstream"}
	for _, stream := range streams {
		_, err := n.proxy.Toxics.AddToxicJson(strings.NewReader(
			fmt.Sprintf(`{"name": %q, "type": %q, "stream": %q, "attributes": %s}`, toxic+stream, toxic, stream, attributes)))
		if err != nil {
			t.Fatal(err)
		}
	}
	return func() {
		for _, stream := range streams {
			if err := n.proxy.Toxics.RemoveToxic(t.Context(), toxic+stream); err != nil {
				t.Error(err)
			}
		}
	}
}

// cut lets nothing through until heal is called. Nobody is told, not even that
// the other side has closed a connection.
func (n *network) cut(t *testing.T) (heal func()) {
	t.Helper()
	speak := n.disturb(t, "timeout", `{"timeout": 0}`)
	tell := n.disturb(t, "slow_close", `{"delay": 3600000}`)
	return func() { tell(); speak() } // the last first: toxiproxy loses count of closed connections otherwise
}
