package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

// writeFile writes a file of the test's own and returns its path.
func writeFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "products.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	file := writeFile(t, "Code;Text;Price\n00042;Apple;0.50\nB-1;Bread;x\nB-2;Butter;2.10\n")
	command := []string{"import", "products", file, "--map", "key=Code,description=Text,price=Price", "--delimiter", ";"}
	s.want(0, "3 lines: 2 created, 0 updated, 0 unchanged, 1 rejected", "", command...)
	s.want(0, "line 3, Price:", "", command...)
	var report struct {
		Unchanged int
		Bad       []struct{ Line int }
	}
	s.decode(&report, append(command, "--json")...)
	if report.Unchanged != 2 || len(report.Bad) != 1 || report.Bad[0].Line != 3 {
		t.Errorf("report = %+v", report)
	}
	s.want(1, "key=StockCode", "", "import", "products", file, "--map", "price=Price")
	s.want(1, "one character", "", append(command, "--delimiter", "ab")...)
	s.want(1, "no such file", "", "import", "products", "nowhere.csv", "--map", "key=Code")
}

func TestBatchesByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "a catalog of 300 products", "", "seed", "--products", "300")
	s.want(1, "has products already", "", "seed")

	s.want(1, "Percent is required. (parameters.percent)", "", "batch", "create", "pricing")
	s.want(1, "not a ProductFilter", "", "batch", "create", "pricing", "--where", "{\"prize\": 1}")
	var made batchView
	s.decode(&made, "batch", "create", "pricing", "--param", "percent=5", "--where", `{"price": {"gte": "0.01"}}`,
		"--description", "Spring", "--wait", "--json")
	if made.Number != "#00000001" || made.State != "open" || made.Description != "Spring" || len(made.Rows) == 0 || made.Rows[0].Count == 0 {
		t.Fatalf("made %+v", made)
	}
	s.want(1, "mark it complete first", "", "batch", "execute", "1")
	s.want(0, "pricing: executed", "", "batch", "execute", "#1", "--reviewed", "--wait")
	s.want(1, "frozen", "", "batch", "execute", "#00000001")
	s.want(0, "It has been executed", "", "batch", "show", "1")
	s.want(1, "no such batch", "", "batch", "show", "2")
	s.want(1, "looks like 123", "", "batch", "show", "x")

	var jobs []jobView
	s.decode(&jobs, "job", "list", "--json")
	if len(jobs) != 2 || jobs[0].State != "finished" || jobs[0].ItemsDone != *jobs[0].TotalItems {
		t.Fatalf("jobs = %+v", jobs)
	}
	s.want(0, "Execute batch #00000001", "", "job", "list")
	s.want(0, "finished", "", "job", "show", "1")
	s.want(1, "has ended already", "", "job", "cancel", "2")

	// Without --wait the work is left to others.
	s.want(0, "labels: created", "", "batch", "create", "labels", "--search", "a")
	s.want(0, "cancel", "", "job", "cancel", "3")
}
