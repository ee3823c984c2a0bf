package job_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// parcel is what the sorter sorts.
type parcel struct {
	id, weight int64
	accepted   bool
}

func (p parcel) ItemKey() int64    { return p.id }
func (p parcel) ItemLabel() string { return fmt.Sprintf("parcel %d", p.id) }

// sorter is an application with a program: parcels without weight are for a
// human, heavy ones fail, the others get postage.
type sorter struct {
	version string
	onNode  func(ctx context.Context, p *parcel) error
}

const tooHeavy = 100

// newSorter makes the tables: parcels 1 to n, and no postage paid. Every tenth
// parcel has no weight, every seventh is heavy.
func newSorter(t testing.TB, db *postgres.DB, n int) *sorter {
	t.Helper()
	_, err := db.Pool.Exec(t.Context(), `
		CREATE TABLE parcel (id bigint PRIMARY KEY, weight bigint NOT NULL);
		CREATE TABLE postage (parcel_id bigint PRIMARY KEY, cents bigint NOT NULL CHECK (cents <> 6660), times integer NOT NULL DEFAULT 1)`)
	if err == nil {
		_, err = db.Pool.Exec(t.Context(), `
			INSERT INTO parcel SELECT n, CASE WHEN n % 10 = 0 THEN 0 WHEN n % 7 = 0 THEN 100 + n ELSE 1 + n % 50 END
			FROM generate_series(1, $1::bigint) AS n`, n)
	}
	if err != nil {
		t.Fatalf("making parcels: %v", err)
	}
	return &sorter{version: "1"}
}

func (*sorter) Name() string { return "test.sorter" }

func (*sorter) Describe() job.Description {
	return job.Description{
		Title:       "Sort parcels",
		Parameters:  []form.Field{{Key: "price", Title: "Cents per weight", Type: form.Integer, Min: form.Number("1")}},
		Corrections: []form.Field{{Key: "weight", Title: "Weight", Type: form.Integer, Required: true, Min: form.Number("1")}},
	}
}

func (*sorter) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().Table("parcel").Column("id"))
}

func (*sorter) Load(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (parcels []*parcel, err error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	within := bounds.Where("id")
	rows, err := tx.NewSelect().Table("parcel").Column("id", "weight").Where(within.SQL, within.Args...).Order("id").Rows(ctx)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		p := new(parcel)
		if err := rows.Scan(&p.id, &p.weight); err != nil {
			return nil, err
		}
		parcels = append(parcels, p)
	}
	return parcels, rows.Err()
}

func (s *sorter) Program(*model.Job) (*dag.Program[parcel], error) {
	p := dag.New[parcel]("sorter").Version(s.version)
	return p.Compile(
		p.Rule("weigh", func(ctx context.Context, item *parcel) error {
			if s.onNode != nil {
				if err := s.onNode(ctx, item); err != nil {
					return err
				}
			}
			if item.weight == 0 && !item.accepted {
				return dag.Undecidable("no weight", map[string]any{"text": "NUL \x00 is no trouble"})
			}
			return nil
		}),
		p.If(p.Branch("is too heavy", func(_ context.Context, item *parcel) (bool, error) { return item.weight >= tooHeavy, nil }),
			p.ReturnFalse(),
		),
		p.End(),
		p.ReturnTrue(),
	)
}

func (s *sorter) Result(item *parcel) any {
	return map[string]any{"cents": item.weight * 10, "version": s.version}
}

func (*sorter) Store(ctx context.Context, tx postgres.Tx, _ *model.Job, items []*parcel) error {
	ids, cents := make([]int64, len(items)), make([]int64, len(items))
	for i, item := range items {
		ids[i], cents[i] = item.id, item.weight*10
	}
	return tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `
			INSERT INTO postage (parcel_id, cents) SELECT * FROM unnest($1::bigint[], $2::bigint[])
			ON CONFLICT (parcel_id) DO UPDATE SET cents = excluded.cents, times = postage.times + 1`, ids, cents)
		return err
	})
}

func (*sorter) Correctable(item *parcel) map[string]any {
	return map[string]any{"weight": item.weight}
}

func (*sorter) Resolve(item *parcel, r job.Resolution) {
	item.accepted = r.Accepted
	if weight := r.Values.Int("weight"); weight > 0 {
		item.weight = weight
	}
}

func (*sorter) Snapshot(ctx context.Context, tx postgres.Tx, items []*parcel) (map[int64]map[string]any, error) {
	snapshot := map[int64]map[string]any{}
	for _, item := range items {
		snapshot[item.id] = map[string]any{"cents": nil}
	}
	rows, err := tx.QueryContext(ctx, "SELECT parcel_id, cents FROM postage")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, cents int64
		if err := rows.Scan(&id, &cents); err != nil {
			return nil, err
		}
		if snapshot[id] != nil {
			snapshot[id]["cents"] = cents
		}
	}
	return snapshot, rows.Err()
}

// application is what the engine gets of a sorter.
func (s *sorter) application() job.Application { return job.Processing[parcel](s) }

// sort makes a job of the sorter.
func sort(t testing.TB, e *job.Engine, spec job.Spec) *model.Job {
	t.Helper()
	spec.Application, spec.Name = "test.sorter", "Sort"
	if spec.Partitioning == "" {
		spec.Partitioning = "size_100"
	}
	j, err := e.CreateJob(asAdmin(t), spec)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// number asks the database for one number.
func number(t testing.TB, db *postgres.DB, query string, args ...any) int64 {
	t.Helper()
	var n decimal.Decimal
	if err := db.Pool.QueryRow(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n.IntPart()
}
