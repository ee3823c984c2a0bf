package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// source says where a batch's rows come from; it is kept with the batch.
type source struct {
	Kind  model.SourceKind `json:"kind"`
	Text  string           `json:"text"`            // the same in words
	Where *catalog.Filter  `json:"where,omitempty"` // of a query; nil: all products
	File  *fileSource      `json:"file,omitempty"`  // how the batch's file is read
	Batch int64            `json:"batch,omitempty"` // whose products, or rows, are taken
	Data  json.RawMessage  `json:"data,omitempty"`  // a Shaper's own

	upload *int64 // the file, which the batch itself refers to
}

// DataSetter is a Handler that finds the rows of its batches by itself. Its type
// lists model.SourceDataSet.
type DataSetter interface {
	// DataSet returns the query of the rows, and its text.
	DataSet(params form.Values) Selection
}

func sourceOf(b *model.Batch) (source, error) {
	var s source
	if err := json.Unmarshal(b.Source, &s); err != nil {
		return s, fmt.Errorf("reading the source of batch %d: %w", b.ID, err)
	}
	return s, nil
}

func setSource(b *model.Batch, s source) (err error) {
	if b.Source, err = json.Marshal(s); err != nil {
		return fmt.Errorf("writing the source of a batch: %w", err)
	}
	return nil
}

// SourceText says in words where a batch's rows come from.
func SourceText(b *model.Batch) (string, error) {
	s, err := sourceOf(b)
	return s.Text, err
}

// SourceKindOf says what kind of source a batch's rows come from.
func SourceKindOf(b *model.Batch) (model.SourceKind, error) {
	s, err := sourceOf(b)
	return s.Kind, err
}

// selectionOf returns the query of the rows that a batch's source has, and the
// batch's parameters.
func (r *Registry) selectionOf(ctx context.Context, db bun.IDB, k *Kind, b *model.Batch) (Selection, form.Values, error) {
	params, err := form.Load(k.Parameters, b.Parameters)
	if err != nil {
		return Selection{}, nil, err
	}
	src, err := sourceOf(b)
	if err != nil {
		return Selection{}, nil, err
	}
	s, err := r.selection(ctx, db, k, b, params, src)
	return s, params, err
}

func (r *Registry) selection(ctx context.Context, db bun.IDB, k *Kind, b *model.Batch, params form.Values, src source) (Selection, error) {
	switch src.Kind {
	case model.SourceQuery:
		where, err := src.Where.Expr()
		return k.fromProducts(params, where), err
	case model.SourceBatch:
		products, err := r.ProductIDs(ctx, db, src.Batch)
		return k.fromProducts(params, filter.SQL("p.id IN (?)", products)), err
	case model.SourceClone:
		return r.rowsOf(ctx, db, k, params, src.Batch)
	case model.SourceDataSet:
		return k.handler.(DataSetter).DataSet(params), nil
	case model.SourceFile:
		lines := stagingOf(k, b, src)
		return k.fromLines(params, filter.SQL(lines.table()), lines.fields), nil
	case model.SourceImporter:
		return k.shape.Fill(k.filling()), nil
	}
	return Selection{}, fmt.Errorf("nothing can be selected from a source of the kind %q", src.Kind)
}

// accepts returns an INVALID Error unless batches of the type can be filled from
// sources of a kind.
func (k *Kind) accepts(kind model.SourceKind) error {
	if slices.Contains(k.Sources, kind) {
		return nil
	}
	return model.Invalid("type", "Batches of the type %s can't be filled from %s.", k.Title, sourceWords[kind])
}

var sourceWords = map[model.SourceKind]string{
	model.SourceQuery:   "a query of products",
	model.SourceBatch:   "the products of another batch",
	model.SourceFile:    "a file",
	model.SourceDataSet: "a data set of their own",
	model.SourceHand:    "what is typed or scanned",
	model.SourceClone:   "the rows of another batch; clone that",

	model.SourceImporter: "an importer",
}
