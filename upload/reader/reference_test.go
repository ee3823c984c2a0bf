package reader_test

import (
	stdcsv "encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// TestReference reads texts made at random. Where encoding/csv finds nothing
// wrong, both must read the same.
func TestReference(t *testing.T) {
	t.Parallel()
	const alphabet = "\"\",,\n\n\r ab"
	random := rand.New(rand.NewPCG(1, 2))
	compared := 0
	for range 10_000 {
		var text strings.Builder
		text.WriteString("h,h2\n")
		for range random.IntN(14) {
			text.WriteByte(alphabet[random.IntN(len(alphabet))])
		}
		want, ok := reference(text.String())
		got := good(t, text.String())
		if !ok {
			continue // what matters is that reading came to an end
		}
		compared++
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("rows of %q (-encoding/csv +got):\n%s", text.String(), diff)
		}
	}
	if compared < 1_000 {
		t.Errorf("only %d texts could be compared", compared)
	}
}

// good returns the rows without problems, if no row has any; their lines end as
// encoding/csv has them.
func good(t *testing.T, text string) [][]string {
	t.Helper()
	rows := open(t, iotest.OneByteReader(strings.NewReader(text)), csv("h", "h2"))
	var all [][]string
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("Next of %q: %v", text, err)
		}
		if len(row.Problems) > 0 {
			continue
		}
		fields := make([]string, len(row.Fields))
		for i, field := range row.Fields {
			fields[i] = strings.ReplaceAll(field, "\r\n", "\n")
		}
		all = append(all, fields)
	}
}

// reference returns the rows of two values with any text, and whether the
// standard library found the text to be well-formed, with as many values in each
// row.
func reference(text string) ([][]string, bool) {
	r := stdcsv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		return nil, false
	}
	var all [][]string
	for _, record := range records[1:] {
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		if len(record) != 2 {
			return nil, false
		}
		all = append(all, record)
	}
	return all, true
}
