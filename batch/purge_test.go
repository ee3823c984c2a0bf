package batch_test

import (
	"bytes"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// leftOvers counts what is left of a pricing batch in the database.
func leftOvers(t *testing.T, kit *batchtest.Kit, id int64) (rows, histories int) {
	t.Helper()
	err := kit.DB.NewRaw(`SELECT (SELECT count(*) FROM batch.pricing_row WHERE batch_id = ?0),
		(SELECT count(*) FROM batch.row_change WHERE batch_id = ?0) + (SELECT count(*) FROM batch.bulk_change WHERE batch_id = ?0)
		+ (SELECT count(*) FROM batch.bulk_change_part WHERE batch_id = ?0) + (SELECT count(*) FROM batch.row_revision WHERE batch_id = ?0)`, id).
		Scan(kit.Ctx, &rows, &histories)
	if err != nil {
		t.Fatal(err)
	}
	return rows, histories
}

// edited is an executed batch of eight products, of whose rows some were changed
// before, alone and together.
func edited(t *testing.T) (*batchtest.Kit, *model.Batch) {
	t.Helper()
	kit := batchtest.New(t, pricing.Handler{})
	for range 8 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	kit.Edit(t, kit.Rows(t, b)[4], map[string]any{"new_price": "3.00"})
	_, err := kit.Batches.UpdateWhere(kit.Ctx, b.ID, nil, batch.CellChange{Column: "new_price", Operation: batch.OperationAdd, Value: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 8)}); err != nil {
		t.Fatal(err)
	}
	return kit, kit.Execute(t, b)
}

func TestPurge(t *testing.T) {
	t.Parallel()
	kit, b := edited(t)
	other := kit.Execute(t, kit.Create(t, "pricing", nil, tenPercent))
	result, err := kit.Batches.Result(kit.Ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	counts, err := kit.Batches.StatusBreakdown(kit.Ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	_, err = kit.Batches.Purge(kit.Ctx, b.ID, false)
	isConflict(t, "purging a batch that is kept for ever", err)
	_, err = kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, PurgeOn: dateTo(tomorrow)})
	if err != nil {
		t.Fatal(err)
	}
	_, err = kit.Batches.Purge(kit.Ctx, b.ID, false)
	isConflict(t, "purging a batch before its date", err)

	if b, err = kit.Batches.Purge(kit.Ctx, b.ID, true); err != nil || b.State != model.BatchPurging {
		t.Fatalf("%+v (%v)", b, err)
	}
	if end := kit.Wait(t, *b.PurgeJobID); end.State != model.JobFinished || end.ItemsDone != 8 {
		t.Errorf("the job has %s with %d rows", end.State, end.ItemsDone)
	}
	b = kit.Get(t, b.ID)
	if b.State != model.BatchPurged || b.PurgedAt == nil || *b.RowCount != 8 || b.ExecutedAt == nil {
		t.Errorf("left is %+v", b)
	}
	if rows, histories := leftOvers(t, kit, b.ID); rows != 0 || histories != 0 {
		t.Errorf("%d rows and %d of their histories are left", rows, histories)
	}
	if rows, _ := leftOvers(t, kit, other.ID); rows != 8 {
		t.Errorf("the other batch has %d rows", rows)
	}
	again, err := kit.Batches.Result(kit.Ctx, b)
	if diff := cmp.Diff(result, again); diff != "" || err != nil {
		t.Errorf("the result (%v, -before +after)\n%s", err, diff)
	}
	countsAgain, err := kit.Batches.StatusBreakdown(kit.Ctx, b)
	if diff := cmp.Diff(counts, countsAgain); diff != "" || err != nil {
		t.Errorf("the counts (%v, -before +after)\n%s", err, diff)
	}
	events, err := kit.Batches.History(kit.Ctx, b, 200)
	if err != nil || events[0].Kind != batch.EventPurged || *events[0].RowCount != 8 || events[len(events)-1].Kind != batch.EventCreated {
		t.Errorf("the history: %+v (%v)", events, err)
	}

	// Whoever asks for its rows learns that they are gone.
	if n, err := kit.Batches.CountRows(kit.Ctx, b, nil); n != 0 || len(kit.Rows(t, b)) != 0 || err != nil {
		t.Errorf("it has %d rows (%v)", n, err)
	}
	if row, err := kit.Batches.Row(kit.Ctx, b.ID, 1); row != nil || err != nil {
		t.Errorf("its first row is %+v (%v)", row, err)
	}
	_, _, err = kit.Batches.Export(kit.Ctx, b.ID, batch.RowExport{Format: batch.CSV})
	isConflict(t, "exporting", err)
	_, err = kit.Batches.Clone(kit.Ctx, batch.CloneDraft{BatchID: b.ID})
	isConflict(t, "cloning", err)
	_, err = kit.Batches.CreateFromBatch(kit.Ctx, batch.FromBatch{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent}, BatchID: b.ID})
	isConflict(t, "taking its products", err)
	_, err = kit.Batches.Undo(kit.Ctx, b.ID)
	isConflict(t, "undoing", err)

	// Once more changes nothing.
	once, err := kit.Batches.Purge(kit.Ctx, b.ID, false)
	if err != nil || once.Version != b.Version || once.State != model.BatchPurged {
		t.Errorf("purged again it is %+v (%v)", once, err)
	}
}

func TestAPurgeThatStoppedGoesOn(t *testing.T) {
	t.Parallel()
	kit, b := edited(t)
	kit.Exec(t, `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE = '23514'; END $$`)
	kit.Exec(t, `CREATE TRIGGER refuse BEFORE DELETE ON batch.pricing_row FOR EACH ROW WHEN (OLD.sequence = 5) EXECUTE FUNCTION refuse()`)
	b, err := kit.Batches.Purge(kit.Ctx, b.ID, true)
	if err != nil {
		t.Fatal(err)
	}
	if end := kit.Wait(t, *b.PurgeJobID); end.State != model.JobFailed {
		t.Fatalf("the job has %s", end.State)
	}
	b = kit.Get(t, b.ID)
	if rows, _ := leftOvers(t, kit, b.ID); rows == 0 || rows == 8 || b.State != model.BatchPurging {
		t.Fatalf("the batch is %s with %d rows left", b.State, rows)
	}
	if len(kit.Rows(t, b)) != 0 {
		t.Error("it shows some of its rows")
	}
	result, err := kit.Batches.Result(kit.Ctx, b)
	if err != nil || result == nil {
		t.Errorf("its result is %+v (%v)", result, err)
	}
	kit.Exec(t, `DROP TRIGGER refuse ON batch.pricing_row`)
	if b, err = kit.Batches.Purge(kit.Ctx, b.ID, false); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PurgeJobID)
	if rows, histories := leftOvers(t, kit, b.ID); rows != 0 || histories != 0 || kit.Get(t, b.ID).State != model.BatchPurged {
		t.Errorf("%d rows and %d of their histories are left", rows, histories)
	}
}

func TestTwoConcurrentPurges(t *testing.T) {
	t.Parallel()
	kit, b := edited(t)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if _, err := kit.Batches.Purge(kit.Ctx, b.ID, true); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	kit.Wait(t, *kit.Get(t, b.ID).PurgeJobID)
	if jobs := kit.Select(t, "SELECT id::text FROM job WHERE application = 'batch.purge'"); len(jobs) != 1 {
		t.Errorf("the jobs are %v, want one", jobs)
	}
}

func TestPurgeDue(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB)
	var ids []int64
	for _, purgeOn := range []*batch.DateChange{dateTo(yesterday), dateTo(model.Today()), dateTo(tomorrow), {}} {
		b := kit.Create(t, "pricing", nil, tenPercent)
		b, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, PurgeOn: purgeOn})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, kit.Execute(t, b).ID)
	}
	viewer := auth.WithViewer(kit.Ctx, auth.NewViewer(pgtest.User(t, kit.DB).ID, "eve", "Eve", "batch.pricing.view"))
	for who, ctx := range map[string]func() ([]*model.Batch, error){
		"nobody":      func() ([]*model.Batch, error) { return kit.Batches.PurgeDue(viewer) },
		"a rehearsal": func() ([]*model.Batch, error) { return kit.Batches.PurgeDue(batch.Rehearse(kit.Ctx)) },
	} {
		if _, err := ctx(); err != nil || kit.Get(t, ids[0]).State != model.BatchExecuted {
			t.Errorf("%s has begun to purge (%v)", who, err)
		}
	}
	started, err := kit.Batches.PurgeDue(kit.Ctx)
	if err != nil || len(started) != 2 {
		t.Fatalf("%d batches were taken on (%v)", len(started), err)
	}
	for _, b := range started {
		kit.Wait(t, *b.PurgeJobID)
	}
	var states []model.BatchState
	for _, id := range ids {
		states = append(states, kit.Get(t, id).State)
	}
	want := []model.BatchState{model.BatchPurged, model.BatchPurged, model.BatchExecuted, model.BatchExecuted}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("the batches (-want +got)\n%s", diff)
	}
	if started, err = kit.Batches.PurgeDue(kit.Ctx); err != nil || len(started) != 0 {
		t.Errorf("the next look takes on %d batches (%v)", len(started), err)
	}
}

func TestPurgeRemovesFiles(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	p := pgtest.Product(t, kit.DB)
	ctx := kit.Ctx
	u, err := kit.Files.Create(ctx, "prices.csv", "text/csv", bytes.NewReader([]byte("sku,new_price\n"+p.SKU+",5\n"+p.SKU+",x\n")), 1000)
	if err != nil {
		t.Fatal(err)
	}
	b, err := kit.Batches.CreateFromUpload(ctx, batch.FromUpload{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent}, Upload: u.ID})
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PopulationJobID)
	b = kit.Execute(t, kit.Get(t, b.ID))
	if _, _, err := kit.Batches.Rejects(ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if b, err = kit.Batches.Purge(ctx, b.ID, true); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PurgeJobID)
	b = kit.Get(t, b.ID)
	if b.State != model.BatchPurged || b.UploadID != nil || b.FileReport == nil || b.FileReport.LinesRead != 3 {
		t.Errorf("left is %+v", b)
	}
	for what, err := range map[string]error{
		"the upload":         second(kit.Files.Get(ctx, u.ID)),
		"its rejected lines": third(kit.Batches.Rejects(ctx, b.ID)),
	} {
		if model.CodeOf(err) != model.CodeNotFound {
			t.Errorf("%s can still be asked for: %v", what, err)
		}
	}
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }
