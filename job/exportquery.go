package job

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// exportParam is what the conditions are called in the address of an export.
const exportParam = "where"

// ExportQuery returns the query of the address that exports the exceptions that
// match, for ParseExportQuery; "" for all.
func ExportQuery(where *Exceptions) (string, error) {
	if where == nil {
		return "", nil
	}
	text, err := json.Marshal(where)
	if err != nil {
		return "", fmt.Errorf("writing conditions: %w", err)
	}
	return url.Values{exportParam: {string(text)}}.Encode(), nil
}

// ParseExportQuery reads which exceptions to export; nil: all. Errors: INVALID.
func ParseExportQuery(query url.Values) (*Exceptions, error) {
	if !query.Has(exportParam) {
		return nil, nil
	}
	where := new(Exceptions)
	decoder := json.NewDecoder(strings.NewReader(query.Get(exportParam)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(where); err != nil {
		return nil, model.Invalid(exportParam, "The address is damaged. Copy it again.")
	}
	return where, nil
}
