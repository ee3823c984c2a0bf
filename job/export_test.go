package job_test

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestExportExceptions(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	const parcels = 10 * (2*job.MaxExceptionPage + 1)
	s := newSorter(t, db, parcels)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{Partitioning: "size_5000", Parallelism: 1}).ID)

	var text strings.Builder
	if err := e.ExportExceptions(asAdmin(t), &text, j.ID, nil); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(text.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 1+parcels/10 || lines[0][1] != "item_key" {
		t.Fatalf("%d lines, header %v", len(lines), lines[0])
	}
	for i, line := range lines[1:] {
		if line[1] != strconv.Itoa(10*(i+1)) || line[6] != "open" {
			t.Fatalf("line %d: %v", i+1, line)
		}
	}

	none := "no such reason"
	text.Reset()
	err = e.ExportExceptions(asAdmin(t), &text, j.ID, &job.Exceptions{Reason: &filter.String{Eq: &none}})
	if err != nil || strings.Count(text.String(), "\n") != 1 {
		t.Errorf("of no exception: %q, %v", text.String(), err)
	}
}
