package main

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// plain is an application with a trivial program and a result for each item.
type plain struct {
	name   string
	source string        // table of the items
	wait   time.Duration // of a chunk, for each waitItems items begun
	every  int
}

type plainItem struct{ id int64 }

func (i plainItem) ItemKey() int64  { return i.id }
func (plainItem) ItemLabel() string { return "" }

// application is what the engine gets of it.
func (a plain) application() job.Application { return job.Processing[plainItem](a) }

func (a plain) Name() string            { return a.name }
func (plain) Describe() job.Description { return job.Description{Title: "Plain"} }

func (a plain) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	return cutTable(ctx, tx, j, a.source)
}

// cutTable cuts a table by its column id.
func cutTable(ctx context.Context, tx postgres.Tx, j *model.Job, table string) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().Table(table).Column("id"))
}

func (a plain) Load(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (items []*plainItem, err error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	return items, tx.Pgx(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, "SELECT id FROM "+a.source+" WHERE id BETWEEN $1 AND $2 ORDER BY id", bounds.From, bounds.To)
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

func (a plain) Program(*model.Job) (*dag.Program[plainItem], error) {
	p := dag.New[plainItem]("plain")
	return p.Compile(p.Set("wait", a.waitForAll), p.ReturnTrue())
}

// waitForAll stands for what programs wait for, such as another system.
func (a plain) waitForAll(_ context.Context, items []*plainItem) error {
	if a.wait > 0 {
		for range (len(items) + a.every - 1) / a.every {
			time.Sleep(a.wait)
		}
	}
	return nil
}

func (plain) Result(i *plainItem) any { return resultOf(i.id) }

// resultOf is what is kept of an item.
func resultOf(id int64) int64 { return 2 * id }
