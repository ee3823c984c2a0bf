package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestBatchesOfFilesByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	directory := t.TempDir()
	path := filepath.Join(directory, "labels.csv")
	if err := os.WriteFile(path, []byte("Item No;Labels\n0001;2\n0002;many\n\n0003;1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	create := []string{"batch", "create", "--type", "labels", "--uploads", filepath.Join(directory, "uploads"), "--file", path}
	with := func(more ...string) []string { return append(append([]string{}, create...), more...) }
	s.want(3, "5 lines: 2 rows, 1 rejected, 1 blank", "", with("--dry-run")...)
	s.want(3, "line 3, Labels: This is not a number", "", with("--dry-run")...)
	s.want(1, "1 line of the file can't be used, so no rows were made.", "", with("--dry-run", "--bad-lines", "reject-file")...)
	s.want(1, "no such column as SKU is to come from", "", with("--map", "sku=nowhere")...)
	s.want(1, "no such batch", "", "batch", "show", "1")
	s.want(1, "--dry-run is for --file", "", "batch", "create", "--type", "labels", "--dry-run")

	s.want(3, "line 3, Labels: This is not a number", "", with("--wait")...)
	var made batchView
	s.decode(&made, "batch", "show", "1", "--json")
	if made.State != model.BatchOpen || made.RowCount == nil || *made.RowCount != 2 {
		t.Errorf("made %+v", made)
	}
	s.want(1, "it is populated", "", "batch", "populate", "1")
}
