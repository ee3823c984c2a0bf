package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// parseWhere reads a filter that is given as JSON; kind is what the API calls it.
func parseWhere[T any](text, kind string) (*T, error) {
	where := new(T)
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(where); err != nil {
		return nil, fmt.Errorf("--where is not a %s as JSON: %w", kind, err)
	}
	if decoder.More() {
		return nil, fmt.Errorf("--where is more than one %s", kind)
	}
	return where, nil
}
