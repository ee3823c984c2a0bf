package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
)

// desk keeps operations in this process, over the server's database.
type desk struct {
	*operation.Service
	db        *postgres.DB
	publisher *event.Publisher
}

// openDesk opens one for so many callers at once.
func openDesk(ctx context.Context, url string, callers int) (*desk, error) {
	db, err := postgres.Open(ctx, url, postgres.Options{MaxConns: callers + 2})
	if err != nil {
		return nil, err
	}
	logger := slog.New(slog.DiscardHandler)
	d := &desk{db: db, publisher: event.NewPublisher(db.Pool, logger)}
	if d.Service, err = operation.New(db, operation.Options{Publisher: d.publisher, Logger: logger}); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	d.publisher.Start()
	return d, nil
}

func (d *desk) close(ctx context.Context) error {
	return errors.Join(d.publisher.Stop(context.WithoutCancel(ctx)), d.db.Close())
}

// forgetOperations empties the table of operations.
func (st *stage) forgetOperations(ctx context.Context) error {
	if _, err := st.exec(ctx, "DELETE FROM operation"); err != nil {
		return err
	}
	return st.settle(ctx, "operation")
}

// repeated does something n times with so many callers at once and returns how
// often a second.
func repeated(ctx context.Context, n, callers int, do func(context.Context) error) (float64, error) {
	var begun atomic.Int64
	start := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	for range callers {
		group.Go(func() error {
			for begun.Add(1) <= int64(n) {
				if err := do(ctx); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := group.Wait()
	return perSecond(n, time.Since(start)), err
}

// measureOperations takes operations through their lives in Go.
func measureOperations(ctx context.Context, st *stage) (r result, err error) {
	const callers, operations = 8, 20_000
	r = result{
		Work: "create, start and finish an operation, 8 at once", Unit: "operations/s",
		MustText: "≥ 2000", Goal: "7500",
	}
	d, err := openDesk(ctx, st.databaseURL, callers)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, d.close(ctx)) }()
	for range st.runs {
		if err := st.forgetOperations(ctx); err != nil {
			return r, err
		}
		speed, err := repeated(auth.WithViewer(ctx, auth.System()), operations, callers, d.live)
		if err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, speed)
		st.say("  %.0f operations/s", speed)
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure >= 2000
	return r, nil
}

// live creates, starts and finishes an operation, with a commit for each.
func (d *desk) live(ctx context.Context) error {
	o, err := d.Create(ctx, operation.Spec{Type: "bench", Input: []byte(`{"post": 7}`)})
	if err != nil {
		return err
	}
	if _, err := d.Start(ctx, o.ID); err != nil {
		return err
	}
	_, err = d.Finish(ctx, o.ID, operation.Outcome{Result: model.OperationSuccessful, Output: []byte(`{"sent": true}`)})
	return err
}

// measureOperationRequests takes operations through their lives over the API.
func measureOperationRequests(ctx context.Context, st *stage) (result, error) {
	const operations = 5000
	r := result{
		Work: "the same over GraphQL, 32 connections", Unit: "operations/s",
		MustText: "≥ 800", Goal: "2000",
	}
	api := newClient(st.url, st.api.token, operationConnections)
	for range st.runs {
		if err := st.forgetOperations(ctx); err != nil {
			return r, err
		}
		speed, err := repeated(ctx, operations, operationConnections, api.liveOperation)
		if err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, speed)
		st.say("  %.0f operations/s", speed)
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure >= 800
	return r, nil
}

const operationConnections = 32

// liveOperation creates, starts and finishes an operation, with a request for
// each.
func (c *client) liveOperation(ctx context.Context) error {
	var created struct {
		CreateOperation struct{ Operation struct{ ID string } }
	}
	err := c.do(ctx, `mutation { createOperation(input: {type: "bench", input: {post: 7}}) { operation { id } } }`, nil, &created)
	if err != nil {
		return err
	}
	id := map[string]any{"id": created.CreateOperation.Operation.ID}
	err = c.do(ctx, `mutation ($id: ID!) { startOperation(input: {id: $id}) { operation { status } } }`, id, nil)
	if err != nil {
		return err
	}
	return c.do(ctx, `mutation ($id: ID!) { finishOperation(input: {id: $id, result: SUCCESSFUL, output: {sent: true}}) {
		operation { status } } }`, id, nil)
}

// measureClaims has workers claim operations and do nothing for them.
func measureClaims(ctx context.Context, st *stage) (r result, err error) {
	const workers, operations = 16, 50_000
	r = result{Work: "claim operations, 10 at once, 16 workers", Unit: "operations/s", MustText: "≥ 5000", Goal: "20000"}
	d, err := openDesk(ctx, st.databaseURL, workers)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, d.close(ctx)) }()
	for range st.runs {
		if err := st.forgetOperations(ctx); err != nil {
			return r, err
		}
		if _, err := st.exec(ctx, fmt.Sprintf(`INSERT INTO operation (type, run_at, due_at)
			SELECT 'bench', now(), now() FROM generate_series(1, %d)`, operations)); err != nil {
			return r, err
		}
		if err := st.settle(ctx, "operation"); err != nil {
			return r, err
		}
		speed, err := repeated(auth.WithViewer(ctx, auth.System()), operations/claimed, workers, d.claim)
		if err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, speed*claimed)
		st.say("  %.0f operations/s", speed*claimed)
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure >= 5000
	return r, nil
}

// claimed is how many a worker claims at once, as the API does unless told.
const claimed = 10

// claim claims operations that are there.
func (d *desk) claim(ctx context.Context) error {
	got, err := d.Claim(ctx, operation.Claim{Type: "bench", Limit: claimed, Lease: time.Hour})
	if err == nil && len(got) < claimed {
		err = fmt.Errorf("%d operations were claimed, want %d", len(got), claimed)
	}
	return err
}
