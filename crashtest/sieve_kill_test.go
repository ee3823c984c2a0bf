//go:build unix

package crashtest

import (
	"syscall"
	"testing"
	"time"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestAProgramOutlivesKillsOfItsWorkers(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 20_000)
	workers := []*process{d.worker(t), d.worker(t)}
	id := d.sift(t, "size_100")
	for kill := range 4 {
		victim := &workers[kill%2]
		if kill < 2 {
			open := d.waitAtGate(t, id, *victim)
			(*victim).kill(t)
			open()
		} else {
			d.awaitHand(t, id, *victim, true)
			(*victim).kill(t)
		}
		d.awaitChunks(t, id, 10)
		*victim = d.worker(t)
	}
	d.check(t, id)
}

// takeOverLimit is how long the chunks of a worker may wait that has fallen
// silent.
const takeOverLimit = 30 * time.Second

func TestAStoppedWorkerFindsItselfFencedOff(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 50_000)
	stopped, other := d.worker(t), d.worker(t)
	id := d.sift(t, "size_100")

	for stop := range 3 {
		if stop == 0 { // its chunks are ready to be committed, and nobody does
			open := d.waitAtGate(t, id, stopped)
			stopped.signal(t, syscall.SIGSTOP)
			open()
			d.awaitSessions(t, id, stopped, slots, "idle in transaction")
		} else { // at any moment
			d.awaitChunks(t, id, 5)
			d.awaitHand(t, id, stopped, true)
			stopped.signal(t, syscall.SIGSTOP)
		}
		began := time.Now()
		open := shutGate(t, d.db) // or the others would have done the rest before it wakes
		d.awaitHand(t, id, stopped, false)
		if took := time.Since(began); took > takeOverLimit {
			t.Errorf("its chunks were taken away after %s", took)
		}
		stopped.signal(t, syscall.SIGCONT)
		d.awaitHand(t, id, stopped, true)
		open()
	}
	d.check(t, id)

	other.kill(t) // the one that was stopped goes on alone
	id = d.sift(t, "size_5000")
	d.check(t, id)
}
