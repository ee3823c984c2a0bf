package reader

import (
	"slices"

	"github.com/sluicehq/sluice/model"
)

// Kind is the kind of a file, once it is unpacked.
type Kind string

// The kinds of files.
const (
	Delimited Kind = "delimited" // a line per row, with a delimiter between values: CSV, TSV and the like
	XLSX      Kind = "xlsx"
	JSONLines Kind = "jsonl" // a JSON object per line
)

// Compression is how a file is packed.
type Compression string

// The ways to pack a file.
const (
	Unpacked Compression = "none"
	Gzip     Compression = "gzip"
)

// NoHeader as Format.Header says that no line names the columns.
const NoHeader = -1

// NoQuote as Format.Quote says that quotes are text like any other.
const NoQuote = "none"

// CR as Format.LineEnd says that lines end with a carriage return alone, as
// programs of old wrote them.
const CR = "cr"

// Format says how a file is written, and so how it is read. Inspect fills in
// what is left empty; Open needs all that the kind calls for. It is kept as JSON
// with what is made of the file, so that every later reading is the same.
type Format struct {
	Kind        Kind        `json:"kind"`
	Compression Compression `json:"compression"`

	Encoding string `json:"encoding,omitempty"` // of text, one of Encodings
	LineEnd  string `json:"lineEnd,omitempty"`  // CR; empty: LF or CRLF

	Delimiter string `json:"delimiter,omitempty"` // Delimited: an ASCII character
	Quote     string `json:"quote,omitempty"`     // Delimited: an ASCII character, or NoQuote
	Sheet     string `json:"sheet,omitempty"`     // XLSX: its name

	// Header is the line that names the columns, from 1, or NoHeader. What
	// stands above it is left out. Of JSON Lines the keys name the columns.
	Header int `json:"header,omitempty"`

	// Notation is what holds for columns that don't have one of their own.
	Notation

	// Columns are the columns of the file, in its order. Given to Inspect, they
	// overrule what it finds out about columns of the same names.
	Columns []Column `json:"columns"`
}

// Notation says what texts mean that can mean two things. Empty: not known;
// such texts are refused then, and never guessed.
type Notation struct {
	Decimal   string    `json:"decimal,omitempty"`   // Point or Comma
	DateOrder DateOrder `json:"dateOrder,omitempty"` // of dates such as 03/04/2011
}

// What stands before decimals; the other one groups thousands.
const (
	Point = "."
	Comma = ","
)

// DateOrder is the order of day and month.
type DateOrder string

// The orders of day and month.
const (
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

// Type is what the values of a column look like.
type Type string

// The types of columns.
const (
	Text    Type = "text"
	Integer Type = "integer"
	Decimal Type = "decimal"
	Money   Type = "money" // with a currency
	Boolean Type = "boolean"
	Date    Type = "date"  // with or without a time of day
	Empty   Type = "empty" // there were no values
)

var types = []Type{Text, Integer, Decimal, Money, Boolean, Date, Empty}

// Column is a column of a file.
type Column struct {
	Name   string `json:"name"`             // never empty, and like no other column's
	Header string `json:"header,omitempty"` // what the file calls it, perhaps nothing, perhaps like another column
	Type   Type   `json:"type"`             // what its values look like; nothing is refused for it
	Notation
	Currency string `json:"currency,omitempty"` // of its amounts, as they are written: £, EUR; empty: any
	Serial   string `json:"serial,omitempty"`   // XLSX: the year that days are counted from, 1900 or 1904
}

// check reports the first field that is missing or makes no sense. Errors:
// INVALID, with the field's name in JSON.
func (f Format) check() error {
	switch {
	case f.Kind != Delimited && f.Kind != XLSX && f.Kind != JSONLines:
		return model.Invalid("kind", "The kind of the file must be one of delimited, xlsx and jsonl.")
	case f.Compression != Unpacked && f.Compression != Gzip:
		return model.Invalid("compression", "The compression must be none or gzip.")
	case f.Kind != XLSX && encodings[f.Encoding] == nil:
		return model.Invalid("encoding", "There is no such encoding. Choose one of the list, such as utf-8 or windows-1252.")
	case f.LineEnd != "" && f.LineEnd != CR:
		return model.Invalid("lineEnd", "The end of lines must be cr, or empty for the usual ones.")
	case f.Kind == Delimited && !isMark(f.Delimiter):
		return model.Invalid("delimiter", "The delimiter must be a single character such as a comma, a semicolon or a tab.")
	case f.Kind == Delimited && f.Quote != NoQuote && (!isMark(f.Quote) || f.Quote == f.Delimiter):
		return model.Invalid("quote", "The quote must be a single character that is not the delimiter, or none.")
	case f.Kind == XLSX && f.Sheet == "":
		return model.Invalid("sheet", "Choose a sheet of the workbook.")
	case f.Kind != JSONLines && f.Header != NoHeader && f.Header < 1:
		return model.Invalid("header", "The line that names the columns must be 1 or more, or -1 for none.")
	}
	if err := f.Notation.check(); err != nil {
		return err
	}
	return f.checkColumns()
}

func (f Format) checkColumns() error {
	if len(f.Columns) == 0 {
		return model.Invalid("columns", "The format has no columns.")
	}
	names := make(map[string]bool, len(f.Columns))
	for _, column := range f.Columns {
		if column.Name == "" || names[column.Name] {
			return model.Invalid("columns", "Each column must have a name of its own.")
		}
		names[column.Name] = true
		if err := column.check(); err != nil {
			return err
		}
	}
	return nil
}

func (c Column) check() error {
	switch {
	case c.Type != "" && !slices.Contains(types, c.Type):
		return model.Invalid("columns", "A column's type must be one of text, integer, decimal, money, boolean, date and empty.")
	case c.Serial != "" && c.Serial != "1900" && c.Serial != "1904":
		return model.Invalid("columns", "Days are counted from 1900 or from 1904.")
	}
	return c.Notation.check()
}

func (n Notation) check() error {
	switch {
	case n.Decimal != "" && n.Decimal != Point && n.Decimal != Comma:
		return model.Invalid("decimal", "What stands before decimals must be a point or a comma.")
	case n.DateOrder != "" && n.DateOrder != DayFirst && n.DateOrder != MonthFirst:
		return model.Invalid("dateOrder", "The order of dates must be dmy or mdy.")
	}
	return nil
}

// isMark reports whether text is an ASCII character that can stand between
// values or around them.
func isMark(text string) bool {
	return len(text) == 1 && (text[0] == '\t' || text[0] >= ' ' && text[0] < 0x7f)
}
