package main

import (
	"context"
	"fmt"
	"time"
)

// the columns and values that both sides write
const (
	rowColumns = "batch_id, sequence, product_id, status, sku, description, cost, price, new_price"
	newPrice   = "CASE WHEN p.price * 1.05 < 1000000000 THEN round(greatest(p.price * 1.05, 0), 2) END"
)

// measureCreate creates a pricing batch of all products through the API, up to
// the moment the last row can be read.
func measureCreate(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "create a batch from all products", Beside: "one bare INSERT … SELECT", Unit: "s",
		MustText: "≥ 0.5", Goal: "0.8",
	}
	if err := st.inTurns(ctx, &r, st.bareInsert, st.createBatch); err != nil {
		return r, err
	}
	r.Figure = ratios(r.Theirs, r.Ours)
	r.Reached = r.Figure >= 0.5
	return r, nil
}

// inTurns runs both sides after each other, as often as asked for.
func (st *stage) inTurns(ctx context.Context, r *result, theirs, ours func(context.Context) (time.Duration, error)) error {
	for range st.runs {
		t, err := theirs(ctx)
		if err != nil {
			return err
		}
		o, err := ours(ctx)
		if err != nil {
			return err
		}
		r.Theirs = append(r.Theirs, t.Seconds())
		r.Ours = append(r.Ours, o.Seconds())
		st.say("  %.1f s, bare %.1f s", o.Seconds(), t.Seconds())
	}
	return nil
}

func (st *stage) bareInsert(ctx context.Context) (time.Duration, error) {
	if _, err := st.exec(ctx, "DROP TABLE IF EXISTS bare_row"); err != nil {
		return 0, err
	}
	if _, err := st.exec(ctx, "CREATE TABLE bare_row (LIKE batch.pricing_row INCLUDING ALL)"); err != nil {
		return 0, err
	}
	if err := st.settle(ctx); err != nil {
		return 0, err
	}
	return st.exec(ctx, `INSERT INTO bare_row (`+rowColumns+`)
		SELECT 1, row_number() OVER (ORDER BY r.id), r.id, CASE
			WHEN r.new_price IS NULL THEN 'no_price'
			WHEN r.new_price < r.cost THEN 'below_cost'
			WHEN r.new_price = r.price THEN 'unchanged'
			WHEN abs(r.new_price - r.price) > r.price * 0.5 THEN 'big_change'
			ELSE 'ok' END, r.sku, r.description, r.cost, r.price, r.new_price
		FROM (SELECT p.id, p.sku, p.description, p.cost, p.price, `+newPrice+` AS new_price FROM product AS p) AS r`)
}

// createBatch creates a batch of all products, and forgets the one before.
func (st *stage) createBatch(ctx context.Context) (time.Duration, error) {
	if st.batch != "" {
		if err := st.api.do(ctx, `mutation ($id: ID!) { deleteBatch(input: {id: $id}) { deletedId } }`,
			map[string]any{"id": st.batch}, nil); err != nil {
			return 0, err
		}
	}
	if err := st.settle(ctx, "batch.pricing_row"); err != nil {
		return 0, err
	}
	start := time.Now()
	var created struct {
		CreateBatchFromQuery struct{ Batch struct{ ID string } }
	}
	err := st.api.do(ctx, `mutation { createBatchFromQuery(input: {
		type: "pricing", parameters: {rule: "percent", percent: "5", rounding: "cent"}}) { batch { id } } }`, nil, &created)
	if err != nil {
		return 0, err
	}
	st.batch = created.CreateBatchFromQuery.Batch.ID
	if err := st.api.await(ctx, st.batch, "OPEN"); err != nil {
		return 0, err
	}
	last, err := st.rows(ctx, st.products-1, 1)
	if err != nil {
		return 0, err
	}
	if last != 1 {
		return 0, fmt.Errorf("the last row is not there")
	}
	return time.Since(start), nil
}

// rows reads rows of the batch and returns how many came.
func (st *stage) rows(ctx context.Context, offset, first int) (int, error) {
	var data struct {
		Batch struct {
			Rows struct{ Nodes []struct{ ID string } }
		}
	}
	err := st.api.do(ctx, `query ($id: ID!, $offset: Int!, $first: Int!) { batch(id: $id) {
		rows(offset: $offset, first: $first) { nodes { id sequence values status { key } removed version } } } }`,
		map[string]any{"id": st.batch, "offset": offset, "first": first}, &data)
	return len(data.Batch.Rows.Nodes), err
}

// measureRows reads 500 rows from all over the batch, and the first 500.
func measureRows(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "500 rows, anywhere in the batch", Beside: "the first 500", Unit: "ms",
		MustText: "≤ 1.5", Goal: "1.1",
	}
	if st.batch == "" {
		if _, err := st.createBatch(ctx); err != nil {
			return r, err
		}
	}
	const reads = 40
	for range st.runs {
		var anywhere, first time.Duration
		for i := range reads {
			start := time.Now()
			if _, err := st.rows(ctx, 0, 500); err != nil {
				return r, err
			}
			first += time.Since(start)
			start = time.Now()
			if n, err := st.rows(ctx, (st.products-500)/reads*(i+1), 500); err != nil || n != 500 {
				return r, fmt.Errorf("%d rows came: %w", n, err)
			}
			anywhere += time.Since(start)
		}
		r.Ours = append(r.Ours, anywhere.Seconds()*1000/reads)
		r.Theirs = append(r.Theirs, first.Seconds()*1000/reads)
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure <= 1.5
	return r, nil
}

// measureExecute executes the batch through the API, and beside it changes the
// same products by one statement.
func measureExecute(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "execute a pricing batch of all products", Beside: "one bare UPDATE … FROM", Unit: "s",
		MustText: "≥ 0.4", Goal: "0.7",
	}
	if err := st.inTurns(ctx, &r, st.bareUpdate, st.executeBatch); err != nil {
		return r, err
	}
	r.Figure = ratios(r.Theirs, r.Ours)
	r.Reached = r.Figure >= 0.4
	return r, nil
}

// bareUpdate raises all prices by one statement.
func (st *stage) bareUpdate(ctx context.Context) (time.Duration, error) {
	if _, err := st.bareInsert(ctx); err != nil {
		return 0, err
	}
	if err := st.settle(ctx, "product", "bare_row"); err != nil {
		return 0, err
	}
	return st.exec(ctx, `UPDATE product AS p SET price = r.new_price, version = p.version + 1, updated_at = now()
		FROM bare_row AS r WHERE r.batch_id = 1 AND p.id = r.product_id`)
}

// executeBatch raises all prices by a new batch, and returns how long its
// execution took.
func (st *stage) executeBatch(ctx context.Context) (time.Duration, error) {
	if _, err := st.createBatch(ctx); err != nil {
		return 0, err
	}
	return st.execute(ctx)
}

// execute executes the batch that there is.
func (st *stage) execute(ctx context.Context) (time.Duration, error) {
	id := map[string]any{"id": st.batch}
	if err := st.api.do(ctx, `mutation ($id: ID!) { markBatchComplete(input: {id: $id}) { batch { state } } }`, id, nil); err != nil {
		return 0, err
	}
	if err := st.settle(ctx, "product", "batch.pricing_row"); err != nil {
		return 0, err
	}
	start := time.Now()
	if err := st.api.do(ctx, `mutation ($id: ID!) { executeBatch(input: {id: $id}) { batch { state } } }`, id, nil); err != nil {
		return 0, err
	}
	if err := st.api.await(ctx, st.batch, "EXECUTED"); err != nil {
		return 0, err
	}
	took := time.Since(start)
	st.batch = "" // it is frozen: the next measurement makes another one
	return took, nil
}
