//go:build unix

package crashtest

import (
	"slices"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestAWorkerFinishesWhatAServerStarted(t *testing.T) {
	t.Parallel()
	f, first := newFleet(t, pgtest.URL(t))
	f.awaitWork(t, first, 2)
	first.kill(t)
	left := look(t, f.db, f.execution, 0)
	if left.State != model.JobRunning || left.Pending == 0 {
		t.Fatalf("the server died too late: %s", left)
	}

	server := start(t, f.settings, "serve", "--worker=false")
	f.client.url = server.out.URL()
	watch := f.client.watchJob(t, f.execution)
	seen := []progress{watch.next(t)}
	worker := start(t, f.settings, "worker")
	for !seen[len(seen)-1].ended() {
		seen = append(seen, watch.next(t))
	}

	for i, now := range seen[1:] {
		if before := seen[i]; now.ItemsDone < before.ItemsDone {
			t.Errorf("after %+v the subscriber saw %+v", before, now)
		}
	}
	if last := seen[len(seen)-1]; last.State != "FINISHED" || last.ItemsDone != last.TotalItems {
		t.Errorf("the last that the subscriber saw is %+v", last)
	}
	if !slices.ContainsFunc(seen, func(p progress) bool { return !p.ended() && p.ItemsDone > seen[0].ItemsDone }) {
		t.Errorf("the subscriber saw no progress between start and end: %+v", seen)
	}
	if state := f.client.state(t, f.batch); state != "EXECUTED" {
		t.Errorf("the batch is %s", state)
	}
	f.check(t)
	// Chunks are taken in their order: the last ones are the worker's.
	if pids := f.workers(t, left.Done+left.Running); len(pids) != 1 || pids[0] != worker.pid() {
		t.Errorf("processes %v did the rest, want %d", pids, worker.pid())
	}
}

func TestAnOrderlyStopLeavesNothingInHand(t *testing.T) {
	t.Parallel()
	f, server := newFleet(t, pgtest.URL(t))
	f.awaitWork(t, server, 1)
	f.stop(t, server)

	worker := start(t, f.settings, "worker")
	f.awaitWork(t, worker, 3)
	f.stop(t, worker)

	// Now with chunks in hand that can't be finished in time.
	worker = start(t, f.settings, "worker")
	f.awaitWork(t, worker, 5)
	open := shutGate(t, f.db)
	f.awaitWork(t, worker, 5)
	f.stop(t, worker)
	open()

	start(t, f.settings, "worker")
	f.check(t)
}
