package job

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Application is what jobs run: code that cuts a source into partitions and
// processes the items of one. Its methods are called by several goroutines at
// once, each with a transaction and a job of its own. A context that ends means
// that the process stops: return soon, the work is done again elsewhere.
//
// A *model.Error is shown to users as it is; any other error is logged, and
// users see a reference to the log. A panic counts as an error.
type Application interface {
	// Name is the stable key of the application, such as "batch.execute": lower
	// case words with dots between them.
	Name() string

	// Plan cuts the job's source. It runs in one transaction, once: if it
	// fails it is rolled back and tried again, a few times; but not if the error
	// is a *model.Error that says INVALID or LIMIT: then the source is the matter.
	// If it takes long it should Tell what it is about.
	Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]Partition, error)

	// Process does the work of one chunk in the chunk's transaction: what it
	// does through tx happens exactly once. If it returns an error all of it is
	// rolled back, and the chunk is tried again later. It must not change tx's
	// isolation, and should not hold locks that other chunks wait for. If
	// PostgreSQL crashes, the latest chunks may be lost as a whole and done
	// again: what it does elsewhere happens at least once.
	Process(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (Outcome, error)

	// End runs in the transaction that ends the job; j.State is the state it
	// ends in. If it fails the job does not end: End is called again, after a
	// few times with JobFailed. A job that is resumed ends again.
	End(ctx context.Context, tx postgres.Tx, j *model.Job) error
}

// Describer is an Application that people may create jobs of: one that stands
// alone. Jobs of the others are created by the domain they belong to.
type Describer interface {
	Describe() Description
}

// SourceChecker is an Application that can tell from a source's text whether it
// understands it, and whether the viewer may read it. It is asked in the
// transaction that makes the job, so that it can lock what the source names.
// Errors: INVALID at "source", FORBIDDEN.
type SourceChecker interface {
	CheckSource(ctx context.Context, db bun.IDB, source string) error
}

// Description tells people about an application.
type Description struct {
	Title       string
	Description string
	Sources     []SourceForm
	Parameters  []form.Field
	// Partitionings are those that the application defines, besides the general ones.
	Partitionings []string
	// Corrections are the fields of an item that a person may correct when it
	// was stored away.
	Corrections []form.Field
}

// SourceForm is a form of source that an application understands.
type SourceForm struct {
	Form        string // "products:department=12"
	Description string
}

// Announcer is an Application whose jobs change other objects, too. Topics
// names the events (see package event) to send, besides the job's own, after
// every commit of its chunks, plan and end.
type Announcer interface {
	Topics(j *model.Job) []string
}

// Partition is one piece of a source, to become a chunk. Bounds says which
// items it has, in the application's own notation, as anything that becomes
// JSON. Items is how many.
type Partition struct {
	Bounds any
	Items  int64
}

// Outcome counts the items of a chunk that have been dealt with. Done includes
// Failed, those that were dealt with and failed, and Exceptions, those that were
// stored away for a human.
type Outcome struct {
	Done       int64
	Failed     int64
	Exceptions int64
	// Program is the hash of the program that did it, "" if there is none, and
	// Statistics are those of its nodes.
	Program    string
	Statistics dag.Statistics

	again  int64     // those of Done that were exceptions of the job: other chunks count them already
	opened int64     // how many more exceptions are open than before
	writes pgx.Batch // what else is written with the completion
}
