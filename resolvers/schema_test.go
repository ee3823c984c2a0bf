package resolvers_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/sluicehq/sluice/graph"
)

// Every field and argument of the API has a golden test.
func TestGoldenFilesCoverTheSchema(t *testing.T) {
	t.Parallel()
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	c := coverage{schema, map[string]bool{}}
	files, err := filepath.Glob("testdata/*/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		document, errs := gqlparser.LoadQueryWithRules(schema, encodeIDs(string(text)), nil)
		if errs != nil {
			t.Fatalf("%s: %v", file, errs)
		}
		for _, operation := range document.Operations {
			c.selection(operation.SelectionSet)
		}
		for _, fragment := range document.Fragments {
			c.selection(fragment.SelectionSet)
		}
	}
	var missing []string
	for _, def := range schema.Types {
		if strings.HasPrefix(def.Name, "__") || def.IsAbstractType() {
			continue
		}
		for _, f := range def.Fields {
			if !strings.HasPrefix(f.Name, "__") && def.Kind != ast.InputObject && !c.seen[def.Name+"."+f.Name] {
				missing = append(missing, def.Name+"."+f.Name)
			}
			for _, a := range f.Arguments {
				if !strings.HasPrefix(f.Name, "__") && !c.seen[def.Name+"."+f.Name+"("+a.Name+")"] {
					missing = append(missing, def.Name+"."+f.Name+"("+a.Name+")")
				}
			}
		}
	}
	slices.Sort(missing)
	for _, name := range missing {
		t.Error("no golden file asks for " + name)
	}
}

// coverage collects which fields and arguments are used.
type coverage struct {
	schema *ast.Schema
	seen   map[string]bool
}

func (c coverage) selection(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			name := s.ObjectDefinition.Name + "." + s.Name
			c.seen[name] = true
			for _, argument := range s.Arguments {
				c.seen[name+"("+argument.Name+")"] = true
			}
			c.selection(s.SelectionSet)
		case *ast.InlineFragment:
			c.selection(s.SelectionSet)
		}
	}
}
