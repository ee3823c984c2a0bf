package operation

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/queue"
)

// carrierArgs are the arguments of a River job that brings an operation to a
// worker of its route.
type carrierArgs struct {
	Operation int64 `json:"operation"`
}

// Kind implements river.JobArgs.
func (carrierArgs) Kind() string { return "operation" }

// queueOf is River's name of a route.
func queueOf(route string) string { return "operation-" + route }

// works reports whether this process runs groups in the background.
func (s *Service) works() bool {
	for _, slots := range s.opts.Routes {
		if slots > 0 {
			return true
		}
	}
	return false
}

func (s *Service) newRiverClient() (*river.Client[pgx.Tx], error) {
	opts := queue.Options{ID: "operation-" + rand.Text(), Logger: s.opts.Logger, StopTimeout: s.opts.StopTimeout}
	if s.works() {
		opts.Queues = map[string]int{}
		for route, slots := range s.opts.Routes {
			if slots > 0 {
				opts.Queues[queueOf(route)] = slots
			}
		}
		opts.Workers = river.NewWorkers()
		river.AddWorker(opts.Workers, &worker{service: s})
	}
	return queue.NewClient(s.db, opts)
}

// carry gives each of the operations a carrier, in the transaction that makes
// them due.
func (s *Service) carry(ctx context.Context, tx postgres.Tx, operations ...*model.Operation) error {
	params := make([]river.InsertManyParams, len(operations))
	for i, o := range operations {
		params[i] = river.InsertManyParams{
			Args:       carrierArgs{Operation: o.ID},
			InsertOpts: &river.InsertOpts{Queue: queueOf(*o.Route)},
		}
	}
	inserted, err := s.river.InsertManyTx(ctx, tx.River(), params)
	if err != nil {
		return fmt.Errorf("inserting carriers: %w", err)
	}
	ids, carriers := make([]int64, len(inserted)), make([]int64, len(inserted))
	for i, result := range inserted {
		var args carrierArgs
		if err := json.Unmarshal(result.Job.EncodedArgs, &args); err != nil {
			return fmt.Errorf("reading a carrier: %w", err)
		}
		ids[i], carriers[i] = args.Operation, result.Job.ID
	}
	_, err = execute(ctx, tx, `
		UPDATE operation SET carrier = c.carrier
		FROM unnest($1::bigint[], $2::bigint[]) AS c (operation, carrier) WHERE id = c.operation`, ids, carriers)
	if err != nil {
		return fmt.Errorf("noting carriers: %w", err)
	}
	return nil
}

// worker is what River calls with carriers.
type worker struct {
	river.WorkerDefaults[carrierArgs]
	service *Service
}

// Timeout says that the group bounds its time by itself.
func (*worker) Timeout(*river.Job[carrierArgs]) time.Duration { return -1 }

// Work runs the group of an operation, unless somebody else does or did.
func (w *worker) Work(ctx context.Context, carrier *river.Job[carrierArgs]) error {
	ctx = auth.WithViewer(ctx, auth.System())
	o, err := w.service.begin(ctx, carrier.Args.Operation)
	if err != nil || o == nil {
		return err
	}
	return w.service.run(ctx, o)
}
