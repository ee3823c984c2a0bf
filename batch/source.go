package batch

import (
	"encoding/json"
	"fmt"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/model"
)

// The kinds of sources.
const sourceQuery = "query"

// source says where a batch's rows come from; it is kept with the batch.
type source struct {
	Kind  string          `json:"kind"`
	Where *catalog.Filter `json:"where,omitempty"`
	Text  string          `json:"text"` // the same in words
}

func sourceOf(b *model.Batch) (source, error) {
	var s source
	if err := json.Unmarshal(b.Source, &s); err != nil {
		return s, fmt.Errorf("reading the source of batch %d: %w", b.ID, err)
	}
	return s, nil
}

// SourceText says in words where a batch's rows come from.
func SourceText(b *model.Batch) (string, error) {
	s, err := sourceOf(b)
	return s.Text, err
}
