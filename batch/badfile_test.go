package batch_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
)

func priceList(decimal string) batch.FromUpload {
	in := batch.FromUpload{Draft: batch.Draft{Type: "pricing", Parameters: map[string]any{"rule": "percent", "percent": "5", "rounding": "cent"}}}
	in.Format.Decimal = decimal
	return in
}

// TestBadFilesEndInRowsOrReasons sends files that are not as they should be the
// whole way.
func TestBadFilesEndInRowsOrReasons(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	wide := "sku,price" + strings.Repeat(",x", 2000)
	for name, c := range map[string]struct {
		file     string
		decimal  string
		rows     []string
		problems []string
		refused  string // why no batch is made of it
	}{
		"empty":             {file: "", refused: "file"},
		"a picture":         {file: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", refused: "file"},
		"an archive":        {file: "PK\x03\x04nothing", refused: "file"},
		"half of a gzip":    {file: packed(t, "sku,price\n1,2\n")[:20], refused: "file"},
		"gzip":              {file: packed(t, "sku,price\n1,2\n"), rows: []string{"2 1 2"}},
		"header alone":      {file: "sku,price\n"},
		"without end":       {file: "sku,price\n1,2", rows: []string{"2 1 2"}},
		"a quote left open": {file: "sku,price\n1,2\n\"2,3\n3,4\n", rows: []string{"2 1 2", "4 3 4"}, problems: []string{"3"}},
		"ragged":            {file: "sku,price\n1\n2,3,4\n3,5\n", rows: []string{"4 3 5"}, problems: []string{"2", "3"}},
		"NUL":               {file: "sku,price\n1\x00,2\n2,3\n", refused: "file"},
		"the same header":   {file: "sku,sku,price\n1,2,3\n", refused: "mapping"},
		"empty headers":     {file: "sku,,price\n1,2,3\n", rows: []string{"2 1 3"}},
		"2,002 columns":     {file: wide + "\n1,2" + strings.Repeat(",y", 2000) + "\n", rows: []string{"2 1 2"}},
		"one long line":     {file: "sku,price\n1,2\n2," + strings.Repeat("3", 2<<20) + "\n3,4\n", rows: []string{"2 1 2", "4 3 4"}, problems: []string{"3"}},
		"numbers": {
			file:    "sku;price\n00123;1.234,56\n2;1,234.56\n3;3,50 €\n4;1e5\n5;x\n6;-1\n7;1,999\n8;12345678901,00\n",
			decimal: ",", rows: []string{"2 00123 1234.56", "4 3 3.5", "5 4 100000"}, problems: []string{"3", "6", "7", "8", "9"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := priceList(c.decimal)
			in.Upload = kit.Upload(t, "file", c.file).ID
			b, err := kit.Batches.CreateFromUpload(kit.Ctx, in)
			if c.refused != "" {
				if code := model.CodeOf(err); code != model.CodeInvalid || !strings.Contains(err.Error(), "("+c.refused+")") {
					t.Errorf("it is refused by %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if end := kit.Wait(t, *b.PopulationJobID); end.State != model.JobFinished {
				t.Fatalf("the population ended %s", end.State)
			}
			b = kit.Get(t, b.ID)
			var rows, problems []string
			for _, row := range kit.Shown(t, b, "sku", "new_price") {
				rows = append(rows, row[:strings.LastIndex(row, " ")])
			}
			for _, p := range b.FileReport.Problems {
				problems = append(problems, fmt.Sprint(p.Line))
			}
			if diff := cmp.Diff(c.rows, rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Errorf("lines with problems (-want +got):\n%s\n%+v", diff, b.FileReport.Problems)
			}
			if r := b.FileReport; sum(r) != r.LinesRead {
				t.Errorf("the counts don't add up: %+v", r)
			}
		})
	}
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var file bytes.Buffer
	out := gzip.NewWriter(&file)
	if _, err := out.Write([]byte(text)); err != nil || out.Close() != nil {
		t.Fatal(err)
	}
	return file.String()
}
