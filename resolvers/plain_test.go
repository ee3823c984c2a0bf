package resolvers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/graph"
)

// Lists of products are written in a way of their own; node(id:) shows what
// gqlgen makes of the same products.
func TestPlainListsAreLikeOthers(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	types := graph.NewExecutableSchema(graph.Config{}).Schema().Types
	var everything strings.Builder
	for _, field := range types["Product"].Fields {
		everything.WriteString(" " + field.Name)
		if len(types[field.Type.Name()].Fields) > 0 {
			everything.WriteString(" { __typename id name }")
		}
	}
	fragments := `fragment all on Product { __typename` + everything.String() + ` ... on Node { same: id }
		code: sku @include(if: true) cost @include(if: false) brand { title: name } vendor { ... on Vendor { name } ...related } }
		fragment related on Node { id @skip(if: true) }`

	list := buyer.do(t, `{ products { nodes { ...all } edges { node { ...all } } none: nodes { id @skip(if: true) } } } `+fragments, "")
	if list.code() != "" {
		t.Fatal(string(list.body))
	}
	products := list.Data["products"].(map[string]any)
	nodes, edges, none := products["nodes"].([]any), products["edges"].([]any), products["none"].([]any)
	for i, node := range nodes {
		one := buyer.do(t, fmt.Sprintf(`{ node(id: %q) { ...all } } `, node.(map[string]any)["id"])+fragments, "")
		if diff := cmp.Diff(one.Data["node"], node); diff != "" {
			t.Errorf("among the nodes (-alone +listed)\n%s", diff)
		}
		if diff := cmp.Diff(one.Data["node"], edges[i].(map[string]any)["node"]); diff != "" {
			t.Errorf("among the edges (-alone +listed)\n%s", diff)
		}
		if diff := cmp.Diff(map[string]any{}, none[i]); diff != "" {
			t.Errorf("without fields (-want +got)\n%s", diff)
		}
	}
}
