package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/server"
)

func TestBatchesByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "a catalog of 300 products", "", "seed", "--products", "300")
	s.want(1, "has products already", "", "seed")

	s.want(1, "missing flags: --type", "", "batch", "create")
	s.want(1, "no such batch type", "", "batch", "create", "--type", "nonsense")
	s.want(1, "Percent is required. (parameters.percent)", "", "batch", "create", "--type", "pricing")
	var made batchView
	s.decode(&made, "batch", "create", "--type", "pricing", "--param", "rule=percent", "--param", "percent=5",
		"--price-from", "0.01", "--description", "Spring", "--wait", "--json")
	if made.Number != "#00000001" || made.State != model.BatchOpen || made.Description != "Spring" ||
		len(made.Rows) == 0 || made.RowCount == nil || *made.RowCount < 200 || made.Execution == nil {
		t.Fatalf("made %+v", made)
	}
	s.want(0, "When executed: ", "", "batch", "show", "1")
	s.want(1, "mark it complete first", "", "batch", "execute", "1")
	s.want(0, "pricing: executed", "", "batch", "execute", "#1", "--complete", "--wait")
	s.want(1, "frozen", "", "batch", "execute", "#00000001", "--complete")
	s.want(0, "0 failed", "", "batch", "show", "1")
	s.want(0, "Result: The price of ", "", "batch", "show", "1")
	s.want(1, "no such batch", "", "batch", "show", "2")
	s.want(1, "looks like 123", "", "batch", "show", "x")

	var executed batchView
	s.decode(&executed, "batch", "show", "1", "--json")
	if executed.State != model.BatchExecuted || executed.RowsDone != *made.RowCount || executed.RowsFailed != 0 ||
		executed.Result == nil || made.Result != nil {
		t.Errorf("executed %+v", executed)
	}
}

func TestBatchWithFailedRows(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	prices := []string{"import", "products", "-", "--map", "key=code,price=price"}
	s.want(0, "2 created", "code,price\na,1\nb,2\n", prices...)
	s.want(0, "open", "", "batch", "create", "--type", "pricing", "--param", "percent=5", "--wait")
	// Completing marks rows whose product has changed; this one changes between
	// that and the execution.
	withApp(t, s.database, func(app *server.App) {
		if _, err := app.Batches.MarkComplete(auth.WithViewer(t.Context(), auth.System()), 1); err != nil {
			t.Fatal(err)
		}
	})
	s.want(0, "1 updated", "code,price\na,1.50\nb,2\n", prices...)
	s.want(0, "1 row would change something, 0 nothing, 1 would fail, and 0 block the execution.", "", "batch", "preview", "1")
	s.want(0, "Batch #00000001 would be executed: Change the price of 2 products. Nothing is changed.", "", "batch", "execute", "1", "--dry-run")
	s.want(3, "Executed: 2 rows, 1 failed", "", "batch", "execute", "1", "--complete", "--wait")
	s.want(0, "would execute 1 failed row again", "", "batch", "retry", "1", "--dry-run")
	s.want(3, "1 failed", "", "batch", "retry", "1", "--wait")
	s.want(0, "0 failed", "", "batch", "retry", "1", "--refresh", "--wait")
	s.want(1, "it has no failed rows", "", "batch", "retry", "1")
	s.want(0, "would be cloned into an open batch of the type pricing", "", "batch", "clone", "1", "--dry-run")
	s.want(0, "rows of batch #00000001", "", "batch", "clone", "1", "--wait", "--description", "Again")
	s.want(0, "would be undone", "", "batch", "undo", "1", "--dry-run")
	s.want(0, "pricing: reverted", "", "batch", "undo", "1", "--wait")
	s.want(1, "it is undone already", "", "batch", "undo", "1")
}

func TestExportByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "3 created", "code,description,price\n001,Milk,1\n002,=danger,2\n003,Butter,3\n", "import", "products", "-", "--map", "key=code,description=description,price=price")
	s.want(0, "open", "", "batch", "create", "--type", "labels", "--param", "quantity=1", "--wait")
	s.want(0, "would be exported: 3 rows to the standard output. Nothing is changed.", "", "batch", "export", "1", "--dry-run")
	s.want(0, "2,002,,'=danger,", "", "batch", "export", "1")
	s.want(0, "Removed\n3,003,,Butter,,3.00,1,Own code,", "", "batch", "export", "1", "--order-by", "sku", "--down", "--status", "no_gtin", "--search", "butter")
	s.want(1, "no such column", "", "batch", "export", "1", "--order-by", "color")
	file := filepath.Join(t.TempDir(), "rows.xlsx")
	s.want(0, "", "", "batch", "export", "1", "-o", file)
	if text, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(text, []byte("PK")) {
		t.Errorf("the workbook begins with %.10q (%v)", text, err)
	}
}

func TestRefusedExecutionLeavesBatchOpen(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "1 created", "code\na\n", "import", "products", "-", "--map", "key=code")
	s.want(0, "no_price", "", "batch", "create", "--type", "pricing", "--param", "percent=5", "--wait")
	s.want(1, "1 row: No new price", "", "batch", "execute", "1", "--complete")
	s.want(0, "pricing: open", "", "batch", "show", "1")
}

func TestRefreshByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "2 created", "code,price\na,1\nb,2\n", "import", "products", "-", "--map", "key=code,price=price")
	s.want(0, "open", "", "batch", "create", "--type", "labels", "--param", "quantity=1", "--wait")
	s.want(0, "1 updated", "code,price\na,1.50\nb,2\n", "import", "products", "-", "--map", "key=code,price=price")
	s.want(0, "Refreshed 2 rows, of which 1 changed.", "", "batch", "refresh", "1")
	var again refreshView
	s.decode(&again, "batch", "refresh", "1", "--json")
	if again != (refreshView{Rows: 2, Changed: 0}) {
		t.Errorf("refreshed again: %+v", again)
	}
}

func TestProductFlags(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "4 created", "code,name,department,brand,vendor,price,active\n"+
		"1,Red mug,\"Pots, pans\",Acme,North,1,yes\n"+
		"2,Blue mug,Garden,Acme,South,2,no\n"+
		"3,Red pot,Garden,,North,3,yes\n"+
		"4,Rake,,,,,yes\n",
		"import", "products", "-", "--map", "key=code,description=name,department=department,brand=brand,vendor=vendor,price=price,active=active")
	tests := []struct {
		flags []string
		want  int64
	}{
		{nil, 4},
		{[]string{"--department", "Pots, pans"}, 1},
		{[]string{"--department", "Pots, pans", "--department", "Garden"}, 3},
		{[]string{"--brand", "Acme", "--vendor", "South"}, 1},
		{[]string{"--search", "red"}, 2},
		{[]string{"--price-from", "2", "--price-to", "3"}, 2},
		{[]string{"--active"}, 3},
		{[]string{"--inactive"}, 1},
		{[]string{"--where", `{"sku": {"in": ["1", "4"]}}`, "--active"}, 2},
	}
	for _, tt := range tests {
		var made batchView
		s.decode(&made, append([]string{"batch", "create", "--type", "labels", "--wait", "--json"}, tt.flags...)...)
		if made.RowCount == nil || *made.RowCount != tt.want {
			text, _ := json.Marshal(made)
			t.Errorf("%v: %s, want %d rows", tt.flags, text, tt.want)
		}
	}
	for part, flags := range map[string][]string{
		`no department named "garden"`: {"--department", "garden"},
		`no brand named "Acm"`:         {"--brand", "Acm"},
		`no vendor named "East"`:       {"--vendor", "East"},
		"not a ProductFilter":          {"--where", `{"prize": 1}`},
		"more than one ProductFilter":  {"--where", `{} {}`},
		"can't be used together":       {"--active", "--inactive"},
		"--price-from":                 {"--price-from", "cheap"},
	} {
		s.want(1, part, "", append([]string{"batch", "create", "--type", "labels"}, flags...)...)
	}
}

// TestPopulateByCommand resumes a population that failed because the table of
// the rows was not as it should be.
func TestPopulateByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "2 created", "code,price\na,1\nb,2\n", "import", "products", "-", "--map", "key=code,price=price")
	rename := func(from, to string) {
		withApp(t, s.database, func(app *server.App) {
			if _, err := app.DB.Exec("ALTER TABLE batch.pricing_row RENAME COLUMN " + from + " TO " + to); err != nil {
				t.Fatal(err)
			}
		})
	}
	rename("cost", "costs")
	s.want(1, "failed", "", "batch", "create", "--type", "pricing", "--param", "percent=5", "--wait")
	rename("costs", "cost")
	s.want(0, "Batch #00000001 would be populated from all products. Nothing is changed.", "", "batch", "populate", "1", "--dry-run")
	s.want(0, "open", "", "batch", "populate", "1", "--wait")
	s.want(1, "can't be populated", "", "batch", "populate", "1", "--dry-run")
}
