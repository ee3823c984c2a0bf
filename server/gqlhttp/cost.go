package gqlhttp

import (
	"context"
	"math"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// size is how big a selection is.
type size struct {
	cost   int // fields of the answer, if every page is full
	depth  int // levels of fields
	fields int // on the first level
}

func (s size) plus(other size) size {
	return size{saturate(s.cost + other.cost), max(s.depth, other.depth), saturate(s.fields + other.fields)}
}

// meter measures selections. What a field costs is for the schema to say; one
// that it does not know costs 1 and what is below it. It looks at each fragment once, however often it
// is spread, so that measuring takes no longer than reading.
type meter struct {
	schema    graphql.ExecutableSchema
	variables map[string]any
	fragments map[*ast.FragmentDefinition]size

	readsSchema bool // asks for __schema
	looksUpType bool // asks for __type
	defers      bool // uses @defer
	unreadable  bool // has an argument that no program can read, such as a number with too many digits
}

func newMeter(schema graphql.ExecutableSchema, variables map[string]any) *meter {
	return &meter{schema: schema, variables: variables, fragments: map[*ast.FragmentDefinition]size{}}
}

func (m *meter) selection(ctx context.Context, set ast.SelectionSet) (total size) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			total = total.plus(m.field(ctx, s))
		case *ast.InlineFragment:
			m.defers = m.defers || s.Directives.ForName("defer") != nil
			total = total.plus(m.selection(ctx, s.SelectionSet))
		case *ast.FragmentSpread:
			m.defers = m.defers || s.Directives.ForName("defer") != nil
			total = total.plus(m.fragment(ctx, s.Definition))
		}
	}
	return total
}

func (m *meter) field(ctx context.Context, f *ast.Field) size {
	switch f.Name {
	case "__schema":
		m.readsSchema = true
	case "__type":
		m.looksUpType = true
	}
	inner := m.selection(ctx, f.SelectionSet)
	cost, known := m.schema.Complexity(ctx, f.ObjectDefinition.Name, f.Name, inner.cost, m.arguments(f))
	if !known {
		cost = inner.cost + 1
	}
	return size{cost: saturate(cost), depth: inner.depth + 1, fields: 1}
}

// arguments are those of a field; none if one of them is unreadable.
func (m *meter) arguments(f *ast.Field) map[string]any {
	for _, argument := range f.Arguments {
		if _, err := argument.Value.Value(m.variables); err != nil {
			m.unreadable = true
			return nil
		}
	}
	return f.ArgumentMap(m.variables)
}

func (m *meter) fragment(ctx context.Context, f *ast.FragmentDefinition) size {
	if known, ok := m.fragments[f]; ok {
		return known
	}
	s := m.selection(ctx, f.SelectionSet)
	m.fragments[f] = s
	return s
}

// saturate keeps sizes small enough for products with page sizes not to
// overflow.
func saturate(n int) int { return min(max(n, 0), math.MaxInt32) }
