package packsize

import (
	"context"
	"fmt"
	"sync"

	"github.com/sluicehq/sluice/dag"
)

// shipped is the program of the application.
var shipped = newProgram(version)

var runners = sync.Pool{New: func() any { return shipped.NewRunner() }}

// Parse reads one description by the program that jobs run.
func Parse(description string) Outcome {
	p := &product{reading: reading{description: description}}
	runner := runners.Get().(*dag.Runner[product])
	defer runners.Put(runner)
	outcomes, err := runner.Run(context.Background(), []*product{p})
	if err == nil && outcomes[0].Exception != nil {
		err = outcomes[0].Exception.Err // none if a person has to decide
	}
	if err != nil {
		panic(fmt.Errorf("reading a description: %w", err))
	}
	return p.outcome
}
