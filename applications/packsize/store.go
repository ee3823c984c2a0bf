package packsize

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The keys of the parameters.
const (
	paramWrite = "write"
	paramKeep  = "keep"
)

var parameters = []form.Field{
	{
		Key: paramWrite, Title: "Write the size to the products", Type: form.Boolean, Default: false,
		Help: "Otherwise it is only kept as the job's result.",
	},
	{
		Key: paramKeep, Title: "Keep sizes that products have", Type: form.Boolean, Default: false,
		Help: "Write the size only to products that have none.",
	},
}

// storeSQL leaves products alone that have the size already.
const storeSQL = `
	UPDATE product AS p SET size = read.size, version = p.version + 1, updated_at = now()
	FROM unnest($1::bigint[], $2::text[]) AS read (id, size)
	WHERE p.id = read.id AND p.size <> read.size AND NOT ($3 AND p.size <> '')`

// Store implements job.Storer: it writes the sizes that were found to the
// products, if the job is asked to.
func (processor) Store(ctx context.Context, tx postgres.Tx, j *model.Job, items []*product) error {
	given, err := form.Load(parameters, j.Parameters)
	if err != nil || given[paramWrite] != true {
		return err
	}
	var ids []int64
	var sizes []string
	for _, p := range items {
		if p.outcome.Verdict == Found {
			ids, sizes = append(ids, p.id), append(sizes, p.outcome.Result.String())
		}
	}
	err = tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, storeSQL, ids, sizes, given[paramKeep] == true)
		return err
	})
	if err != nil {
		return fmt.Errorf("writing sizes: %w", err)
	}
	return nil
}

// Snapshot implements job.Snapshooter.
func (processor) Snapshot(ctx context.Context, tx postgres.Tx, items []*product) (map[int64]map[string]any, error) {
	ids := make([]int64, len(items))
	for i, p := range items {
		ids[i] = p.id
	}
	fields := make(map[int64]map[string]any, len(items))
	err := tx.Pgx(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, "SELECT id, size FROM product WHERE id = ANY ($1)", ids)
		if err != nil {
			return err
		}
		var id int64
		var size string
		_, err = pgx.ForEachRow(rows, []any{&id, &size}, func() error {
			fields[id] = map[string]any{"size": size}
			return nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading sizes: %w", err)
	}
	return fields, nil
}
