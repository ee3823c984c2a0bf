package batch

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Shaper is a Handler whose batches differ in their columns. The rows of each
// are in a table of its own, which is made with the batch and dropped with it.
// The row model of its type has the columns that all of them share: those of
// RowModel. Its type lists model.SourceImporter alone.
type Shaper interface {
	// Shape returns what a batch has, by the data of its source.
	Shape(data []byte) (*Shape, error)
	// Prepare makes, in one transaction, what the batch is filled from: a table by
	// the name given, which lasts until the rows are made, and of which Shape.Fill
	// selects. It returns the data of the source as it is to be kept, and the
	// source in words.
	Prepare(ctx context.Context, tx postgres.Tx, j *model.Job, data []byte, table string) (kept []byte, text string, err error)
}

// Shape is what one batch of a Shaper has.
type Shape struct {
	// Handler is what its rows mean; its Type is not asked for.
	Handler Handler
	// Columns are the rows' own columns, all of which may be empty.
	Columns []*Column
	// Types is a query that has these columns with their SQL types, but for those
	// that are generated. No row of it is read.
	Types string
	// Generated are the columns that PostgreSQL computes from others of the row,
	// as immutable SQL.
	Generated map[string]string
	// Fill returns the query of the rows over the table that Prepare has made.
	Fill func(table string) Selection
}

// Joiner is a Handler whose rows take what people can't edit from elsewhere than
// their product.
type Joiner interface {
	// Join is the SQL that joins the row AS r with what FromProduct and Stale are
	// over.
	Join() string
}

// shaped returns the type of one batch of a Shaper.
func (k *Kind) shaped(b *model.Batch) (*Kind, error) {
	shaper, ok := k.handler.(Shaper)
	if !ok {
		return k, nil
	}
	src, err := sourceOf(b)
	if err != nil {
		return nil, err
	}
	shape, err := shaper.Shape(src.Data)
	if err != nil {
		return nil, err
	}
	own := *k
	own.shape, own.handler, own.Columns = shape, shape.Handler, shape.Columns
	own.table = fmt.Sprintf("batch.%s_%d", k.Key, b.ID)
	own.rowType = rowTypeOf(shape.Columns)
	table := tables.Get(own.rowType)
	for _, c := range own.Columns {
		c.field = table.FieldMap[c.Key]
	}
	return &own, nil
}

// NewColumn returns a column that may be empty, for a Shape.
func NewColumn(key, title string, t form.Type) *Column {
	c := &Column{Key: key, Title: title, Type: t, Nullable: true, sqlType: sqlTypes[t]}
	if t == form.Text {
		c.MaxLength = new(defaultLength)
	}
	return c
}

var (
	sqlTypes = map[form.Type]string{form.Text: "text", form.Integer: "bigint", form.Decimal: "numeric", form.Money: "numeric", form.Boolean: "boolean", form.Date: "date"}
	goTypes  = map[form.Type]reflect.Type{
		form.Text: reflect.TypeFor[*string](), form.Integer: reflect.TypeFor[*int64](), form.Decimal: reflect.TypeFor[*decimal.Decimal](),
		form.Money: reflect.TypeFor[*decimal.Decimal](), form.Boolean: reflect.TypeFor[*bool](), form.Date: reflect.TypeFor[*model.Date](),
	}
)

// rowTypeOf makes the row model of columns: the same type for the same columns.
func rowTypeOf(columns []*Column) reflect.Type {
	common := reflect.TypeFor[RowModel]()
	fields := []reflect.StructField{{Name: common.Name(), Type: common, Tag: `bun:"embed:"`}}
	for i, c := range columns {
		fields = append(fields, reflect.StructField{
			Name: fmt.Sprintf("Column%d", i), Type: goTypes[c.Type], Tag: reflect.StructTag(fmt.Sprintf("bun:%q", c.Key)),
		})
	}
	return reflect.StructOf(fields)
}

// isRowModel reports whether a type is a pointer to a row model.
func isRowModel(t reflect.Type) bool {
	common := reflect.TypeFor[RowModel]()
	if t == nil || t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return false
	}
	field, ok := t.Elem().FieldByName(common.Name())
	return ok && field.Type == common
}

// commonOf returns the columns that every row has, of a pointer to a row model.
func commonOf(row reflect.Value) *RowModel {
	return row.Elem().FieldByName(reflect.TypeFor[RowModel]().Name()).Addr().Interface().(*RowModel)
}

// selectRows starts a query of whole rows AS r into a pointer that newRows
// returned.
func (k *Kind) selectRows(db bun.IDB, rows reflect.Value) *bun.SelectQuery {
	return db.NewSelect().Model(rows.Interface()).ModelTableExpr(k.table + " AS r")
}

// createTable makes the table of a batch, if it has one of its own.
func (r *Registry) createTable(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	k, err := r.of(b)
	if err != nil || k.shape == nil {
		return err
	}
	statements := []string{
		`CREATE TABLE ` + k.table + ` WITH (fillfactor = 80) AS
			SELECT NULL::bigint AS batch_id, NULL::bigint AS sequence, NULL::bigint AS product_id, NULL::bigint AS source_line,
				NULL::text AS status, NULL::boolean AS removed, NULL::text AS outcome, NULL::text AS outcome_reason,
				NULL::integer AS version, NULL::timestamptz AS updated_at, own.*
			FROM (` + k.shape.Types + `) AS own WITH NO DATA`,
		`ALTER TABLE ` + k.table + ` ADD PRIMARY KEY (batch_id, sequence), ALTER status SET NOT NULL,
			ALTER removed SET DEFAULT false, ALTER removed SET NOT NULL,
			ALTER version SET DEFAULT 1, ALTER version SET NOT NULL,
			ALTER updated_at SET DEFAULT now(), ALTER updated_at SET NOT NULL,
			ADD CHECK (outcome IN ('executed', 'failed', 'reverted', 'kept'))`,
		`CREATE INDEX ON ` + k.table + ` (batch_id, removed, status, sequence)`,
	}
	for _, key := range slices.Sorted(maps.Keys(k.shape.Generated)) {
		statements = append(statements, `ALTER TABLE `+k.table+` ADD COLUMN `+key+` `+k.column(key).sqlType+` GENERATED ALWAYS AS (`+k.shape.Generated[key]+`) STORED`)
	}
	for _, statement := range statements {
		if _, err := tx.NewRaw(statement).Exec(ctx); err != nil {
			return fmt.Errorf("making the table %s: %w", k.table, err)
		}
	}
	return nil
}

// discard removes the rows of a batch, their histories, and what they were made
// from.
func (k *Kind) discard(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	if err := k.discardRows(ctx, tx, b); err != nil {
		return err
	}
	for _, table := range []string{"batch.row_change", "batch.bulk_change", "batch.row_revision"} {
		if _, err := tx.NewDelete().TableExpr(table).Where("batch_id = ?", b.ID).Exec(ctx); err != nil {
			return fmt.Errorf("deleting from %s: %w", table, err)
		}
	}
	if b.UploadID == nil {
		return nil
	}
	return staging{k, b.ID, nil}.drop(ctx, tx)
}

// discardRows removes the rows of a batch.
func (k *Kind) discardRows(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	statement := filter.SQL("DELETE FROM "+k.table+" WHERE batch_id = ?", b.ID)
	if k.shape != nil {
		statement = filter.SQL("DROP TABLE IF EXISTS " + k.table + ", " + k.filling())
	}
	if _, err := tx.NewRaw(statement.SQL, statement.Args...).Exec(ctx); err != nil {
		return fmt.Errorf("removing rows from %s: %w", k.table, err)
	}
	return nil
}

// filling is the table that a batch with a table of its own is filled from.
func (k *Kind) filling() string { return k.table + "_filling" }

// prepare makes what a batch with a table of its own is filled from.
func (k *Kind) prepare(ctx context.Context, tx postgres.Tx, j *model.Job, b *model.Batch, shaper Shaper) error {
	src, err := sourceOf(b)
	if err != nil {
		return err
	}
	if src.Data, src.Text, err = shaper.Prepare(ctx, tx, j, src.Data, k.filling()); err != nil {
		return err
	}
	if err := setSource(b, src); err != nil {
		return err
	}
	return save(ctx, tx, b, "source")
}

// endFilling drops what a batch was filled from.
func (k *Kind) endFilling(ctx context.Context, tx postgres.Tx) error {
	if k.shape == nil {
		return nil
	}
	if _, err := tx.NewRaw("DROP TABLE IF EXISTS " + k.filling()).Exec(ctx); err != nil {
		return fmt.Errorf("dropping %s: %w", k.filling(), err)
	}
	return nil
}

// join joins the row AS r with what its values come from. gone is the condition
// that this is no longer there.
func (k *Kind) join() (join, gone string) {
	if j, ok := k.handler.(Joiner); ok {
		return j.Join(), "FALSE"
	}
	return "LEFT JOIN product AS p ON p.id = r.product_id", "p.id IS NULL"
}
