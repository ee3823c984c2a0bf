package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/resolvers/scalar"
)

var plainProductEdge = plain[graph.ProductEdge]{
	types: []string{"ProductEdge"},
	scalars: map[string]func(*graph.ProductEdge) graphql.Marshaler{
		"cursor": func(e *graph.ProductEdge) graphql.Marshaler { return scalar.MarshalString(e.Cursor) },
	},
	objects: map[string]plainObject[graph.ProductEdge]{
		"node": related(func(e *graph.ProductEdge) *model.Product { return e.Node }, plainProduct),
	},
}

var plainProduct = plain[model.Product]{
	types: []string{"Product", "Node"},
	scalars: map[string]func(*model.Product) graphql.Marshaler{
		"id":          func(p *model.Product) graphql.Marshaler { return p.GlobalID() },
		"sku":         func(p *model.Product) graphql.Marshaler { return scalar.MarshalString(p.SKU) },
		"gtin":        func(p *model.Product) graphql.Marshaler { return orNull(p.GTIN, scalar.MarshalString) },
		"description": func(p *model.Product) graphql.Marshaler { return scalar.MarshalString(p.Description) },
		"size":        func(p *model.Product) graphql.Marshaler { return scalar.MarshalString(p.Size) },
		"cost":        func(p *model.Product) graphql.Marshaler { return orNull(p.Cost, scalar.MarshalDecimal) },
		"price":       func(p *model.Product) graphql.Marshaler { return orNull(p.Price, scalar.MarshalDecimal) },
		"active":      func(p *model.Product) graphql.Marshaler { return graphql.MarshalBoolean(p.Active) },
		"createdAt":   func(p *model.Product) graphql.Marshaler { return scalar.MarshalTime(p.CreatedAt) },
		"updatedAt":   func(p *model.Product) graphql.Marshaler { return scalar.MarshalTime(p.UpdatedAt) },
		"version":     func(p *model.Product) graphql.Marshaler { return graphql.MarshalInt(p.Version) },
	},
	objects: map[string]plainObject[model.Product]{
		"department": related(func(p *model.Product) *model.Department { return p.Department },
			plainNamed("Department", (*model.Department).GlobalID, func(d *model.Department) string { return d.Name })),
		"brand": related(func(p *model.Product) *model.Brand { return p.Brand },
			plainNamed("Brand", (*model.Brand).GlobalID, func(b *model.Brand) string { return b.Name })),
		"vendor": related(func(p *model.Product) *model.Vendor { return p.Vendor },
			plainNamed("Vendor", (*model.Vendor).GlobalID, func(v *model.Vendor) string { return v.Name })),
	},
}

// plainNamed is an object type that has an id and a name.
func plainNamed[T any](kind string, id func(*T) model.ID, name func(*T) string) plain[T] {
	return plain[T]{
		types: []string{kind, "Node"},
		scalars: map[string]func(*T) graphql.Marshaler{
			"id":   func(item *T) graphql.Marshaler { return id(item) },
			"name": func(item *T) graphql.Marshaler { return scalar.MarshalString(name(item)) },
		},
	}
}

func orNull[T any](value *T, marshal func(T) graphql.Marshaler) graphql.Marshaler {
	if value == nil {
		return graphql.Null
	}
	return marshal(*value)
}
