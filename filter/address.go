package filter

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// Keep puts a filter or an order into the query of an address, for Recall; a nil
// pointer is left out.
func Keep[T any](query url.Values, name string, value *T) error {
	if value == nil {
		return nil
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	query.Set(name, string(text))
	return nil
}

// Recall reads what Keep has put into the query of an address; nil if it is not
// there. Errors: INVALID.
func Recall[T any](query url.Values, name string) (*T, error) {
	if !query.Has(name) {
		return nil, nil
	}
	value := new(T)
	decoder := json.NewDecoder(strings.NewReader(query.Get(name)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(value); err != nil {
		return nil, model.Invalid(name, "The address is damaged. Copy it again.")
	}
	return value, nil
}
