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

// resultBlock is how many results go into a row.
const resultBlock = 1000

// saveResults keeps what the program produced for the items it returned true
// for. Items whose result can't be kept become exceptions.
func (w *work[T]) saveResults(writes *pgx.Batch) {
	block, keys, results := 0, []int64(nil), []byte(nil)
	flush := func() {
		if len(keys) == 0 {
			return
		}
		writes.Queue("INSERT INTO job_result_block (job_id, chunk, block, item_keys, results) VALUES ($1, $2, $3, $4, $5)",
			w.job.ID, w.chunk.Number, block, keys, json.RawMessage(append(results, ']')))
		block, keys, results = block+1, nil, nil
	}
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
		separator := byte(',')
		if len(keys) == 0 {
			separator = '['
		}
		keys, results = append(keys, (*item).ItemKey()), append(append(results, separator), text...)
		if len(keys) == resultBlock {
			flush()
		}
	}
	flush()
}

// clear deletes what the chunk made before, but for what people have settled. It
// returns how many more exceptions are open then, a negative number. Exceptions
// of the job that the chunk processes again are none that it made.
func (w *work[T]) clear(ctx context.Context, tx postgres.Tx) (opened int64, err error) {
	of := []any{w.job.ID, w.chunk.Number}
	if _, err := exec(ctx, tx, "DELETE FROM job_result_block WHERE job_id = $1 AND chunk = $2", of...); err != nil {
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
