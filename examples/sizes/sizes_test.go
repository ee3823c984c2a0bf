package sizes_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/examples/sizes"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestSizes(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, sizes.Handler{})
	kit.Exec(t, `CREATE TABLE batch.size_row (
		batch_id bigint, sequence bigint, product_id bigint, source_line bigint, status text NOT NULL,
		removed boolean NOT NULL DEFAULT false, outcome text, outcome_reason text,
		version integer NOT NULL DEFAULT 1, updated_at timestamptz NOT NULL DEFAULT now(),
		sku text NOT NULL, size text NOT NULL, new_size text NOT NULL, PRIMARY KEY (batch_id, sequence))`)
	for range 2 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "sizes", nil, nil)
	kit.Edit(t, kit.Rows(t, b)[0], map[string]any{"new_size": "250 g"})
	kit.Execute(t, b)
	if diff := cmp.Diff([]string{"250 g", ""}, kit.Select(t, "SELECT size FROM product ORDER BY id")); diff != "" {
		t.Errorf("sizes (-want +got)\n%s", diff)
	}
}

// The guide shows the very code that is compiled and tested here.
func TestTheGuideShowsIt(t *testing.T) {
	t.Parallel()
	code, err := os.ReadFile("sizes.go")
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile("../../docs/extending.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(guide), "\n```go\n"+string(code)+"```\n") {
		t.Error("docs/extending.md shows another text than sizes.go")
	}
}
