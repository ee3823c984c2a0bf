package resolvers_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/job/jobtest"
)

// golden carries out testdata/NAME.graphql, with the variables in
// NAME.variables.json if there are any, and compares the answer with
// NAME.json.
//
// In these files ids and cursors are written in clear, Product:1 and
// Cursor:{"o":"SKU+","v":"A","k":1}; times, measured rates and the names of
// processes are masked.
func (c *client) golden(t *testing.T, name string) {
	t.Helper()
	compare(t, file(name)+".json", c.carryOut(t, name).body)
}

// carryOut carries out testdata/NAME.graphql, whatever the answer.
func (c *client) carryOut(t testing.TB, name string) *answer {
	t.Helper()
	query, err := os.ReadFile(file(name) + ".graphql")
	if err != nil {
		t.Fatal(err)
	}
	variables, err := os.ReadFile(file(name) + ".variables.json")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return c.do(t, string(query), string(variables))
}

// file is the beginning of the names of test data.
func file(name string) string { return filepath.Join("testdata", filepath.FromSlash(name)) }

// compare compares an answer with a golden file.
func compare(t *testing.T, file string, body []byte) {
	t.Helper()
	var indented bytes.Buffer
	if err := json.Indent(&indented, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	jobtest.Golden(t, file, mask(indented.String())+"\n")
}

var (
	timeForm = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)
	rateForm = regexp.MustCompile(`"(itemsPerSecond|secondsLeft|[a-z]+Seconds|share|pid)": [0-9.e+-]+`)
	nameForm = regexp.MustCompile(`"(workerId|host)": "[^"]+"`)
	tookForm = regexp.MustCompile(`Finished in [0-9.a-z]+:`)
	userForm = regexp.MustCompile(`"User \d+"`)
	textForm = regexp.MustCompile(`"[A-Za-z0-9_-]{4,}"`)
	idForm   = regexp.MustCompile(`"(?:Product|Department|Brand|Vendor|Batch|Row|Job|Partitioning|Chunk|Exception|Operation|Upload|User|SavedFilter):[^"]*"`)
	// A cursor's own quotes are escaped, as it is in a text.
	cursorForm = regexp.MustCompile(`"Cursor:\{(?:\\"|[^"])*\}"`)
)

// mask hides what is different each time and shows ids and cursors in clear.
func mask(text string) string {
	text = textForm.ReplaceAllStringFunc(text, func(quoted string) string {
		raw, err := base64.RawURLEncoding.DecodeString(strings.Trim(quoted, `"`))
		switch clear := string(raw); {
		case err != nil:
			return quoted
		case idForm.MatchString(`"` + clear + `"`):
			return `"` + clear + `"`
		case json.Valid(raw) && strings.HasPrefix(clear, `{"o":`):
			return quote("Cursor:" + clear)
		}
		return quoted
	})
	text = timeForm.ReplaceAllString(text, "<time>")
	text = nameForm.ReplaceAllString(text, `"$1": "<name>"`)
	text = userForm.ReplaceAllString(text, `"User <number>"`)
	text = tookForm.ReplaceAllString(text, "Finished in <time>:")
	return rateForm.ReplaceAllString(text, `"$1": "<number>"`)
}

// encodeIDs turns ids and cursors in clear into the opaque ones.
func encodeIDs(text string) string {
	opaque := func(clear string) string { return `"` + base64.RawURLEncoding.EncodeToString([]byte(clear)) + `"` }
	text = idForm.ReplaceAllStringFunc(text, func(quoted string) string { return opaque(strings.Trim(quoted, `"`)) })
	return cursorForm.ReplaceAllStringFunc(text, func(quoted string) string {
		var clear string
		if err := json.Unmarshal([]byte(quoted), &clear); err != nil {
			panic(err)
		}
		return opaque(strings.TrimPrefix(clear, "Cursor:"))
	})
}

// quote is a text as JSON.
func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// goldens runs all golden files of a folder, which change nothing.
func (c *client) goldens(t *testing.T, folder string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.graphql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files in %s (%v)", folder, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".graphql")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.golden(t, folder+"/"+name)
		})
	}
}
