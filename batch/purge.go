package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// sweptAtOnce bounds how many batches PurgeDue takes on at once.
const sweptAtOnce = 1000

// Purge starts to purge an executed batch: its rows, their histories and its files
// go, by a job; its header, result, counts and history stay. A purge that stopped
// goes on, and one that goes on or is done stays as it is. The viewer needs the
// permission purge. Errors: CONFLICT unless the batch was executed, and before its
// purge date unless that is to be early.
func (s *Service) Purge(ctx context.Context, id int64, early bool) (*model.Batch, error) {
	return s.changeBy(ctx, id, "purge", []action{actionPurge, actionPurgeAgain},
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error {
			switch {
			case b.State == model.BatchPurged:
				return nil
			case b.State == model.BatchPurging && b.PurgeJobID != nil:
				return s.goOnPurging(ctx, tx, b)
			case b.State != model.BatchPurging:
				if err := purgeable(b, early); err != nil {
					return err
				}
				if err := k.keep(ctx, tx, b); err != nil {
					return err
				}
			}
			return s.startPurge(ctx, tx, b, to)
		})
}

// purgeable refuses to purge what is to be kept for now.
func purgeable(b *model.Batch, early bool) error {
	switch {
	case early:
		return nil
	case b.PurgeOn == nil:
		return model.Conflict("Batch %s has no purge date. Say that it is to be purged early.", model.BatchNumber(b.ID)).At("early")
	case *b.PurgeOn > model.Today():
		return model.Conflict("Batch %s is to be kept until %s. Say that it is to be purged early.", model.BatchNumber(b.ID), *b.PurgeOn).At("early")
	}
	return nil
}

func (s *Service) goOnPurging(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	_, err := s.jobs.ResumeTx(ctx, tx, *b.PurgeJobID)
	if model.CodeOf(err) == model.CodeConflict {
		return nil // it has not stopped
	}
	return err
}

func (s *Service) startPurge(ctx context.Context, tx postgres.Tx, b *model.Batch, to model.BatchState) error {
	j, err := s.startJob(ctx, tx, b, applicationPurge, "Purge")
	if err != nil {
		return err
	}
	b.State, b.PurgeJobID, b.PurgedBy = to, &j.ID, auth.ViewerFrom(ctx).ID()
	if err := remember(ctx, tx, b, Event{Kind: EventPurgeStarted}); err != nil {
		return err
	}
	if err := tell(ctx, tx, b); err != nil {
		return err
	}
	return save(ctx, tx, b, "state", "purge_job_id", "purged_by", "remains")
}

// PurgeDue starts to purge the batches that the viewer may purge and whose purge
// date has come, and returns those of them that it took on. One that can't be
// purged keeps no other from it.
func (s *Service) PurgeDue(ctx context.Context) (started []*model.Batch, err error) {
	var due []*model.Batch
	err = s.db.NewSelect().Model(&due).Where("state IN (?, ?)", model.BatchExecuted, model.BatchReverted).
		Where("purge_on <= ?", model.Today()).Order("purge_on", "id").Limit(sweptAtOnce).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking for batches to purge: %w", err)
	}
	var failures []error
	for _, b := range due {
		if !auth.ViewerFrom(ctx).Can(permission(b.Type, "view")) || !auth.ViewerFrom(ctx).Can(permission(b.Type, "purge")) {
			continue
		}
		switch b, err := s.Purge(ctx, b.ID, false); {
		case err == nil:
			started = append(started, b)
		case model.CodeOf(err) != model.CodeConflict && model.CodeOf(err) != model.CodeNotFound:
			failures = append(failures, err)
		}
	}
	return started, errors.Join(failures...)
}

// remains are what is kept of a batch's rows when these are purged.
type remains struct {
	Result   *Description  `json:"result"`
	Statuses []statusCount `json:"statuses"`
}

// statusCount is a StatusCount by the status's key.
type statusCount struct {
	Status  string `json:"status"`
	Count   int    `json:"count"`
	Removed int    `json:"removed"`
}

// keep keeps what can only be told as long as there are rows.
func (k *Kind) keep(ctx context.Context, tx postgres.Tx, b *model.Batch) (err error) {
	var r remains
	if r.Result, err = k.result(ctx, tx, b); err != nil {
		return err
	}
	if r.Statuses, err = k.countStatuses(ctx, tx, b); err != nil {
		return err
	}
	if b.Remains, err = json.Marshal(r); err != nil {
		return fmt.Errorf("keeping what is told of a batch: %w", err)
	}
	return nil
}

func remainsOf(b *model.Batch) (remains, error) {
	var r remains
	if err := json.Unmarshal(b.Remains, &r); err != nil {
		return r, fmt.Errorf("reading what is told of batch %d: %w", b.ID, err)
	}
	return r, nil
}

// rowsGone reports whether a batch has lost its rows, or is about to lose them.
func rowsGone(b *model.Batch) bool {
	return b.State == model.BatchPurging || b.State == model.BatchPurged
}

// withRows returns a CONFLICT if a batch's rows are gone.
func withRows(b *model.Batch) *model.Error {
	if rowsGone(b) {
		return model.Conflict("The rows of batch %s have been purged.", model.BatchNumber(b.ID))
	}
	return nil
}
