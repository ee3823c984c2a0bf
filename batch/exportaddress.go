package batch

import (
	"net/url"
	"strings"

	"github.com/sluicehq/sluice/filter"
)

// exportFile is what the address of an export ends in, up to its format.
const exportFile = "rows."

// Address returns the file and the query of the address of an export, for
// ParseExport.
func (e RowExport) Address() (file string, query url.Values, err error) {
	query = url.Values{}
	if err := filter.Keep(query, "where", e.Where); err != nil {
		return "", nil, err
	}
	return exportFile + string(e.Format), query, filter.Keep(query, "orderBy", e.OrderBy)
}

// ParseExport reads the address of an export; false if it is one of another file.
// Errors: INVALID.
func ParseExport(file string, query url.Values) (e RowExport, ok bool, err error) {
	format, ok := strings.CutPrefix(file, exportFile)
	if e.Format = ExportFormat(format); !ok || e.Format != CSV && e.Format != XLSX {
		return e, false, nil
	}
	if e.Where, err = filter.Recall[RowFilter](query, "where"); err != nil {
		return e, true, err
	}
	e.OrderBy, err = filter.Recall[RowOrder](query, "orderBy")
	return e, true, err
}
