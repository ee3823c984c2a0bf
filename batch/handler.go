package batch

import (
	"context"
	"io"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// Handler gives a batch type its meaning. Embed Defaults to get every method
// but Type and Execute, and FromProduct for types that take products.
//
// Handlers work on sets of rows, with a statement per chunk, never per row.
// They are shared by all goroutines and hold no state of a batch.
type Handler interface {
	// Type describes the batch type. It is called once, at registration.
	Type() Type

	// FromProduct returns how a row is made from a product: for each of the
	// row model's own columns an SQL expression over product AS p. Columns
	// that are left out get their default. The expressions also refresh the
	// columns that people can't edit.
	FromProduct(params form.Values) map[string]filter.Expr

	// Status returns an SQL expression over the row AS r that yields the key
	// of one of the type's statuses. It runs after population and every edit.
	Status(params form.Values) filter.Expr

	// Stale returns an SQL condition over the row AS r and its product AS p
	// that tells whether the product has changed in a way that matters since
	// the row was made. An empty condition: never. Rows that are stale when
	// the batch is marked complete get the status StatusStale, which the type
	// then has to declare.
	Stale() filter.Expr

	// Reason says why a row has its status; row is a pointer to the row model.
	// "" means that the status's description says it all.
	Reason(row any) string

	// DescribeExecution says what executing the batch would do. pending are
	// the rows that would be executed.
	DescribeExecution(ctx context.Context, db bun.IDB, b *model.Batch, pending Rows) (*Description, error)

	// DescribeResult says what executing the batch has done. done are the rows
	// that were executed, also those that were undone since. How many rows came
	// out how is counted besides.
	DescribeResult(ctx context.Context, db bun.IDB, b *model.Batch, done Rows) (*Description, error)

	// Execute applies the pending rows of one chunk, in the transaction that
	// also records their outcome and the chunk's completion. Rows that can't
	// be applied get the outcome failed and a reason from it (Rows.Fail helps);
	// those it leaves without an outcome become executed.
	Execute(ctx context.Context, tx postgres.Tx, b *model.Batch, pending Rows) error

	// Downloads lists the files that can be made from a batch as it is now. It is
	// asked from the end of its population on.
	Downloads(ctx context.Context, db bun.IDB, b *model.Batch) ([]Download, error)

	// WriteDownload writes one of these files.
	WriteDownload(ctx context.Context, db bun.IDB, b *model.Batch, name string, w io.Writer) error
}

// ParameterChecker is a Handler whose parameters have to fit what is in the
// database.
type ParameterChecker interface {
	// CheckParameters returns an INVALID Error for parameters that no batch can
	// be made with; it blames "parameters.KEY".
	CheckParameters(ctx context.Context, db bun.IDB, params form.Values) error
}

// Neighbor is a Handler that needs to know the batch types it stands beside.
type Neighbor interface {
	// Meet is called once, when all of them are registered.
	Meet(types *Registry)
}

// StatusStale is the key of the status for rows whose product has changed.
const StatusStale = "stale"

// Type describes a batch type.
type Type struct {
	Key         string // stable, lower case; part of permissions: "labels"
	Title       string
	Description string
	Row         any          // a nil pointer to the row model: (*Row)(nil)
	Statuses    []Status     // the first one is the default
	Parameters  []form.Field // what populating asks for
	Options     []form.Field // what executing asks for; form.Load reads them from model.Batch.Options
	// Sources are what batches can be filled from. None: queries of products and
	// other batches, which go by FromProduct.
	Sources []model.SourceKind
	// Approvable lets the operator have batches approved, before they are executed,
	// by someone who has not changed them.
	Approvable bool
	// PurgeAfter is how long batches are kept after their execution, unless the
	// operator or somebody who may purge them decides otherwise. 0: for ever.
	PurgeAfter time.Duration
}

// Status is a status that rows can have. Rows with SeverityError keep the
// batch from being executed until they are mended or removed.
type Status struct {
	Key         string
	Title       string
	Description string // what it means and what to do about it
	Severity    model.Severity
}

// Description says what execution would do, or has done.
type Description struct {
	Summary  string // one sentence
	Facts    []Fact
	Warnings []string
}

// Fact is a label and a value.
type Fact struct {
	Label, Value string
	Outcome      *model.RowOutcome // of the rows that it is about; nil: not only of one
}

// Download is a file that can be made from a batch.
type Download struct {
	Name        string // part of its URL: "labels-1.pdf"
	Title       string
	ContentType string
}

// Defaults has a neutral answer for each method of Handler that most types can
// do without. Embed it.
type Defaults struct{}

// FromProduct is for types that take no products.
func (Defaults) FromProduct(form.Values) map[string]filter.Expr { return nil }

// Status gives every row the type's first status.
func (Defaults) Status(form.Values) filter.Expr { return filter.Expr{} }

// Stale finds no row stale.
func (Defaults) Stale() filter.Expr { return filter.Expr{} }

// Reason leaves it to the status's description.
func (Defaults) Reason(any) string { return "" }

// DescribeExecution counts the rows.
func (Defaults) DescribeExecution(ctx context.Context, db bun.IDB, _ *model.Batch, pending Rows) (*Description, error) {
	n, err := pending.Count(ctx, db)
	if err != nil {
		return nil, err
	}
	return &Description{Summary: "Execute " + words.Plural(n, "row", "rows") + "."}, nil
}

// DescribeResult counts the rows.
func (Defaults) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done Rows) (*Description, error) {
	n, err := done.Count(ctx, db)
	if err != nil {
		return nil, err
	}
	return &Description{Summary: words.Plural(n, "row was executed.", "rows were executed.")}, nil
}

// Downloads has none.
func (Defaults) Downloads(context.Context, bun.IDB, *model.Batch) ([]Download, error) {
	return nil, nil
}

// WriteDownload knows no file.
func (Defaults) WriteDownload(context.Context, bun.IDB, *model.Batch, string, io.Writer) error {
	return model.NotFound("file")
}
