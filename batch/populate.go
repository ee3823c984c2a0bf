package batch

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload"
)

// populate is the application that fills a batch from its source.
type populate struct {
	db    *postgres.DB
	types *Registry
	files *upload.Service
	program
}

const nodeInsert = "insert rows"

func newPopulate(db *postgres.DB, types *Registry, files *upload.Service) *populate {
	p := dag.New[slab](applicationPopulate)
	return &populate{db, types, files, program{p.MustCompile(
		p.Bulk(nodeInsert, insertRows).Doc("Makes a row of each record that the source has."),
		p.ReturnTrue(),
	)}}
}

// populateBounds are the bounds of one of its chunks.
type populateBounds struct {
	job.Bounds
	First int64 `json:"first"` // the sequence of its first row
	Total int64 `json:"total"` // of all chunks
}

func (*populate) Name() string { return applicationPopulate }

// Topics implements job.Announcer.
func (*populate) Topics(j *model.Job) []string { return topics(j) }

// Plan cuts what the source has into runs of keys.
func (a *populate) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return nil, err
	}
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	if shaper, ok := a.types.byKey[b.Type].handler.(Shaper); ok {
		if err := k.prepare(ctx, tx, j, b, shaper); err != nil {
			return nil, err
		}
	}
	parts, err := a.cut(ctx, tx, k, b, cut)
	if err != nil {
		return nil, err
	}
	number(parts)
	return parts, nil
}

func (a *populate) cut(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, cut job.Partitioning) ([]job.Partition, error) {
	src, err := sourceOf(b)
	if err != nil {
		return nil, err
	}
	if src.Kind == model.SourceFile {
		return a.planFile(ctx, tx, k, b, src, cut)
	}
	selection, _, err := a.types.selectionOf(ctx, tx, k, b)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, selection.keys(tx))
}

// number gives each run of keys the sequences that its rows take.
func number(parts []job.Partition) {
	var total int64
	for _, p := range parts {
		total += p.Items
	}
	first := int64(1)
	for i, p := range parts {
		parts[i].Bounds = populateBounds{Bounds: p.Bounds.(job.Bounds), First: first, Total: total}
		first += p.Items
	}
}

// Process inserts the rows of one run of keys with one statement.
func (a *populate) Process(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (job.Outcome, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return job.Outcome{}, err
	}
	s := &slab{tx: tx, types: a.types, kind: k, batch: b, chunk: c}
	if err := json.Unmarshal(c.Bounds, &s.bounds); err != nil {
		return job.Outcome{}, fmt.Errorf("reading bounds: %w", err)
	}
	return a.run(ctx, s, nodeInsert)
}

func insertRows(ctx context.Context, s *slab) (dag.Bulk, error) {
	selection, params, err := s.types.selectionOf(ctx, s.tx, s.kind, s.batch)
	if err != nil {
		return dag.Bulk{}, err
	}
	statement := s.kind.insert(s.batch, params, selection.within(s.bounds.From, s.bounds.To), s.bounds.sequence(s.chunk.Items))
	inserted, err := s.tx.NewRaw(statement.SQL, statement.Args...).Exec(ctx)
	if err != nil {
		return dag.Bulk{}, fmt.Errorf("inserting rows: %w", err)
	}
	n, err := inserted.RowsAffected()
	return dag.Bulk{Items: n}, err
}

// sequence numbers the rows of one chunk. If the source has more records by now
// than were planned, the rows beyond take sequences behind all chunks: n planned
// rows keep first to first+n-1, and the rest repeat that pattern shifted by
// total, which no other chunk can touch.
func (b populateBounds) sequence(planned int64) numbered {
	return numbered(filter.SQL("? + (r.n - 1) % ? + ? * ((r.n - 1) / ?)", b.First, planned, b.Total, planned))
}

// End opens the batch for review, if its population has finished.
func (a *populate) End(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if j.State != model.JobFinished {
		return nil
	}
	k, b, err := batchOf(ctx, tx, a.types, j, true)
	if err != nil {
		return err
	}
	if b.State, err = next(b, actionPopulated); err != nil {
		return err
	}
	if err := k.endFilling(ctx, tx); err != nil {
		return err
	}
	err = tx.NewSelect().TableExpr(k.table).ColumnExpr("count(*), coalesce(max(sequence), 0) + 1").
		Where("batch_id = ?", b.ID).Scan(ctx, &b.RowCount, &b.NextSequence)
	if err != nil {
		return fmt.Errorf("counting rows: %w", err)
	}
	if err := a.endFile(ctx, tx, k, b); err != nil {
		return err
	}
	if err := remember(ctx, tx, b, Event{Kind: EventPopulated, RowCount: b.RowCount}); err != nil {
		return err
	}
	return save(ctx, tx, b, "state", "row_count", "next_sequence")
}

// endFile removes what was needed for populating from a file, and makes sure
// that no line got lost on the way.
func (a *populate) endFile(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch) error {
	if b.UploadID == nil {
		return nil
	}
	if b.FileReport == nil || b.RowCount == nil || *b.RowCount != b.FileReport.RowsMade {
		return fmt.Errorf("the rows of batch %d are not those that were read: %+v", b.ID, b.FileReport)
	}
	return staging{k, b.ID, nil}.drop(ctx, tx)
}
