package job_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// idleApp makes as many chunks as its source has items, and does nothing.
type idleApp struct{ ledgerApp }

func (idleApp) Process(context.Context, postgres.Tx, *model.Job, *model.Chunk) (job.Outcome, error) {
	return job.Outcome{Done: 1}, nil
}

// BenchmarkChunks shows what the engine adds to a chunk: an iteration is a
// chunk that does nothing.
func BenchmarkChunks(b *testing.B) {
	for _, parallelism := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("parallelism=%d", parallelism), func(b *testing.B) {
			db := pgtest.New(b)
			app := &idleApp{*newLedgerApp(b, db, b.N)}
			e := startEngine(b, db, job.Options{Slots: parallelism, Slice: 500 * time.Millisecond}, app)
			b.ResetTimer()
			id := create(b, e, db, job.Spec{Partitioning: "size_1", Parallelism: parallelism}).ID
			j := waitEnded(b, db, id)
			b.StopTimer()
			if j.State != model.JobFinished {
				b.Fatalf("the job %s: %v", j.State, j.Error)
			}
			b.ReportMetric(float64(b.N)/j.FinishedAt.Sub(*j.RunStartedAt).Seconds(), "chunks/s")
		})
	}
}

// BenchmarkBareCommits is what BenchmarkChunks is to be compared with: an
// iteration is a transaction that updates one row.
func BenchmarkBareCommits(b *testing.B) {
	db := pgtest.New(b)
	newLedgerApp(b, db, 1)
	for b.Loop() {
		err := postgres.InTx(b.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) error {
			return tx.Pgx(func(conn *pgx.Conn) error {
				_, err := conn.Exec(ctx, "UPDATE item SET id = $1", 1)
				return err
			})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

// BenchmarkCutKeys cuts a source of a million keys.
func BenchmarkCutKeys(b *testing.B) {
	db := pgtest.New(b)
	newLedgerApp(b, db, 1_000_000)
	if _, err := db.Pool.Exec(b.Context(), "VACUUM ANALYZE item"); err != nil {
		b.Fatal(err)
	}
	p, err := job.ParsePartitioning("size_5000")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		parts, err := p.CutKeys(b.Context(), db, db.NewSelect().Table("item").Column("id"))
		if err != nil || len(parts) != 200 {
			b.Fatalf("%d partitions: %v", len(parts), err)
		}
	}
}

// BenchmarkProgress reads the progress of a job of 64 lanes.
func BenchmarkProgress(b *testing.B) {
	db := pgtest.New(b)
	app := newLedgerApp(b, db, 10_000)
	e := startEngine(b, db, job.Options{Slots: 4}, app)
	id := create(b, e, db, job.Spec{Partitioning: "size_1", Parallelism: job.MaxParallelism}).ID
	waitEnded(b, db, id)
	for b.Loop() {
		if _, err := e.Progress(b.Context(), id); err != nil {
			b.Fatal(err)
		}
	}
}
