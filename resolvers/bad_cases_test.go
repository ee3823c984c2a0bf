package resolvers_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

const create = `mutation($in: CreateBatchFromQueryInput!) { createBatchFromQuery(input: $in) { batch { id } } }`
const update = `mutation($in: UpdateRowsInput!) { updateRows(input: $in) { rows { id } rejected { id } } }`

var badByUser = map[string][]badInput{
	"ann": {
		{name: "unknown filter field", query: `{ products(where: {color: {eq: "red"}}) { totalCount } }`},
		{name: "unknown filter field in a variable", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"color": {"eq": "red"}}}`},
		{name: "unknown operator in a variable", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"price": {"near": "1"}}}`},
		{name: "wrong enum", query: `{ products(orderBy: {field: COLOR}) { totalCount } }`},
		{name: "wrong enum in a variable", query: `query($o: ProductOrder) { products(orderBy: $o) { totalCount } }`, variables: `{"o": {"field": "COLOR"}}`},
		{name: "enum as a number", query: `query($o: ProductOrder) { products(orderBy: $o) { totalCount } }`, variables: `{"o": {"field": 7}}`},
		{name: "wrong state", query: `query($w: BatchFilter) { batches(where: $w) { totalCount } }`, variables: `{"w": {"state": ["DONE"]}}`},
		{name: "filter 10 deep", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": ` + strings.Repeat(`{"not":`, 10) + `{}` + strings.Repeat(`}`, 10) + `}`},
		{name: "filter with 101 conditions", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"or": [` + strings.Repeat(`{"active":{"eq":true}},`, 100) + `{}]}}`},
		{name: "filter list of 1,001", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"sku": {"in": ["0"` + strings.Repeat(`,"1"`, 1000) + `]}}}`},
		{name: "text where a decimal belongs", query: `{ products(where: {price: {gt: "cheap"}}) { totalCount } }`},
		{name: "decimal with an exponent", query: `{ products(where: {price: {gt: 1e999}}) { totalCount } }`},
		{name: "decimal with an exponent in a variable", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"price": {"gt": 1e999}}}`},
		{name: "decimal with 100 digits", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"price": {"gt": "` + strings.Repeat("9", 100) + `"}}}`},
		{name: "true where a decimal belongs", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"price": {"gt": true}}}`},
		{name: "number where a text belongs", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"search": 12}}`},
		{name: "text where a yes or no belongs", query: `{ products(where: {active: {eq: "yes"}}) { totalCount } }`},
		{name: "no time", query: `query($w: BatchFilter) { batches(where: $w) { totalCount } }`, variables: `{"w": {"createdAt": {"gte": "yesterday"}}}`},
		{name: "time out of range", query: `{ batches(where: {createdAt: {lt: "0000-01-01T00:00:00Z"}}) { totalCount } }`},
		{name: "search too long", query: `query($w: ProductFilter) { products(where: $w) { totalCount } }`, variables: `{"w": {"search": "` + strings.Repeat("ä", 201) + `"}}`},
		{name: "search of 11 words", query: `{ products(where: {search: "a b c d e f g h i j k"}) { totalCount } }`},
		{name: "NUL in a search", query: `{ products(where: {search: "a\u0000b"}) { totalCount } }`},
		{name: "NUL in a filter of jobs", query: `{ jobs(where: {application: {eq: "\u0000"}}) { totalCount } }`},
		{name: "huge first", query: `{ products(first: 100000) { totalCount } }`},
		{name: "first beyond 32 bits", query: `{ products(first: 99999999999) { totalCount } }`},
		{name: "first: 0", query: `{ products(first: 0) { totalCount } }`},
		{name: "negative first", query: `{ batches(first: -1) { totalCount } }`},
		{name: "huge first of jobs", query: `{ jobs(first: 201) { totalCount } }`},
		{name: "huge first of rows", query: `{ batch(id: "Batch:1") { rows(first: 501) { totalCount } } }`},
		{name: "negative offset", query: `{ batch(id: "Batch:1") { rows(offset: -1) { totalCount } } }`},
		{name: "first: null", query: `query($n: Int!) { products(first: $n) { totalCount } }`, variables: `{"n": null}`},
		{name: "missing variable", query: `query($id: ID!) { node(id: $id) { id } }`},
		{name: "malformed cursor", query: `{ products(after: "abc!") { totalCount } }`},
		{name: "empty cursor", query: `{ products(after: "") { totalCount } }`},
		{name: "cursor of another order", query: `{ products(after: "Cursor:{\"o\":\"PRICE+\",\"v\":\"1\",\"k\":1}") { totalCount } }`},
		{name: "cursor of another list", query: `{ jobs(after: "Cursor:{\"o\":\"CREATED_AT-\",\"k\":1}") { totalCount } }`},
		{name: "cursor with a forged value", query: `{ products(orderBy: {field: PRICE}, after: "Cursor:{\"o\":\"PRICE+\",\"v\":\"x\",\"k\":1}") { totalCount } }`},
		{name: "cursor with NUL", query: `{ products(after: "Cursor:{\"o\":\"SKU+\",\"v\":\"\\u0000\",\"k\":1}") { totalCount } }`},
		{name: "unknown column to order by", query: `{ batch(id: "Batch:1") { rows(orderBy: {column: "color"}) { totalCount } } }`},
		{name: "search of rows too long", query: `query($w: RowFilter) { batch(id: "Batch:1") { rows(where: $w) { totalCount } } }`, variables: `{"w": {"search": "` + strings.Repeat("x", 201) + `"}}`},
		{name: "id of another kind", query: `{ products(where: {department: {eq: "Brand:1"}}) { totalCount } }`},
		{name: "garbage id", query: `{ node(id: "garbage") { id } }`},
		{name: "garbage id in a variable", query: `query($id: ID!) { batch(id: $id) { id } }`, variables: `{"id": "<script>"}`},
		{name: "id as a number", query: `{ batch(id: 1) { id } }`},
		{name: "mutation of another kind of object", query: `mutation { executeBatch(input: {id: "Product:1"}) { batch { id } } }`},
		{name: "mutation of a missing batch", query: `mutation { executeBatch(input: {id: "Batch:99"}) { batch { id } } }`},
		{name: "key beyond 64 bits", query: `mutation { deleteBatch(input: {id: "Batch:99999999999999999999"}) { deletedId } }`},

		{name: "unknown batch type", query: create, variables: `{"in": {"type": "posters"}}`},
		{name: "no parameters", query: create, variables: `{"in": {"type": "labels"}}`},
		{name: "missing parameter", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1}}}`},
		{name: "empty parameter", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": "", "layout": "sheet_3x8"}}}`},
		{name: "unknown parameter", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8", "color": "red"}}}`},
		{name: "parameter too great", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1001, "layout": "sheet_3x8"}}}`},
		{name: "parameter too small", query: create, variables: `{"in": {"type": "pricing", "parameters": {"rule": "percent", "percent": -100.5, "rounding": "cent"}}}`},
		{name: "fraction for a whole number", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1.5, "layout": "sheet_3x8"}}}`},
		{name: "too many decimal places", query: create, variables: `{"in": {"type": "pricing", "parameters": {"rule": "percent", "percent": "5.00001", "rounding": "cent"}}}`},
		{name: "parameter that is no choice", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "poster"}}}`},
		{name: "list as a choice", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": ["sheet_3x8"]}}}`},
		{name: "text too long as a parameter", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8", "currency": "` + strings.Repeat("€", 201) + `"}}}`},
		{name: "NUL as a parameter", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8", "currency": "\u0000"}}}`},
		{name: "parameters that are no object", query: create, variables: `{"in": {"type": "labels", "parameters": [1]}}`},
		{name: "description too long", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "description": "` + strings.Repeat("é", 201) + `"}}`},
		{name: "NUL in a description", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "description": "\u0000"}}`},
		{name: "empty client key", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "clientKey": ""}}`},
		{name: "client key too long", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "clientKey": "` + strings.Repeat("k", 101) + `"}}`},
		{name: "NUL in a client key", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "clientKey": "\u0000"}}`},
		{name: "client key used for another type", query: create, variables: `{"in": {"type": "pricing", "parameters": {"rule": "percent", "percent": 1, "rounding": "cent"}, "clientKey": "used"}}`},
		{name: "bad filter for a batch", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}, "where": {"brand": {"eq": "Vendor:1"}}}}`},

		{name: "stale version of a batch", query: `mutation { updateBatch(input: {id: "Batch:1", version: 1, notes: "x"}) { batch { id } } }`},
		{name: "notes too long", query: `mutation($n: String) { updateBatch(input: {id: "Batch:1", version: 3, notes: $n}) { batch { id } } }`, variables: `{"n": "` + strings.Repeat("n", 10001) + `"}`},
		{name: "NUL in notes", query: `mutation { updateBatch(input: {id: "Batch:1", version: 3, notes: "\u0000"}) { batch { id } } }`},
		{name: "new description too long", query: `mutation($n: String) { updateBatch(input: {id: "Batch:1", version: 3, description: $n}) { batch { id } } }`, variables: `{"n": "` + strings.Repeat("n", 201) + `"}`},
		{name: "editing an executed batch", query: update, variables: `{"in": {"batchId": "Batch:2", "rows": [{"id": "Row:2.1", "version": 1, "values": {"quantity": 1}}]}}`},
		{name: "renaming an executed batch", query: `mutation { updateBatch(input: {id: "Batch:2", version: 7, notes: "x"}) { batch { id } } }`},
		{name: "editing a complete batch", query: update, variables: `{"in": {"batchId": "Batch:3", "rows": [{"id": "Row:3.1", "version": 1, "values": {"quantity": 1}}]}}`},
		{name: "removing rows of a complete batch", query: `mutation { removeRows(input: {batchId: "Batch:3", ids: ["Row:3.1"]}) { rows { id } } }`},
		{name: "completing a complete batch", query: `mutation { markBatchComplete(input: {id: "Batch:3"}) { batch { id } } }`},
		{name: "reopening an open batch", query: `mutation { reopenBatch(input: {id: "Batch:1"}) { batch { id } } }`},
		{name: "executing an open batch", query: `mutation { executeBatch(input: {id: "Batch:1"}) { batch { id } } }`},
		{name: "executing an executed batch", query: `mutation { executeBatch(input: {id: "Batch:2"}) { batch { id } } }`},
		{name: "executing rows with errors", query: `mutation { executeBatch(input: {id: "Batch:4"}) { batch { id } } }`},
		{name: "deleting an executed batch", query: `mutation { deleteBatch(input: {id: "Batch:2"}) { deletedId } }`},
		{name: "no rows", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": []}}`},
		{name: "1,001 rows", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [` + strings.Repeat(`{"id": "Row:1.1", "version": 1, "values": {}},`, 1000) + `{"id": "Row:1.1", "version": 1, "values": {}}]}}`},
		{name: "1,001 rows to remove", query: `mutation($ids: [ID!]!) { removeRows(input: {batchId: "Batch:1", ids: $ids}) { rows { id } } }`, variables: `{"ids": ["Row:1.1"` + strings.Repeat(`,"Row:1.1"`, 1000) + `]}`},
		{name: "null among rows", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [null]}}`},
		{name: "values that are no object", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": "quantity=1"}]}}`},
		{name: "row without version", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "values": {}}]}}`},
		{name: "canceling a job that has ended", query: `mutation { cancelJob(input: {id: "Job:1"}) { job { id } } }`},
		{name: "canceling a missing job", query: `mutation { cancelJob(input: {id: "Job:99"}) { job { id } } }`},
		{name: "signing in with nothing", query: `mutation { signIn(input: {}) { viewer { id } } }`},
		{name: "signing in with a bad link", query: `mutation { signIn(input: {linkToken: "abc"}) { viewer { id } } }`},
		{name: "signing in with NUL", query: `mutation { signIn(input: {login: "\u0000", password: "\u0000"}) { viewer { id } } }`},

		{name: "syntax error", query: `{ products(`},
		{name: "unknown field", query: `{ products { colour } }`},
		{name: "unknown fragment", query: `{ products { ...nothing } }`},
		{name: "no operation of that name", query: `query A { viewer { id } } query B { viewer { id } }`},
		{name: "very deep query", query: strings.Repeat(`{ jobs { nodes { batch { populationJob `, 6) + `{ id }` + strings.Repeat(` } } } }`, 6)},
		{name: "query too complex", query: `{ batches(first: 200) { nodes { rows(first: 500) { nodes { id } } } } }`},
		{name: "21 fields at the top", query: `{ ` + aliases(21) + ` }`},
		{name: "document too long", query: `{ ` + strings.Repeat(`viewer { id } `, 2000) + ` }`},
		{name: "introspection", query: `{ __schema { types { name } } }`},
		{name: "subscription as a request", query: `subscription { jobsChanged { active } }`},
	},
	"guest": {
		{name: "products", query: `{ products { totalCount } }`},
		{name: "departments", query: `{ departments { id } }`},
		{name: "batches", query: `{ batches { totalCount } }`},
		{name: "batch types", query: `{ batchTypes { key } }`},
		{name: "batch", query: `{ batch(id: "Batch:1") { id } }`},
		{name: "no batch", query: `{ batch(id: "Batch:99") { id } }`},
		{name: "jobs", query: `{ jobs { totalCount } }`},
		{name: "user", query: `{ node(id: "User:1") { id } }`},
		{name: "create", query: create, variables: `{"in": {"type": "labels"}}`},
		{name: "edit", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": {}}]}}`},
		{name: "cancel", query: `mutation { cancelJob(input: {id: "Job:1"}) { job { id } } }`},
	},
	"nobody": {
		{name: "products", query: `{ products { totalCount } }`},
		{name: "product", query: `{ node(id: "Product:1") { id } }`},
		{name: "vendors", query: `{ vendors { id } }`},
		{name: "batches", query: `{ batches { totalCount } }`},
		{name: "batch", query: `{ batch(id: "Batch:1") { id } }`},
		{name: "jobs", query: `{ jobs { totalCount } }`},
		{name: "job", query: `{ job(id: "Job:1") { id } }`},
		{name: "cancel", query: `mutation { cancelJob(input: {id: "Job:1"}) { job { id } } }`},
		{name: "create", query: create, variables: `{"in": {"type": "labels"}}`},
	},
	"blind": {
		{name: "execute", query: `mutation { executeBatch(input: {id: "Batch:3"}) { batch { id } } }`},
		{name: "edit", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": {}}]}}`},
		{name: "create", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}}}`},
		{name: "delete", query: `mutation { deleteBatch(input: {id: "Batch:1"}) { deletedId } }`},
	},
	"creator": {
		{name: "edit", query: update, variables: `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": {"quantity": 2}}]}}`},
		{name: "remove", query: `mutation { removeRows(input: {batchId: "Batch:1", ids: ["Row:1.1"]}) { rows { id } } }`},
		{name: "rename", query: `mutation { updateBatch(input: {id: "Batch:1", version: 3, notes: "x"}) { batch { id } } }`},
		{name: "complete", query: `mutation { markBatchComplete(input: {id: "Batch:1"}) { batch { id } } }`},
		{name: "execute", query: `mutation { executeBatch(input: {id: "Batch:3"}) { batch { id } } }`},
		{name: "delete", query: `mutation { deleteBatch(input: {id: "Batch:1"}) { deletedId } }`},
		{name: "cancel", query: `mutation { cancelJob(input: {id: "Job:1"}) { job { id } } }`},
	},
	"editor": {
		{name: "create", query: create, variables: `{"in": {"type": "labels", "parameters": {"quantity": 1, "layout": "sheet_3x8"}}}`},
		{name: "execute", query: `mutation { executeBatch(input: {id: "Batch:3"}) { batch { id } } }`},
		{name: "delete", query: `mutation { deleteBatch(input: {id: "Batch:1"}) { deletedId } }`},
	},
	"releaser": {
		{name: "reopen", query: `mutation { reopenBatch(input: {id: "Batch:3"}) { batch { id } } }`},
		{name: "jobs", query: `{ jobs { totalCount } }`},
	},
}

func aliases(n int) string {
	var fields strings.Builder
	for i := range n {
		fields.WriteString(string(rune('a'+i)) + ": viewer { id } ")
	}
	return fields.String()
}

func setBody(req *http.Request, body string) {
	req.Body = io.NopCloser(strings.NewReader(body))
	req.ContentLength = int64(len(body))
}

// badRequests are wrong on the level of HTTP. Each changes a good request.
var badRequests = []struct {
	name   string
	change func(*http.Request)
	want   refusal
}{
	{name: "20 MB", change: func(r *http.Request) { setBody(r, `{"query":"{ viewer { id } }","variables":{"x":"`+strings.Repeat("x", 20<<20)+`"}}`) }},
	{name: "mutation without the CSRF header", change: func(r *http.Request) {
		r.Header.Del("X-Sluice-Csrf")
		setBody(r, operation(`mutation { deleteBatch(input: {id: "Batch:1"}) { deletedId } }`, ""))
	}},
	{name: "mutation by GET", change: func(r *http.Request) {
		r.Method = http.MethodGet
		r.URL.RawQuery = url.Values{"query": {`mutation { signOut { signedOut } }`}}.Encode()
	}},
	{name: "PUT", change: func(r *http.Request) { r.Method = http.MethodPut }},
	{name: "array of operations", change: func(r *http.Request) { setBody(r, "["+operation("{ viewer { id } }", "")+"]") }},
	{name: "no JSON", change: func(r *http.Request) { setBody(r, "query=1") }},
	{name: "two values", change: func(r *http.Request) { setBody(r, operation("{ viewer { id } }", "")+"{}") }},
	{name: "empty body", change: func(r *http.Request) { setBody(r, "") }},
	{name: "no query", change: func(r *http.Request) { setBody(r, `{"variables":{}}`) }},
	{name: "query that is no text", change: func(r *http.Request) { setBody(r, `{"query":1}`) }},
	{name: "variables that are no object", change: func(r *http.Request) { setBody(r, `{"query":"{ viewer { id } }","variables":[]}`) }},
	{name: "form", change: func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") }},
	{name: "plain text", change: func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }},
	{name: "no content type", change: func(r *http.Request) { r.Header.Del("Content-Type") }},
	{name: "unknown charset", change: func(r *http.Request) { r.Header.Set("Content-Type", "application/json; charset=latin1") }},
	{name: "answer as a page", change: func(r *http.Request) { r.Header.Set("Accept", "text/html") }},
	{name: "unknown token", change: func(r *http.Request) { r.Header.Set("Authorization", "Bearer slc_unknown") }},
	{name: "foreign WebSocket origin", change: func(r *http.Request) {
		r.Method = http.MethodGet
		for name, value := range map[string]string{
			"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
			"Sec-WebSocket-Protocol": "graphql-transport-ws", "Origin": "https://evil.example",
		} {
			r.Header.Set(name, value)
		}
	}},
}
