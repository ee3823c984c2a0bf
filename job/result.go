package job

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/postgres"
)

// nodeResult is the node that exceptions are said to come from whose result
// can't be kept.
const nodeResult = "result"

// copyFrom is from how many results on COPY is faster, which takes round trips
// of its own.
const copyFrom = 200

// saveResults keeps what the program produced for the items it returned true
// for: many at once, few with the other writes.
func (w *work[T]) saveResults(ctx context.Context, tx postgres.Tx, writes *pgx.Batch) error {
	keys, results := w.results()
	switch {
	case len(keys) == 0:
		return nil
	case len(keys) < copyFrom:
		writes.Queue(`
			INSERT INTO job_result (job_id, chunk, item_key, result)
			SELECT $1, $2, * FROM unnest($3::bigint[], $4::jsonb[])`, w.job.ID, w.chunk.Number, keys, results)
		return nil
	}
	source := pgx.CopyFromSlice(len(keys), func(i int) ([]any, error) {
		return []any{w.job.ID, w.chunk.Number, keys[i], results[i]}, nil
	})
	err := tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.CopyFrom(ctx, pgx.Identifier{"job_result"}, []string{"job_id", "chunk", "item_key", "result"}, source)
		return err
	})
	if err != nil {
		return fmt.Errorf("saving results: %w", err)
	}
	return nil
}

// results returns what is to be kept, by item key. Items whose result can't be
// become exceptions.
func (w *work[T]) results() (keys []int64, results []json.RawMessage) {
	keys, results = make([]int64, 0, len(w.done)), make([]json.RawMessage, 0, len(w.done))
	for _, item := range w.done {
		result := w.app.Result(item)
		if result == nil {
			continue
		}
		text, err := storable(result)
		if err != nil {
			w.exceptions = append(w.exceptions, raised[T]{item, dag.Exception{Node: nodeResult, Reason: dag.ReasonError, Err: err}})
			continue
		}
		keys, results = append(keys, (*item).ItemKey()), append(results, text)
	}
	return keys, results
}

// clear deletes what the chunk made before, but for what people have settled. It
// returns how many more exceptions are open then, a negative number. Exceptions
// of the job that the chunk processes again are none that it made.
func (w *work[T]) clear(ctx context.Context, tx postgres.Tx) (opened int64, err error) {
	of := []any{w.job.ID, w.chunk.Number}
	if _, err := exec(ctx, tx, "DELETE FROM job_result WHERE job_id = $1 AND chunk = $2", of...); err != nil {
		return 0, fmt.Errorf("deleting former results: %w", err)
	}
	if w.ofOwn() {
		return 0, nil
	}
	err = queryRow(ctx, tx, `
		WITH gone AS (
			DELETE FROM job_exception
			WHERE job_id = $1 AND chunk = $2 AND state IN ('open', 'accepted', 'corrected') RETURNING state
		)
		SELECT -count(*) FILTER (WHERE state = 'open') FROM gone`, of, []any{&opened})
	if err != nil {
		return 0, fmt.Errorf("deleting former exceptions: %w", err)
	}
	return opened, nil
}
