package filter

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// The greatest sizes of what comes from outside.
const (
	MaxList = 1000 // values in one list
	MaxText = 200  // characters of one text
)

// String is a set of conditions on a text, combined with AND.
type String struct {
	Eq         *string  `json:"eq,omitempty"`
	Ne         *string  `json:"ne,omitempty"`
	In         []string `json:"in,omitempty"`
	Contains   *string  `json:"contains,omitempty"`
	StartsWith *string  `json:"startsWith,omitempty"`
	IsNull     *bool    `json:"isNull,omitempty"`
}

// ID is a set of conditions on a global id, combined with AND.
type ID struct {
	Eq     *model.ID  `json:"eq,omitempty"`
	Ne     *model.ID  `json:"ne,omitempty"`
	In     []model.ID `json:"in,omitempty"`
	IsNull *bool      `json:"isNull,omitempty"`
}

// Decimal is a set of conditions on a number, combined with AND.
type Decimal struct {
	Eq     *decimal.Decimal `json:"eq,omitempty"`
	Ne     *decimal.Decimal `json:"ne,omitempty"`
	Gt     *decimal.Decimal `json:"gt,omitempty"`
	Gte    *decimal.Decimal `json:"gte,omitempty"`
	Lt     *decimal.Decimal `json:"lt,omitempty"`
	Lte    *decimal.Decimal `json:"lte,omitempty"`
	IsNull *bool            `json:"isNull,omitempty"`
}

// Boolean is a condition on a yes/no value.
type Boolean struct {
	Eq *bool `json:"eq,omitempty"`
}

// Time is a set of conditions on a moment, combined with AND.
type Time struct {
	Gte *time.Time `json:"gte,omitempty"`
	Lt  *time.Time `json:"lt,omitempty"`
}

// Date is a set of conditions on a day, combined with AND.
type Date struct {
	Gte    *model.Date `json:"gte,omitempty"`
	Lte    *model.Date `json:"lte,omitempty"`
	IsNull *bool       `json:"isNull,omitempty"`
}

// Expr returns the conditions on column, or an INVALID Error that blames field.
func (f *String) Expr(column, field string) (Expr, error) {
	if f == nil {
		return Expr{}, nil
	}
	texts := append([]string{}, f.In...)
	for _, t := range []*string{f.Eq, f.Ne, f.Contains, f.StartsWith} {
		if t != nil {
			texts = append(texts, *t)
		}
	}
	for _, t := range texts {
		if err := CheckText(t, field); err != nil {
			return Expr{}, err
		}
	}
	list, err := in(column, f.In, field)
	if err != nil {
		return Expr{}, err
	}
	return And(
		compare(column, "=", f.Eq),
		compare(column, "IS DISTINCT FROM", f.Ne),
		list,
		like(column, "%", f.Contains),
		like(column, "", f.StartsWith),
		null(column, f.IsNull),
	), nil
}

// Expr returns the conditions on column, which holds numeric keys of kind, or
// an Error that blames field.
func (f *ID) Expr(column, kind, field string) (Expr, error) {
	if f == nil {
		return Expr{}, nil
	}
	eq, err := key(f.Eq, kind, field)
	if err != nil {
		return Expr{}, err
	}
	ne, err := key(f.Ne, kind, field)
	if err != nil {
		return Expr{}, err
	}
	var keys []int64
	if f.In != nil {
		keys = make([]int64, len(f.In))
	}
	for i := range f.In {
		k, err := key(&f.In[i], kind, field)
		if err != nil {
			return Expr{}, err
		}
		keys[i] = *k
	}
	list, err := in(column, keys, field)
	if err != nil {
		return Expr{}, err
	}
	return And(
		compare(column, "=", eq),
		compare(column, "IS DISTINCT FROM", ne),
		list,
		null(column, f.IsNull),
	), nil
}

// Expr returns the conditions on column.
func (f *Decimal) Expr(column string) Expr {
	if f == nil {
		return Expr{}
	}
	return And(
		compare(column, "=", f.Eq),
		compare(column, "IS DISTINCT FROM", f.Ne),
		compare(column, ">", f.Gt),
		compare(column, ">=", f.Gte),
		compare(column, "<", f.Lt),
		compare(column, "<=", f.Lte),
		null(column, f.IsNull),
	)
}

// Expr returns the condition on column.
func (f *Boolean) Expr(column string) Expr {
	if f == nil {
		return Expr{}
	}
	return compare(column, "=", f.Eq)
}

// Expr returns the conditions on column.
func (f *Time) Expr(column string) Expr {
	if f == nil {
		return Expr{}
	}
	return And(compare(column, ">=", f.Gte), compare(column, "<", f.Lt))
}

// Expr returns the conditions on column.
func (f *Date) Expr(column string) Expr {
	if f == nil {
		return Expr{}
	}
	return And(compare(column, ">=", f.Gte), compare(column, "<=", f.Lte), null(column, f.IsNull))
}

// CheckText refuses a text that is too long or that PostgreSQL can't hold.
func CheckText(text, field string) error {
	if len([]rune(text)) > MaxText {
		return model.Invalid(field, "The text is too long: at most %d characters.", MaxText)
	}
	if strings.ContainsRune(text, 0) {
		return model.Invalid(field, "The text has a character that can't be stored (NUL).")
	}
	return nil
}

func compare[T any](column, operator string, value *T) Expr {
	if value == nil {
		return Expr{}
	}
	return SQL(column+" "+operator+" ?", *value)
}

func null(column string, isNull *bool) Expr {
	switch {
	case isNull == nil:
		return Expr{}
	case *isNull:
		return SQL(column + " IS NULL")
	default:
		return SQL(column + " IS NOT NULL")
	}
}

func key(id *model.ID, kind, field string) (*int64, error) {
	if id == nil {
		return nil, nil
	}
	n, err := id.Int(kind)
	if err != nil {
		return nil, model.Invalid(field, "This is not the id of a %s.", strings.ToLower(kind))
	}
	return &n, nil
}
