package catalog

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// PermissionEdit lets a viewer create and change products.
const PermissionEdit = "product.edit"

// MaxCreate is how many products can be created at once.
const MaxCreate = 10_000

// NewProduct is a product to create.
type NewProduct struct {
	SKU         string
	GTIN        *string
	Description string
	Size        string
	Department  *model.ID
	Brand       *model.ID
	Vendor      *model.ID
	Cost        *decimal.Decimal
	Price       *decimal.Decimal
	Active      bool
}

// Creation is what became of products that were to be created.
type Creation struct {
	IDs      []int64 // of the products that were created, in the order of the list
	Rejected []*RejectedProduct
}

// RejectedProduct is one that was not created.
type RejectedProduct struct {
	Index int // its place in the list, from 0
	SKU   string
	Error *model.Error
}

// CreateProducts creates those of the products that can be, with one statement,
// and says of each other one why not. They carry the id of the operation they
// were created by; nil: none. The viewer needs PermissionEdit. It needs no
// transaction. Errors: INVALID for a list that is empty or too long.
func CreateProducts(ctx context.Context, db bun.IDB, operationID *int64, products []*NewProduct) (*Creation, error) {
	if err := auth.Require(ctx, PermissionEdit); err != nil {
		return nil, err
	}
	if len(products) == 0 || len(products) > MaxCreate {
		return nil, model.Invalid("products", "Create 1 to %d products at once.", MaxCreate)
	}
	rejected := make([]*model.Error, len(products))
	var lines columnar
	for i, p := range products {
		if err := lines.add(i, p); err != nil {
			rejected[i] = err
		}
	}
	ids, err := lines.insert(ctx, db, operationID)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("creating products: %w", err))
	}
	if len(ids) < len(lines.index) {
		if err := lines.explain(ctx, db, ids, rejected); err != nil {
			return nil, postgres.Error(fmt.Errorf("explaining why products were not created: %w", err))
		}
	}
	result := &Creation{IDs: []int64{}, Rejected: []*RejectedProduct{}}
	for i, p := range products {
		if id, created := ids[i]; created {
			result.IDs = append(result.IDs, id)
		} else {
			result.Rejected = append(result.Rejected, &RejectedProduct{Index: i, SKU: p.SKU, Error: rejected[i]})
		}
	}
	return result, nil
}
