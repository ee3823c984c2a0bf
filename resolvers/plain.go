package resolvers

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
)

// PlainLists is the field middleware that writes lists of products, unless more
// is asked for than is at hand. It finds out once what to write of the items,
// where gqlgen takes a goroutine for each item and a context for each field:
// that makes most of the difference in the time that a page takes.
func PlainLists(ctx context.Context, next graphql.Resolver) (any, error) {
	value, err := next(ctx)
	switch list := value.(type) {
	case []*model.Product:
		value = writeList(ctx, list, plainProduct)
	case []*graph.ProductEdge:
		value = writeList(ctx, list, plainProductEdge)
	}
	return value, err
}

// writeList returns the list's marshaler, or the list itself for gqlgen.
func writeList[T any](ctx context.Context, list []*T, object plain[T]) any {
	write := object.writer(graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx).Field.Selections)
	if write == nil {
		return list
	}
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, "[")
		for i, item := range list {
			if i > 0 {
				_, _ = io.WriteString(w, ",")
			}
			write(w, item)
		}
		_, _ = io.WriteString(w, "]")
	})
}

// plain is an object type with those of its fields that are at hand.
type plain[T any] struct {
	types   []string // its name, and the interfaces it implements
	scalars map[string]func(*T) graphql.Marshaler
	objects map[string]plainObject[T]
}

// writer writes what is selected of an object.
type writer[T any] func(io.Writer, *T)

// plainObject returns the writer of a field that has an object, or nil if more
// is selected than is at hand.
type plainObject[T any] func(*graphql.OperationContext, ast.SelectionSet) writer[T]

// related is the field of an object that leads to another one, or to nil.
func related[T, U any](other func(*T) *U, object plain[U]) plainObject[T] {
	return func(operation *graphql.OperationContext, selections ast.SelectionSet) writer[T] {
		write := object.writer(operation, selections)
		if write == nil {
			return nil
		}
		return func(w io.Writer, item *T) {
			if o := other(item); o != nil {
				write(w, o)
			} else {
				graphql.Null.MarshalGQL(w)
			}
		}
	}
}

// writer returns the writer of what is selected, or nil if that is more than is
// at hand.
func (p plain[T]) writer(operation *graphql.OperationContext, selections ast.SelectionSet) writer[T] {
	fields := graphql.CollectFields(operation, selections, p.types)
	keys := make([]string, len(fields))
	writers := make([]writer[T], len(fields))
	for i, f := range fields {
		if writers[i] = p.field(operation, f); writers[i] == nil {
			return nil
		}
		if keys[i] = `"` + f.Alias + `":`; i > 0 {
			keys[i] = "," + keys[i]
		}
	}
	return func(w io.Writer, item *T) {
		_, _ = io.WriteString(w, "{")
		for i, write := range writers {
			_, _ = io.WriteString(w, keys[i])
			write(w, item)
		}
		_, _ = io.WriteString(w, "}")
	}
}

func (p plain[T]) field(operation *graphql.OperationContext, f graphql.CollectedField) writer[T] {
	if object := p.objects[f.Name]; object != nil {
		return object(operation, f.Selections)
	}
	value := p.scalars[f.Name]
	if f.Name == "__typename" {
		value = func(*T) graphql.Marshaler { return graphql.MarshalString(p.types[0]) }
	}
	if value == nil {
		return nil
	}
	return func(w io.Writer, item *T) { value(item).MarshalGQL(w) }
}
