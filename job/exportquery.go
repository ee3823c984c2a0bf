package job

import (
	"net/url"

	"github.com/sluicehq/sluice/filter"
)

// exportParam is what the conditions are called in the address of an export.
const exportParam = "where"

// ExportQuery returns the query of the address that exports the exceptions that
// match, for ParseExportQuery; "" for all.
func ExportQuery(where *Exceptions) (string, error) {
	query := url.Values{}
	err := filter.Keep(query, exportParam, where)
	return query.Encode(), err
}

// ParseExportQuery reads which exceptions to export; nil: all. Errors: INVALID.
func ParseExportQuery(query url.Values) (*Exceptions, error) {
	return filter.Recall[Exceptions](query, exportParam)
}
