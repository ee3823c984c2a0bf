package job_test

import (
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// BenchmarkStatistics merges the figures of ten thousand chunks, as the picture
// of a running program does several times a second.
func BenchmarkStatistics(b *testing.B) {
	db := pgtest.New(b)
	s := newSorter(b, db, 10_000)
	e := startEngine(b, db, job.Options{Slots: 4}, s.application())
	j := sort(b, e, job.Spec{Partitioning: "size_1", Parallelism: 4})
	waitPlanned(b, db, j.ID)
	start(b, e, db, j.ID)
	for b.Loop() {
		if _, err := e.Statistics(asAdmin(b), j.ID, nil); err != nil {
			b.Fatal(err)
		}
	}
}
