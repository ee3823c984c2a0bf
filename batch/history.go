package batch

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// MaxHistory is how many entries of a history can be read at once.
const MaxHistory = 200

// EventKind is what has happened to a batch.
type EventKind string

// The kinds of events.
const (
	EventCreated    EventKind = "created"
	EventPopulated  EventKind = "populated"
	EventDescribed  EventKind = "described" // its header was changed
	EventEdited     EventKind = "edited"    // many rows at once, as with removed and restored
	EventRemoved    EventKind = "removed"
	EventRestored   EventKind = "restored"
	EventAdded      EventKind = "added"
	EventRefreshed  EventKind = "refreshed"
	EventCompleted  EventKind = "completed"
	EventReopened   EventKind = "reopened"
	EventApproved   EventKind = "approved"
	EventUnapproved EventKind = "unapproved" // its approval was withdrawn, or made void by a change
	EventStarted    EventKind = "started"    // its execution, for the first time or again
	EventRetried    EventKind = "retried"    // failed rows are executed again
	EventExecuted   EventKind = "executed"
	EventFailed     EventKind = "failed"
	EventCanceled   EventKind = "canceled"

	EventUndoStarted EventKind = "undo_started"
	EventUndoStopped EventKind = "undo_stopped" // it failed or was canceled
	EventReverted    EventKind = "reverted"

	EventPurgeStarted EventKind = "purge_started"
	EventPurgeStopped EventKind = "purge_stopped" // it failed or was canceled
	EventPurged       EventKind = "purged"
)

// Event is something that has happened to a batch.
type Event struct {
	bun.BaseModel `bun:"table:batch_event"`

	ID       int64             `bun:"id,pk,autoincrement"`
	BatchID  int64             `bun:"batch_id"`
	Kind     EventKind         `bun:"kind"`
	RowCount *int64            `bun:"row_count"` // how many rows it concerned; nil: not a matter of rows
	Changes  map[string][2]any `bun:"changes,type:jsonb"`
	DoneBy   *int64            `bun:"done_by"` // nil: a job, or the command line
	DoneAt   time.Time         `bun:"done_at"`
}

// happened are the events of actions that change a batch's state. Starting an
// execution remembers its options, too, and does so by itself.
var happened = map[action]EventKind{
	actionComplete: EventCompleted,
	actionReopen:   EventReopened,
	actionFinish:   EventExecuted,
	actionFail:     EventFailed,
	actionCancel:   EventCanceled,

	actionUndo:        EventUndoStarted,
	actionUndoStopped: EventUndoStopped,
	actionUndone:      EventReverted,
}

// History returns the latest events of a batch, newest first. Errors: INVALID
// unless first is 1 to MaxHistory.
func (s *Service) History(ctx context.Context, b *model.Batch, first int) ([]*Event, error) {
	if err := filter.CheckFirst(first, MaxHistory); err != nil {
		return nil, err
	}
	events := []*Event{}
	err := s.db.NewSelect().Model(&events).Where("batch_id = ?", b.ID).Order("id DESC").Limit(int64(first)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the history of a batch: %w", err)
	}
	return events, nil
}

// remember writes an event of b into its history, as done by the viewer. It
// belongs into the transaction that makes the event true.
func remember(ctx context.Context, db bun.IDB, b *model.Batch, e Event) error {
	e.BatchID, e.DoneBy = b.ID, auth.ViewerFrom(ctx).ID()
	if e.Changes == nil {
		e.Changes = map[string][2]any{}
	}
	if _, err := db.NewInsert().Model(&e).ExcludeColumn("id", "done_at").Exec(ctx); err != nil {
		return fmt.Errorf("writing the history of a batch: %w", err)
	}
	return nil
}
