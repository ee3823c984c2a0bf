package gqlhttp

import (
	"encoding/json"
	"math"

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

// meter measures selections. It looks at each fragment once, however often it
// is spread, so that measuring takes no longer than reading.
type meter struct {
	variables map[string]any
	fragments map[*ast.FragmentDefinition]size

	readsSchema bool // asks for __schema
	looksUpType bool // asks for __type
	defers      bool // uses @defer
}

func newMeter(variables map[string]any) *meter {
	return &meter{variables: variables, fragments: map[*ast.FragmentDefinition]size{}}
}

func (m *meter) selection(set ast.SelectionSet) (total size) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			total = total.plus(m.field(s))
		case *ast.InlineFragment:
			m.defers = m.defers || s.Directives.ForName("defer") != nil
			total = total.plus(m.selection(s.SelectionSet))
		case *ast.FragmentSpread:
			m.defers = m.defers || s.Directives.ForName("defer") != nil
			total = total.plus(m.fragment(s.Definition))
		}
	}
	return total
}

func (m *meter) field(f *ast.Field) size {
	switch f.Name {
	case "__schema":
		m.readsSchema = true
	case "__type":
		m.looksUpType = true
	}
	inner := m.selection(f.SelectionSet)
	return size{cost: saturate(inner.cost*m.pageSize(f) + 1), depth: inner.depth + 1, fields: 1}
}

func (m *meter) fragment(f *ast.FragmentDefinition) size {
	if known, ok := m.fragments[f]; ok {
		return known
	}
	s := m.selection(f.SelectionSet)
	m.fragments[f] = s
	return s
}

// pageSize is how many objects a field gives at most: its argument first.
func (m *meter) pageSize(f *ast.Field) int {
	if f.Definition == nil || f.Definition.Arguments.ForName("first") == nil {
		return 1
	}
	var n int64
	switch first := f.ArgumentMap(m.variables)["first"].(type) {
	case int64:
		n = first
	case int:
		n = int64(first)
	case json.Number:
		n, _ = first.Int64()
	}
	return int(min(max(n, 1), math.MaxInt32))
}

// saturate keeps sizes small enough for products not to overflow an int.
func saturate(n int) int { return min(n, math.MaxInt32-1) }
