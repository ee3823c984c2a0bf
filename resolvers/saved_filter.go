package resolvers

import (
	"errors"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/savedfilter"
)

// savedContent is what all inputs that save a filter have.
func savedContent(name string, shared bool, where, orderBy any) (savedfilter.Content, error) {
	conditions, whereErr := rawJSON(where)
	order, orderErr := rawJSON(orderBy)
	return savedfilter.Content{Name: name, Shared: shared, Where: conditions, OrderBy: order}, errors.Join(whereErr, orderErr)
}

func savedFilterPayload(f *savedfilter.Filter, err error) (*graph.SavedFilterPayload, error) {
	if err != nil {
		return nil, err
	}
	return &graph.SavedFilterPayload{SavedFilter: f}, nil
}
