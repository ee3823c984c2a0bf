package dag_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sluicehq/sluice/dag"
)

// number is the item of most tests.
type number struct{ n int }

type (
	program   = dag.Program[number]
	statement = dag.Statement[number]
)

var p = dag.New[number]("numbers")

func add(k int) func(context.Context, *number) error {
	return func(_ context.Context, it *number) error { it.n += k; return nil }
}

func isOdd(_ context.Context, it *number) (bool, error) { return it.n%2 != 0, nil }

func equals(k int) func(context.Context, *number) (bool, error) {
	return func(_ context.Context, it *number) (bool, error) { return it.n == k, nil }
}

// halve transforms even numbers.
func halve(_ context.Context, it *number) (bool, error) {
	if it.n%2 != 0 {
		return false, nil
	}
	it.n /= 2
	return true, nil
}

func plus(name string, k int) statement { return p.Rule(name, add(k)) }

func odd(name string) dag.Condition[number] { return p.Branch(name, isOdd) }

var errBad = errors.New("bad number")

func failOn(bad int) func(context.Context, *number) error {
	return func(_ context.Context, it *number) error {
		if it.n == bad {
			return errBad
		}
		return nil
	}
}

func numbers(values ...int) []*number {
	items := make([]*number, len(values))
	for i, v := range values {
		items[i] = &number{v}
	}
	return items
}

func values(items []*number) []int {
	v := make([]int, len(items))
	for i, it := range items {
		v[i] = it.n
	}
	return v
}

func compile(t testing.TB, statements ...statement) *program {
	t.Helper()
	program, err := p.Compile(statements...)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

func run(t testing.TB, r *dag.Runner[number], items []*number) []dag.Outcome {
	t.Helper()
	outcomes, err := r.Run(t.Context(), items)
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}
