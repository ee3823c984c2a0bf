package filter

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// Order is one way a list can be ordered. The zero value orders by Key alone.
type Order struct {
	Name     string // what a cursor calls it, so that one of another order is refused
	Column   string // SQL of the column to order by; "" for Key alone
	Type     string // SQL type of the column, to cast a cursor's value to
	Nullable bool   // the column may be NULL: NULLs count as greater than any value
	Unique   bool   // the column alone is a total order
	Key      string // SQL of a unique bigint column that breaks ties
	Desc     bool
}

// maxCursor is the length of the longest cursor that is read: that of a text of
// 500 characters, however many bytes these take.
const maxCursor = 4000

// position is what a cursor holds: where in which order.
type position struct {
	Order string  `json:"o"`
	Value *string `json:"v,omitempty"`
	Key   int64   `json:"k"`
}

// Cursor returns the cursor of an item from its column's value as text (nil
// for NULL, or when the order is by key alone) and its key.
func (o Order) Cursor(value *string, key int64) string {
	raw, _ := json.Marshal(position{Order: o.id(), Value: value, Key: key})
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Apply orders q and, if a cursor is given, goes on after it. It returns an
// INVALID Error for a cursor that is malformed or of another order.
func (o Order) Apply(q *bun.SelectQuery, after *string) (*bun.SelectQuery, error) {
	e, err := o.After(after)
	if err != nil {
		return nil, err
	}
	if !e.Empty() {
		q = q.Where(e.SQL, e.Args...)
	}
	return q.OrderExpr(o.By()), nil
}

// By returns the SQL to put behind ORDER BY.
func (o Order) By() string {
	direction := " ASC"
	if o.Desc {
		direction = " DESC"
	}
	switch {
	case o.Column == "":
		return o.Key + direction
	case o.Unique:
		return o.Column + direction
	default:
		return o.Column + direction + ", " + o.Key + direction
	}
}

// After returns the condition for coming after the cursor, if one is given. It
// returns an INVALID Error for a cursor that is malformed or of another order.
func (o Order) After(cursor *string) (Expr, error) {
	if cursor == nil {
		return Expr{}, nil
	}
	p, err := o.parse(*cursor)
	if err != nil {
		return Expr{}, err
	}
	return o.behind(p), nil
}

// behind is the condition for coming after p. PostgreSQL's default places
// NULLs last going up and first going down, which is what the indexes hold.
func (o Order) behind(p position) Expr {
	next := " > "
	if o.Desc {
		next = " < "
	}
	tie := SQL(o.Key+next+"?", p.Key)
	switch {
	case o.Column == "":
		return tie
	case p.Value == nil:
		e := And(SQL(o.Column+" IS NULL"), tie)
		if o.Desc {
			e = Or(e, SQL(o.Column+" IS NOT NULL"))
		}
		return e
	case o.Unique:
		return SQL(o.Column+next+"?::"+o.Type, *p.Value)
	}
	e := SQL("("+o.Column+", "+o.Key+")"+next+"(?::"+o.Type+", ?)", *p.Value, p.Key)
	if o.Nullable && !o.Desc {
		e = Or(e, SQL(o.Column+" IS NULL"))
	}
	return e
}

func (o Order) parse(cursor string) (position, error) {
	var p position
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(raw, &p)
	}
	switch {
	case err != nil || len(cursor) > maxCursor:
		return p, errNoCursor
	case p.Order != o.id() || (p.Value == nil && o.Column != "" && !o.Nullable):
		return p, model.Invalid("after", "The cursor belongs to another order of the list. Start from the first page.")
	case p.Value != nil && !o.fits(*p.Value):
		return p, errNoCursor
	}
	return p, nil
}

var errNoCursor = model.Invalid("after", "This is not a cursor. Use endCursor of the page before.")

// fits reports whether a value can be one of the column.
func (o Order) fits(value string) bool {
	var err error
	switch o.Type {
	case "numeric":
		_, err = decimal.NewFromString(value)
	case "bigint":
		_, err = strconv.ParseInt(value, 10, 64)
	case "boolean":
		_, err = strconv.ParseBool(value)
	case "date":
		_, ok := model.ParseDate(value)
		return ok
	case "timestamptz":
		_, err = time.Parse(time.RFC3339Nano, value)
	default:
		return !strings.ContainsRune(value, 0)
	}
	return err == nil
}

func (o Order) id() string {
	if o.Desc {
		return o.Name + "-"
	}
	return o.Name + "+"
}

// Paged turns up to limit+1 items into a page of at most limit.
func Paged[T any](items []T, limit int, began bool, cursor func(T) string) *model.Page[T] {
	page := &model.Page[T]{HasPrev: began, HasNext: len(items) > limit}
	if page.HasNext {
		items = items[:limit]
	}
	page.Edges = make([]model.Edge[T], len(items))
	for i, item := range items {
		page.Edges[i] = model.Edge[T]{Cursor: cursor(item), Node: item}
	}
	return page
}

// CheckFirst refuses a page size outside 1 to limit.
func CheckFirst(first, limit int) error {
	if first < 1 || first > limit {
		return model.Invalid("first", "Ask for 1 to %d items a page.", limit)
	}
	return nil
}
