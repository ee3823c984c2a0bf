package batch

import (
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Operation is how a CellChange makes a new value.
type Operation string

// The operations. All but OperationSet leave empty cells empty.
const (
	OperationSet      Operation = "set"
	OperationAdd      Operation = "add"
	OperationMultiply Operation = "multiply"
	OperationRound    Operation = "round"
	OperationReplace  Operation = "replace"
)

// CellChange makes a new value of each value in an editable column.
type CellChange struct {
	Column    string
	Operation Operation

	// Value is the new value (nil empties the cells), what to add, the factor,
	// the step to round to ("0.05"), or what to put in place of Find.
	Value any
	Find  *string // for OperationReplace: every occurrence of this text
}

// maxScale is how many decimal places a number to calculate with can have.
const maxScale = 6

// recipe is a checked CellChange as SQL.
type recipe struct {
	column *Column
	value  filter.Expr // the new value, over the row AS r
}

// recipe checks a change. Errors: INVALID, blaming a field of the change.
func (k *Kind) recipe(change CellChange) (recipe, error) {
	c := k.column(change.Column)
	switch {
	case c == nil:
		return recipe{}, model.Invalid("change.column", "Rows of this type have no such column.")
	case !c.Editable:
		return recipe{}, model.Invalid("change.column", "%s can't be edited.", c.Title)
	case (change.Find != nil) != (change.Operation == OperationReplace):
		return recipe{}, model.Invalid("change.find", "Give the text to find for REPLACE, and only then.")
	}
	newValue := c.calculating
	switch change.Operation {
	case OperationSet:
		newValue = c.setting
	case OperationReplace:
		newValue = c.replacing
	}
	value, err := newValue(change)
	if err != nil {
		return recipe{}, err
	}
	return recipe{c, value}, nil
}

func (c *Column) setting(change CellChange) (filter.Expr, error) {
	value, err := c.parse(change.Value)
	if err != nil {
		return filter.Expr{}, err.At("change.value")
	}
	return filter.SQL("?::"+c.sqlType, value), nil
}

func (c *Column) calculating(change CellChange) (filter.Expr, error) {
	if !c.Type.Number() {
		return filter.Expr{}, model.Invalid("change.operation", "%s has no numbers to calculate with.", c.Title)
	}
	number, err := form.Limits{Title: "The value", Scale: maxScale}.Parse(form.Decimal, change.Value)
	if err != nil {
		return filter.Expr{}, err.At("change.value")
	}
	cell, places := "r."+c.Key+"::numeric", c.Type.Scale()
	switch change.Operation {
	case OperationAdd:
		return filter.SQL("round("+cell+" + ?, ?)", number, places), nil
	case OperationMultiply:
		return filter.SQL("round("+cell+" * ?, ?)", number, places), nil
	default:
		if !number.(decimal.Decimal).IsPositive() {
			return filter.Expr{}, model.Invalid("change.value", "The step to round to must be greater than 0.")
		}
		return filter.SQL("round(round("+cell+" / ?) * ?, ?)", number, number, places), nil
	}
}

func (c *Column) replacing(change CellChange) (filter.Expr, error) {
	if c.Type != form.Text {
		return filter.Expr{}, model.Invalid("change.operation", "%s has no texts to replace.", c.Title)
	}
	if *change.Find == "" {
		return filter.Expr{}, model.Invalid("change.find", "The text to find can't be empty.")
	}
	find, err := form.Limits{Title: "The text to find", MaxLength: *c.MaxLength}.Text(*change.Find)
	if err != nil {
		return filter.Expr{}, err.At("change.find")
	}
	with, err := form.Limits{Title: "The new text", MaxLength: *c.MaxLength}.Text(change.Value)
	if err != nil {
		return filter.Expr{}, err.At("change.value")
	}
	return filter.SQL("replace(r."+c.Key+", ?, ?)", find, with), nil
}

// misfit is the condition that a new value, given as SQL, breaks the column's
// limits.
func (rec recipe) misfit(value string) filter.Expr {
	breaks := filter.SQL("FALSE")
	if rec.column.Min != nil {
		breaks = filter.Or(breaks, filter.SQL(value+" < ?", rec.column.Min))
	}
	if rec.column.Max != nil {
		breaks = filter.Or(breaks, filter.SQL(value+" > ?", rec.column.Max))
	}
	if rec.column.MaxLength != nil {
		breaks = filter.Or(breaks, filter.SQL("length("+value+") > ?", *rec.column.MaxLength))
	}
	return breaks
}
