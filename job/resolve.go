package job

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// ofOwn reports whether the items in hand are exceptions of the job itself, which
// another chunk has stored away.
func (w *work[T]) ofOwn() bool { return w.resolving == w.job.ID }

// resolve applies what people have decided about the items in hand: where they
// are resolved exceptions, and where they were processed before.
func (w *work[T]) resolve(ctx context.Context, tx postgres.Tx) (err error) {
	if w.resolving != 0 {
		left, err := w.decide(ctx, tx, w.resolving, w.passes)
		if err != nil {
			return err
		}
		if !w.ofOwn() { // else their own chunk has counted them
			w.passed = left
		}
	}
	if w.chunk.Redo && !w.ofOwn() {
		w.settled, err = w.decide(ctx, tx, w.job.ID, settles)
	}
	return err
}

// decide applies what people have decided about the items as exceptions of a job,
// and leaves those out that the decision, nil if there is none, leaves out. It
// returns how many.
func (w *work[T]) decide(ctx context.Context, tx postgres.Tx, jobID int64, leavesOut func(*model.Exception) bool) (out int64, err error) {
	resolved, err := resolvedOf(ctx, tx, jobID, keysOf(w.items))
	if err != nil {
		return 0, err
	}
	left := w.items[:0]
	for _, item := range w.items {
		x := resolved[(*item).ItemKey()]
		if leavesOut(x) {
			out++
			continue
		}
		if x != nil {
			if err := w.apply(item, x); err != nil {
				return 0, err
			}
		}
		left = append(left, item)
	}
	w.items = left
	return out, nil
}

// apply tells the application what was decided about an item.
func (w *work[T]) apply(item *T, x *model.Exception) (err error) {
	corrector, ok := w.app.Processor.(Corrector[T])
	if !ok {
		return nil
	}
	r := Resolution{Accepted: x.Correction == nil}
	if x.Correction != nil {
		if r.Values, err = form.Load(w.app.Describe().Corrections, x.Correction); err != nil {
			return fmt.Errorf("reading a correction: %w", err)
		}
	}
	corrector.Resolve(item, r)
	return nil
}

// passes reports whether a chunk of resolved exceptions leaves one out. If it is
// done again it processes again those that it has processed, and no others.
func (w *work[T]) passes(x *model.Exception) bool {
	switch {
	case x == nil:
		return true
	case x.State == model.ExceptionProcessed:
		mine := !w.ofOwn() || x.ProcessedChunk != nil && *x.ProcessedChunk == w.chunk.Number
		return !w.chunk.Redo || !mine
	}
	return x.State == model.ExceptionSkipped
}

// settles reports whether an item that was stored away is not processed again
// with its chunk.
func settles(x *model.Exception) bool {
	return x != nil && (x.State == model.ExceptionSkipped || x.State == model.ExceptionProcessed)
}

// resolvedOf returns a job's exceptions that are not open any more, by item, and
// keeps others from deciding about them, or processing them, until the
// transaction ends.
func resolvedOf(ctx context.Context, tx postgres.Tx, jobID int64, keys []int64) (map[int64]*model.Exception, error) {
	byKey := map[int64]*model.Exception{}
	err := tx.Pgx(func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, `
			SELECT item_key, processed_chunk, state, correction FROM job_exception
			WHERE job_id = $1 AND item_key = ANY ($2) AND state <> 'open' ORDER BY item_key FOR UPDATE`, jobID, keys)
		if err != nil {
			return err
		}
		var x model.Exception
		_, err = pgx.ForEachRow(rows, []any{&x.ItemKey, &x.ProcessedChunk, &x.State, &x.Correction}, func() error {
			one := x
			byKey[x.ItemKey] = &one
			x.Correction = nil
			return nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what was decided: %w", err)
	}
	return byKey, nil
}

// saveExceptions stores items away. An item that was stored away before, and
// is again, waits for another decision.
func (w *work[T]) saveExceptions(writes *pgx.Batch) {
	if len(w.exceptions) == 0 {
		return
	}
	n := len(w.exceptions)
	keys, labels := make([]int64, n), make([]string, n)
	nodes, reasons := make([]string, n), make([]string, n)
	details, items := make([]json.RawMessage, n), make([]json.RawMessage, n)
	for i, x := range w.exceptions {
		keys[i], labels[i] = (*x.item).ItemKey(), storableText((*x.item).ItemLabel(), maxLabel)
		nodes[i], reasons[i] = x.why.Node, storableText(x.why.Reason, maxReason)
		details[i], items[i] = w.detailsOf(x), w.correctable(x.item)
	}
	writes.Queue(`
		INSERT INTO job_exception (job_id, chunk, item_key, item_label, node, reason, details, item)
		SELECT $1, $2, * FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
		ON CONFLICT (job_id, item_key) DO UPDATE SET
			item_label = excluded.item_label, node = excluded.node, reason = excluded.reason,
			details = excluded.details, item = excluded.item, state = 'open',
			correction = NULL, raised_at = now(), resolved_by = NULL, resolved_at = NULL, processed_chunk = NULL`,
		w.job.ID, w.chunk.Number, keys, labels, nodes, reasons, details, items)
}

// closeExceptions notes which resolved exceptions have been processed now, and
// of the job's own in which chunk.
func (w *work[T]) closeExceptions(writes *pgx.Batch) {
	if w.resolving == 0 {
		return
	}
	writes.Queue(`
		UPDATE job_exception SET state = 'processed', processed_chunk = CASE WHEN job_id = $3 THEN $4::bigint END
		WHERE job_id = $1 AND item_key = ANY ($2) AND state IN ('accepted', 'corrected')`,
		w.resolving, append(keysOf(w.done), keysOf(w.failed)...), w.job.ID, w.chunk.Number)
}

func (w *work[T]) detailsOf(x raised[T]) json.RawMessage {
	details := x.why.Details
	if x.why.Err != nil {
		details = map[string]any{"error": storableText(x.why.Err.Error(), maxDetail)}
	}
	return storableObject(details)
}

func (w *work[T]) correctable(item *T) json.RawMessage {
	if corrector, ok := w.app.Processor.(Corrector[T]); ok {
		return storableObject(corrector.Correctable(item))
	}
	return json.RawMessage("{}")
}

func keysOf[T Item](items []*T) []int64 {
	keys := make([]int64, len(items))
	for i, item := range items {
		keys[i] = (*item).ItemKey()
	}
	return keys
}
