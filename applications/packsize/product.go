package packsize

import (
	"context"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
)

// product is an item of a job: a product whose description is read.
type product struct {
	reading
	id       int64
	sku      string
	decision *job.Resolution // what a person decided; nil: nobody has
}

// ItemKey implements job.Item.
func (p product) ItemKey() int64 { return p.id }

// ItemLabel implements job.Item.
func (p product) ItemLabel() string { return p.sku }

func accepted(_ context.Context, p *product) (bool, error) {
	return p.decision != nil && p.decision.Accepted, nil
}

func takeLikeliest(_ context.Context, p *product) error {
	p.settle(p.outcome.Result)
	return nil
}

// question is what a person has to know to decide about an ambiguous
// description.
type question struct {
	Description  string   `json:"description"`
	Reasons      []string `json:"reasons"`
	Likeliest    Result   `json:"likeliest"`
	Alternatives []Result `json:"alternatives"`
}

func askPerson(_ context.Context, p *product) error {
	q := question{Description: p.description, Likeliest: p.outcome.Result, Alternatives: p.possible()[1:]}
	for _, reason := range p.outcome.Reasons {
		q.Reasons = append(q.Reasons, reason.Sentence())
	}
	return dag.Undecidable(q.Reasons[0], q)
}
