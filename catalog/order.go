package catalog

import (
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// OrderField is what products can be ordered by.
type OrderField string

// The order fields; each has an index.
const (
	OrderBySKU         OrderField = "SKU"
	OrderByDescription OrderField = "DESCRIPTION"
	OrderByPrice       OrderField = "PRICE"
)

// Order is an order of products. A nil Order is by SKU.
type Order struct {
	Field     OrderField
	Direction model.Direction
}

var orders = map[OrderField]filter.Order{
	OrderBySKU:         {Column: "p.sku", Type: "text", Unique: true},
	OrderByDescription: {Column: "p.description", Type: "text"},
	OrderByPrice:       {Column: "p.price", Type: "numeric", Nullable: true},
}

// Check returns an INVALID or LIMIT Error unless products can be listed by the filter
// and in the order.
func (f *Filter) Check(o *Order) error {
	if o != nil {
		if _, ok := orders[o.Field]; !ok {
			return model.Invalid("orderBy.field", "Products can't be ordered by this.")
		}
		if err := o.Direction.Check("orderBy.direction"); err != nil {
			return err
		}
	}
	_, err := f.Expr()
	return err
}

func (o *Order) order() filter.Order {
	if o == nil {
		o = &Order{Field: OrderBySKU}
	}
	order := orders[o.Field]
	order.Name = string(o.Field)
	order.Key = "p.id"
	order.Desc = o.Direction == model.Descending
	return order
}

// column is what the list is ordered by.
func (o *Order) column() string { return strings.TrimPrefix(o.order().Column, "p.") }

// value is the text of the column that the list is ordered by.
func (o *Order) value(p *model.Product) *string {
	switch {
	case o == nil || o.Field == OrderBySKU:
		return &p.SKU
	case o.Field == OrderByDescription:
		return &p.Description
	case p.Price == nil:
		return nil
	default:
		text := p.Price.String()
		return &text
	}
}
