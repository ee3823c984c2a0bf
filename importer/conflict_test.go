package importer_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// conflicting has repeated keys and GTINs near each other and far apart.
const conflicting = "key,gtin\n" +
	"a,20000011\n" +
	"b,20000028\n" +
	"a,20000035\n" + // the key of line 2
	"c,20000028\n" + // the GTIN of line 3
	"d,20000011\n" + // the GTIN of line 2
	"b,20000028\n" + // all of line 3
	"e,20000042\n"

func TestConflictsInFile(t *testing.T) {
	t.Parallel()
	for _, size := range []int{100, 1, 2, 3} {
		t.Run(fmt.Sprintf("%d lines a chunk", size), func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t)
			report := run(t, db, conflicting, importer.Mapping{"key": "key", "gtin": "gtin"}, importer.Options{ChunkSize: size})
			var bad []string
			for _, b := range report.Bad {
				// Whether the first line with a GTIN is in the chunk or
				// a product already makes two wordings.
				reason := strings.NewReplacer("The product b has this GTIN", "The GTIN is on line 3",
					"The product a has this GTIN", "The GTIN is on line 2").Replace(b.Reason)
				bad = append(bad, fmt.Sprintf("%d %s: %s", b.Line, b.Column, reason))
			}
			want := []string{
				"4 key: The key is on line 2 already.",
				"5 gtin: The GTIN is on line 3 already.",
				"6 gtin: The GTIN is on line 2 already.",
				"7 key: The key is on line 3 already.",
			}
			if diff := cmp.Diff(want, bad); diff != "" {
				t.Errorf("bad lines (-want +got):\n%s", diff)
			}
			if report.Created != 3 {
				t.Errorf("%d products were created, want 3", report.Created)
			}
		})
	}
}

func TestGTINOfAnotherProduct(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	mapping := importer.Mapping{"key": "key", "gtin": "gtin"}
	run(t, db, "key,gtin\na,20000011\nb,20000028\n", mapping, importer.Options{})
	// An exchange needs two steps; a GTIN that was given up is free.
	report := run(t, db, "key,gtin\na,20000028\nb,20000011\nc,20000028\n", mapping, importer.Options{})
	if report.Rejected != 3 || report.Bad[0].Reason != "The product b has this GTIN already." {
		t.Errorf("report = %+v, want three bad lines", report)
	}
	run(t, db, "key,gtin\na,\n", mapping, importer.Options{})
	report = run(t, db, "key,gtin\nb,20000011\n", mapping, importer.Options{})
	if report.Updated != 1 {
		t.Errorf("report = %+v, want b updated", report)
	}
}

func TestImportsAtOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	var text strings.Builder
	text.WriteString("key,gtin,brand\n")
	for i := range 400 {
		fmt.Fprintf(&text, "k%d,,brand %d\n", i, i%40)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var created int64
	for range 4 {
		wg.Go(func() {
			rows := csv(t, text.String())
			report, err := shipped(t).Run(asSystem(t), db, "products", rows,
				importer.Mapping{"key": "key", "gtin": "gtin", "brand": "brand"}, importer.Options{ChunkSize: 50})
			if err != nil {
				t.Errorf("importing: %v", err)
			}
			mu.Lock()
			defer mu.Unlock()
			created += report.Created
		})
	}
	wg.Wait()
	if created != 400 || count(t, db, "product") != 400 || count(t, db, "brand") != 40 {
		t.Errorf("%d created, %d products, %d brands", created, count(t, db, "product"), count(t, db, "brand"))
	}
}
