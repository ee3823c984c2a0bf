package batch

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun/schema"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Column is a column of a batch type's rows.
type Column struct {
	Key       string // its name in the database and at the API
	Title     string
	Type      form.Type
	Editable  bool
	Nullable  bool
	Min, Max  *decimal.Decimal
	MaxLength *int // of a TEXT; nil for other types

	field     *schema.Field
	sqlType   string
	maxDigits int // of Max, before its point
}

// defaultLength is the greatest length of a text whose tag says none.
const defaultLength = 200

var (
	decimalType   = reflect.TypeFor[decimal.Decimal]()
	dateType      = reflect.TypeFor[model.Date]()
	commonColumns = namesOf(reflect.TypeFor[RowModel]())
)

// namesOf lists the columns of a model.
func namesOf(model reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(model) {
		name, _, _ := strings.Cut(f.Tag.Get("bun"), ",")
		names = append(names, name)
	}
	return names
}

// columnsOf reads the tags of a row model.
func columnsOf(table *schema.Table) ([]*Column, error) {
	var columns []*Column
	for _, f := range table.Fields {
		if slices.Contains(commonColumns, f.Name) {
			continue
		}
		c, err := parseColumn(f)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", table.TypeName, f.GoName, err)
		}
		columns = append(columns, c)
	}
	return columns, nil
}

func parseColumn(f *schema.Field) (*Column, error) {
	c := &Column{Key: f.Name, field: f, Nullable: f.StructField.Type.Kind() == reflect.Pointer, sqlType: "text"}
	goType := f.StructField.Type
	if c.Nullable {
		goType = goType.Elem()
	}
	switch {
	case goType == decimalType:
		c.Type, c.sqlType = form.Decimal, "numeric"
	case goType == dateType:
		c.Type, c.sqlType = form.Date, "date"
	case goType.Kind() == reflect.String:
		c.Type, c.MaxLength = form.Text, new(defaultLength)
	case goType.Kind() == reflect.Int || goType.Kind() == reflect.Int64:
		c.Type, c.sqlType = form.Integer, "bigint"
	case goType.Kind() == reflect.Bool:
		c.Type, c.sqlType = form.Boolean, "boolean"
	default:
		return c, fmt.Errorf("a column can't be a %s", goType)
	}
	for _, option := range strings.Split(f.StructField.Tag.Get("sluice"), ";") {
		if err := c.set(option); err != nil {
			return c, fmt.Errorf("tag sluice: %w", err)
		}
	}
	if c.Title == "" {
		return c, fmt.Errorf("tag sluice: title is missing")
	}
	return c, nil
}

func (c *Column) set(option string) error {
	name, value, _ := strings.Cut(option, "=")
	var err error
	switch name {
	case "title":
		c.Title = value
	case "type":
		c.Type = form.Type(strings.ToUpper(value))
	case "editable":
		c.Editable = true
	case "min":
		c.Min, err = parseBound(value)
	case "max":
		c.Max, err = parseBound(value)
		if c.Max != nil && c.Max.IsPositive() {
			c.maxDigits = len(c.Max.Truncate(0).String())
		}
	case "length":
		if c.Type != form.Text {
			return fmt.Errorf("length is for texts")
		}
		*c.MaxLength, err = strconv.Atoi(value)
	default:
		err = fmt.Errorf("unknown option %q", name)
	}
	return err
}

func parseBound(text string) (*decimal.Decimal, error) {
	d, err := decimal.NewFromString(text)
	return &d, err
}

// limits returns what a new value must keep to.
func (c *Column) limits() form.Limits {
	l := form.Limits{Title: c.Title, Min: c.Min, Max: c.Max}
	if c.MaxLength != nil {
		l.MaxLength = *c.MaxLength
	}
	return l
}

// parse checks a new value of a cell. It returns nil for empty, else a string,
// int64, decimal.Decimal or bool. Errors blame no field.
func (c *Column) parse(raw any) (any, *model.Error) {
	if c.Nullable && (raw == nil || raw == "") {
		return nil, nil
	}
	return c.limits().Parse(c.Type, raw)
}

// zero is the SQL of the value that a cell has that can't be empty and has no
// other.
func (c *Column) zero() string {
	switch c.Type {
	case form.Integer, form.Decimal, form.Money:
		return "0"
	case form.Boolean:
		return "false"
	default:
		return "''"
	}
}

// value returns the column's value in a row: nil for empty, else a string,
// int64, decimal.Decimal or bool.
func (c *Column) value(row reflect.Value) any {
	v := c.field.Value(row)
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Int, reflect.Int64:
		return v.Int()
	case reflect.String:
		return v.String()
	}
	return v.Interface()
}

// put sets the column's value in a row to what parse returned.
func (c *Column) put(row reflect.Value, value any) {
	field := c.field.Value(row)
	if value == nil {
		field.SetZero()
		return
	}
	target := field
	if field.Kind() == reflect.Pointer {
		target = reflect.New(field.Type().Elem()).Elem()
	}
	target.Set(reflect.ValueOf(value).Convert(target.Type()))
	if field.Kind() == reflect.Pointer {
		field.Set(target.Addr())
	}
}
