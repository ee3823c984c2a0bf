package batch

import (
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
)

// Previewer is a Handler that can say what its execution changes.
type Previewer interface {
	// Effect describes what Execute writes. All of it has to be filled in.
	Effect() Effect
}

// Effect is what the execution of a row writes, in a table whose row is e in
// all of its SQL, while the row of the batch is r.
type Effect struct {
	Table   string // SQL name: "product"
	Join    string // finds what a row writes: "e.id = r.product_id"
	Columns []EffectColumn

	// Changes and Fails tell, before the execution, which pending rows will
	// change something and which will fail. They count a whole batch, where a
	// page is really executed and rolled back; Execute should be made of the
	// same SQL.
	Changes, Fails filter.Expr
}

// EffectColumn is a column that execution writes.
type EffectColumn struct {
	Key   string // its name in the database
	Title string
	Type  form.Type
}
