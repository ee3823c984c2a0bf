package reader_test

import (
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/upload/reader"
)

// TestReference reads texts made at random. Where encoding/csv finds nothing
// wrong, both must read the same.
func TestReference(t *testing.T) {
	t.Parallel()
	const alphabet = "\"\",,\n\n\r ab"
	random := rand.New(rand.NewPCG(1, 2))
	compared := 0
	for range 30_000 {
		var text strings.Builder
		text.WriteString("h,h\n")
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
	if compared < 3_000 {
		t.Errorf("only %d texts could be compared", compared)
	}
}

// good returns the rows that have no problem.
func good(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := reader.NewCSV(iotest.OneByteReader(strings.NewReader(text)), reader.CSVOptions{})
	if err != nil {
		t.Fatalf("NewCSV of %q: %v", text, err)
	}
	var all [][]string
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("Next of %q: %v", text, err)
		}
		if row.Problem == nil {
			all = append(all, append([]string{}, row.Fields...))
		}
	}
}

// reference returns the rows of two values with any text, and whether the
// standard library found the text to be well-formed.
func reference(text string) ([][]string, bool) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		return nil, false
	}
	var all [][]string
	for _, record := range records[1:] {
		if len(record) == 2 && strings.TrimSpace(strings.Join(record, "")) != "" {
			all = append(all, record)
		}
	}
	return all, true
}
