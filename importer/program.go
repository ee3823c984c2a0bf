package importer

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// work is what the program of an import works on: a span of lines, or of ids of
// the target, which stay in the database.
type work struct {
	*staging
	span
	tx      postgres.Tx
	missing bool // the span is of ids; without any, nothing is deleted
	last    bool // nobody tries again if this fails
	did     Report
	kept    []BadLine
}

// The nodes whose figures make a Report.
const (
	nodeUpdate = "update"
	nodeCreate = "create"
	nodeCount  = "count lines"
	nodeDelete = "delete"
)

// program is what happens to a span. It is the same for all importers.
var program = newProgram()

func newProgram() *dag.Program[work] {
	p := dag.New[work](Application)
	return p.MustCompile(
		p.If(p.Branch("lines of the source", func(_ context.Context, w *work) (bool, error) { return !w.missing, nil }),
			p.Bulk("set conflicts aside", setAside).Doc("Rejects lines whose value belongs to another row, or whose name must be known and is not."),
			p.Bulk("add names", addNamesOf).Doc("Adds departments, brands and the like that are new."),
			p.Bulk(nodeUpdate, updateLines).Doc("Changes rows whose mapped values differ."),
			p.Bulk(nodeCreate, createLines),
			p.Bulk(nodeCount, count).Doc("Rejected lines are failures."),
		),
		p.Else(
			p.Bulk(nodeDelete, deleteMissing).Doc("Deletes or retires rows that the source lacks. Those in use are kept: these are failures."),
		),
		p.End(),
		p.ReturnTrue(),
	)
}

func setAside(ctx context.Context, w *work) (dag.Bulk, error) {
	n, err := w.setAside(ctx, w.tx, w.span)
	return dag.Bulk{Items: n, Failures: n}, err
}

func addNamesOf(ctx context.Context, w *work) (dag.Bulk, error) {
	n, err := w.apart(ctx, w.addNames)
	return dag.Bulk{Items: n}, err
}

func updateLines(ctx context.Context, w *work) (_ dag.Bulk, err error) {
	w.did.Updated, err = w.apart(ctx, w.update)
	return dag.Bulk{Items: w.did.Updated}, err
}

func createLines(ctx context.Context, w *work) (_ dag.Bulk, err error) {
	w.did.Created, err = w.apart(ctx, w.create)
	return dag.Bulk{Items: w.did.Created}, err
}

func deleteMissing(ctx context.Context, w *work) (_ dag.Bulk, err error) {
	if w.Items == 0 { // deleting is withheld
		return dag.Bulk{}, nil
	}
	w.did.Deleted, w.kept, err = w.delete(ctx)
	w.did.Kept = int64(len(w.kept))
	return dag.Bulk{Items: w.did.Deleted + w.did.Kept, Failures: w.did.Kept}, err
}

func count(ctx context.Context, w *work) (dag.Bulk, error) {
	lines := w.of("s.line")
	err := w.tx.NewSelect().TableExpr(w.table+" AS s").ColumnExpr("count(s.problem), count(*)").
		Where(lines.SQL, lines.Args...).Scan(ctx, &w.did.Rejected, &w.did.Lines)
	if err != nil {
		return dag.Bulk{}, fmt.Errorf("counting lines: %w", err)
	}
	if w.did.Lines != w.Items {
		return dag.Bulk{}, errLost
	}
	w.did.Unchanged = w.Items - w.did.Rejected - w.did.Created - w.did.Updated
	return dag.Bulk{Items: w.Items, Failures: w.did.Rejected}, nil
}

// errLost tells that the lines are gone that were read.
var errLost = model.Conflict("The lines of the source are no longer there: the database has crashed since they were read. Start the import again.")

// run sends the span through the program.
func (w *work) run(ctx context.Context) (dag.Statistics, error) {
	runner := program.NewRunner()
	if _, err := runner.Run(ctx, []*work{w}); err != nil {
		return nil, err
	}
	return runner.Statistics(), nil
}

// bad returns the lines of the span that were rejected, and what was kept.
func (w *work) bad(ctx context.Context) (bad []BadLine, err error) {
	if w.missing {
		return w.kept, nil
	}
	lines := w.of("s.line")
	where := filter.And(lines, filter.SQL("s.problem IS NOT NULL"))
	err = w.tx.NewRaw(`SELECT s.line, s.problem_column AS "column", s.problem AS reason, coalesce(s.original, `+w.said()+`) AS original
		FROM `+w.table+` AS s WHERE `+where.SQL+` ORDER BY s.line`, where.Args...).Scan(ctx, &bad)
	if err != nil {
		return nil, fmt.Errorf("reading rejected lines: %w", err)
	}
	return bad, nil
}
