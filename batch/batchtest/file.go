package batchtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// maxFile is the greatest size of a test's file, in bytes.
const maxFile = 1 << 30

// Upload keeps a file.
func (k *Kit) Upload(t testing.TB, name, content string) *model.Upload {
	t.Helper()
	u, err := k.Files.Create(k.Ctx, name, "", strings.NewReader(content), maxFile)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// CreateFromFile makes a batch of the lines of a file, waits until its population
// has ended, and returns it with that job. in needs no Upload.
func (k *Kit) CreateFromFile(t testing.TB, in batch.FromUpload, content string) (*model.Batch, *model.Job) {
	t.Helper()
	in.Upload = k.Upload(t, "lines.csv", content).ID
	b, err := k.Batches.CreateFromUpload(k.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	k.Wait(t, *b.PopulationJobID)
	jobs, err := k.Jobs.ByID(k.Ctx, *b.PopulationJobID)
	if err != nil {
		t.Fatal(err)
	}
	return k.Get(t, b.ID), jobs[*b.PopulationJobID]
}

// Case is what is expected of a batch type: given these products and this file,
// these rows and, once they are executed, these effects.
type Case struct {
	Products []func(*model.Product) // what is special about each; nil: nothing
	Batch    batch.FromUpload       // type, parameters and choices
	File     string                 // its text

	Columns  []string // those that Rows show
	Rows     []string // of each, blanks in between: the line, the columns ("-" for none) and the status
	Rejected []string // of each problem of the file: line, column and reason

	// Effects is a query of texts that shows what executing the batch has changed;
	// empty: the batch is not executed. After is what it must return.
	Effects string
	After   []string
}

// Check tries a Case on a fresh Kit.
func (k *Kit) Check(t *testing.T, c Case) *model.Batch {
	t.Helper()
	for _, change := range c.Products {
		pgtest.Product(t, k.DB, func(p *model.Product) {
			if change != nil {
				change(p)
			}
		})
	}
	b, end := k.CreateFromFile(t, c.Batch, c.File)
	if end.State != model.JobFinished {
		t.Fatalf("the population ended %s: %v", end.State, end.Error)
	}
	if diff := cmp.Diff(c.Rows, k.Shown(t, b, c.Columns...)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(c.Rejected, Problems(b)); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	if c.Effects == "" {
		return b
	}
	if b = k.Execute(t, b); b.State != model.BatchExecuted {
		t.Fatalf("the batch is %s", b.State)
	}
	var after []string
	if err := k.DB.NewRaw(c.Effects).Scan(k.Ctx, &after); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(c.After, after); diff != "" {
		t.Errorf("effects (-want +got):\n%s", diff)
	}
	return b
}

// Shown writes a batch's first rows as a Case does.
func (k *Kit) Shown(t testing.TB, b *model.Batch, columns ...string) []string {
	t.Helper()
	var shown []string
	for _, row := range k.Rows(t, b) {
		parts := []string{"-"}
		if row.SourceLine != nil {
			parts[0] = fmt.Sprint(*row.SourceLine)
		}
		for _, column := range columns {
			parts = append(parts, show(row.Values[column]))
		}
		shown = append(shown, strings.Join(append(parts, row.Status), " "))
	}
	return shown
}

func show(value any) string {
	if d, ok := value.(decimal.Decimal); ok {
		return d.String()
	}
	if value == nil || value == "" {
		return "-"
	}
	return fmt.Sprint(value)
}

// Problems writes the first problems of a batch's file as a Case does.
func Problems(b *model.Batch) []string {
	var problems []string
	for _, p := range b.FileReport.Problems {
		problems = append(problems, strings.Join(strings.Fields(fmt.Sprint(p.Line, " ", p.Column, " ", p.Reason)), " "))
	}
	return problems
}
