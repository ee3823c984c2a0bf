package dag_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sluicehq/sluice/dag"
)

func TestContextEndStopsTheRun(t *testing.T) {
	t.Parallel()
	tests := map[string]func(stop func()) statement{
		"in a rule": func(stop func()) statement {
			return p.Rule("stopper", func(context.Context, *number) error { stop(); return nil })
		},
		"in a rule that fails for it": func(stop func()) statement {
			return p.Rule("stopper", func(ctx context.Context, _ *number) error { stop(); return ctx.Err() })
		},
		"in a rule that panics": func(stop func()) statement {
			return p.Rule("stopper", func(context.Context, *number) error { stop(); panic("stopped") })
		},
		"in a set": func(stop func()) statement {
			return p.Set("stopper", func(context.Context, []*number) error { stop(); return errBad })
		},
		"in a subprogram": func(stop func()) statement {
			return p.Def("sub",
				p.Rule("stopper", func(context.Context, *number) error { stop(); return nil }), p.ReturnTrue())
		},
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			visits := 0
			node := make(func() { visits++; cancel() })
			statements := []statement{node, p.ReturnTrue()}
			if name == "in a subprogram" {
				statements = []statement{p.Call("sub"), p.ReturnTrue(), node}
			}
			_, err := compile(t, statements...).NewRunner().Run(ctx, numbers(1, 2, 3))
			var runError *dag.RunError
			if !errors.As(err, &runError) || runError.Node != "stopper" || !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			if visits != 1 {
				t.Errorf("the node went on for %d items", visits)
			}
		})
	}
}

func TestEndedContextKeepsASetFromRunning(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	set := func(context.Context, []*number) error { t.Error("the set ran"); return nil }
	_, err := compile(t, p.Set("set", set), p.ReturnTrue()).NewRunner().Run(ctx, numbers(1))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCurrentNamesTheNodeThatDoesNotReturn(t *testing.T) {
	t.Parallel()
	reached, release := make(chan struct{}), make(chan struct{})
	hang := func(context.Context, *number) error { close(reached); <-release; return nil }
	program := compile(t, plus("+1", 1), p.Call("sub"), p.ReturnTrue(), p.Def("sub", p.Rule("hang", hang), p.ReturnTrue()))
	runner := program.NewRunner()
	if got := runner.Current(); got != "" {
		t.Errorf("before the run: got %q", got)
	}
	finished := make(chan error)
	go func() {
		_, err := runner.Run(t.Context(), numbers(1))
		finished <- err
	}()
	<-reached
	if got := runner.Current(); got != "hang" {
		t.Errorf("during the run: got %q", got)
	}
	close(release)
	if err := <-finished; err != nil {
		t.Error(err)
	}
	if got := runner.Current(); got != "" {
		t.Errorf("after the run: got %q", got)
	}
}
