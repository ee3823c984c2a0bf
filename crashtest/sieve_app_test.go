//go:build unix

package crashtest

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// sieveName is the name of the application under test.
const sieveName = "test.sieve"

// sieve is an application with a program: every tenth grain is stored away, of
// the others every seventh fails, and the rest have an effect and a result each.
type sieve struct{ version string }

type grain struct{ id int64 }

// sieveSQL makes the sieve's tables. Its chunks take their time and pass a gate
// when their effects are done and not committed.
const sieveSQL = gateSQL + `;
	CREATE TABLE grain (id bigint PRIMARY KEY);
	CREATE TABLE sifted (job_id bigint NOT NULL, grain_id bigint NOT NULL, version text NOT NULL);
	CREATE TRIGGER pass_gate AFTER INSERT ON sifted FOR EACH STATEMENT EXECUTE FUNCTION pass_gate()`

// What the program makes of the grains, as conditions in SQL.
const (
	storedAway = "id % 10 = 0"
	fails      = "id % 10 <> 0 AND id % 7 = 0"
	succeeds   = "id % 10 <> 0 AND id % 7 <> 0"
)

func (g grain) ItemKey() int64    { return g.id }
func (g grain) ItemLabel() string { return fmt.Sprintf("grain %d", g.id) }

func (sieve) Name() string              { return sieveName }
func (sieve) Describe() job.Description { return job.Description{Title: "Sieve"} }

func (sieve) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().Table("grain").Column("id"))
}

func (sieve) Load(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) ([]*grain, error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	var ids []int64
	within := bounds.Where("id")
	if err := tx.NewSelect().Table("grain").Column("id").Where(within.SQL, within.Args...).Order("id").Scan(ctx, &ids); err != nil {
		return nil, err
	}
	grains := make([]*grain, len(ids))
	for i, id := range ids {
		grains[i] = &grain{id}
	}
	return grains, nil
}

func (s sieve) Program(*model.Job) (*dag.Program[grain], error) {
	p := dag.New[grain]("sieve").Version(s.version)
	return p.Compile(
		p.Rule("look", func(_ context.Context, g *grain) error {
			if g.id%10 == 0 {
				return dag.Undecidable("round number", nil)
			}
			return nil
		}),
		p.If(p.Branch("is heavy", func(_ context.Context, g *grain) (bool, error) { return g.id%7 == 0, nil }),
			p.ReturnFalse(),
		),
		p.End(),
		p.ReturnTrue(),
	)
}

func (s sieve) Result(*grain) any { return s.version }

func (s sieve) Store(ctx context.Context, tx postgres.Tx, j *model.Job, grains []*grain) error {
	ids := make([]int64, len(grains))
	for i, g := range grains {
		ids[i] = g.id
	}
	return tx.Pgx(func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "INSERT INTO sifted SELECT $1, unnest($2::bigint[]), $3", j.ID, ids, s.version)
		return err
	})
}
