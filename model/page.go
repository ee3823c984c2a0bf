package model

// Direction is the direction of an order.
type Direction string

// The directions.
const (
	Ascending  Direction = "ASC"
	Descending Direction = "DESC"
)

// Check returns an INVALID Error that blames field unless d is one of the directions
// or empty, for the usual one.
func (d Direction) Check(field string) error {
	if d != "" && d != Ascending && d != Descending {
		return Invalid(field, "A direction is ASC or DESC.")
	}
	return nil
}

// Edge is one item of a connection with the cursor that points at it.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Page is one page of a list that was asked for as a Relay connection.
type Page[T any] struct {
	Edges   []Edge[T]
	HasNext bool
	HasPrev bool // true if the page was asked for after a cursor or an offset
}

// Nodes returns the items alone.
func (p *Page[T]) Nodes() []T {
	nodes := make([]T, len(p.Edges))
	for i, e := range p.Edges {
		nodes[i] = e.Node
	}
	return nodes
}
