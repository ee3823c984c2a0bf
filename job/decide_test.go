package job_test

import (
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// decide decides about the exceptions of the items with these keys.
func decide(t testing.TB, e *job.Engine, id int64, keys []int64, d job.Decision) {
	t.Helper()
	page, err := e.ListExceptions(asAdmin(t), id, nil, job.MaxExceptionPage, nil)
	if err != nil {
		t.Fatal(err)
	}
	where := &job.Exceptions{}
	for _, x := range page.Nodes() {
		for _, key := range keys {
			if x.ItemKey == key {
				where.IDs = append(where.IDs, x.ID)
			}
		}
	}
	n, err := e.ResolveExceptions(asAdmin(t), id, where, d)
	if err != nil || n != int64(len(keys)) {
		t.Fatalf("resolved %d of %d: %v", n, len(keys), err)
	}
}

// processExceptions processes what was resolved and waits for it.
func processExceptions(t testing.TB, e *job.Engine, db *postgres.DB, id int64) *model.Job {
	t.Helper()
	if _, err := e.ProcessExceptions(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	return waitStopped(t, db, id)
}
