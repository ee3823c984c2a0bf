package resolvers_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/vektah/gqlparser/v2"

	"github.com/sluicehq/sluice/graph"
)

// documented finds the documents in the guides: the blocks of GraphQL, and what
// the shell examples send.
var documented = regexp.MustCompile("(?s)```graphql\n(.*?)```|\\bgql '(.*?)'")

// TestDocumentedRequests checks the examples of the guides against the schema.
func TestDocumentedRequests(t *testing.T) {
	t.Parallel()
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	files, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range documented.FindAllStringSubmatch(string(text), -1) {
			document := match[1] + match[2]
			if _, errs := gqlparser.LoadQueryWithRules(schema, document, nil); errs != nil {
				t.Errorf("%s: %v\n%s", file, errs, document)
			}
			found++
		}
	}
	if found < 20 {
		t.Errorf("%d examples were found", found)
	}
}
