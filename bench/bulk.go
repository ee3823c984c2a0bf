package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
)

// bulkTables are tables of an app: what was created knows its operation.
const bulkTables = `
	CREATE TABLE bench_post (
		id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		operation_id bigint REFERENCES operation ON DELETE SET NULL,
		title        text NOT NULL
	);
	CREATE INDEX ON bench_post (operation_id);
	CREATE TABLE bench_mail (
		id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
		post_id bigint NOT NULL REFERENCES bench_post ON DELETE CASCADE,
		subject text NOT NULL
	);
	CREATE INDEX ON bench_mail (post_id);`

// measureBulk creates parents, and a child of each, with one operation.
func measureBulk(ctx context.Context, st *stage) (r result, err error) {
	const parents = 100_000
	r = result{
		Work: "100,000 parents and children with one operation", Unit: "parents/s",
		MustText: "≥ 100000", Goal: "240000",
	}
	if _, err := st.exec(ctx, bulkTables); err != nil {
		return r, err
	}
	d, err := openDesk(ctx, st.databaseURL, 2)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, d.close(ctx)) }()
	for range st.runs {
		if _, err := st.exec(ctx, "TRUNCATE bench_mail, bench_post"); err != nil {
			return r, err
		}
		if err := st.settle(ctx); err != nil {
			return r, err
		}
		start := time.Now()
		if err := d.createMany(auth.WithViewer(ctx, auth.System()), parents); err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, perSecond(parents, time.Since(start)))
		st.say("  %.2f s", time.Since(start).Seconds())
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure >= 100_000
	return r, nil
}

// createMany creates an operation, n parents for it, a child for each of what
// the operation created, and finishes it.
func (d *desk) createMany(ctx context.Context, n int) error {
	o, err := d.Create(ctx, operation.Spec{Type: "bench", Context: &model.OperationContext{Reference: new("blog")}})
	if err != nil {
		return err
	}
	err = postgres.InTx(ctx, d.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := operation.Use(ctx, tx, o.ID); err != nil {
			return err
		}
		return tx.Pgx(func(conn *pgx.Conn) error { return createPosts(ctx, conn, o.ID, n) })
	})
	if err != nil {
		return err
	}
	_, err = d.Finish(ctx, o.ID, operation.Outcome{Result: model.OperationSuccessful})
	return err
}

func createPosts(ctx context.Context, conn *pgx.Conn, operationID int64, n int) error {
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"bench_post"}, []string{"operation_id", "title"},
		pgx.CopyFromSlice(n, func(i int) ([]any, error) { return []any{operationID, fmt.Sprintf("Post %d", i)}, nil }))
	if err != nil {
		return err
	}
	mails, err := conn.Exec(ctx, `INSERT INTO bench_mail (post_id, subject)
		SELECT id, 'About ' || title FROM bench_post WHERE operation_id = $1`, operationID)
	if err == nil && mails.RowsAffected() != int64(n) {
		err = fmt.Errorf("%d children came of %d parents", mails.RowsAffected(), n)
	}
	return err
}
