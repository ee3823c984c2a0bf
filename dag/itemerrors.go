package dag

import "fmt"

// ItemErrors collects the errors of single items of a set-based node: by their
// position in the slice the node was given. Each counts as if a rule had
// returned it for that item. The zero value is ready for use.
type ItemErrors struct {
	byPosition map[int]error
}

// Add fails the item at position. The last error of an item counts; nil takes
// the item's error back.
func (e *ItemErrors) Add(position int, err error) {
	if e.byPosition == nil {
		e.byPosition = map[int]error{}
	}
	if err == nil {
		delete(e.byPosition, position)
		return
	}
	e.byPosition[position] = err
}

// Err returns what the node has to return: nil if no item failed.
func (e *ItemErrors) Err() error {
	if len(e.byPosition) == 0 {
		return nil
	}
	return &itemErrors{e.byPosition}
}

type itemErrors struct{ byPosition map[int]error }

func (e *itemErrors) Error() string {
	return fmt.Sprintf("%d items failed", len(e.byPosition))
}
