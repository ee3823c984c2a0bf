package resolvers_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// sizing is an application that spells the units of the products' sizes out. A
// product without a size is for a person to decide, a discontinued one fails,
// and one of the size "?" lets its chunk fail as a whole.
type sizing struct{}

func newSizing() job.Application { return job.Processing(sizing{}) }

// sized is a product in the hands of sizing.
type sized struct {
	ID       int64
	SKU      string `bun:"sku"`
	Size     string
	Active   bool
	accepted bool
}

func (s sized) ItemKey() int64    { return s.ID }
func (s sized) ItemLabel() string { return s.SKU }

func (sizing) Name() string { return "sizing" }

func (sizing) Describe() job.Description {
	return job.Description{
		Title: "Sizes", Description: "Spells the units of sizes out.",
		Sources:     []job.SourceForm{{Form: "products", Description: "all products"}},
		Parameters:  []form.Field{{Key: "gram", Title: "What to write for g", Type: form.Text, Required: true}},
		Corrections: []form.Field{{Key: "size", Title: "Size", Type: form.Text, Required: true}},
	}
}

// CheckSource implements job.SourceChecker.
func (sizing) CheckSource(_ context.Context, _ bun.IDB, source string) error {
	if source != "products" {
		return model.Invalid("source", "Write products.")
	}
	return nil
}

func (sizing) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().Table("product").Column("id"))
}

func (sizing) Load(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (items []*sized, err error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	within := bounds.Where("id")
	err = tx.NewSelect().Table("product").Column("id", "sku", "size", "active").
		Where(within.SQL, within.Args...).Order("id").Scan(ctx, &items)
	for _, s := range items {
		if s.Size == "?" {
			return nil, model.Conflict("Product %s has a size that nobody knows.", s.SKU)
		}
	}
	return items, err
}

func (sizing) Program(j *model.Job) (*dag.Program[sized], error) {
	values, err := form.Load(sizing{}.Describe().Parameters, j.Parameters)
	if err != nil {
		return nil, err
	}
	gram := values.Text("gram")
	p := dag.New[sized]("sizing").Version("1").Config(gram)
	return p.Compile(
		p.IfNot(p.Branch("is sold", func(_ context.Context, s *sized) (bool, error) { return s.Active, nil }),
			p.ReturnFalse(),
		),
		p.End(),
		p.Call("spell out"),
		p.ReturnTrue(),

		p.Def("spell out",
			p.Rule("need a size", func(_ context.Context, s *sized) error {
				if s.Size == "" && !s.accepted {
					return dag.Undecidable("There is no size.", map[string]any{"active": s.Active})
				}
				return nil
			}).Doc("A size is needed unless a person says otherwise."),
			p.BranchRule("write grams", func(_ context.Context, s *sized) (bool, error) {
				before := s.Size
				s.Size = strings.Replace(s.Size, " g", " "+gram, 1)
				return s.Size != before, nil
			}),
			p.ReturnTrue(),
		),
	)
}

func (sizing) Result(s *sized) any { return map[string]any{"size": s.Size} }

// Store implements job.Storer.
func (sizing) Store(ctx context.Context, tx postgres.Tx, _ *model.Job, items []*sized) error {
	ids, sizes := make([]int64, len(items)), make([]string, len(items))
	for i, s := range items {
		ids[i], sizes[i] = s.ID, s.Size
	}
	return tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `UPDATE product SET size = s.size FROM unnest($1::bigint[], $2::text[]) AS s (id, size) WHERE product.id = s.id`, ids, sizes)
		return err
	})
}

// Correctable implements job.Corrector.
func (sizing) Correctable(s *sized) map[string]any { return map[string]any{"size": s.Size} }

// Resolve implements job.Corrector.
func (sizing) Resolve(s *sized, r job.Resolution) {
	s.accepted = r.Accepted
	if size := r.Values.Text("size"); size != "" {
		s.Size = size
	}
}

// Snapshot implements job.Snapshooter.
func (sizing) Snapshot(ctx context.Context, tx postgres.Tx, items []*sized) (map[int64]map[string]any, error) {
	ids := make([]int64, len(items))
	for i, s := range items {
		ids[i] = s.ID
	}
	var rows []sized
	if err := tx.NewSelect().Table("product").Column("id", "size").Where("id IN (?)", bun.List(ids)).Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading sizes: %w", err)
	}
	fields := make(map[int64]map[string]any, len(rows))
	for _, s := range rows {
		fields[s.ID] = map[string]any{"size": s.Size}
	}
	return fields, nil
}
