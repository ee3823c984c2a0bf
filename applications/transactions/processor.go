package transactions

import (
	"context"
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Name is the application's name.
const Name = "transactions"

// New returns the application.
func New() job.Application { return job.Processing(processor{version: version}) }

// processor implements job.Processor.
type processor struct{ version string }

// Name implements job.Processor.
func (processor) Name() string { return Name }

// Describe implements job.Processor.
func (processor) Describe() job.Description {
	return job.Description{
		Title:       "Transactions",
		Description: "Book the lines of a file of sales: who bought what, when and for how much. What can't be placed waits for a person.",
		Sources:     sourceForms,
		Parameters:  parameters,
		Corrections: corrections,
	}
}

const paramAnonymous = "anonymous"

var parameters = []form.Field{{
	Key: paramAnonymous, Title: "Sell to nobody in particular", Type: form.Boolean, Default: false,
	Help: "Book lines that name no customer, too. Otherwise they wait for a person.",
}}

// Stage implements job.Stager.
func (processor) Stage(ctx context.Context, db *postgres.DB, file io.Reader) (string, error) {
	return Stage(ctx, db, file)
}

// Plan implements job.Processor.
func (processor) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	lines, err := query(tx, j.Source)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, lines.Column("l.id"))
}

// Load implements job.Processor.
func (processor) Load(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) ([]*line, error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	lines := tx.NewSelect().TableExpr("sales_line AS l")
	if !bounds.Listed() {
		if lines, err = query(tx, j.Source); err != nil {
			return nil, err
		}
	}
	within := bounds.Where("l.id")
	rows, err := lines.
		Column("l.id", "l.line", "l.problem", "l.invoice", "l.code", "l.description", "l.quantity", "l.sold_at", "l.price", "l.customer", "l.country").
		ColumnExpr("p.id IS NOT NULL").Join("LEFT JOIN product AS p ON p.sku = l.code").
		Where(within.SQL, within.Args...).Order("l.id").Rows(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading lines: %w", err)
	}
	defer rows.Close()
	var items []*line
	for rows.Next() {
		l := new(line)
		err := rows.Scan(&l.id, &l.number, &l.problem, &l.raw.Invoice, &l.raw.Code, &l.raw.Description, &l.raw.Quantity,
			&l.raw.SoldAt, &l.raw.Price, &l.raw.Customer, &l.raw.Country, &l.known)
		if err != nil {
			return nil, fmt.Errorf("reading a line: %w", err)
		}
		items = append(items, l)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading lines: %w", err)
	}
	return items, nil
}

// Program implements job.Processor.
func (a processor) Program(j *model.Job) (*dag.Program[line], error) {
	given, err := form.Load(parameters, j.Parameters)
	if err != nil {
		return nil, err
	}
	return newProgram(a.version, given[paramAnonymous] == true), nil
}

// Result implements job.Processor: what was booked.
func (processor) Result(l *line) any {
	return struct {
		Code     string          `json:"code"`
		Customer string          `json:"customer,omitempty"`
		Quantity int64           `json:"quantity"`
		Amount   decimal.Decimal `json:"amount"`
	}{l.raw.Code, l.raw.Customer, l.quantity, l.amount()}
}
