package reader

import (
	"strings"

	"github.com/sluicehq/sluice/words"
)

// describe gives the columns their types and notations.
func (i *inspector) describe(profiles []*profile, overrides []Column) {
	f := &i.Format
	i.tellNotation(profiles)
	for n := range f.Columns {
		column, p := &f.Columns[n], newProfile()
		if n < len(profiles) {
			p = profiles[n]
		}
		override := overrideOf(overrides, column.Name)
		column.Notation = override.Notation
		i.columnNotation(column, p)
		column.Currency = override.Currency
		if column.Currency == "" {
			column.Currency = p.firstMoney
			if len(p.currencies) > 1 {
				i.warn(column.Name, "The column has amounts in several currencies. Only those in %s, or without a currency, can be read.", p.firstMoney)
			}
		}
		if f.Kind == XLSX {
			column.Serial = "1900"
			if i.source.book.Since1904() {
				column.Serial = "1904"
			}
		}
		if override.Serial != "" {
			column.Serial = override.Serial
		}
		i.tellType(column, p, override.Type)
	}
	i.warnStrangers(overrides)
}

func overrideOf(overrides []Column, name string) Column {
	for _, override := range overrides {
		if override.Name == name {
			return override
		}
	}
	return Column{}
}

// tellNotation takes what all columns that show a notation agree on for that of
// the file. Where numbers are not texts, it is a point.
func (i *inspector) tellNotation(profiles []*profile) {
	decimals, orders := make(map[string]int), make(map[DateOrder]int)
	unclear := 0
	for _, p := range profiles {
		if t, _ := p.kind(""); t == Text {
			continue
		}
		unclear += len(p.unclear)
		for mark, n := range p.decimals {
			decimals[mark] += n
		}
		for order, n := range p.orders {
			orders[order] += n
		}
	}
	f := &i.Format
	if f.Decimal == "" && f.Kind != Delimited && unclear == 0 {
		f.Decimal = Point
	}
	if f.Decimal == "" {
		f.Decimal, _ = only(decimals)
	}
	if f.DateOrder == "" {
		f.DateOrder, _ = only(orders)
	}
}

// columnNotation fills in the notation of a column where it differs from that of
// the file, and warns where there is none.
func (i *inspector) columnNotation(column *Column, p *profile) {
	t, _ := p.kind("")
	if column.Decimal == "" {
		mark, both := only(p.decimals)
		if column.Decimal = mark; mark == i.Format.Decimal {
			column.Decimal = ""
		}
		if t != Text && t != Date && (both || mark == "" && i.Format.Decimal == "" && len(p.unclear) > 0) {
			i.warn(column.Name, "Some numbers can mean two things, such as 1,234 or 1.234: the mark may stand before the decimals or between the thousands. They are refused until you choose which.")
		}
	}
	if column.DateOrder == "" {
		order, both := only(p.orders)
		if column.DateOrder = order; order == i.Format.DateOrder {
			column.DateOrder = ""
		}
		if t == Date && (both || order == "" && i.Format.DateOrder == "" && p.unclearDates > 0) {
			i.warn(column.Name, "Some dates can mean two things, such as 03/04/2011: the day or the month may come first. They are refused until you choose which.")
		}
	}
}

// tellType tells the type of a column and warns of values that don't have it.
func (i *inspector) tellType(column *Column, p *profile, wanted Type) {
	decimal := column.Decimal
	if decimal == "" {
		decimal = i.Format.Decimal
	}
	t, like := p.kind(decimal)
	if column.Type = wanted; wanted == "" {
		column.Type = t
	}
	if odd := p.filled - like.values; wanted == "" && odd > 0 {
		i.warn(column.Name, "%s in the column, the first on line %d, can't be read as %s.",
			words.Plural(int64(odd), "value", "values"), like.firstLine, t)
	}
	if p.exponents > 0 && (t == Decimal || t == Integer) {
		i.warn(column.Name, "Some numbers are written with an exponent, such as 4.00638E+12. A spreadsheet program may have cut off digits of codes.")
	}
}

// warnStrangers tells of overrides for columns that are not there.
func (i *inspector) warnStrangers(overrides []Column) {
	var strangers []string
	for _, override := range overrides {
		if overrideOf(i.Format.Columns, override.Name).Name == "" {
			strangers = append(strangers, shortened(override.Name))
		}
	}
	if len(strangers) > 0 {
		i.warn("", "The file has no such columns, so what was said about them is left out: %s.",
			strings.Join(strangers[:min(len(strangers), 10)], ", "))
	}
}
