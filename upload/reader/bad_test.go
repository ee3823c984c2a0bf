package reader_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// archive returns a ZIP archive of the given files.
func archive(t testing.TB, files map[string]string) string {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, text := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestNoTables(t *testing.T) {
	t.Parallel()
	short := packed(t, "a,b\n1,2\n")
	tests := map[string]struct{ file, want string }{
		"empty":               {"", "The file is empty."},
		"only blank lines":    {"\n \n\r\n", "The file is empty."},
		"only a mark":         {"\xef\xbb\xbf", "The file is empty."},
		"PNG":                 {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00", "a picture"},
		"JPEG":                {"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", "a picture"},
		"PDF":                 {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document"},
		"old workbook":        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "an old Excel workbook"},
		"web page":            {"<!DOCTYPE html><html><table><tr><td>a", "a web page"},
		"XML":                 {"<?xml version=\"1.0\"?><a/>", "an XML document"},
		"archive":             {archive(t, map[string]string{"a.csv": "a,b\n1,2\n"}), "no XLSX workbook"},
		"half an archive":     {archive(t, map[string]string{"a.csv": "a,b\n1,2\n"})[:40], "no XLSX workbook"},
		"JSON array":          {"[\n  {\"a\": 1}\n]", "a JSON array"},
		"JSON document":       {"{\n  \"a\": 1\n}", "a JSON document"},
		"program":             {"\x7fELF\x02\x01\x01\x00", "a program"},
		"noise":               {strings.Repeat("\x00\x01\x02\x03\xfe", 100), "no text"},
		"packed twice":        {packed(t, short), "packed twice"},
		"packed and cut":      {packed(t, strings.Repeat("a,b\n1,2\n", 1000))[:40], "damaged or incomplete"},
		"packed and damaged":  {short[:len(short)-6] + "xxxxxx", "damaged or incomplete"},
		"a packed picture":    {packed(t, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00"), "a picture"},
		"too many columns":    {strings.Repeat("x,", 5000) + "\n", "No line of the file could be read"},
		"no object in a line": {"{\"a\":1,\n{\"a\":\n", "No line of the file is a JSON object"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := reader.Inspect(t.Context(), strings.NewReader(tt.file), reader.Format{})
			wantInvalid(t, err, tt.want)
			_, _, err = reader.Read(t.Context(), strings.NewReader(tt.file), reader.Format{})
			wantInvalid(t, err, tt.want)
		})
	}
}

// stream repeats a text up to a number of bytes.
func stream(text string, bytes int64) io.Reader {
	return io.LimitReader(&repeated{text: text}, bytes)
}

type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		c := copy(p[n:], r.text[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.text)
	}
	return n, nil
}

func TestLongLine(t *testing.T) {
	const size = 100 << 20
	file := func() io.Reader {
		return io.MultiReader(strings.NewReader("a,b\n1,2\n"), stream("x", size), strings.NewReader("\n3,4\n"))
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	inspection, err := reader.Inspect(t.Context(), file(), reader.Format{})
	if err != nil {
		t.Fatal(err)
	}
	got := readAll(t, open(t, file(), inspection.Format))
	runtime.ReadMemStats(&after)
	if len(got) != 3 || got[0] != "2: 1|2" || !strings.HasPrefix(got[1], "3! [] The line is longer than") || got[2] != "4: 3|4" {
		t.Errorf("rows = %q", got)
	}
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 40<<20 {
		t.Errorf("reading a line of 100 MB took %d MB of memory", allocated>>20)
	}
	if _, err := reader.Inspect(t.Context(), stream("x", size), reader.Format{}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("a file of nothing else: error = %v", err)
	}
}

func TestManyColumns(t *testing.T) {
	t.Parallel()
	const columns = 2000
	file := strings.Repeat("name,", columns-1) + "name\n" + strings.Repeat(strings.Repeat("7,", columns-1)+"7\n", 3)
	inspection := inspect(t, file, reader.Format{})
	if n := len(inspection.Format.Columns); n != columns || inspection.Format.Columns[columns-1].Name != "name (2000)" {
		t.Fatalf("%d columns, the last %v", n, inspection.Format.Columns[n-1])
	}
	if got := readAll(t, open(t, strings.NewReader(file), inspection.Format)); len(got) != 3 {
		t.Errorf("%d rows, want 3", len(got))
	}
}

func TestGzipBomb(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	_, err := io.Copy(w, io.MultiReader(strings.NewReader("a,b\n"), stream(strings.Repeat("1", 97)+",2\n", 100<<20)))
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	limits := reader.DefaultLimits
	ends := func(limits reader.Limits) (*reader.Rows, error) {
		f := csv("a", "b")
		f.Compression = reader.Gzip
		rows, err := limits.Open(t.Context(), bytes.NewReader(file.Bytes()), f)
		for err == nil {
			_, err = rows.Next()
		}
		return rows, err
	}
	if rows, err := ends(limits); model.CodeOf(err) != model.CodeLimit || rows.Counts().Rows < 600_000 {
		t.Errorf("error = %v, want LIMIT after 64 MB", err)
	}
	limits.Unpacked = 1 << 20
	if rows, err := ends(limits); model.CodeOf(err) != model.CodeLimit || rows.Counts().Lines > 1<<20/99 {
		t.Errorf("error = %v, want LIMIT after 1 MB", err)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	rows, err := reader.Open(ctx, io.MultiReader(strings.NewReader("a,b\n"), &repeated{text: "1,2\n"}), csv("a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	for range 100_000 {
		if _, err := rows.Next(); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	if _, err := rows.Next(); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want %v", err, context.Canceled)
	}
	if _, err := reader.Inspect(ctx, &repeated{text: "1,2\n"}, reader.Format{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error of Inspect = %v, want %v", err, context.Canceled)
	}
}
