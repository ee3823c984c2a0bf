package main

import (
	"fmt"

	"github.com/sluicehq/sluice/upload/reader"
)

// importFormat overrules what is detected about a file.
type importFormat struct {
	Format    string `enum:",delimited,xlsx,jsonl" default:"" placeholder:"KIND" help:"The kind of the file: delimited, xlsx or jsonl. By default the file's content tells."`
	Encoding  string `placeholder:"NAME" help:"How characters are encoded, such as utf-8, utf-16le or windows-1252. By default the file's content tells."`
	Delimiter string `placeholder:"CHAR" help:"What stands between values. For a tab, write tab. By default the file's content tells."`
	Decimal   string `placeholder:"CHAR" help:"What stands before decimals: a point or a comma. By default the file's numbers tell; numbers that can mean two things are rejected."`
	Sheet     string `placeholder:"NAME" help:"The sheet of a workbook. By default the first."`
	NoHeader  bool   `help:"No line names the columns. They are called Column 1, Column 2 and so on."`
}

func (f *importFormat) overrides() reader.Format {
	format := reader.Format{
		Kind: reader.Kind(f.Format), Encoding: f.Encoding, Delimiter: f.Delimiter, Sheet: f.Sheet,
		Notation: reader.Notation{Decimal: f.Decimal},
	}
	if f.Delimiter == "tab" {
		format.Delimiter = "\t"
	}
	if f.NoHeader {
		format.Header = reader.NoHeader
	}
	return format
}

// warn shows what a person should look at.
func (s *session) warn(inspection *reader.Inspection) error {
	for _, warning := range inspection.Warnings {
		where := ""
		if warning.Column != "" {
			where = warning.Column + ": "
		}
		if _, err := fmt.Fprintf(s.err, "%s%s\n", where, warning.Message); err != nil {
			return err
		}
	}
	return nil
}
