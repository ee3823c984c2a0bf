// Package batchtest helps to test batch types: a database of its own, a job
// engine that works, and a service for the handlers under test.
package batchtest

import (
	"log/slog"
	"maps"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload"
)

// Kit is what a test of batch types needs.
type Kit struct {
	*jobtest.Kit
	Batches *batch.Service
	Files   *upload.Service
}

// New returns a Kit for the handlers, which ends with the test. Chunks are
// small, so that a few rows make several.
func New(t testing.TB, handlers ...batch.Handler) *Kit {
	t.Helper()
	return NewWith(t, Options{Slots: 2}, handlers...)
}

// Options say what a Kit has besides handlers.
type Options struct {
	// Slots is how many lanes are carried at once. With 0 no job is worked on, so
	// that a test sees what is there before.
	Slots int
	// Migrations are an app's own tables.
	Migrations []postgres.Namespace
	// Settings are what the operator says.
	Settings batch.Settings
	// Applications are what the engine knows besides populating and executing.
	Applications []job.Application
}

// NewWith is New with options.
func NewWith(t testing.TB, opts Options, handlers ...batch.Handler) *Kit {
	t.Helper()
	registry, err := batch.NewRegistry(handlers...)
	if err != nil {
		t.Fatal(err)
	}
	if err := registry.Set(opts.Settings); err != nil {
		t.Fatal(err)
	}
	db := pgtest.New(t)
	schema, err := postgres.NewSchema(db, opts.Migrations...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := schema.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	files := upload.New(db, t.TempDir(), slog.New(slog.DiscardHandler))
	t.Cleanup(func() { _ = files.Close() })
	jobs := jobtest.On(t, db, opts.Slots, append(batch.Applications(db, registry, files), opts.Applications...)...)
	return &Kit{Kit: jobs, Files: files, Batches: batch.NewService(db, jobs.Jobs, registry, files, batch.Options{ChunkSize: 3})}
}

// Create makes a batch of the products that match and waits until it is open.
func (k *Kit) Create(t testing.TB, typeKey string, where *catalog.Filter, params map[string]any) *model.Batch {
	t.Helper()
	b, err := k.Batches.CreateFromQuery(k.Ctx, batch.FromQuery{Draft: batch.Draft{Type: typeKey, Parameters: params}, Where: where})
	return k.populated(t, b, err)
}

// CreateFromDataSet makes a batch of what its type finds by itself and waits
// until it is open.
func (k *Kit) CreateFromDataSet(t testing.TB, typeKey string, params map[string]any) *model.Batch {
	t.Helper()
	b, err := k.Batches.CreateFromDataSet(k.Ctx, batch.Draft{Type: typeKey, Parameters: params})
	return k.populated(t, b, err)
}

// populated waits until a batch that was created is open.
func (k *Kit) populated(t testing.TB, b *model.Batch, err error) *model.Batch {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if end := k.Wait(t, *b.PopulationJobID); end.State != model.JobFinished {
		t.Fatalf("population ended %s: %s", end.State, k.Select(t, "SELECT error_detail FROM job_chunk WHERE job_id = ? AND error_detail IS NOT NULL", *b.PopulationJobID))
	}
	return k.Get(t, b.ID)
}

// Execute marks a batch complete, executes it and waits until that has ended.
func (k *Kit) Execute(t testing.TB, b *model.Batch) *model.Batch {
	t.Helper()
	if _, err := k.Batches.MarkComplete(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	b, err := k.Batches.Execute(k.Ctx, b.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	k.Wait(t, *b.ExecutionJobID)
	return k.Get(t, b.ID)
}

// Get reads a batch.
func (k *Kit) Get(t testing.TB, id int64) *model.Batch {
	t.Helper()
	b, err := k.Batches.Get(k.Ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Rows returns the first rows of a batch, at most batch.MaxRowPage.
func (k *Kit) Rows(t testing.TB, b *model.Batch) []*batch.Row {
	t.Helper()
	page, err := k.Batches.Rows(k.Ctx, b, batch.RowQuery{First: batch.MaxRowPage})
	if err != nil {
		t.Fatal(err)
	}
	return page.Nodes()
}

// Undo undoes an executed batch and waits until that has ended.
func (k *Kit) Undo(t testing.TB, b *model.Batch) *model.Batch {
	t.Helper()
	b, err := k.Batches.Undo(k.Ctx, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	k.Wait(t, *b.UndoJobID)
	return k.Get(t, b.ID)
}

// Edit changes cells of one row, which has to be accepted.
func (k *Kit) Edit(t testing.TB, row *batch.Row, values map[string]any) {
	t.Helper()
	result, err := k.Batches.EditRows(k.Ctx, row.BatchID, []batch.RowEdit{{ID: row.GlobalID(), Version: row.Version, Values: values}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range result.Rejected {
		t.Fatalf("row %d: %s", row.Sequence, r.Error.Message)
	}
}

// Outcomes returns what became of the rows of a batch, in their order; "" where
// nothing has.
func (k *Kit) Outcomes(t testing.TB, b *model.Batch) []string {
	t.Helper()
	var outcomes []string
	for _, row := range k.Rows(t, b) {
		outcome := ""
		if row.Outcome != nil {
			outcome = string(*row.Outcome)
		}
		outcomes = append(outcomes, outcome)
	}
	return outcomes
}

// Statuses returns the statuses of the rows of a batch, in their order.
func (k *Kit) Statuses(t testing.TB, b *model.Batch) []string {
	t.Helper()
	var statuses []string
	for _, row := range k.Rows(t, b) {
		statuses = append(statuses, row.Status)
	}
	return statuses
}

// Select returns the one column of texts that a query of the database has.
func (k *Kit) Select(t testing.TB, query string, args ...any) []string {
	t.Helper()
	var texts []string
	if err := k.DB.NewRaw(query, args...).Scan(k.Ctx, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// Exec carries out a statement on the database.
func (k *Kit) Exec(t testing.TB, statement string, args ...any) {
	t.Helper()
	if _, err := k.DB.NewRaw(statement, args...).Exec(k.Ctx); err != nil {
		t.Fatal(err)
	}
}

// AddRow adds a row without a product to an open batch, with these columns of its
// own, and has its status found.
func (k *Kit) AddRow(t testing.TB, b *model.Batch, values map[string]any) {
	t.Helper()
	kind, err := k.Batches.Kind(b)
	if err != nil {
		t.Fatal(err)
	}
	row := map[string]any{"batch_id": b.ID, "status": kind.Statuses[0].Key}
	maps.Copy(row, values)
	if err := k.DB.NewRaw(`UPDATE batch SET next_sequence = next_sequence + 1, row_count = row_count + 1
		WHERE id = ? RETURNING next_sequence - 1 AS sequence`, b.ID).Scan(k.Ctx, &row); err != nil {
		t.Fatal(err)
	}
	if _, err := k.DB.NewInsert().Model(&row).TableExpr(kind.Table()).Exec(k.Ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Batches.RefreshWhere(k.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
}
