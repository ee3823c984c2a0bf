package packsize

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/importers"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// TestCatalog reads the products of a real shop where they are at hand, and
// else those of the samples.
func TestCatalog(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	importCatalog(t, kit)
	started := time.Now()
	j, end := kit.Run(t, job.Spec{Application: Name, Source: "products", Partitioning: "size_500", Parameters: writing})
	t.Logf("%d products in %v: %d with a size, %d for a person", end.ItemsDone, time.Since(started), len(results(t, kit, j.ID)), end.Exceptions)
	if j.State != model.JobFinished || end.ItemsDone != *j.TotalItems || end.ItemsFailed != 0 {
		t.Errorf("the job is %s with %+v", j.State, end)
	}
	written := kit.Pairs(t, "SELECT sku, size FROM product WHERE size <> ''")
	for sku, text := range results(t, kit, j.ID) {
		if written[sku] != text {
			t.Errorf("%s has the size %q, and the result is %q", sku, written[sku], text)
		}
		delete(written, sku)
	}
	if len(written) > 0 {
		t.Errorf("sizes without a result: %v", written)
	}
}

func importCatalog(t *testing.T, kit *jobtest.Kit) {
	t.Helper()
	text, err := os.ReadFile("../../../shared/data/online-retail/products.csv")
	if err != nil {
		addSamples(t, kit.DB)
		return
	}
	rows, _, err := reader.Read(kit.Ctx, strings.NewReader(string(text)), reader.Format{})
	if err != nil {
		t.Fatal(err)
	}
	registry, err := importer.NewRegistry(importers.Products())
	if err != nil {
		t.Fatal(err)
	}
	mapping := importer.Mapping{"key": "StockCode", "description": "Description"}
	if _, err := registry.Run(kit.Ctx, kit.DB, "products", rows, mapping, importer.Options{}); err != nil {
		t.Fatal(err)
	}
}
