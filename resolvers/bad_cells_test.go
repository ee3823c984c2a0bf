package resolvers_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// badCells are values that a row refuses, as JSON, by batch and column.
var badCells = []struct{ row, column, value, code, field, message string }{
	{"Row:1.1", "quantity", `"many"`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `-1`, "INVALID", "quantity", "Labels must be at least 0."},
	{"Row:1.1", "quantity", `1001`, "INVALID", "quantity", "Labels must be at most 1000."},
	{"Row:1.1", "quantity", `1.5`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `1e2`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `1e999`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `99999999999999999999`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `null`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `""`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `true`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `[1]`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "quantity", `{}`, "INVALID", "quantity", "Labels must be a whole number."},
	{"Row:1.1", "description", `7`, "INVALID", "description", "Name must be a text."},
	{"Row:1.1", "description", `null`, "INVALID", "description", "Name must be a text."},
	{"Row:1.1", "description", `"` + strings.Repeat("ü", 501) + `"`, "INVALID", "description", "Name can have at most 500 characters."},
	{"Row:1.1", "description", `"a\u0000b"`, "INVALID", "description", "Name has a character that can't be stored (NUL)."},
	{"Row:1.1", "sku", `"X"`, "INVALID", "sku", "SKU can't be edited."},
	{"Row:1.1", "color", `"red"`, "INVALID", "values", "Rows of this type have no such column."},
	{"Row:1.1", "status", `"ok"`, "INVALID", "values", "Rows of this type have no such column."},
	{"Row:1.1", "batch_id", `2`, "INVALID", "values", "Rows of this type have no such column."},
	{"Row:1.1", "", `1`, "INVALID", "values", "Rows of this type have no such column."},
	{"Row:2.1", "quantity", `1`, "NOT_FOUND", "", "There is no such row in this batch."},
	{"Row:1.99", "quantity", `1`, "NOT_FOUND", "", "There is no such row in this batch."},
	{"Product:1", "quantity", `1`, "NOT_FOUND", "", "There is no such row in this batch."},
	{"Row:4.1", "new_price", `"cheap"`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "new_price", `-0.01`, "INVALID", "new_price", "New price must be at least 0."},
	{"Row:4.1", "new_price", `1.005`, "INVALID", "new_price", "New price can have at most 2 decimal places."},
	{"Row:4.1", "new_price", `1000000000`, "INVALID", "new_price", "New price must be at most 999999999.99."},
	{"Row:4.1", "new_price", `1e999`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "new_price", `"1e5"`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "new_price", `"NaN"`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "new_price", `"Infinity"`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "new_price", `"1,50"`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "new_price", `"` + strings.Repeat("1", 41) + `"`, "INVALID", "new_price", "New price must be a number such as 12.50."},
	{"Row:4.1", "price", `1`, "INVALID", "price", "Price before can't be edited."},
}

// Each row is answered for: the bad one is refused, the good one beside it is
// changed.
func TestBadCells(t *testing.T) {
	t.Parallel()
	a, ann := newReviewedAPI(t)
	if _, err := a.Batches.Reopen(a.Ctx, 4); err != nil {
		t.Fatal(err)
	}
	const answerForRows = `mutation($in: UpdateRowsInput!) { updateRows(input: $in) { rows { id version } rejected { id code message field } } }`
	versions := map[string]int{"Row:1.2": 1, "Row:4.2": 1}
	for _, c := range badCells {
		batch, beside, column := "Batch:1", "Row:1.2", "quantity"
		if strings.HasPrefix(c.row, "Row:4.") {
			batch, beside, column = "Batch:4", "Row:4.2", "new_price"
		}
		version := versions[beside]
		versions[beside]++
		good := fmt.Sprintf(`{"id": %q, "version": %d, "values": {%q: %d}}`, beside, version, column, 100+version)
		before := a.fingerprint(t)
		bad := `{"id": "` + c.row + `", "version": 1, "values": {` + quote(c.column) + `: ` + c.value + `}}`
		got := ann.do(t, answerForRows, `{"in": {"batchId": "`+batch+`", "rows": [`+bad+`]}}`)
		if a.fingerprint(t) != before {
			t.Errorf("%s = %.40s: the data has changed", c.column, c.value)
		}
		want := fmt.Sprintf(`{"updateRows":{"rows":[],"rejected":[{"id":%s,"code":"%s","message":%s,"field":%s}]}}`,
			encodeIDs(quote(c.row)), c.code, quote(c.message), orNull(c.field))
		if data := dataOf(t, got); data != want {
			t.Errorf("%s = %.40s:\n got %s\nwant %s", c.column, c.value, data, want)
		}
		both := ann.do(t, answerForRows, `{"in": {"batchId": "`+batch+`", "rows": [`+bad+`, `+good+`]}}`)
		if data := dataOf(t, both); !strings.Contains(data, `"rows":[{`) || !strings.Contains(data, `"rejected":[{`) {
			t.Errorf("%s = %.40s beside a good row: %s", c.column, c.value, both.body)
		}
	}
}

func orNull(text string) string {
	if text == "" {
		return "null"
	}
	return quote(text)
}

func dataOf(t *testing.T, a *answer) string {
	t.Helper()
	var body struct{ Data json.RawMessage }
	if err := json.Unmarshal(a.body, &body); err != nil {
		t.Fatal(err)
	}
	return string(body.Data)
}
