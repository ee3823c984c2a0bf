package batch

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/upload/reader"
	"github.com/sluicehq/sluice/words"
)

// cell is what texts of one field become: values of a row's column, written as
// PostgreSQL reads them.
type cell struct {
	column   *Column
	required bool
	from     reader.Column // how the texts are written
	index    int           // of the file's column
	digits   int           // the most that a number can have before its point; 0: any
}

// asTyped is how people write what they type or paste.
var asTyped = reader.Column{Notation: reader.Notation{Decimal: reader.Point}}

// parse returns the value as text, or the reason, for people, why it can't be
// used. "" is no value.
func (c *cell) parse(text string) (value, reason string) {
	text = strings.TrimSpace(text)
	if text == "" {
		if c.required {
			return "", "The value is missing."
		}
		return "", ""
	}
	switch c.column.Type {
	case form.Integer:
		n, reason := c.from.ParseInteger(text)
		if reason != "" {
			return "", reason
		}
		return c.bounded(strconv.FormatInt(n, 10))
	case form.Decimal:
		plain, reason := c.from.ParseDecimal(text)
		if reason != "" {
			return "", reason
		}
		return c.bounded(plain)
	case form.Money:
		plain, reason := c.from.ParseMoney(text)
		if reason != "" {
			return "", reason
		}
		return c.bounded(plain)
	case form.Boolean:
		yes, reason := c.from.ParseBoolean(text)
		return strconv.FormatBool(yes), reason
	}
	return text, c.misfit(text)
}

func (c *cell) misfit(text string) (reason string) {
	switch {
	case strings.IndexByte(text, 0) >= 0:
		return "The text has a character that can't be stored (NUL)."
	case !utf8.ValidString(text):
		return "The text has characters that don't belong to its encoding."
	case len(text) > *c.column.MaxLength && utf8.RuneCountInString(text) > *c.column.MaxLength:
		return "The text can have at most " + words.Thousands(int64(*c.column.MaxLength)) + " characters."
	}
	return ""
}

// bounded checks a number that is written plainly: -1234.50.
func (c *cell) bounded(plain string) (value, reason string) {
	whole, places, _ := strings.Cut(strings.TrimPrefix(plain, "-"), reader.Point)
	scale := int(c.column.Type.Scale())
	if len(places) > scale {
		if strings.Trim(places[scale:], "0") != "" {
			return "", "The number can have at most " + words.Plural(int64(scale), "decimal place.", "decimal places.")
		}
		plain = strings.TrimSuffix(plain[:len(plain)-len(places)+scale], reader.Point)
	}
	if c.digits > 0 && len(whole) > c.digits {
		return "", "The number is too large."
	}
	if c.surely(plain, whole) {
		return plain, ""
	}
	d, err := decimal.NewFromString(plain)
	switch {
	case err != nil:
		return "", "This is not a number such as 12.95."
	case c.column.Min != nil && d.LessThan(*c.column.Min):
		return "", "The number must be at least " + c.column.Min.String() + "."
	case c.column.Max != nil && d.GreaterThan(*c.column.Max):
		return "", "The number must be at most " + c.column.Max.String() + "."
	}
	return plain, ""
}

// surely reports whether a glance tells that a number is within the bounds: what
// has no sign is at least 0, and what has fewer digits is smaller.
func (c *cell) surely(plain, whole string) bool {
	return (c.column.Min == nil || !c.column.Min.IsPositive() && plain[0] != '-') &&
		(c.column.Max == nil || len(whole) < c.column.maxDigits)
}

// measure tells the cells how many digits the table of the rows can hold.
func (k *Kind) measure(ctx context.Context, db bun.IDB, cells []*cell) error {
	var columns []struct {
		Name   string `bun:"name"`
		Digits int    `bun:"digits"`
	}
	err := db.NewRaw(`
		SELECT attname AS name, CASE atttypid WHEN 'smallint'::regtype THEN 4 WHEN 'integer'::regtype THEN 9 WHEN 'bigint'::regtype THEN 18
			WHEN 'numeric'::regtype THEN greatest(((atttypmod - 4) >> 16) - ((atttypmod - 4) & 2047), 0) ELSE 0 END AS digits
		FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped`, k.table).Scan(ctx, &columns)
	if err != nil {
		return fmt.Errorf("reading the types of columns: %w", err)
	}
	for _, c := range cells {
		for _, column := range columns {
			if column.Name == c.column.Key {
				c.digits = column.Digits
			}
		}
	}
	return nil
}
