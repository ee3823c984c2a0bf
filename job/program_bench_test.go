package job_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// plain is an application whose program has one rule, and a result per item.
type plain struct{}

type plainItem struct{ id int64 }

func (p plainItem) ItemKey() int64  { return p.id }
func (plainItem) ItemLabel() string { return "" }

func (plain) Name() string              { return "test.plain" }
func (plain) Describe() job.Description { return job.Description{Title: "Plain"} }

func (plain) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().Table("item").Column("id"))
}

func (plain) Load(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (items []*plainItem, err error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	return items, tx.Pgx(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, "SELECT id FROM item WHERE id BETWEEN $1 AND $2 ORDER BY id", bounds.From, bounds.To)
		if err != nil {
			return err
		}
		var id int64
		_, err = pgx.ForEachRow(rows, []any{&id}, func() error {
			items = append(items, &plainItem{id})
			return nil
		})
		return err
	})
}

func (plain) Program(*model.Job) (*dag.Program[plainItem], error) {
	p := dag.New[plainItem]("plain")
	return p.Compile(p.Rule("look", func(context.Context, *plainItem) error { return nil }), p.ReturnTrue())
}

func (plain) Result(item *plainItem) any { return item.id * 2 }

// BenchmarkProgram runs the program over a million items, and over many small
// chunks.
func BenchmarkProgram(b *testing.B) {
	for _, size := range []struct{ items, chunk, parallelism int }{{1_000_000, 5000, 2}, {100_000, 10, 4}} {
		b.Run(fmt.Sprintf("items=%d/chunk=%d", size.items, size.chunk), func(b *testing.B) {
			db := pgtest.New(b)
			newLedgerApp(b, db, size.items)
			e := startEngine(b, db, job.Options{Slots: size.parallelism, Slice: 500 * time.Millisecond}, job.Processing[plainItem](plain{}))
			for b.Loop() {
				j, err := e.CreateJob(asAdmin(b), job.Spec{
					Application: "test.plain", Name: "Plain", Partitioning: fmt.Sprintf("size_%d", size.chunk), Parallelism: size.parallelism,
				})
				if err != nil {
					b.Fatal(err)
				}
				waitPlanned(b, db, j.ID)
				if j = start(b, e, db, j.ID); j.State != model.JobFinished {
					b.Fatalf("the job %s: %v", j.State, j.Error)
				}
				took := j.FinishedAt.Sub(*j.RunStartedAt).Seconds()
				b.ReportMetric(float64(size.items)/took, "items/s")
				b.ReportMetric(float64(*j.TotalChunks)/took, "chunks/s")
			}
		})
	}
}
