package reader_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/upload/reader"
)

func TestJSONLines(t *testing.T) {
	t.Parallel()
	file := strings.Join([]string{
		`{"code": "00123", "price": 1.50, "sizes": ["S", "M"]}`,
		``,
		`{"price": 1e5, "on": true, "code": null}`,
		`{"code": "a\u0000b"}`,
		`{"code": "x", "code": "y"}`,
		`{"code": "x"`,
		`["x"]`,
		`{"code": "x"} {}`,
		`{"other": 1}`,
		"{\"code\": \"caf\xe9\"}",
	}, "\n")
	f := inspect(t, strings.Join(strings.Split(file, "\n")[:3], "\n"), reader.Format{}).Format
	rows := open(t, strings.NewReader(file), f)
	const notObject = `The line is not a JSON object, such as {"code": "A-1", "price": 2.5}.`
	want := []string{
		`1: 00123|1.50|["S", "M"]|`,
		`3: |1e5||true`,
		"4! [code] The text has a NUL character, which can't be stored. |||",
		`5! [] The object has the key "code" twice.`,
		"6! [] " + notObject, "7! [] " + notObject, "8! [] " + notObject,
		`9! [] The object has a key that is no column of the file, "other".`,
		"10! [] " + notUTF8,
	}
	if diff := cmp.Diff(want, readAll(t, rows)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if want := (reader.Counts{Lines: 10, Rows: 2, Rejected: 7, Blank: 1}); rows.Counts() != want {
		t.Errorf("counts = %+v, want %+v", rows.Counts(), want)
	}
	checkRoundTrip(t, file, inspect(t, file, reader.Format{}))
}
