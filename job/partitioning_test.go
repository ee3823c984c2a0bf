package job_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestParsePartitioning(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"size_1", "size_5000", "size_1000000", "every_200", "sample_100", "test_1", "test1"} {
		if p, err := job.ParsePartitioning(name); err != nil || p.Name != name {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	for _, name := range []string{"", "size_", "size_0", "size_05", "size_-1", "size_1000001", "size_99999999999", "size_5 ", "every_10001", "sample_10001", "some_5"} {
		if _, err := job.ParsePartitioning(name); model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestCutKeys(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	_, err := db.Pool.Exec(t.Context(), "CREATE TABLE source AS SELECT -3 + 2 * n AS id FROM generate_series(0, 6) AS n ORDER BY random()")
	if err != nil {
		t.Fatal(err)
	}
	keys := db.NewSelect().Table("source").Column("id").Where("id <> ?", 7)
	tests := map[string][]job.Partition{
		"size_1": {
			{Bounds: job.Bounds{From: -3, To: -3}, Items: 1},
			{Bounds: job.Bounds{From: -1, To: -1}, Items: 1},
			{Bounds: job.Bounds{From: 1, To: 1}, Items: 1},
			{Bounds: job.Bounds{From: 3, To: 3}, Items: 1},
			{Bounds: job.Bounds{From: 5, To: 5}, Items: 1},
			{Bounds: job.Bounds{From: 9, To: 9}, Items: 1},
		},
		"size_4": {{Bounds: job.Bounds{From: -3, To: 3}, Items: 4}, {Bounds: job.Bounds{From: 5, To: 9}, Items: 2}},
		"size_6": {{Bounds: job.Bounds{From: -3, To: 9}, Items: 6}},
		"size_7": {{Bounds: job.Bounds{From: -3, To: 9}, Items: 6}},
		"every_4": {
			{Bounds: job.Bounds{From: -3, To: 5, Keys: []int64{-3, 5}}, Items: 2},
			{Bounds: job.Bounds{From: -1, To: 9, Keys: []int64{-1, 9}}, Items: 2},
			{Bounds: job.Bounds{From: 1, To: 1, Keys: []int64{1}}, Items: 1},
			{Bounds: job.Bounds{From: 3, To: 3, Keys: []int64{3}}, Items: 1},
		},
		"every_1":  {{Bounds: job.Bounds{From: -3, To: 9, Keys: []int64{-3, -1, 1, 3, 5, 9}}, Items: 6}},
		"sample_3": {{Bounds: job.Bounds{From: -1, To: 9, Keys: []int64{-1, 3, 9}}, Items: 3}},
		"sample_7": {{Bounds: job.Bounds{From: -3, To: 9, Keys: []int64{-3, -1, 1, 3, 5, 9}}, Items: 6}},
		"test_2":   {{Bounds: job.Bounds{From: -3, To: -1}, Items: 2}},
	}
	for name, want := range tests {
		p, err := job.ParsePartitioning(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.CutKeys(t.Context(), db, keys)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	none := keys.Where("false")
	for name := range tests {
		p, _ := job.ParsePartitioning(name)
		if parts, err := p.CutKeys(t.Context(), db, none); err != nil || len(parts) != 0 {
			t.Errorf("%s of an empty source gives %v, %v", name, parts, err)
		}
	}
}
