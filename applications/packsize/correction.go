package packsize

import (
	"context"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
)

// corrections are what a person may say instead of a description.
var corrections = []form.Field{
	{
		Key: "count", Title: "Count", Type: form.Integer,
		Help: "How many pieces are sold together. Empty: the description states no count.",
		Min:  form.Number("1"), Max: &largestCount,
	},
	{
		Key: "size", Title: "Size", Type: form.Decimal,
		Help: "What one piece measures, in the unit. Empty: the description states no size.",
		Min:  form.Number("0.0001"), Max: &largestSize,
	},
	{Key: "unit", Title: "Unit", Type: form.OneOf, Help: "The unit of the size.", Choices: []form.Choice{
		{Key: string(Piece), Title: "Piece (no size)"},
		{Key: string(Milliliter), Title: "Milliliter"},
		{Key: string(Gram), Title: "Gram"},
		{Key: string(Centimeter), Title: "Centimeter"},
		{Key: string(Inch), Title: "Inch"},
		{Key: string(Ounce), Title: "Ounce"},
		{Key: string(FluidOunce), Title: "Fluid ounce"},
		{Key: string(Pint), Title: "Pint"},
	}},
}

// Correctable implements job.Corrector: the form starts with the likeliest
// reading, or with a correction that makes no sense.
func (processor) Correctable(p *product) map[string]any {
	if p.decision != nil && p.decision.Values != nil {
		return p.decision.Values
	}
	values, likeliest := map[string]any{}, p.outcome.Result
	if likeliest.Count > 0 {
		values["count"] = likeliest.Count
	}
	if !likeliest.Size.IsZero() {
		values["size"] = likeliest.Size
	}
	if likeliest.Unit != NoUnit {
		values["unit"] = likeliest.Unit
	}
	return values
}

// Resolve implements job.Corrector.
func (processor) Resolve(p *product, r job.Resolution) { p.decision = &r }

func corrected(_ context.Context, p *product) (bool, error) {
	return p.decision != nil && p.decision.Values != nil, nil
}

// takeCorrection settles what a person said, if it makes sense.
func takeCorrection(_ context.Context, p *product) error {
	values := p.decision.Values
	result := Result{Count: int(values.Int("count")), Size: values.Decimal("size"), Unit: Unit(values.Text("unit"))}
	measured := result.Unit != NoUnit && result.Unit != Piece
	switch sized := !result.Size.Equal(decimal.Zero); {
	case sized && !measured:
		return dag.Undecidable("The corrected size has no unit of measure.", values)
	case measured && !sized:
		return dag.Undecidable("The corrected unit of measure has no size.", values)
	case !sized && result.Count == 0:
		result.Unit = NoUnit
	case !sized:
		result.Unit = Piece
	}
	p.settle(result)
	return nil
}
