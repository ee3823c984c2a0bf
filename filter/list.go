package filter

import (
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"

	"github.com/sluicehq/sluice/model"
)

// In is the condition that column has one of the values.
func In[T any](column string, values []T) Expr {
	return SQL(column+" = ANY (?)", array[T](values))
}

// in is no condition for a list that was not given, and refuses one that is too
// long.
func in[T any](column string, values []T, field string) (Expr, error) {
	switch {
	case values == nil:
		return Expr{}, nil
	case len(values) > MaxList:
		return Expr{}, model.Invalid(field, "The list is too long: at most %d values.", MaxList)
	}
	return In(column, values), nil
}

// array is a list that is bound as one argument. pgx takes any slice for an
// array; bun is told to.
type array[T any] []T

// AppendQuery implements schema.QueryAppender.
func (a array[T]) AppendQuery(gen schema.QueryGen, b []byte) ([]byte, error) {
	return pgdialect.Array([]T(a)).AppendQuery(gen, b)
}
