package job_test

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// brand is an item: a brand that is written in many ways.
type brand struct {
	ID        int64
	SKU, Name string
}

func (b brand) ItemKey() int64    { return b.ID }
func (b brand) ItemLabel() string { return b.SKU }

// brands is an application that tidies the names of brands.
type brands struct{}

func (brands) Name() string { return "brands" }

func (brands) Describe() job.Description {
	return job.Description{
		Title:       "Tidy brands",
		Sources:     []job.SourceForm{{Form: "brands", Description: "all brands"}},
		Corrections: []form.Field{{Key: "name", Title: "Brand", Type: form.Text, Required: true}},
	}
}

// Plan cuts the brands by id.
func (brands) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().Table("own_brand").Column("id"))
}

// Load reads a chunk's brands with one query.
func (brands) Load(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (items []*brand, err error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	within := bounds.Where("id")
	err = tx.NewSelect().Table("own_brand").Column("id", "sku", "name").Where(within.SQL, within.Args...).Scan(ctx, &items)
	return items, err
}

// Program says what happens to a brand.
func (brands) Program(*model.Job) (*dag.Program[brand], error) {
	p := dag.New[brand]("brands").Version("1")
	return p.Compile(
		p.If(p.Branch("has a name", func(_ context.Context, b *brand) (bool, error) { return b.Name != "", nil }),
			p.Rule("trim", func(_ context.Context, b *brand) error {
				b.Name = strings.TrimSpace(b.Name)
				return nil
			}),
			p.ReturnTrue(),
		),
		p.End(),
		p.Rule("ask", func(context.Context, *brand) error { return dag.Undecidable("The brand has no name.", nil) }),
		p.ReturnFalse(),
	)
}

func (brands) Result(b *brand) any { return map[string]string{"brand": b.Name} }

// Store writes all brands of a chunk with one statement.
func (brands) Store(ctx context.Context, tx postgres.Tx, _ *model.Job, items []*brand) error {
	ids, names := make([]int64, len(items)), make([]string, len(items))
	for i, b := range items {
		ids[i], names[i] = b.ID, b.Name
	}
	return tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `
			UPDATE own_brand AS o SET name = n.name
			FROM unnest($1::bigint[], $2::text[]) AS n (id, name) WHERE o.id = n.id`, ids, names)
		return err
	})
}

// Correctable and Resolve let a person type the name of a brand without one.
func (brands) Correctable(b *brand) map[string]any { return map[string]any{"name": b.Name} }

func (brands) Resolve(b *brand, r job.Resolution) { b.Name = r.Values.Text("name") }

// An application of one's own is given to the server with the extensions: it
// then has jobs, a program page, exceptions and permissions like those that ship.
func ExampleProcessing() {
	applications := []job.Application{job.Processing[brand](brands{})}
	_ = applications // server.Extensions{Applications: applications}
}
