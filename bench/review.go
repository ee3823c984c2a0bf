package main

import (
	"context"
	"fmt"
	"time"
)

// measureBulkEdit changes a cell of all rows of a batch through the API, and
// beside it the same column by one statement.
func measureBulkEdit(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "bulk edit of all rows", Beside: "one bare UPDATE", Unit: "s",
		MustText: "≥ 0.5", Goal: "0.8",
	}
	if err := st.inTurns(ctx, &r, st.bareEdit, st.editRows); err != nil {
		return r, err
	}
	r.Figure = ratios(r.Theirs, r.Ours)
	r.Reached = r.Figure >= 0.5
	return r, nil
}

// bareEdit raises all new prices by one statement.
func (st *stage) bareEdit(ctx context.Context) (time.Duration, error) {
	if _, err := st.bareInsert(ctx); err != nil {
		return 0, err
	}
	if err := st.settle(ctx, "bare_row"); err != nil {
		return 0, err
	}
	return st.exec(ctx, "UPDATE bare_row SET new_price = round(new_price * 1.01, 2), version = version + 1, updated_at = now() WHERE batch_id = 1")
}

func (st *stage) editRows(ctx context.Context) (time.Duration, error) {
	if _, err := st.createBatch(ctx); err != nil {
		return 0, err
	}
	if err := st.settle(ctx, "batch.pricing_row"); err != nil {
		return 0, err
	}
	start := time.Now()
	var edited struct {
		UpdateRowsWhere struct{ Matched, Changed int }
	}
	err := st.api.do(ctx, `mutation ($id: ID!) { updateRowsWhere(input: {
		batchId: $id, change: {column: "new_price", operation: MULTIPLY, value: "1.01"}}) { matched changed } }`,
		map[string]any{"id": st.batch}, &edited)
	if err == nil && edited.UpdateRowsWhere.Changed != st.products {
		err = fmt.Errorf("%d of %d rows were changed", edited.UpdateRowsWhere.Changed, st.products)
	}
	return time.Since(start), err
}

// measurePreview asks what executing a batch would change, and then executes it.
func measurePreview(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "preview of a pricing batch, first page and counts", Beside: "its execution", Unit: "s",
		MustText: "≤ 0.5", Goal: "0.1",
	}
	for range st.runs {
		if _, err := st.createBatch(ctx); err != nil {
			return r, err
		}
		if err := st.settle(ctx, "batch.pricing_row"); err != nil {
			return r, err
		}
		preview, err := st.preview(ctx)
		if err != nil {
			return r, err
		}
		execution, err := st.execute(ctx)
		if err != nil {
			return r, err
		}
		r.Ours, r.Theirs = append(r.Ours, preview.Seconds()), append(r.Theirs, execution.Seconds())
		st.say("  %.2f s, execution %.1f s", preview.Seconds(), execution.Seconds())
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure <= 0.5
	return r, nil
}

func (st *stage) preview(ctx context.Context) (time.Duration, error) {
	start := time.Now()
	var seen struct {
		PreviewBatch struct {
			Changed int
			Rows    struct {
				Nodes []struct{ Outcome string }
			}
		}
	}
	err := st.api.do(ctx, `query ($id: ID!) { previewBatch(id: $id) {
		changed unchanged failing blocked rows { nodes { row { values } before after outcome } } } }`,
		map[string]any{"id": st.batch}, &seen)
	if p := seen.PreviewBatch; err == nil && (p.Changed == 0 || len(p.Rows.Nodes) == 0) {
		err = fmt.Errorf("the preview shows %d rows of %d changes", len(p.Rows.Nodes), p.Changed)
	}
	return time.Since(start), err
}
