package reader_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/sluicehq/sluice/upload/reader"
)

// summary renders a format as "kind compression encoding delimiter quote
// header", and its columns as "name type decimal order currency".
func summary(f reader.Format) string {
	text := fmt.Sprintf("%s %s %s %q %s %d", f.Kind, f.Compression, f.Encoding, f.Delimiter, f.Quote, f.Header)
	for _, column := range f.Columns {
		text += strings.TrimRight(fmt.Sprintf("\n%s %s %s%s %s", column.Name, column.Type, column.Decimal, column.DateOrder, column.Currency), " ")
	}
	return text
}

func packed(t testing.TB, text string) string {
	t.Helper()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestDetection(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, want string }{
		{"comma", "code,price\nA,1.50\nB,2\n", `delimited none utf-8 "," " 1` + "\ncode text\nprice decimal"},
		{"semicolon", "code;price\nA;1,50\nB;2\n", `delimited none utf-8 ";" " 1` + "\ncode text\nprice decimal"},
		{"tab", "code\tname\tn\nA\tx, y\t1\n", `delimited none utf-8 "\t" " 1` + "\ncode text\nname text\nn integer"},
		{"pipe", "code|n\nA|1\nB|2\n", `delimited none utf-8 "|" " 1` + "\ncode text\nn integer"},
		{"declared", "sep=|\r\na,b|n\r\nA,B|1\r\n", `delimited none utf-8 "|" " 2` + "\na,b text\nn integer"},
		{"delimiters in quotes", "a;b\n\"x,y,z\";\"1,2,3\"\n\"u,v,w\";\"3,4,5\"\n", `delimited none utf-8 ";" " 1` + "\na text\nb text"},
		{"single quotes", "a,b\n'x,y','z'\n'u','v,w'\n", `delimited none utf-8 "," ' 1` + "\na text\nb text"},
		{"one column", "code\n00123\n", `delimited none utf-8 "," " 1` + "\ncode text"},
		{"no header", "1,2\n3,4\n", `delimited none utf-8 "," " -1` + "\nColumn 1 integer\nColumn 2 integer"},
		{"titles", "Price list\n\ncode,n\nA,1\nB,2\n", `delimited none utf-8 "," " 3` + "\ncode text\nn integer"},
		{"duplicate and empty names", "a,,a,a (2)\n1,2,3,4\n", `delimited none utf-8 "," " 1` + "\na integer\nColumn 2 integer\na (3) integer\na (2) integer"},
		{"packed", packed(t, "code,n\nA,1\n"), `delimited gzip utf-8 "," " 1` + "\ncode text\nn integer"},
		{"carriage returns", "code,n\rA,1\rB,2\r", `delimited none utf-8 "," " 1` + "\ncode text\nn integer"},
		{"JSON Lines", "{\"code\":\"A\",\"n\":1}\n{\"n\":2.5,\"on\":true}\n", `jsonl none utf-8 "" ` + " 0\ncode text\nn decimal\non boolean"},
		{"codes", "code,n\n00123,7\n00124,8\n", `delimited none utf-8 "," " 1` + "\ncode text\nn integer"},
		{"booleans", "a,b\nyes,1\nNo,0\n", `delimited none utf-8 "," " 1` + "\na boolean\nb integer"},
		{"money", "a,b\n£3.50,1\n£4,2\n", `delimited none utf-8 "," " 1` + "\na money  £\nb integer"},
		{"an empty column", "a,b\n1,\n2,\n", `delimited none utf-8 "," " 1` + "\na integer\nb empty"},
		{"names only", "code,price\n", `delimited none utf-8 "," " 1` + "\ncode empty\nprice empty"},
		{"a comma file with another notation in a column", "a,b\n\"1.234,50\",1.5\n\"2,5\",2.25\n", `delimited none utf-8 "," " 1` + "\na decimal ,\nb decimal ."},
		{"dates", "a,b\n2011-04-28,28.04.2011\n2011-04-28 15:05:00,01.02.2011\n", `delimited none utf-8 "," " 1` + "\na date\nb date"},
		{"BMW is no picture", "BM,n\nx,1\n", `delimited none utf-8 "," " 1` + "\nBM text\nn integer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inspection := inspect(t, tt.file, reader.Format{})
			if diff := cmp.Diff(tt.want, summary(inspection.Format)); diff != "" {
				t.Errorf("format (-want +got):\n%s", diff)
			}
			checkRoundTrip(t, tt.file, inspection)
		})
	}
}

// checkRoundTrip proves that what the preview showed is what is read: also after
// the format was kept as JSON, and if it overrules itself.
func checkRoundTrip(t *testing.T, file string, inspection *reader.Inspection) {
	t.Helper()
	text, err := json.Marshal(inspection.Format)
	if err != nil {
		t.Fatal(err)
	}
	var kept reader.Format
	if err := json.Unmarshal(text, &kept); err != nil {
		t.Fatal(err)
	}
	again := inspect(t, file, kept)
	if diff := cmp.Diff(inspection.Format, again.Format); diff != "" {
		t.Errorf("the format changes if it overrules itself (-before +after):\n%s", diff)
	}
	rows := open(t, strings.NewReader(file), kept)
	for _, want := range inspection.Preview {
		row, err := rows.Next()
		if err != nil {
			t.Fatalf("Next: %v", err)
		}
		got := reader.PreviewRow{Line: row.Line, Fields: row.Fields, Problems: row.Problems}
		if want.Line != got.Line || fmt.Sprint(want.Fields, want.Problems) != fmt.Sprint(got.Fields, got.Problems) {
			t.Errorf("row = %v, but the preview showed %v", got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	const western, central, cyrillic = "Crème brûlée für Zoë – «½ €»", "Příliš žluťoučký kůň úpěl ďábelské ódy, łódź", "Съешь же ещё этих мягких французских булок"
	tests := []struct {
		name, text string
		encoding   encoding.Encoding
	}{
		{"utf-8", western, encoding.Nop},
		{"utf-16le", western, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"utf-16be", western, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		{"utf-16le", western, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"utf-16be", western, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"windows-1252", western, charmap.Windows1252},
		{"windows-1252", "Crème brûlée für Zoë", charmap.ISO8859_1},
		{"iso-8859-2", central, charmap.ISO8859_2},
		{"iso-8859-5", cyrillic, charmap.ISO8859_5},
		{"windows-1251", cyrillic, charmap.Windows1251},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file, err := tt.encoding.NewEncoder().String("code;name;n\n" + strings.Repeat("A;"+tt.text+";1\n", 3))
			if err != nil {
				t.Fatal(err)
			}
			inspection := inspect(t, file, reader.Format{})
			if inspection.Format.Encoding != tt.name {
				t.Errorf("encoding = %s, want %s", inspection.Format.Encoding, tt.name)
			}
			rows := open(t, strings.NewReader(file), inspection.Format)
			if inspection.Format.Header != 1 {
				t.Fatalf("header = %d, want 1", inspection.Format.Header)
			}
			for range 3 {
				if row, err := rows.Next(); err != nil || row.Fields[1] != tt.text {
					t.Errorf("row = %v, %v", row, err)
				}
			}
		})
	}
}

func TestEncodingFarDown(t *testing.T) {
	t.Parallel()
	file := "code,name\n" + strings.Repeat("A,plain text\n", 300_000) + "B,caf\xe9\n"
	f := inspect(t, file, reader.Format{}).Format
	if f.Encoding != "windows-1252" {
		t.Errorf("encoding = %s, want windows-1252", f.Encoding)
	}
	f.Encoding = reader.UTF8
	all := readAll(t, open(t, strings.NewReader(file), f))
	if last := all[len(all)-1]; !strings.HasPrefix(last, "300002! [name] The text is not UTF-8.") {
		t.Errorf("last row = %q", last)
	}
}

func TestBrokenUTF16(t *testing.T) {
	t.Parallel()
	file := "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\x00\xd8\n\x00"
	rows := open(t, strings.NewReader(file), inspect(t, file, reader.Format{}).Format)
	if got := readAll(t, rows); len(got) != 1 || !strings.HasPrefix(got[0], "2! [b] The text has bytes that mean nothing") {
		t.Errorf("rows = %q", got)
	}
}

func TestOverrides(t *testing.T) {
	t.Parallel()
	const file = "title;x\ncode;n;day\nA;1,234;03/04/2011\nB;2,345;04/05/2011\n"
	tests := []struct {
		name      string
		overrides reader.Format
		want      string
	}{
		{"none", reader.Format{}, "delimited none utf-8 \";\" \" 2\ncode text\nn decimal\nday date"},
		{"delimiter", reader.Format{Delimiter: ","}, "delimited none utf-8 \",\" \" 3\nA;1 text\n234;03/04/2011 text"},
		{"header", reader.Format{Header: 3}, "delimited none utf-8 \";\" \" 3\nA text\n1,234 decimal\n03/04/2011 date"},
		{"no header", reader.Format{Header: reader.NoHeader}, "delimited none utf-8 \";\" \" -1\nColumn 1 text\nColumn 2 text\nColumn 3 text"},
		{"encoding and quote", reader.Format{Encoding: "iso-8859-15", Quote: reader.NoQuote}, "delimited none iso-8859-15 \";\" none 2\ncode text\nn decimal\nday date"},
		{"columns", reader.Format{Columns: []reader.Column{
			{Name: "n", Notation: reader.Notation{Decimal: reader.Point}},
			{Name: "day", Type: reader.Text, Notation: reader.Notation{DateOrder: reader.MonthFirst}},
			{Name: "gone"},
		}}, "delimited none utf-8 \";\" \" 2\ncode text\nn integer .\nday text mdy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inspection := inspect(t, file, tt.overrides)
			if diff := cmp.Diff(tt.want, summary(inspection.Format)); diff != "" {
				t.Errorf("format (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBadOverrides(t *testing.T) {
	t.Parallel()
	tests := map[string]reader.Format{
		"kind":        {Kind: "csv"},
		"(kind)":      {Kind: reader.XLSX},
		"compression": {Compression: "zip"},
		"encoding":    {Encoding: "ebcdic"},
		"delimiter":   {Delimiter: "ab"},
		"quote":       {Quote: ",", Delimiter: ","},
		"header":      {Header: 7},
		"decimal":     {Notation: reader.Notation{Decimal: ";"}},
		"dateOrder":   {Notation: reader.Notation{DateOrder: "ymd"}},
	}
	for want, overrides := range tests {
		_, err := reader.Inspect(t.Context(), strings.NewReader("a,b\n1,2\n"), overrides)
		wantInvalid(t, err, want)
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, column, want string }{
		{"ambiguous numbers", "a,b\nx,1.234\ny,5.678\n", "b", "Some numbers can mean two things"},
		{"both notations", "a;b\nx;1,5\ny;1.5\nz;1.234\n", "b", "Some numbers can mean two things"},
		{"ambiguous dates", "a,b\n1,03/04/2011\n", "b", "Some dates can mean two things"},
		{"odd values", "a,b\n" + strings.Repeat("x,1.5\n", 20) + "x,n/a\n", "b", "1 value in the column, the first on line 22, can't be read as decimal"},
		{"currencies", "a,b\nx,£1\ny,€2\n", "b", "several currencies"},
		{"exponents", "a,b\nx,4.00638E+12\n", "b", "may have cut off digits of codes"},
		{"encoding", "a,b\nx,caf\xe9\n", "", "It is read as windows-1252"},
		{"titles", "Prices\na,b\nx,1\ny,2\n", "", "What stands above line 2"},
		{"only text", "a,b\nx,z\n", "", "Line 1 is taken for the names"},
		{"no header", "x,1\nz,2\n", "", "No line names the columns."},
		{"empty name", "a,\nx,1\n", "Column 2", "Column 2 has no name."},
		{"name twice", "a,a\nx,1\n", "a (2)", "Another column has this name"},
		{"one column", "a\n1\n", "", "a single column"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, warning := range inspect(t, tt.file, reader.Format{}).Warnings {
				if warning.Column == tt.column && strings.Contains(warning.Message, tt.want) {
					return
				}
			}
			t.Errorf("there is no warning of %q with %q: %v", tt.column, tt.want, inspect(t, tt.file, reader.Format{}).Warnings)
		})
	}
	clean := inspect(t, "code,price,day\nA,1.50,2011-04-28\nB,1,29/04/2011\n", reader.Format{})
	if len(clean.Warnings) > 0 {
		t.Errorf("warnings of a clean file: %v", clean.Warnings)
	}
}
