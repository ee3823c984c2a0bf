package model

import (
	"time"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"
)

// Product is something the shop sells.
type Product struct {
	bun.BaseModel `bun:"table:product,alias:p"`

	ID           int64            `bun:"id,pk,autoincrement"`
	SKU          string           `bun:"sku"` // the shop's own code; case and leading zeros count
	GTIN         *string          `bun:"gtin"`
	Description  string           `bun:"description"`
	Size         string           `bun:"size"`
	DepartmentID *int64           `bun:"department_id"`
	BrandID      *int64           `bun:"brand_id"`
	VendorID     *int64           `bun:"vendor_id"`
	Cost         *decimal.Decimal `bun:"cost"`
	Price        *decimal.Decimal `bun:"price"` // the regular price
	Active       bool             `bun:"active"`
	OperationID  *int64           `bun:"operation_id"` // that created it; nil: none
	CreatedAt    time.Time        `bun:"created_at"`
	UpdatedAt    time.Time        `bun:"updated_at"`
	Version      int              `bun:"version"`

	Department *Department `bun:"rel:belongs-to,join:department_id=id"`
	Brand      *Brand      `bun:"rel:belongs-to,join:brand_id=id"`
	Vendor     *Vendor     `bun:"rel:belongs-to,join:vendor_id=id"`
}

// Department is a part of the shop that products belong to.
type Department struct {
	bun.BaseModel `bun:"table:department,alias:d"`

	ID   int64  `bun:"id,pk,autoincrement"`
	Name string `bun:"name"`
}

// Brand is the name a product is sold under.
type Brand struct {
	bun.BaseModel `bun:"table:brand,alias:b"`

	ID   int64  `bun:"id,pk,autoincrement"`
	Name string `bun:"name"`
}

// Vendor is who a product is bought from.
type Vendor struct {
	bun.BaseModel `bun:"table:vendor,alias:v"`

	ID   int64  `bun:"id,pk,autoincrement"`
	Name string `bun:"name"`
}
