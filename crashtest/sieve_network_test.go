//go:build unix

package crashtest

import (
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestAWorkerThatIsCutOffLosesItsChunks(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 50_000)
	way := newNetwork(t, d.url)
	remote := startSieve(t, "worker", way.url, "1")
	other := d.worker(t)
	id := d.sift(t, "size_100")
	for range 2 {
		d.awaitHand(t, id, remote, true)
		heal := way.cut(t)
		open := shutGate(t, d.db) // or the other would have done the rest before it heals
		d.awaitHand(t, id, remote, false)
		heal()
		d.awaitHand(t, id, remote, true)
		open()
	}
	d.check(t, id)

	other.kill(t)
	id = d.sift(t, "size_5000")
	d.check(t, id)
}

func TestAProgramOutlivesBadConnections(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 50_000)
	way := newNetwork(t, d.url)
	remote := startSieve(t, "worker", way.url, "1")
	id := d.sift(t, "size_200")
	for range 3 { // all connections are cut
		d.awaitHand(t, id, remote, true)
		way.proxy.Stop()
		way.open(t)
		d.awaitChunks(t, id, 5)
	}
	for range 3 { // and reset
		d.awaitHand(t, id, remote, true)
		well := way.disturb(t, "reset_peer", `{"timeout": 0}`)
		d.awaitSessions(t, id, remote, 0, "%")
		well()
		d.awaitChunks(t, id, 5)
	}
	d.worker(t)
	well := way.disturb(t, "latency", `{"latency": 100, "jitter": 50}`)
	d.awaitChunks(t, id, 100)
	well()
	well = way.disturb(t, "bandwidth", `{"rate": 20}`) // KB/s
	d.awaitChunks(t, id, 50)
	well()
	d.check(t, id)
}
