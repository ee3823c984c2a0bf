package job

import (
	"context"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Item is what a program processes.
type Item interface {
	ItemKey() int64    // tells it from the source's other items
	ItemLabel() string // for people: a SKU, the number of a line
}

// Processor is an application that sends the items of its chunks through a
// program; Processing makes an Application of it. It may implement Storer,
// Retractor, Corrector, Snapshooter, SourceChecker, Stager and Announcer besides.
type Processor[T Item] interface {
	Name() string
	Describe() Description

	// Plan cuts the job's source; see Application. Sources that are made of
	// another job's exceptions or results never come here.
	Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]Partition, error)

	// Load reads the items of a chunk. With a Partitioning's Bounds they are
	// those that are left of the source within the bounds.
	Load(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) ([]*T, error)

	// Program returns what to do with items; it depends on nothing of j but the
	// parameters. Its nodes get no transaction: reading is Load's part, writing
	// Store's.
	Program(j *model.Job) (*dag.Program[T], error)

	// Result is what is kept of an item that the program returned true for: any
	// value that becomes JSON; nil for nothing.
	Result(item *T) any
}

// Storer is a Processor that applies what the program decided.
type Storer[T Item] interface {
	// Store writes the effects of items that the program returned true for,
	// with set-based statements. If the database refuses them as a whole it is
	// called again with fewer, until the bad ones stand alone: they become
	// exceptions.
	Store(ctx context.Context, tx postgres.Tx, j *model.Job, items []*T) error
}

// Corrector is a Processor whose exceptions people can resolve by more than
// leaving them out.
type Corrector[T Item] interface {
	// Correctable returns the item's values of the fields that
	// Description.Corrections lists.
	Correctable(item *T) map[string]any
	// Resolve applies what a person decided, before the program gets the item.
	Resolve(item *T, r Resolution)
}

// Resolution is what a person decided about an item that was stored away.
type Resolution struct {
	Accepted bool        // process it as it is
	Values   form.Values // or with these values of fields instead
}

// Snapshooter is a Processor that can tell what its items look like in the
// database, so that a trial can show what it would change.
type Snapshooter[T Item] interface {
	// Snapshot returns the fields of interest by item key.
	Snapshot(ctx context.Context, tx postgres.Tx, items []*T) (map[int64]map[string]any, error)
}

// Programmed is an Application that runs a program: its statistics can be drawn.
type Programmed interface {
	// ProgramOf returns the program that a job would run now.
	ProgramOf(j *model.Job) (hash string, graph dag.Graph, err error)
}

// trier is an Application that can be tried.
type trier interface {
	// try sends a sample through the program in a transaction that the caller
	// rolls back.
	try(ctx context.Context, tx postgres.Tx, j *model.Job, items int) (*Trial, error)
}
