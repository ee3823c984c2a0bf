package job

import (
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
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

// clearChunk deletes what a chunk made before, but for what people have
// settled.
func clearChunk(writes *pgx.Batch, jobID, chunk int64) {
	writes.Queue("DELETE FROM job_result_block WHERE job_id = $1 AND chunk = $2", jobID, chunk)
	writes.Queue(`
		DELETE FROM job_exception
		WHERE job_id = $1 AND chunk = $2 AND state IN ('open', 'accepted', 'corrected')`, jobID, chunk)
}
