package transactions

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestStage(t *testing.T) {
	t.Parallel()
	const text = "\ufeffcustomerid, Quantity,UnitPrice,InvoiceDate,StockCode,Till,InvoiceNo\n" +
		"17850.0,6,2.55,2010-12-01 08:26:00,85123A  ,7,536365\n\n" +
		"too,few\n" +
		"\x00,,,,, ,\"\"\n"
	for name, file := range map[string]string{"plain": text, "compressed": compressed(t, text)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kit := jobtest.On(t, pgtest.New(t), 0, New())
			source, err := Stage(kit.Ctx, kit.DB, iotest.OneByteReader(strings.NewReader(file)))
			if err != nil {
				t.Fatal(err)
			}
			got := kit.Pairs(t, `
				SELECT 'lines:' || file_id || ' line ' || line,
					concat_ws('|', invoice, code, description, quantity, sold_at, price, customer, country, problem) FROM sales_line`)
			want := map[string]string{
				source + " line 2": "536365|85123A||6|2010-12-01 08:26:00|2.55|17850.0||",
				source + " line 4": "||||||||The line should have as many values as the file has columns, 7; it has 2.",
				source + " line 5": "||||||||customerid: The text has a NUL character, which can't be stored.",
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
			files := kit.Pairs(t, "SELECT 'lines:' || id, lines || ' by ' || created_by FROM sales_file")
			if diff := cmp.Diff(map[string]string{source: "3 by " + model.NewID("User", kit.Viewer.UserID).Key}, files); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFilesThatCannotBeStaged(t *testing.T) {
	t.Parallel()
	kit := jobtest.On(t, pgtest.New(t), 0, New())
	broken := errors.New("the disk is gone")
	damaged := compressed(t, header+strings.Repeat("1,A,,1,2011-01-01,1,1,\n", 1000))
	for name, tt := range map[string]struct {
		file io.Reader
		want string // of an INVALID error at "file"; "": broken
	}{
		"empty":             {strings.NewReader(""), "The file is empty."},
		"other columns":     {strings.NewReader("a,b\n1,2\n"), "missing: InvoiceNo, StockCode, Quantity, InvoiceDate, UnitPrice, CustomerID."},
		"one missing":       {strings.NewReader(strings.Replace(header, "UnitPrice", "Price", 1)), "missing: UnitPrice."},
		"cut off":           {strings.NewReader(damaged[:len(damaged)-20]), "damaged or incomplete"},
		"no gzip after all": {strings.NewReader("\x1f\x8bmore"), "damaged or incomplete"},
		"a broken disk":     {io.MultiReader(strings.NewReader(header+"1,A,,1,2011-01-01,1,1,\n"), iotest.ErrReader(broken)), ""},
	} {
		_, err := Stage(kit.Ctx, kit.DB, tt.file)
		var known *model.Error
		switch {
		case tt.want == "":
			if !errors.Is(err, broken) {
				t.Errorf("%s: %v", name, err)
			}
		case !errors.As(err, &known) || known.Code != model.CodeInvalid || known.Field != "file" || !strings.Contains(known.Message, tt.want):
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	if left := kit.Pairs(t, "SELECT id::text, lines::text FROM sales_file"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	kit := jobtest.On(t, pgtest.New(t), 0, New())
	for _, tt := range []struct {
		granted string
		want    model.Code
	}{{"job.transactions.create", ""}, {"job.transactions.view", model.CodeForbidden}} {
		ctx := auth.WithViewer(t.Context(), auth.NewViewer(kit.Viewer.UserID, "ann", "Ann", tt.granted))
		if _, err := Stage(ctx, kit.DB, strings.NewReader(header)); model.CodeOf(err) != tt.want {
			t.Errorf("with %s: %v, want %q", tt.granted, err, tt.want)
		}
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	for _, source := range []string{"", "lines", "lines:x", "lines:0", "products", "lines:99"} {
		_, err := kit.Jobs.CreateJob(kit.Ctx, job.Spec{Application: Name, Name: "Test", Source: source, Partitioning: "size_50"})
		var known *model.Error
		if !errors.As(err, &known) || known.Code != model.CodeInvalid || known.Field != "source" {
			t.Errorf("%q: %v", source, err)
		}
	}
	if j, _ := run(t, kit, spec(stageLines(t, kit), nil)); *j.TotalItems != 0 {
		t.Errorf("a file without lines: %+v", j)
	}
}
