package reader_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/upload/reader"
)

// TestSpectrum reads the files of the npm package csv-spectrum, which has for
// each what is in it.
func TestSpectrum(t *testing.T) {
	t.Parallel()
	const dir = "../../node_modules/csv-spectrum"
	files, err := filepath.Glob(dir + "/csvs/*.csv")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v; npm install brings them", len(files), err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			expected, err := os.ReadFile(dir + "/json/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if expected[0] == '{' { // an only row
				expected = []byte("[" + string(expected) + "]")
			}
			var want []map[string]string
			if err := json.Unmarshal(expected, &want); err != nil {
				t.Fatal(err)
			}
			if name == "location_coordinates" { // the package has two telephone numbers for it
				want[0]["Contact Phone Number"] = "2095257564"
			}
			inspection := inspect(t, string(text), reader.Format{})
			if diff := cmp.Diff(want, objects(t, open(t, strings.NewReader(string(text)), inspection.Format))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// objects returns rows as the values of their columns.
func objects(t *testing.T, rows *reader.Rows) []map[string]string {
	t.Helper()
	var all []map[string]string
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		object := make(map[string]string)
		for i, column := range rows.Columns() {
			object[column.Name] = row.Fields[i]
		}
		all = append(all, object)
	}
}
