package resolvers_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/graph"
)

// tame are good arguments of every field that has any. What goes in is made
// wild one place at a time.
var tame = []struct{ parent, field, arguments, selection string }{
	{"Query", "node", `{"id": "Product:1"}`, `{ id }`},
	{"Query", "products", `{"first": 5, "after": "Cursor:{\"o\":\"PRICE-\",\"v\":\"24\",\"k\":6}", "orderBy": {"field": "PRICE", "direction": "DESC"},
		"where": {"search": "e", "id": {"ne": "Product:1", "in": ["Product:2"]}, "sku": {"eq": "x", "in": ["x"], "contains": "x", "isNull": false},
		"department": {"eq": "Department:1", "isNull": true}, "price": {"gt": "1.5", "lte": 7, "ne": 1.25}, "active": {"eq": true},
		"or": [{"brand": {"in": ["Brand:1"]}}, {"not": {"and": [{"gtin": {"startsWith": "4"}}]}}]}}`, `{ totalCount nodes { sku } }`},
	{"Query", "brands", `{"search": "a"}`, `{ id }`},
	{"Query", "vendors", `{"search": "a"}`, `{ id }`},
	{"Query", "batches", `{"first": 5, "after": "Cursor:{\"o\":\"UPDATED_AT+\",\"v\":\"2026-01-01T00:00:00Z\",\"k\":1}",
		"orderBy": {"field": "UPDATED_AT", "direction": "ASC"},
		"where": {"id": {"ne": "Batch:1", "in": ["Batch:2"]}, "type": {"eq": "labels"}, "state": ["OPEN"], "search": "#1", "createdAt": {"gte": "2026-01-01T00:00:00Z"}, "mine": false}}`, `{ totalCount nodes { id } }`},
	{"Query", "batch", `{"id": "Batch:1"}`, `{ id }`},
	{"Query", "previewBatch", `{"id": "Batch:4", "first": 5, "after": "Cursor:{\"o\":\"sequence+\",\"k\":1}"}`, `{ changed rows { nodes { before } } }`},
	{"Batch", "rows", `{"first": 5, "offset": 1, "after": "Cursor:{\"o\":\"price-\",\"v\":\"3\",\"k\":3}", "orderBy": {"column": "price", "direction": "DESC"},
		"where": {"status": ["ok"], "removed": false, "outcome": "FAILED", "search": "e"}}`, `{ totalCount nodes { values } }`},
	{"Batch", "history", `{"first": 5}`, `{ kind }`},
	{"Query", "jobs", `{"first": 5, "after": "Cursor:{\"o\":\"ID-\",\"k\":3}", "where": {"id": {"in": ["Job:1"]}, "application": {"ne": "x"}, "name": {"contains": "o"}, "description": {"eq": ""}, "state": ["FINISHED"], "search": "pop"}}`, `{ totalCount nodes { id } }`},
	{"Query", "job", `{"id": "Job:1"}`, `{ id }`},
	{"Mutation", "signIn", `{"input": {"login": "ann"}}`, `{ viewer { id } }`},
	{"Mutation", "signIn", `{"input": {"linkToken": "abc"}}`, `{ viewer { id } }`},
	{"Mutation", "createBatchFromQuery", `{"input": {"type": "labels", "description": "d", "clientKey": "k", "where": {"sku": {"startsWith": "B"}},
		"parameters": {"quantity": 1, "layout": "sheet_3x8", "currency": "€"}}}`, `{ batch { id sourceText parameters } }`},
	{"Mutation", "createBatchFromQuery", `{"input": {"type": "pricing", "parameters": {"rule": "percent", "percent": "5.5", "rounding": "cent"}}}`, `{ batch { id } }`},
	{"Mutation", "createBatchFromImporter", `{"input": {"importer": "products", "description": "d", "uploadId": "Upload:1", "format": {"delimiter": ";", "header": 1, "columns": [{"name": "x", "decimal": ","}]},
		"mapping": {"key": "a"}, "parameters": {}, "deleteMissing": true, "keepUnchanged": true, "clientKey": "k"}}`, `{ batch { id sourceText } }`},
	{"Mutation", "runImporter", `{"input": {"importer": "vendors", "uploadId": "Upload:1", "format": {"encoding": "utf-8"}, "mapping": {"name": "a"}, "deleteMissing": false, "clientKey": "k"}}`, `{ job { id } }`},
	{"Query", "previewImporter", `{"input": {"importer": "vendors", "uploadId": "Upload:1", "format": {"encoding": "utf-8"}, "mapping": {"name": "a"}, "parameters": {}, "deleteMissing": true}}`, `{ report { lines } rejects { reason } }`},
	{"Job", "importRejects", `{"first": 5, "after": "Cursor:{\"o\":\"line+\",\"v\":\"1\",\"k\":1}"}`, `{ totalCount nodes { line reason original } }`},
	{"Mutation", "updateBatch", `{"input": {"id": "Batch:1", "version": 3, "description": "d", "notes": "n"}}`, `{ batch { id } }`},
	{
		"Mutation", "updateRows", `{"input": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": {"quantity": 3, "description": "d"}}, {"id": "Row:1.2", "version": 1, "values": {"size": "s"}}]}}`,
		`{ rejected { code message row { values } } rows { values reason } }`,
	},
	{"Mutation", "updateRows", `{"input": {"batchId": "Batch:4", "rows": [{"id": "Row:4.1", "version": 1, "values": {"new_price": "3.99"}}]}}`, `{ rejected { code message } }`},
	{"Mutation", "removeRows", `{"input": {"batchId": "Batch:1", "ids": ["Row:1.1", "Row:1.2"]}}`, `{ rejected { code message } }`},
	{"Mutation", "restoreRows", `{"input": {"batchId": "Batch:1", "ids": ["Row:1.1"]}}`, `{ rejected { code message } }`},
	{"Mutation", "updateRowsWhere", `{"input": {"batchId": "Batch:1", "where": {"ids": ["Row:1.1"], "search": "m"}, "change": {"column": "description", "operation": "REPLACE", "find": "m", "value": "n"}}}`, `{ changed rejected { message } }`},
	{"Mutation", "updateRowsWhere", `{"input": {"batchId": "Batch:1", "change": {"column": "quantity", "operation": "ADD", "value": 1}}}`, `{ changed rejected { message } }`},
	{"Mutation", "removeRowsWhere", `{"input": {"batchId": "Batch:1", "where": {"status": ["ok"], "removed": false}}}`, `{ changed }`},
	{"Mutation", "restoreRowsWhere", `{"input": {"batchId": "Batch:1", "where": {"outcome": "FAILED"}}}`, `{ changed }`},
	{"Mutation", "refreshRows", `{"input": {"batchId": "Batch:1", "where": {"status": ["ok"]}}}`, `{ changed }`},
	{"Mutation", "refreshBatch", `{"input": {"id": "Batch:1"}}`, `{ changed }`},
	{"Mutation", "markBatchComplete", `{"input": {"id": "Batch:1"}}`, `{ batch { id } }`},
	{"Mutation", "reopenBatch", `{"input": {"id": "Batch:3"}}`, `{ batch { id } }`},
	{"Mutation", "executeBatch", `{"input": {"id": "Batch:3", "options": {"first": 2}}}`, `{ batch { id } }`},
	{"Mutation", "undoBatch", `{"input": {"id": "Batch:2"}}`, `{ batch { id } }`},
	{"Mutation", "deleteBatch", `{"input": {"id": "Batch:5"}}`, `{ deletedId }`},
	{"Query", "upload", `{"id": "Upload:1"}`, `{ id }`},
	{"Query", "inspectUpload", `{"input": {"uploadId": "Upload:1", "type": "labels", "format": {"kind": "delimited", "delimiter": ";", "header": 1, "columns": [{"name": "x", "type": "text"}]}}}`, `{ sampled }`},
	{"Mutation", "createUpload", `{"file": "x"}`, `{ upload { id } }`},
	{"Mutation", "deleteUpload", `{"id": "Upload:1"}`, `{ deletedId }`},
	{"Mutation", "uploadBatch", `{"input": {"type": "labels", "file": "x"}}`, `{ batch { id } }`},
	{"Mutation", "createBatchFromUpload", `{"input": {"type": "labels", "uploadId": "Upload:1", "description": "d", "format": {"encoding": "utf-8"}, "mapping": [{"field": "sku", "column": "x"}],
		"badLines": "REJECT_FILE", "duplicates": "ADD_UP", "leaveOutWaiting": true, "parameters": {"quantity": 1}, "clientKey": "k"}}`, `{ batch { id } }`},
	{"Mutation", "createBatch", `{"input": {"type": "labels", "description": "d", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "clientKey": "k"}}`, `{ batch { id } }`},
	{"Mutation", "populateBatch", `{"input": {"id": "Batch:5"}}`, `{ batch { id } }`},
	{"Mutation", "addRows", `{"input": {"batchId": "Batch:1", "rows": [{"sku": "B-1", "quantity": "2"}, {"gtin": "x"}]}}`, `{ rows { values } rejected { code message field } }`},
	{"Mutation", "quickEntry", `{"input": {"batchId": "Batch:1", "code": "B-1", "quantity": 2}}`, `{ new row { values } }`},
	{"Mutation", "cancelJob", `{"input": {"id": "Job:1"}}`, `{ job { id } }`},
	{"Query", "partitionings", `{"application": "sizing", "source": "products"}`, `{ id }`},
	{"Job", "chunks", `{"first": 5, "after": "Cursor:{\"o\":\"NUMBER+\",\"k\":1}",
		"where": {"numbers": [1, 2], "state": ["DONE"], "program": {"ne": "x"}, "revision": {"eq": ""}}}`, `{ totalCount nodes { id } }`},
	{"Job", "dag", `{"program": "x"}`, `{ dot }`},
	{"Job", "dagStatistics", `{"by": "CHUNK", "where": {"numbers": [1], "program": {"ne": "x"}}}`, `{ nodes { node } }`},
	{"Job", "downloads", `{"where": {"state": ["OPEN"], "node": {"contains": "x"}, "search": "b"}}`, `{ url }`},
	{"Job", "exceptions", `{"first": 5, "after": "Cursor:{\"o\":\"ID+\",\"k\":0}",
		"where": {"state": ["OPEN"], "node": {"ne": "x"}, "reason": {"contains": "size"}, "search": "b"}}`, `{ totalCount nodes { id } }`},
	{"Job", "results", `{"chunk": 1, "first": 5, "after": "Cursor:{\"o\":\"CHUNK+\",\"v\":\"1\",\"k\":1}"}`, `{ totalCount nodes { result } }`},
	{"Mutation", "createJob", `{"input": {"application": "sizing", "name": "n", "description": "d", "source": "products", "parameters": {"gram": "g"},
		"partitioning": "size_3", "partitioningId": "Partitioning:1", "parallelism": 1, "priority": 4, "rate": 1000}}`, `{ job { id parameters } }`},
	{"Mutation", "updateJob", `{"input": {"id": "Job:8", "description": "d", "parallelism": 2, "priority": 1, "rate": 5}}`, `{ job { id } }`},
	{"Mutation", "tryJob", `{"input": {"id": "Job:8", "items": 2}}`, `{ trial { items } }`},
	{"Mutation", "startJob", `{"input": {"id": "Job:7"}}`, `{ job { id } }`},
	{"Mutation", "pauseJob", `{"input": {"id": "Job:7"}}`, `{ job { id } }`},
	{"Mutation", "resumeJob", `{"input": {"id": "Job:7"}}`, `{ job { id } }`},
	{"Mutation", "processChunks", `{"input": {"id": "Job:8", "where": {"numbers": [1], "state": ["HELD"]}}}`, `{ job { id } }`},
	{"Mutation", "retryChunks", `{"input": {"id": "Job:8", "where": {"numbers": [1], "program": {"eq": "x"}}}}`, `{ job { id } }`},
	{"Mutation", "reprocessChunks", `{"input": {"id": "Job:7", "where": {"numbers": [1], "revision": {"eq": ""}}}}`, `{ job { id } }`},
	{"Mutation", "resolveExceptions", `{"input": {"jobId": "Job:7", "ids": ["Exception:7.1"], "where": {"state": ["OPEN"], "search": "b"}, "decision": "CORRECT", "correction": {"size": "1 l"}}}`, `{ resolved }`},
	{"Mutation", "processExceptions", `{"input": {"id": "Job:7"}}`, `{ job { id } }`},
	{"Mutation", "deleteJob", `{"input": {"id": "Job:99"}}`, `{ deletedId }`},
	{"Query", "operations", `{"first": 5, "after": "Cursor:{\"o\":\"UPDATED_AT+\",\"v\":\"2026-01-01T00:00:00Z\",\"k\":1}",
		"orderBy": {"field": "UPDATED_AT", "direction": "ASC"},
		"where": {"id": {"in": ["Operation:1"]}, "type": {"startsWith": "m"}, "status": ["RUNNING"], "result": ["FAILED"], "context": {"reference": "x"},
		"createdAt": {"gte": "2026-01-01T00:00:00Z"}, "startedAt": {"lt": "2026-01-01T00:00:00Z"}, "mine": true}}`, `{ totalCount nodes { id } }`},
	{"Query", "operation", `{"id": "Operation:1"}`, `{ id }`},
	{"Mutation", "createOperation", `{"input": {"type": "mail", "context": {"id": "Product:1"}, "input": {"a": [1]}, "delay": "1h"}}`, `{ operation { id input } }`},
	{"Mutation", "createOperation", `{"input": {"type": "mail", "context": {"reference": "r"}, "runAt": "2026-01-01T00:00:00Z"}}`, `{ operation { id } }`},
	{"Mutation", "startOperation", `{"input": {"id": "Operation:1"}}`, `{ operation { id } }`},
	{"Mutation", "finishOperation", `{"input": {"id": "Operation:1", "result": "FAILED", "output": {"b": 1}, "error": "e", "attempt": 1}}`, `{ operation { id output } }`},
	{"Mutation", "cancelOperation", `{"input": {"id": "Operation:1"}}`, `{ operation { id } }`},
	{"Mutation", "cancelOperations", `{"input": {"type": "mail", "context": {"reference": "r"}}}`, `{ operations { id } }`},
	{"Mutation", "claimOperations", `{"input": {"type": "mail", "olderThan": "1s", "limit": 3, "lease": "1m"}}`, `{ operations { id } }`},
	{"Mutation", "createOperation", `{"input": {"type": "mail", "run": {"group": "welcome-mail", "route": "default"}}}`, `{ operation { id } }`},
	{"Mutation", "createProducts", `{"input": {"operationId": "Operation:1", "products": [{"sku": "W-1", "gtin": "4012345678901", "description": "d", "size": "s",
		"department": "Department:1", "brand": "Brand:1", "vendor": "Vendor:1", "cost": "1.5", "price": 2, "active": false}]}}`, `{ created rejected { index message } }`},
	{"Subscription", "operationChanged", `{"where": {"type": {"eq": "mail"}, "status": ["RUNNING"]}}`, `{ id }`},
	{"Mutation", "runOperation", `{"input": {"id": "Operation:1", "group": "welcome-mail", "route": "default", "atOnce": true}}`, `{ operation { id } }`},
	{"Mutation", "repeatOperation", `{"input": {"id": "Operation:1"}}`, `{ operation { id } }`},
	{"Mutation", "extendOperation", `{"input": {"id": "Operation:1", "attempt": 1, "lease": "1m"}}`, `{ operation { id } }`},
	{"Query", "exportRows", `{"batchId": "Batch:1", "format": "XLSX", "where": {"status": ["ok"], "search": "e"}, "orderBy": {"column": "price", "direction": "DESC"}}`, `{ url }`},
	{"Mutation", "createBatchFromBatch", `{"input": {"type": "labels", "batchId": "Batch:1", "description": "d", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "clientKey": "k"}}`, `{ batch { id } }`},
	{"Mutation", "cloneBatch", `{"input": {"id": "Batch:1", "description": "d", "clientKey": "k"}}`, `{ batch { id } }`},
	{"Mutation", "retryRows", `{"input": {"batchId": "Batch:2", "where": {"status": ["ok"], "removed": false, "search": "e"}}}`, `{ retried }`},
	{"Mutation", "refreshSource", `{"input": {"id": "Batch:1"}}`, `{ added dropped }`},
	{"Mutation", "deleteUser", `{"input": {"login": "nobody"}}`, `{ deletedId }`},
	{"Mutation", "updateBatch", `{"input": {"id": "Batch:1", "version": 3, "dueOn": "2026-01-31", "purgeOn": "2120-01-31"}}`, `{ batch { dueOn } }`},
	{"Query", "batches", `{"first": 5, "after": "Cursor:{\"o\":\"DUE_ON+\",\"v\":\"2026-01-31\",\"k\":1}", "orderBy": {"field": "DUE_ON", "direction": "ASC"},
		"where": {"dueOn": {"gte": "2026-01-01", "lte": "2026-12-31", "isNull": false}, "overdue": true}}`, `{ totalCount nodes { id } }`},
	{"Mutation", "purgeBatch", `{"input": {"id": "Batch:1", "early": true}}`, `{ batch { id } }`},
	{"Mutation", "approveBatch", `{"input": {"id": "Batch:3", "version": 3}}`, `{ batch { id } }`},
	{"Mutation", "withdrawApproval", `{"input": {"id": "Batch:3"}}`, `{ batch { id } }`},
	{"Mutation", "executeBatches", `{"input": {"where": {"id": {"in": ["Batch:3"], "ne": "Batch:1"}, "type": {"eq": "labels"}, "state": ["COMPLETE"]}, "options": {"first": "2"}}}`, `{ answers { code message } }`},
	{"Mutation", "refreshBatches", `{"input": {"where": {"id": {"eq": "Batch:1"}, "search": "#1", "createdAt": {"gte": "2026-01-01T00:00:00Z"}}}}`, `{ answers { code message changedRows } }`},
	{"Mutation", "deleteBatches", `{"input": {"where": {"id": {"eq": "Batch:99"}, "mine": true}}}`, `{ answers { code message } }`},
	{"Query", "savedFilters", `{"place": "rows:labels"}`, `{ id where problem }`},
	{"Mutation", "createSavedFilter", `{"input": {"place": "products", "name": "n", "shared": true, "where": {"search": "e", "price": {"gt": "1.5"}, "or": [{"brand": {"in": ["Brand:1"]}}]},
		"orderBy": {"field": "PRICE", "direction": "DESC"}}}`, `{ savedFilter { id where orderBy } }`},
	{"Mutation", "createSavedFilter", `{"input": {"place": "rows:labels", "name": "n", "where": {"status": ["ok"], "outcome": "FAILED"}, "orderBy": {"column": "price", "direction": "ASC"}}}`, `{ savedFilter { id where } }`},
	{"Mutation", "updateSavedFilter", `{"input": {"id": "SavedFilter:1", "version": 1, "name": "m", "shared": false, "where": {"state": ["OPEN"], "createdAt": {"gte": "2026-01-01T00:00:00Z"}}}}`, `{ savedFilter { id } }`},
	{"Mutation", "deleteSavedFilter", `{"input": {"id": "SavedFilter:99"}}`, `{ deletedId }`},
	{"Batch", "totals", `{"where": {"status": ["ok"], "removed": false, "search": "e", "ids": ["Row:1.1"]}}`, `{ label value }`},
	{"Batch", "rowPlace", `{"id": "Row:1.1", "orderBy": {"column": "price", "direction": "DESC"}, "where": {"status": ["ok"], "removed": false, "search": "e"}}`, ``},
}

// wild are values of every JSON type, as far out as can be.
var wild = []string{
	`null`, `true`, `0`, `-1`, `1.5`, `2147483648`, `9223372036854775808`, `1e5`, `1e999`, `-1e-999`, `0.00000000000000000000000000000001`,
	`""`, `" "`, `"MARKER"`, `"\u0000"`, `"\ud800"`, `"%"`, `"\\"`, `"'; DROP TABLE batch; --"`, `"NaN"`, `"Infinity"`, `"1e9"`, `"0x10"`, `"٣"`,
	`"` + strings.Repeat("MARKER", 2000) + `"`, `"` + strings.Repeat("9", 300) + `"`,
	`[]`, `[[]]`, `[null]`, `{}`, `{"MARKER": 1}`, `{"eq": {"eq": []}}`, `{"": null}`,
	`"Product:0"`, `"Batch:-1"`, `"Row:1.9223372036854775808"`, `"Job:9223372036854775807"`, `"User:1"`,
	`"Cursor:{}"`, `"Cursor:{\"o\":\"PRICE-\",\"v\":\"1e999999999\",\"k\":1}"`, `"Cursor:{\"o\":\"PRICE-\",\"v\":\"NaN\",\"k\":-9}"`,
	`"Cursor:{\"o\":\"UPDATED_AT+\",\"v\":\"0000-01-01T00:00:00Z\",\"k\":1}"`, `"Cursor:{\"o\":\"ID-\",\"v\":\"x\",\"k\":1}"`,
	`"2026-02-30T00:00:00Z"`, `"0000-01-01T00:00:00Z"`, `"9999-12-31T23:59:59-12:00"`, `"ASC"`, `"FAILED"`,
}

// rounds is how often each field is tried, with variables and with literals.
const rounds = 40

// However wild the input, the API says what is wrong, without repeating it, and
// does not call it an error of its own.
func TestWildInput(t *testing.T) {
	t.Parallel()
	_, ann := newReviewedAPI(t)
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	for _, parent := range []string{"Query", "Batch", "Job", "Mutation"} {
		for _, field := range schema.Types[parent].Fields {
			if len(field.Arguments) > 0 && !strings.HasPrefix(field.Name, "__") && !isTame(parent, field.Name) {
				t.Errorf("%s.%s is not tried", parent, field.Name)
			}
		}
	}
	dice := rand.New(rand.NewPCG(1, 2)) // the same values each time
	for _, field := range tame {
		definition := schema.Types[field.parent].Fields.ForName(field.field)
		for range rounds {
			var arguments map[string]any
			decodeNumbers(t, field.arguments, &arguments)
			makeWild(t, dice, arguments)
			for _, body := range []string{
				byVariables(definition, field.parent, field.selection, arguments),
				byLiterals(definition, field.parent, field.selection, arguments),
			} {
				got := ann.send(t, ann.request(t, http.MethodPost, body))
				text := string(got.body)
				if got.status >= 500 || strings.Contains(text, "INTERNAL") || slices.ContainsFunc(got.messages(), isEcho) {
					t.Errorf("%d %.1000s\n%.2000s", got.status, text, body)
				}
			}
		}
	}
}

func isTame(parent, name string) bool {
	for _, field := range tame {
		if field.parent == parent && field.field == name {
			return true
		}
	}
	return false
}

func isEcho(message string) bool { return strings.Contains(message, "MARKER") }

func (a *answer) messages() []string {
	texts := make([]string, len(a.Errors))
	for i, err := range a.Errors {
		texts[i] = err.Message
	}
	return texts
}

// decodeNumbers reads JSON and keeps numbers as they are written.
func decodeNumbers(t *testing.T, text string, target any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(target); err != nil {
		t.Fatal(err)
	}
}

// makeWild replaces one value in an object, or drops or adds one.
func makeWild(t *testing.T, dice *rand.Rand, object map[string]any) {
	t.Helper()
	keys := slices.Sorted(maps.Keys(object))
	if len(keys) == 0 {
		return
	}
	key := keys[dice.IntN(len(keys))]
	switch inner := object[key].(type) {
	case map[string]any:
		if dice.IntN(5) > 0 {
			makeWild(t, dice, inner)
			return
		}
	case []any:
		if element, ok := inner[0].(map[string]any); ok && dice.IntN(3) > 0 {
			makeWild(t, dice, element)
			return
		}
		if dice.IntN(2) > 0 {
			inner[0] = anyWild(t, dice)
			return
		}
	}
	switch dice.IntN(12) {
	case 0:
		delete(object, key)
	case 1:
		object["MARKER"] = anyWild(t, dice)
	default:
		object[key] = anyWild(t, dice)
	}
}

func anyWild(t *testing.T, dice *rand.Rand) (value any) {
	t.Helper()
	decodeNumbers(t, wild[dice.IntN(len(wild))], &value)
	return value
}
