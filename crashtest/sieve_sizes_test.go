//go:build unix

package crashtest

import (
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestAJobOfTenThousandChunks(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 10_000)
	run(t, d.db, "DROP TRIGGER pass_gate ON sifted") // or it would take minutes
	workers := []*process{d.worker(t), d.worker(t)}
	id := d.sift(t, "size_1")
	for i := range workers {
		d.awaitChunks(t, id, 1000)
		workers[i].kill(t)
		workers[i] = d.worker(t)
	}
	d.check(t, id)
	if p := d.progress(t, id); p.ChunksDone != 10_000 {
		t.Errorf("%d chunks are done", p.ChunksDone)
	}
}

func TestAJobOfOneChunk(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 100)
	victim := d.worker(t)
	id := d.sift(t, "size_100")
	open := shutGate(t, d.db)
	d.awaitHand(t, id, victim, true)
	victim.kill(t)
	open()
	d.worker(t)
	d.check(t, id)
}

func TestAJobOverAnEmptySource(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 0)
	d.worker(t)
	id := d.sift(t, "size_100")
	d.check(t, id)
	if p := d.progress(t, id); *p.TotalChunks != 0 || p.FinishedAt == nil {
		t.Errorf("there were %d chunks, finished at %v", *p.TotalChunks, p.FinishedAt)
	}
}

// TestASourceThatShrinks lets grains vanish from chunks that are not in hand,
// from some of them all.
func TestASourceThatShrinks(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 20_000)
	p := d.worker(t)
	id := d.sift(t, "size_100")
	d.awaitChunks(t, id, 5)
	open := d.waitAtGate(t, id, p)
	run(t, d.db, `
		DELETE FROM grain g USING job_chunk c
		WHERE c.job_id = $1 AND c.state = 'pending' AND g.id BETWEEN (c.bounds ->> 'from')::bigint AND (c.bounds ->> 'to')::bigint
			AND (g.id % 3 = 0 OR c.number % 10 = 0)`, id)
	open()
	d.check(t, id)
	now := d.progress(t, id)
	if *now.TotalItems != 20_000 || now.ItemsDone >= 20_000 || now.ChunksDone != 200 {
		t.Errorf("of %d grains in the beginning %d were left, in %d chunks", *now.TotalItems, now.ItemsDone, now.ChunksDone)
	}
}
