package importer_test

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload/reader"
)

func TestMapping(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		pairs []string
		want  string // part of the error; empty: none
	}{
		{"good", []string{"key=StockCode", " price = Unit Price "}, ""},
		{"column with =", []string{"key=a=b"}, ""},
		{"no key", []string{"price=Unit Price"}, "Map the field key"},
		{"nothing: it is guessed", nil, ""},
		{"unknown field", []string{"key=StockCode", "prize=Unit Price"}, "The fields are: key, gtin, description"},
		{"unknown column", []string{"key=Code"}, "Its columns are: StockCode, Unit Price, Twice, Twice, a=b."},
		{"case of a column", []string{"key=stockcode"}, "Its columns are: "},
		{"column that is there twice", []string{"key=StockCode", "size=Twice"}, "two columns of this name"},
		{"field twice", []string{"key=StockCode", "key=Unit Price"}, "a field twice"},
		{"no pair", []string{"StockCode"}, "field=column"},
		{"no column", []string{"key="}, "field=column"},
	}
	db := pgtest.New(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			mapping, err := importer.ParseMapping(tt.pairs)
			if err == nil {
				rows := csv(t, "StockCode,Unit Price,Twice,Twice,a=b\n")
				_, err = shipped(t).Run(asSystem(t), db, "products", rows, mapping, importer.Options{})
			}
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("error = %v, want none", err)
			case tt.want != "" && (model.CodeOf(err) != model.CodeInvalid || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error = %v, want INVALID with %q", err, tt.want)
			}
		})
	}
}

func TestPermission(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for viewer, want := range map[*auth.Viewer]model.Code{
		auth.NewViewer(7, "ann", "Ann", "product.view"):             model.CodeForbidden,
		auth.NewViewer(8, "bob", "Bob", importer.ToRun("products")): "",
	} {
		ctx := auth.WithViewer(t.Context(), viewer)
		_, err := shipped(t).Run(ctx, db, "products", csv(t, "key\na\n"), importer.Mapping{"key": "key"}, importer.Options{})
		if model.CodeOf(err) != want {
			t.Errorf("%s: error = %v, want %q", viewer.Login, err, want)
		}
	}
	if got := count(t, db, "product"); got != 1 {
		t.Errorf("%d products, want 1", got)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	ctx, cancel := context.WithCancel(asSystem(t))
	report, err := shipped(t).Run(ctx, db, "products", csv(t, "key\na\nb\nc\nd\ne\n"), importer.Mapping{"key": "key"},
		importer.Options{ChunkSize: 2, OnProgress: func(r importer.Report) {
			if r.Lines == 4 {
				cancel()
			}
		}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want %v", err, context.Canceled)
	}
	if report.Created != 4 || report.LastLine != 5 || count(t, db, "product") != 4 {
		t.Errorf("report = %+v with %d products, want 4 created up to line 5", report, count(t, db, "product"))
	}
}

func TestBrokenFile(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	broken := errors.New("the disk is gone")
	file := io.MultiReader(strings.NewReader("key\na\nb\nc\n"), iotest.ErrReader(broken))
	rows, err := reader.Open(t.Context(), file, reader.Format{
		Kind: reader.Delimited, Compression: reader.Unpacked, Encoding: reader.UTF8, Delimiter: ",", Quote: reader.NoQuote,
		Header: 1, Columns: []reader.Column{{Name: "key", Header: "key"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := shipped(t).Run(asSystem(t), db, "products", rows, importer.Mapping{"key": "key"}, importer.Options{ChunkSize: 2})
	if !errors.Is(err, broken) || report.LastLine != 0 || count(t, db, "product") != 0 {
		t.Errorf("report = %+v, %v, want nothing done and %v", report, err, broken)
	}
}

func TestOnBadEndsTheImport(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	full := errors.New("the disk is full")
	report, err := shipped(t).Run(asSystem(t), db, "products", csv(t, "key\n\"\na\nb\n"), importer.Mapping{"key": "key"}, importer.Options{ChunkSize: 2, OnBad: func(importer.BadLine) error { return full }})
	if !errors.Is(err, full) || report.Lines != 2 {
		t.Errorf("report = %+v, %v, want the first chunk and %v", report, err, full)
	}
}

// TestCatalog imports the products of a real shop where they are at hand, and
// else a file like it.
func TestCatalog(t *testing.T) {
	t.Parallel()
	text, lines := "StockCode,Description,UnitPrice,LastSold\n"+
		"10002,INFLATABLE POLITICAL GLOBE ,0.85,2011\n10123G,,,2011\nPADS,PADS TO MATCH ALL CUSHIONS,0.00,2011\n", int64(3)
	if real, err := os.ReadFile("../../shared/data/online-retail/products.csv"); err == nil {
		text, lines = string(real), 4070
	}
	db := pgtest.New(t)
	mapping := importer.Mapping{"key": "StockCode", "description": "Description", "price": "UnitPrice"}
	if report := run(t, db, text, mapping, importer.Options{}); report.Created != lines || report.Rejected != 0 {
		t.Errorf("first run: %+v", report)
	}
	if report := run(t, db, text, mapping, importer.Options{}); report.Unchanged != lines {
		t.Errorf("second run: %+v", report)
	}
	all := "\n" + strings.Join(products(t, db), "\n") + "\n"
	for _, want := range []string{
		"\n10002|-|INFLATABLE POLITICAL GLOBE||-|-|-|-|0.85|t v1\n",
		"\n10123G|-|||-|-|-|-|-|t v1\n",
		"\nPADS|-|PADS TO MATCH ALL CUSHIONS||-|-|-|-|0.00|t v1\n",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("there is no product %q", strings.TrimSpace(want))
		}
	}
}
