package dag_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sluicehq/sluice/dag"
)

// table stands for rows in a database.
type table struct{ rows int64 }

func TestBulkCountsWhatItemsStandFor(t *testing.T) {
	t.Parallel()
	b := dag.New[table]("bulk")
	program := b.MustCompile(
		b.Bulk("insert", func(_ context.Context, t *table) (dag.Bulk, error) { return dag.Bulk{Items: t.rows}, nil }),
		b.Bulk("check", func(_ context.Context, t *table) (dag.Bulk, error) {
			return dag.Bulk{Items: t.rows, Failures: 2, Exceptions: 1}, nil
		}),
		b.ReturnTrue(),
	)
	runner := program.NewRunner()
	outcomes, err := runner.Run(t.Context(), []*table{{10}, {20}})
	if err != nil || !outcomes[0].Success || !outcomes[1].Success {
		t.Fatalf("%+v, %v", outcomes, err)
	}
	want := dag.Statistics{
		{Node: "insert", Kind: dag.KindBulk, Items: 30, Successes: 30},
		{Node: "check", Kind: dag.KindBulk, Items: 30, Successes: 24, Failures: 4, Exceptions: 2},
	}
	if diff := cmp.Diff(want, runner.Statistics(), cmpopts.IgnoreFields(dag.NodeStatistics{}, "RunTime")); diff != "" {
		t.Error(diff)
	}
}

func TestBulkThatFailsEndsTheRun(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	tests := map[string]func(context.Context, *table) (dag.Bulk, error){
		"error": func(context.Context, *table) (dag.Bulk, error) { return dag.Bulk{Items: 5}, broken },
		"abort": func(context.Context, *table) (dag.Bulk, error) { return dag.Bulk{}, dag.Abort(broken) },
		"panic": func(context.Context, *table) (dag.Bulk, error) { panic(broken) },
	}
	for name, bulk := range tests {
		b := dag.New[table]("bulk")
		runner := b.MustCompile(b.Bulk("insert", bulk), b.ReturnTrue()).NewRunner()
		_, err := runner.Run(t.Context(), []*table{{1}})
		var at *dag.RunError
		var panicked *dag.PanicError
		if !errors.As(err, &at) || at.Node != "insert" || !errors.Is(err, broken) && !errors.As(err, &panicked) {
			t.Errorf("%s: %v", name, err)
		}
		if of, _ := runner.Statistics().Of("insert"); of.Items != 0 {
			t.Errorf("%s: a run that failed has counted %d items", name, of.Items)
		}
	}
}
